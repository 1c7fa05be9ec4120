"""A staff kit is made, closed, opened again, and its essence goes into the school's summary."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from redthread.betweenwork.actions.summaries import save_summary
from redthread.betweenwork.drafts import Draft, Submission
from redthread.betweenwork.models import AnswerPile, SchoolLine, SchoolSummary, StaffKit, StaffQuestion
from redthread.betweenwork.snapshots import draft_of
from redthread.betweenwork.staff_pile import with_one_less
from redthread.core.errors import RuleError
from redthread.gatherings.models import Commitment, Method
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Audience

# Told apart when read aloud, and without vowels, so that they make no words. Ten of eighteen letters are 41
# bits, which nobody tries out while a round is open, however many addresses they come from.
LETTERS = "BCDFGHJKLMNPRSTVXZ"
CODE_LENGTH, TRIES = 10, 5
LONGEST_OPEN = timedelta(days=60)
KEEP_ANSWERS = timedelta(days=365)


@dataclass(frozen=True)
class Asked:
    """A question as it was chosen."""

    kind: str
    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class KitPlan:
    """What stands on the page."""

    title: str
    purpose: str
    method: Method | None
    staff: int
    closes_at: datetime
    questions: Sequence[Asked]


def make_kit(
    *,
    network: Network,
    school: Organisation,
    key: str,
    plan: KitPlan,
    commitment: Commitment | None,
    line: SchoolLine | None,
    by: Person,
    now: datetime,
) -> StaffKit:
    """Make the kit for one's own school, open for answers at once. The same `key` again is the same kit."""
    _check(plan, now)
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return _make(network, school, key, plan, commitment, line, by, now)
        except IntegrityError:
            continue  # the code is taken, or the other press was first
    raise RuleError(_("Det lot seg ikke gjøre å lage en kode. Prøv en gang til."))


def _check(plan: KitPlan, now: datetime) -> None:
    if not 1 <= len(plan.questions) <= 3:
        raise RuleError(_("Velg ett, to eller tre spørsmål."))
    if not now < plan.closes_at <= now + LONGEST_OPEN:
        raise RuleError(_("Velg en dag fra i dag og to måneder fram."))


def _make(
    network: Network,
    school: Organisation,
    key: str,
    plan: KitPlan,
    commitment: Commitment | None,
    line: SchoolLine | None,
    by: Person,
    now: datetime,
) -> StaffKit:
    if there := StaffKit.objects.filter(school=school, make_key=key).first():
        return there
    kit = StaffKit.objects.create(
        network=network,
        school=school,
        make_key=key,
        audience=Audience.SCHOOL,
        commitment=commitment,
        line=line,
        title=plan.title,
        purpose=plan.purpose,
        method=plan.method,
        staff=plan.staff,
        code="".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)),
        made_by=by,
        made_at=now,
        closes_at=plan.closes_at,
    )
    StaffQuestion.objects.bulk_create(
        StaffQuestion(kit=kit, number=number, kind=one.kind, text=one.text, options=list(one.options))
        for number, one in enumerate(plan.questions, start=1)
    )
    AnswerPile.objects.create(kit=kit)
    return kit


@transaction.atomic
def close_kit(*, kit: StaffKit, by: Person, now: datetime) -> None:
    """No more answers; what five or more have answered can be read. Once."""
    StaffKit.objects.open_at(now).filter(pk=kit.pk).update(closed_at=now, closed_by=by)


@transaction.atomic
def reopen_kit(*, kit: StaffKit, closes_at: datetime, by: Person, now: datetime) -> None:
    """Open it again, when fewer than five answered, so that nothing of it has been shown to anybody.

    Raises RuleError when something has: what came in after could then be told from what was there before.
    """
    pile = AnswerPile.objects.select_for_update(no_key=True).get(kit=kit)
    if pile.answered >= 5:
        raise RuleError(_("Svarene er vist, så runden kan ikke åpnes igjen. Lag en ny pakke."))
    if not now < closes_at <= now + LONGEST_OPEN:
        raise RuleError(_("Velg en dag fra i dag og to måneder fram."))
    StaffKit.objects.filter(pk=kit.pk).update(closed_at=None, closed_by=None, closes_at=closes_at)


@transaction.atomic
def remove_text(*, kit: StaffKit, number: int, text: str, by: Person, now: datetime) -> None:
    """Take away a text that names somebody. It is gone for good, and counts as answered all the same."""
    pile = AnswerPile.objects.select_for_update(no_key=True).get(kit=kit)
    pile.answers = with_one_less(pile.answers, number, text)
    pile.save(update_fields=["answers"])


@transaction.atomic
def take_to_summary(
    *, kit: StaffKit, line: SchoolLine, essence: str, words: str, reach: str, by: Person, now: datetime
) -> None:
    """Put `words` (how many answered, and the essence) into the school's summary, which is the school's own.

    What is there stays there, word for word: this comes below it, once, and reach only where none is said.
    """
    StaffKit.objects.filter(pk=kit.pk).update(essence=essence)
    SchoolLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    summary = SchoolSummary.objects.filter(line=line).first()
    before = draft_of(summary)
    if words in before.happened:
        return
    happened = f"{before.happened.rstrip()}\n\n{words}".strip()
    after = Draft(before.did, happened, before.hard, before.reach or reach)
    version = summary.version if summary else 0
    submission = Submission(f"kit-{secrets.token_hex(16)}", version, before, after)
    save_summary(line=line, submission=submission, by=by, now=now)


def forget_staff_answers(now: datetime) -> None:
    """Duty: a year after a round is over its answers and keys are gone; how many answered stays."""
    over = StaffKit.objects.filter(closes_at__lt=now - KEEP_ANSWERS)
    AnswerPile.objects.filter(kit__in=over.values("pk")).exclude(answers={}, spent=[]).update(
        answers={}, spent=[]
    )
