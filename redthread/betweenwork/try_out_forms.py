"""The forms of a try-out. They check and say what to write; they never save."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from redthread.betweenwork.actions.try_outs import Plan
from redthread.betweenwork.forms import KEY, TextField
from redthread.betweenwork.models import TryOut
from redthread.people.models import Organisation

Depth = TryOut.Depth
ASKED = {
    Depth.QUICK: ("title", "want", "doing", "with_whom", "until_on"),
    Depth.GUIDED: ("title", "want", "assumed", "doing", "unsaid", "with_whom", "starts_on", "until_on"),
    Depth.FREE: ("title", "doing"),
}
WHICH_SCHOOL = _("Velg hvilken skole som prøver dette.")
DATE = {"invalid": _("Skriv datoen slik: 14.10.2026.")}


def _date(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, error_messages=DATE)


class TryOutForm(forms.Form):
    """What a school wants to try. `depth` says how much is asked; what it does not ask for is kept hidden.

    `has_source` is there when the idea comes from another try-out, which is then adapted and thanked.
    """

    school = forms.ChoiceField(
        label=_("Skole"), error_messages={"required": WHICH_SCHOOL, "invalid_choice": WHICH_SCHOOL}
    )
    title = forms.CharField(
        label=_("Hva kaller dere det?"),
        max_length=120,
        error_messages={"required": _("Gi utprøvingen et navn, så dere finner den igjen.")},
    )
    want = TextField(_("Hva vil dere oppnå?"), rows=2)
    assumed = TextField(_("Hva tar dere for gitt når dere tror at dette virker?"), rows=2)
    doing = TextField(_("Hva gjør dere?"), rows=3)
    unsaid = TextField(
        _("Hva kan komme til å styre uten at noen sier det? Tid, vaner, forventninger?"), rows=2
    )
    with_whom = forms.CharField(label=_("Sammen med hvem?"), max_length=200, required=False)
    starts_on = _date(_("Fra"))
    until_on = _date(_("Til"))
    changed = TextField(_("Hva gjør dere annerledes hos dere?"), rows=2)
    thanks = forms.CharField(label=_("En linje til dem dere fikk ideen fra"), max_length=200, required=False)
    outside = forms.CharField(
        label=_("Hvor kommer ideen fra?"),
        max_length=300,
        required=False,
        help_text=_("En bok, et kurs, en skole utenfor nettverket …"),
    )
    depth = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        depth: str,
        schools: Sequence[Organisation],
        has_source: bool,
        has_method: bool = False,
        asks_thanks: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.chosen_depth = Depth(depth) if depth in Depth.values else Depth.QUICK
        self.schools = {school.public_id: school for school in schools}
        chosen = self.fields["school"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(key, school.name) for key, school in self.schools.items()]
        if len(self.schools) == 1:
            self.initial.setdefault("school", next(iter(self.schools)))
        asked = {
            *ASKED[self.chosen_depth],
            *(["changed"] if has_source else []),
            *(["thanks"] if asks_thanks else []),
        }
        if not has_source and not has_method:
            asked.add("outside")
        if len(self.schools) > 1:
            asked.add("school")
        every = ("school", *ASKED[self.chosen_depth], "changed", "outside", "thanks")
        self.order = [name for name in every if name in asked]
        for name in set(self.fields) - asked:
            self.fields[name].widget = forms.HiddenInput()
        if self.chosen_depth == Depth.FREE:
            self.fields["doing"].label = _("Skriv fritt")
            self.fields["doing"].widget.attrs["rows"] = 10

    @property
    def shown(self) -> list[forms.BoundField]:
        return [self[name] for name in self.order]

    def clean_school(self) -> Organisation:
        return self.schools[self.cleaned_data["school"]]

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        return key if KEY.fullmatch(key) else str(uuid.uuid4())

    def clean_version(self) -> int:
        return version_of(self.cleaned_data["version"])

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        first, last = data.get("starts_on"), data.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("Til-datoen er før fra-datoen. Rett en av dem."))
        if "school" in self.errors and "school" not in self.order:
            self.add_error(None, WHICH_SCHOOL)
        return data

    def plan(self) -> Plan:
        """What was sent, after `is_valid`."""
        data = self.cleaned_data
        names = ("title", "want", "doing", "starts_on", "until_on", "with_whom", "assumed", "unsaid")
        plan = {name: data[name] for name in (*names, "changed", "outside")}
        return Plan(**plan, depth=self.chosen_depth)


def version_of(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0


class ResultForm(forms.Form):
    """How it ended. The three answers stand in one row, and none of them asks for more than the others."""

    decision = forms.ChoiceField(
        label=_("Hvordan går det videre?"),
        choices=TryOut.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg om dere tar det i bruk, justerer eller stopper."),
            "invalid_choice": _("Velg om dere tar det i bruk, justerer eller stopper."),
        },
    )
    happened = TextField(_("Hva skjedde?"), rows=2)
    hard = TextField(_("Hva var vanskelig?"), rows=2)
    rethink = TextField(_("Må dere tenke nytt om måten dere gjorde det på, eller om det dere ville?"), rows=2)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_guided: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_guided:
            self.fields["rethink"].widget = forms.HiddenInput()

    def clean_version(self) -> int:
        return version_of(self.cleaned_data["version"])


class AgainForm(forms.Form):
    left = TextField(_("Hva er igjen av det?"), rows=3)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_version(self) -> int:
        return version_of(self.cleaned_data["version"])


class SourceForm(forms.Form):
    """Which try-out or story inspired this one, of those that the person may read."""

    source = forms.ChoiceField(
        label=_("Hva fikk dere ideen fra?"),
        required=False,
        error_messages={"invalid_choice": _("Velg noe fra listen.")},
    )

    def __init__(
        self,
        *args: Any,
        try_outs: Sequence[tuple[str, str]],
        stories: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["source"]
        assert isinstance(chosen, forms.ChoiceField)
        groups = [(_("Utprøvinger"), try_outs), (_("Praksisfortellinger"), stories)]
        chosen.choices = [("", _("Ingen av dem")), *((name, among) for name, among in groups if among)]
