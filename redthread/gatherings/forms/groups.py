"""Who is to sit, how, and what is changed at the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redthread.gatherings.actions.groups import Sitter
from redthread.gatherings.grouping_history import place_key
from redthread.gatherings.models import AgendaItem, GroupPlace
from redthread.gatherings.seating import Candidate
from redthread.gatherings.seating_rules import SIZES, USUAL_SIZE, Kind, Leaders
from redthread.people.models import Organisation, Person

WHOLE_DAY = "day"
MOST_PEOPLE, LONGEST_NAME, LONGEST_SCHOOL, LONGEST_ROLE = 400, 150, 150, 60


class WhoForm(forms.Form):
    """People of ours, ticked, and guests pasted one a line: name, school and role with commas between."""

    people = forms.MultipleChoiceField(label=gettext_lazy("Hvem"), required=False)
    guests = forms.CharField(
        label=gettext_lazy("Gjester"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "En på hver linje: navn, skole, rolle. Skole og rolle kan sløyfes. Skriv bare fornavn på elever."
        ),
    )

    def __init__(
        self, *args: Any, candidates: Sequence[Candidate], schools: Iterable[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {one.person.public_id: one for one in candidates}
        self.schools = schools
        choices = [(key, one.person.name) for key, one in self.candidates.items()]
        self.fields["people"].choices = choices  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[str]:
        """The public ids that are ticked on the page."""
        if self.is_bound:
            return _several(self.data, "people")
        return {key for key, one in self.candidates.items() if one.is_expected}

    def clean_guests(self) -> list[Sitter]:
        known = {school.name.casefold(): school for school in self.schools}
        guests: list[Sitter] = []
        seen: dict[str, int] = {}
        for number, line in enumerate(self.cleaned_data["guests"].splitlines(), start=1):
            if not line.strip():
                continue
            guest = _guest(line, number, known)
            first = seen.setdefault(place_key(None, guest.name, guest.school), number)
            if first != number:
                raise forms.ValidationError(
                    _("Linje %(number)d er den samme som linje %(first)d. Skriv noe som skiller dem.")
                    % {"number": number, "first": first}
                )
            guests.append(guest)
        return guests

    def sitters(self) -> list[Sitter]:
        """Everybody who is ticked, and the guests."""
        chosen = [self.candidates[key] for key in self.cleaned_data["people"]]
        ours = [Sitter(person=one.person, organisation=one.school, role=one.role) for one in chosen]
        guests: list[Sitter] = self.cleaned_data["guests"]
        return ours + guests


def _several(data: Mapping[str, Any], name: str) -> set[str]:
    """All that was sent under the name."""
    return set(data.getlist(name)) if isinstance(data, QueryDict) else set(data.get(name, []))


def _guest(line: str, number: int, known: Mapping[str, Organisation]) -> Sitter:
    """The guest on one line. Raises ValidationError, which names the line."""
    parts = [" ".join(part.split()) for part in re.split(r"[,;\t]", line)]
    name, school, role, *more = [*parts, "", ""]
    text = ""
    if any(more):
        text = _("Linje %(number)d har mer enn navn, skole og rolle. Skriv bare de tre.")
    elif not name:
        text = _("Linje %(number)d mangler navn. Skriv navnet først.")
    elif len(name) > LONGEST_NAME or len(school) > LONGEST_SCHOOL or len(role) > LONGEST_ROLE:
        text = _("Linje %(number)d er for lang. Kort den ned.")
    if text:
        raise forms.ValidationError(text % {"number": number})
    unit = known.get(school.casefold())
    return Sitter(name=name, organisation=unit, school=unit.name if unit else school, role=role)


class ComposeForm(WhoForm):
    item = forms.ChoiceField(label=gettext_lazy("Bordene gjelder"), initial=WHOLE_DAY)
    size = forms.TypedChoiceField(
        label=gettext_lazy("Hvor mange ved hvert bord"),
        coerce=int,
        choices=[(size, str(size)) for size in SIZES],
        initial=USUAL_SIZE,
        help_text=gettext_lazy(
            "Fire til seks er best for en samtale der alle får ordet, og der erfaringene er ulike nok."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Hvem skal møtes"), choices=Kind, initial=Kind.CROSS, widget=forms.RadioSelect
    )
    spread = forms.MultipleChoiceField(
        label=gettext_lazy("Bland også"),
        required=False,
        choices=[
            ("role", gettext_lazy("roller")),
            ("experience", gettext_lazy("nye og erfarne i nettverket")),
            ("municipality", gettext_lazy("kommuner")),
        ],
        initial=["role", "experience"],
        widget=forms.CheckboxSelectMultiple,
    )
    leaders = forms.ChoiceField(
        label=gettext_lazy("Ledere og tillitsvalgte fra samme skole"),
        required=False,
        choices=Leaders,
        widget=forms.RadioSelect,
    )
    pupils = forms.BooleanField(
        label=gettext_lazy("Elever sitter med folk fra sin egen kommune"),
        required=False,
        help_text=gettext_lazy("Gjelder gjester som har rollen elev."),
    )

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {item.public_id: item for item in items}
        whole_day = (WHOLE_DAY, _("Hele dagen"))
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            whole_day,
            *((key, item.title) for key, item in self.items.items()),
        ]

    def clean(self) -> dict[str, Any]:
        if "guests" in self.cleaned_data and "people" in self.cleaned_data:
            number = len(self.cleaned_data["people"]) + len(self.cleaned_data["guests"])
            if number < min(SIZES):
                self.add_error("people", _("Velg minst tre, så det blir et bord av dem."))
            if number > MOST_PEOPLE:
                self.add_error("people", _("Velg høyst %(most)d.") % {"most": MOST_PEOPLE})
        return self.cleaned_data

    @property
    def chosen_item(self) -> AgendaItem | None:
        return self.items.get(self.cleaned_data["item"])

    def asked(self) -> dict[str, Any]:
        """The rule to compose by, as it is stored."""
        return {name: self.cleaned_data[name] for name in ("size", "kind", "spread", "leaders", "pupils")}


class HereForm(WhoForm):
    """Those who did not come, and those who did without being expected."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    leaving = forms.MultipleChoiceField(label=gettext_lazy("Kom ikke"), required=False)

    def __init__(self, *args: Any, places: Sequence[GroupPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaving"].choices = [(one.public_id, str(one)) for one in places]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[str]:
        return _several(self.data, "people") if self.is_bound else set()


class ChangeForm(forms.Form):
    """The version of the tables that the person looked at."""

    version = forms.IntegerField(min_value=0)


class MoveForm(ChangeForm):
    place = forms.CharField(max_length=40)
    table = forms.IntegerField(min_value=1, max_value=1000)


class KeepForm(ChangeForm):
    """`keep` or `free` are the public ids of those who are to stay, or no longer, with spaces between."""

    keep = forms.CharField(max_length=4000, required=False)
    free = forms.CharField(max_length=4000, required=False)

    def clean(self) -> dict[str, Any]:
        keep, free = self.cleaned_data.pop("keep", ""), self.cleaned_data.pop("free", "")
        if bool(keep) == bool(free):
            raise forms.ValidationError(_("Velg hvem som skal bli sittende."))
        return {**self.cleaned_data, "places": (keep or free).split(), "is_fixed": bool(keep)}


class WishForm(forms.Form):
    one = forms.ChoiceField(label=gettext_lazy("Den ene"))
    other = forms.ChoiceField(label=gettext_lazy("Den andre"))
    together = forms.TypedChoiceField(
        label=gettext_lazy("Hva ønsker du"),
        coerce=lambda value: value == "yes",
        choices=[
            ("yes", gettext_lazy("De skal sitte sammen")),
            ("no", gettext_lazy("De skal ikke sitte sammen")),
        ],
        initial="yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.public_id: one for one in people}
        for name in ("one", "other"):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                ("", _("Velg en person")),
                *((key, one.name) for key, one in self.people.items()),
            ]

    def clean(self) -> dict[str, Any]:
        one, other = self.cleaned_data.get("one"), self.cleaned_data.get("other")
        if one and one == other:
            self.add_error("other", _("Velg to forskjellige personer."))
        for name in ("one", "other"):
            if name in self.cleaned_data:
                self.cleaned_data[name] = self.people[self.cleaned_data[name]]
        return self.cleaned_data
