"""One item of the agenda, how long it takes, and where a programme may be brought in from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.forms.gatherings import offer
from redthread.gatherings.forms.times import clock_field
from redthread.gatherings.item_options import ItemOptions, said_by_method
from redthread.gatherings.method_library import choice_of, chosen_method
from redthread.gatherings.models import AgendaItem, Gathering, Method
from redthread.gatherings.saved_days import SAVED
from redthread.gatherings.templates_of_days import EMPTY, READY_DAYS
from redthread.people.models import Person

READY, EARLIER = "mal", "samling"
USUAL_MINUTES = 30
LEADERS = ("leader_1", "leader_2")


def minutes_field(**more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Minutter"),
        min_value=1,
        max_value=600,
        error_messages={
            "required": _("Skriv hvor mange minutter posten tar."),
            "invalid": _("Skriv minuttene som et helt tall, for eksempel 30."),
            "min_value": _("En post tar minst ett minutt."),
            "max_value": _("En post kan ta høyst 600 minutter. Del den i to."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        **more,
    )


class AgendaItemForm(forms.Form):
    """`day_starts_at` is asked only in a gathering over several days.

    With a method, what is left empty is as the method says.
    """

    method = forms.ChoiceField(
        label=_("Metode"), required=False, help_text=_("Det du lar stå tomt, fylles ut fra metoden.")
    )
    title = forms.CharField(
        label=_("Hva"), max_length=150, error_messages={"required": _("Skriv hva posten handler om.")}
    )
    kind = forms.ChoiceField(label=_("Type"), choices=AgendaItem.Kind.choices, initial=AgendaItem.Kind.INPUT)
    minutes = minutes_field(initial=USUAL_MINUTES)
    leader_1 = forms.ChoiceField(label=_("Øktleder"), required=False)
    leader_2 = forms.ChoiceField(label=_("Øktleder sammen med"), required=False)
    responsible = forms.CharField(
        label=_("Hvem har ansvaret?"),
        required=False,
        max_length=150,
        help_text=_("For den som ikke er med i nettverket, for eksempel en innleder utenfra."),
    )
    description = forms.CharField(
        label=_("Beskrivelse"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    share = forms.ChoiceField(label=_("Tiden går til"), required=False)
    day_starts_at = clock_field(
        _("Ny dag, fra klokka"),
        required=False,
        help_text=_("Fyll ut når denne posten åpner neste dag."),
    )
    is_confidential = forms.BooleanField(
        label=_("Fortrolig"),
        required=False,
        help_text=_("Innholdet kommer ikke med i e-post, kalender eller referatet som sendes ut."),
    )

    def __init__(self, *args: Any, options: ItemOptions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.network = options.network
        self.people = {person.public_id: person for person in options.people}
        offer(self, "method", [("", _t("Ingen metode")), *options.methods])
        offer(self, "share", [("", _t("Det typen tilsier")), *AgendaItem.Share.choices])
        for name in LEADERS:
            named = ((key, str(person)) for key, person in self.people.items())
            offer(self, name, [("", _t("Ikke bestemt")), *named])
        if self.data.get("method"):
            self.fields["title"].required = self.fields["minutes"].required = False
        if not options.has_days:
            del self.fields["day_starts_at"]

    def clean_method(self) -> Method | None:
        return chosen_method(self.network, self.cleaned_data["method"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        fill_from(data.get("method"), data)
        if data.get("leader_1") and data["leader_1"] == data.get("leader_2"):
            self.add_error("leader_2", _t("Velg en annen enn den første, eller la feltet stå tomt."))
        return data

    def fields_of_item(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        chosen = [data.pop(name) for name in LEADERS]
        leaders: list[Person] = [self.people[key] for key in chosen if key]
        return {"day_starts_at": None, **data, "leaders": leaders}


def fill_from(method: Method | None, data: dict[str, Any]) -> None:
    """Put into `data` what the method says where nothing is written.

    An item without a title has nothing of its own yet: it also gets the method's kind, and its minutes when
    they are still the usual ones.
    """
    if method is None:
        return
    said = said_by_method(method)
    if not data.get("title"):
        data["kind"] = said["kind"]
        if str(data.get("minutes") or "") == str(USUAL_MINUTES):
            data["minutes"] = said["minutes"]
    for name in ("title", "minutes", "description"):
        if not data.get(name):
            data[name] = said[name]


def forget(method: Method, data: dict[str, Any]) -> None:
    """Empty in `data` what a method chosen earlier had filled in, and nobody has written anew."""
    said = said_by_method(method)
    for name in ("title", "minutes", "description"):
        if str(data.get(name, "")).split() == str(said[name]).split():
            data[name] = ""


class NewItemForm(AgendaItemForm):
    """`position` comes along when an item that was removed is put back."""

    position = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class MethodInForm(forms.Form):
    """Put an item in from a method, with nothing more to say."""

    metode = forms.ChoiceField(error_messages={"required": _("Velg en av metodene.")})

    def __init__(self, *args: Any, options: ItemOptions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "metode", options.methods)


class MinutesForm(forms.Form):
    minutter = minutes_field()


def values_of(item: AgendaItem) -> dict[str, Any]:
    """What the form shows of an item; enough to put it back after it was removed."""
    names = ("title", "kind", "minutes", "responsible", "description", "is_confidential", "day_starts_at")
    leaders = [leader.person.public_id for leader in item.leaders.all()]
    return {
        **{name: getattr(item, name) for name in (*names, "share")},
        "method": choice_of(item.method),
        **dict(zip(LEADERS, leaders, strict=False)),
    }


class BringInForm(forms.Form):
    """A ready programme, one that a network has saved, or that of an earlier gathering."""

    source = forms.ChoiceField(
        label=_("Hent inn poster fra"), error_messages={"required": _("Velg hvor postene skal hentes fra.")}
    )

    def __init__(
        self,
        *args: Any,
        earlier: Sequence[Gathering],
        saved: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = {gathering.public_id: gathering for gathering in earlier}
        ready = [(f"{READY}:{day.key}", day.name) for day in READY_DAYS.values() if day.key != EMPTY]
        held = [(f"{EARLIER}:{key}", str(gathering)) for key, gathering in self.earlier.items()]
        groups = [
            (_t("Ferdige program"), ready),
            (_t("Programmaler"), saved),
            (_t("Tidligere samlinger"), held),
        ]
        offer(self, "source", [("", _t("Velg")), *(group for group in groups if group[1])])

    def source_of_items(self) -> dict[str, Any]:
        """What `bring_in_agenda` is to be called with."""
        source = self.cleaned_data["source"]
        kind, _colon, key = source.partition(":")
        if kind == EARLIER:
            return {"source": self.earlier[key], "template": EMPTY}
        return {"source": None, "template": source if kind == SAVED else key}
