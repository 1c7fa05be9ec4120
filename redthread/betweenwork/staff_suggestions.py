"""Questions that are good to ask a staff, in plain words, and what one may answer."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.betweenwork.actions.staff_kits import Asked
from redthread.betweenwork.models import StaffQuestion

Kind = StaffQuestion.Kind
FIRST_CHOSEN = ("know_what", "needs")


class Suggestion(NamedTuple):
    key: str
    asked: Asked


def agreement() -> tuple[str, ...]:
    return (
        _("Helt enig"),
        _("Ganske enig"),
        _("Både og"),
        _("Ganske uenig"),
        _("Helt uenig"),
    )


def suggestions() -> list[Suggestion]:
    """In the language of this moment; the first to be chosen beforehand are `FIRST_CHOSEN`."""
    tried = (_("Ja, flere ganger"), _("Ja, én gang"), _("Ikke ennå"))
    return [
        Suggestion("why", Asked(Kind.SCALE, _("Jeg forstår hvorfor vi skal prøve dette."), agreement())),
        Suggestion(
            "know_what",
            Asked(Kind.SCALE, _("Jeg vet hva jeg kan gjøre i min egen undervisning."), agreement()),
        ),
        Suggestion("tried", Asked(Kind.CHOICE, _("Har du prøvd det?"), tried)),
        Suggestion("needs", Asked(Kind.TEXT, _("Hva trenger du for å komme i gang?"))),
        Suggestion("hard", Asked(Kind.TEXT, _("Hva tror du blir vanskelig?"))),
        Suggestion("works", Asked(Kind.TEXT, _("Hva har du gjort før som virket?"))),
    ]
