"""What came of an agenda item: a text, and for a decision who decided and how they voted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.actions.outcomes import VoteGiven
from redthread.gatherings.models import Vote
from redthread.networks.models import Body, Seat
from redthread.people.models import Person

LONGEST = 4000


class TextForm(forms.Form):
    """An information or a proposal to the owner."""

    text = forms.CharField(
        label=_("Skriv det viktigste"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        error_messages={"required": _("Skriv en setning om hva dere ble enige om eller fikk vite.")},
    )


class Ballot(NamedTuple):
    """One row of the votes: who, what they voted, and why not."""

    name: str
    choice: BoundField
    reason: BoundField


class DecisionForm(TextForm):
    """`votes` holds what was voted in the body chosen, or the disagreements where nobody votes."""

    field_order = ["text", "body"]
    body = forms.ChoiceField(label=_("Hvem vedtok?"), required=False)
    others_for = forms.BooleanField(label=_("Alle andre stemte for"), required=False)

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[Body],
        seats: Sequence[Seat],
        people: Sequence[Person],
        disagreements: int = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {body.public_id: body for body in bodies}
        self.seats = seats
        self.people = {person.public_id: person for person in people}
        self.rows = range(disagreements + 1)
        if bodies:
            names = [(key, str(body)) for key, body in self.bodies.items()]
            _offer(self.fields["body"], [("", _t("Hele nettverket")), *names])
        else:
            del self.fields["body"]
        if seats:
            self._ask_for_votes()
        else:
            del self.fields["others_for"]
            self._ask_for_disagreement()

    def _ask_for_votes(self) -> None:
        for seat in self.seats:
            key = seat.person.public_id
            name = f"{seat.municipality} ({seat.person})" if seat.municipality_id else str(seat.person)
            self.fields[f"vote_{key}"] = forms.ChoiceField(
                label=name,
                required=False,
                choices=[("", _t("stemte ikke")), *Vote.Choice.choices],
                widget=forms.Select(attrs={"class": "ds-input"}),
            )
            why = _reason(_t("Begrunnelse fra %(name)s") % {"name": name})
            why.widget.attrs |= {
                "class": "ds-input",
                "placeholder": _t("Hvorfor, ved mot"),
                "aria-label": str(why.label),
            }
            self.fields[f"why_{key}"] = why

    def _ask_for_disagreement(self) -> None:
        names = [("", _t("Ingen")), *((key, person.name) for key, person in self.people.items())]
        for row in self.rows:
            self.fields[f"who_{row}"] = forms.ChoiceField(
                label=_t("Hvem er uenig?"), required=False, choices=names
            )
            self.fields[f"why_{row}"] = _reason(_t("Hvorfor?"))

    @property
    def ballots(self) -> Iterator[Ballot]:
        for seat in self.seats:
            key = seat.person.public_id
            bound = self[f"vote_{key}"]
            yield Ballot(str(bound.label), bound, self[f"why_{key}"])

    @property
    def has_disagreement(self) -> bool:
        """Whether somebody's disagreement is written down, or was just handed in."""
        return any(ballot.choice.value() or ballot.reason.value() for ballot in self.disagreements)

    @property
    def disagreements(self) -> Iterator[Ballot]:
        if not self.seats:
            for row in self.rows:
                yield Ballot("", self[f"who_{row}"], self[f"why_{row}"])

    def clean_body(self) -> Body | None:
        return self.bodies.get(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        data.setdefault("body", None)
        data["votes"] = list(self._votes() if self.seats else self._disagreements())
        return data

    def _votes(self) -> Iterator[VoteGiven]:
        others = Vote.Choice.FOR if self.cleaned_data.get("others_for") else ""
        for seat in self.seats:
            key = seat.person.public_id
            choice = self.cleaned_data.get(f"vote_{key}") or others
            reason = self.cleaned_data.get(f"why_{key}", "")
            if choice == Vote.Choice.AGAINST and not reason:
                self.add_error(f"why_{key}", _t("Skriv hvorfor. Begrunnelsen står sammen med vedtaket."))
            if choice:
                yield VoteGiven(seat.person, choice, reason)

    def _disagreements(self) -> Iterator[VoteGiven]:
        for row in self.rows:
            who = self.people.get(self.cleaned_data.get(f"who_{row}", ""))
            reason = self.cleaned_data.get(f"why_{row}", "")
            if who is not None and not reason:
                self.add_error(f"why_{row}", _t("Skriv hvorfor. Begrunnelsen står sammen med vedtaket."))
            if who is None and reason:
                self.add_error(f"who_{row}", _t("Velg hvem som er uenig."))
            if who is not None:
                yield VoteGiven(who, Vote.Choice.AGAINST, reason)


def _reason(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=500)


def _offer(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
