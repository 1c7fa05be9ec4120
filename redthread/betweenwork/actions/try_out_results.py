"""How far a try-out has come, how it ended, and what is left of it half a year later."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.betweenwork.actions.try_outs import ChangedMeanwhileError
from redthread.betweenwork.models import SpiralStep, TryOut
from redthread.core.errors import RuleError
from redthread.people.models import Person


@transaction.atomic
def reach_element(*, try_out: TryOut, element: str, by: Person, now: datetime) -> None:
    """Say that the school has been through this element of the spiral; the first time counts."""
    SpiralStep.objects.get_or_create(
        try_out=try_out,
        element=SpiralStep.Element(element),
        defaults={"reached_by": by, "reached_at": now},
    )


def take_back_element(*, try_out: TryOut, element: str, by: Person, now: datetime) -> None:
    """It was pressed by mistake."""
    SpiralStep.objects.filter(try_out=try_out, element=element).delete()


@transaction.atomic
def record_result(
    *,
    try_out: TryOut,
    decision: str,
    happened: str,
    hard: str,
    rethink: str,
    version: int,
    by: Person,
    now: datetime,
) -> None:
    """Say how it ended, and why. Stopping asks for no more than going on. It may be put right later.

    Raises RuleError without a word about what happened, ChangedMeanwhileError when somebody else has saved.
    """
    if not happened.strip() and not hard.strip():
        raise RuleError(_("Skriv et par linjer om hva som skjedde, eller hva som var vanskelig."))
    ended = {} if try_out.decided_at else {"decided_at": now, "decided_by": by}
    _save(
        try_out,
        version,
        decision=TryOut.Decision(decision),
        happened=happened,
        hard=hard,
        rethink=rethink,
        saved_by=by,
        saved_at=now,
        **ended,
    )


@transaction.atomic
def answer_again(*, try_out: TryOut, left: str, version: int, by: Person, now: datetime) -> None:
    """Say what is left of it. Asked half a year after it ended; may be answered before, and put right."""
    if try_out.decided_at is None:
        raise RuleError(_("Utprøvingen er ikke avsluttet ennå. Skriv først hvordan det gikk."))
    if not left.strip():
        raise RuleError(_("Skriv hva som er igjen. «Ingenting» er også et svar."))
    said = {} if try_out.left_at else {"left_at": now, "left_by": by}
    _save(try_out, version, left=left, saved_by=by, saved_at=now, **said)


def _save(try_out: TryOut, version: int, **values: object) -> None:
    as_seen = TryOut.objects.standing().filter(pk=try_out.pk, version=version)
    if as_seen.update(version=version + 1, **values) == 0:
        raise ChangedMeanwhileError(TryOut.objects.select_related("saved_by").get(pk=try_out.pk))
    try_out.refresh_from_db()
