"""Two people lock, answer or approve at the same moment: one effect."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from redthread.core.errors import RuleError
from redthread.gatherings.actions.commitments import record_step
from redthread.gatherings.actions.minutes import approve_minutes, lock_minutes, open_minutes
from redthread.gatherings.actions.outcomes import add_outcome
from redthread.gatherings.models import Approval, Commitment, CommitmentStep, Gathering, Minutes, Outcome
from redthread.gatherings.tests.meeting import meet
from redthread.gatherings.tests.test_two_at_once import MANY, at_once
from redthread.notices.models import OutgoingMail
from redthread.testing.cast import Cast, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return build()


def test_locking_at_once_locks_once_and_mails_the_absent_once(cast: Cast) -> None:
    meeting = meet(cast)
    meeting.came(cast.mona)
    meeting.came(cast.rita, cast.mads, presence="absent")
    people, won = [cast.liv, cast.mona, cast.rita, cast.mads], list[bool]()

    def act(number: int) -> None:
        gathering = Gathering.objects.select_related("network").get()
        won.append(lock_minutes(gathering=gathering, by=people[number], now=timezone.now()))

    assert at_once(act) == []
    assert sorted(won) == [False] * (MANY - 1) + [True]
    assert meeting.minutes.is_locked
    assert OutgoingMail.objects.count() == OutgoingMail.objects.values("person").distinct().count() == 4


def test_what_is_written_while_locking_is_either_shared_or_refused(cast: Cast) -> None:
    meeting = meet(cast)

    def act(number: int) -> None:
        if number == 0:
            lock_minutes(gathering=Gathering.objects.get(), by=cast.liv, now=timezone.now())
        else:
            item = meeting.decision.__class__.objects.select_related("gathering").get(pk=meeting.decision.pk)
            add_outcome(item=item, kind="information", text="Sagt", by=cast.liv, now=timezone.now())

    raised = at_once(act)
    assert all(isinstance(error, RuleError) for error in raised)
    assert Outcome.objects.count() == MANY - 1 - len(raised)
    assert set(Outcome.objects.values_list("audience", flat=True)) <= {"network"}


def test_opening_at_once_opens_one(cast: Cast) -> None:
    meeting = meet(cast, is_open=False)

    def act(_number: int) -> None:
        gathering = Gathering.objects.select_related("network").get()
        open_minutes(gathering=gathering, written_by=cast.liv, by=cast.liv, now=timezone.now())

    assert at_once(act) == []
    assert Minutes.objects.get().gathering == meeting.gathering


def test_two_answers_to_one_commitment_at_once_leave_one(cast: Cast) -> None:
    earlier = meet(cast)
    earlier.gathering.starts_at -= timedelta(days=40)
    earlier.gathering.save()
    earlier.promise(cast.asen)
    earlier.lock()
    meeting = meet(cast)
    choices = ["closed", "let_go", "carried", "closed"]

    def act(number: int) -> None:
        record_step(
            commitment=Commitment.objects.select_related("gathering").get(),
            gathering=Gathering.objects.get(pk=meeting.gathering.pk),
            choice=choices[number],
            word=f"Fordi {number}",
            by=cast.mona,
            now=timezone.now(),
        )

    raised = at_once(act)
    assert [type(error) for error in raised] == [RuleError] * (MANY - 1)
    step = CommitmentStep.objects.get()
    state = Commitment.objects.get().state
    assert state == ("open" if step.choice == "carried" else step.choice)


def test_approving_at_once_approves_once(cast: Cast) -> None:
    meeting = meet(cast)
    meeting.came(cast.mona)
    meeting.lock()

    def act(_number: int) -> None:
        approve_minutes(minutes=meeting.minutes, remark="", by=cast.mona, now=timezone.now())

    assert at_once(act) == []
    assert Approval.objects.get().person == cast.mona
