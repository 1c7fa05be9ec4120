"""Past the actions: the database itself keeps what locked minutes say."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from redthread.gatherings.actions.outcomes import VoteGiven
from redthread.gatherings.models import Attendance, Commitment, Minutes, Outcome, Vote
from redthread.gatherings.tests.meeting import Meeting, meet
from redthread.testing.cast import Cast

CHANGES: dict[str, Callable[[Meeting], object]] = {
    "the text of an outcome": lambda of: Outcome.objects.update(text="Annet"),
    "the kind of an outcome": lambda of: Outcome.objects.update(kind="proposal"),
    "the place of an outcome": lambda of: Outcome.objects.update(item=of.since_last),
    "the choice of a vote": lambda of: Vote.objects.update(choice="for"),
    "the reason of a vote": lambda of: Vote.objects.update(reason="Annet"),
    "what was promised": lambda of: Commitment.objects.update(what="Annet"),
    "who promised": lambda of: Commitment.objects.update(school=of.cast.brekka),
    "by when": lambda of: Commitment.objects.update(due_on=of.now.date()),
    "how the staff is reached": lambda of: Commitment.objects.update(reach="Annet"),
    "who came": lambda of: Attendance.objects.update(presence="absent"),
    "for which school": lambda of: Attendance.objects.update(organisation=of.cast.brekka),
    "who locked": lambda of: Minutes.objects.update(locked_by=of.cast.mona),
    "that it is locked": lambda of: Minutes.objects.update(locked_at=None),
    "who wrote": lambda of: Minutes.objects.update(written_by=of.cast.mona),
}


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = meet(cast)
    meeting.write("decision", "Ja", votes=[VoteGiven(cast.mona, "against", "Nei")])
    meeting.promise(cast.asen)
    meeting.came(cast.mona)
    return meeting


@pytest.mark.parametrize("what", CHANGES)
def test_locked_minutes_are_not_changed_even_past_the_actions(meeting: Meeting, what: str) -> None:
    meeting.lock()
    with pytest.raises(IntegrityError, match="locked minutes"), transaction.atomic():
        CHANGES[what](meeting)


@pytest.mark.parametrize("what", CHANGES)
def test_open_minutes_are_not_guarded(meeting: Meeting, what: str) -> None:
    assert CHANGES[what](meeting)


def test_what_is_not_part_of_the_minutes_still_changes(meeting: Meeting) -> None:
    meeting.lock()
    promise = Commitment.objects.get()
    promise.state = "closed"
    promise.save()  # writes every column, the guarded ones as they were
    outcome = Outcome.objects.filter(kind="decision").get()
    outcome.audience = "owner"
    outcome.save()
    assert Commitment.objects.get().state == "closed"
    assert Outcome.objects.filter(audience="owner").get().text == "Ja"


def test_the_minutes_of_other_gatherings_are_not_held(meeting: Meeting) -> None:
    meeting.lock()
    other = meet(meeting.cast, starts_at=meeting.now + timedelta(days=40))
    mine = other.write("information", "Før")
    Outcome.objects.filter(pk=mine.pk).update(text="Etter")
    mine.refresh_from_db()
    assert mine.text == "Etter"


def test_erasure_reaches_locked_minutes(meeting: Meeting) -> None:
    meeting.lock()
    meeting.gathering.delete()
    assert not Minutes.objects.exists()
    assert not Outcome.objects.exists()
