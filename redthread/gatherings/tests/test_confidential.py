"""Two locks on what is confidential: the item's mark, and the audience from the locking. Each is enough."""

from datetime import timedelta

from django.utils import timezone

from conftest import SignedInClient
from redthread.gatherings.actions.commitments import record_step
from redthread.gatherings.actions.minutes import open_minutes
from redthread.gatherings.minutes_reading import exported_sections
from redthread.gatherings.models import AgendaItem, Commitment, Outcome
from redthread.gatherings.tests.meeting import meet
from redthread.networks.access import Access, access_of
from redthread.people.models import Person
from redthread.testing.cast import Cast


def access(person: Person, cast: Cast) -> Access:
    found = access_of(person, cast.network)
    assert found is not None
    return found


def test_outcomes_are_shared_by_locking_and_not_before(cast: Cast) -> None:
    meeting = meet(cast)
    told = meeting.write("information", "Sagt")
    meeting.write("information", "Fortrolig", item=meeting.secret)
    assert not Outcome.objects.shared().exists()
    meeting.lock()
    assert list(Outcome.objects.shared()) == [told]


def test_marking_the_item_afterwards_is_enough_to_hide_what_is_under_it(cast: Cast) -> None:
    meeting = meet(cast)
    meeting.write("information", "Sagt", item=meeting.own_school)
    meeting.promise(cast.asen)
    meeting.lock()
    AgendaItem.objects.filter(pk=meeting.own_school.pk).update(is_confidential=True)
    assert not Outcome.objects.shared().exists()
    assert not Commitment.objects.shared().exists()
    assert not Commitment.objects.visible_to(access(cast.mona, cast)).exists()
    assert Commitment.objects.visible_to(access(cast.liv, cast)).exists()


def test_taking_the_mark_away_afterwards_shows_nothing(cast: Cast) -> None:
    meeting = meet(cast)
    meeting.write("information", "Fortrolig", item=meeting.secret)
    meeting.promise(cast.asen, item=meeting.secret)
    meeting.lock()
    AgendaItem.objects.filter(pk=meeting.secret.pk).update(is_confidential=False)
    assert not Outcome.objects.shared().exists()
    assert not Commitment.objects.shared().exists()
    assert not Commitment.objects.visible_to(access(cast.mona, cast)).exists()
    assert exported_sections(meeting.gathering, is_locked=True) == []


def test_the_steps_under_a_confidential_item_are_not_exported(cast: Cast) -> None:
    earlier = meet(cast, starts_at=timezone.now() - timedelta(days=40))
    old = earlier.promise(cast.asen)
    earlier.lock()
    meeting = meet(cast)
    record_step(
        commitment=old,
        gathering=meeting.gathering,
        choice="closed",
        word="Ferdig",
        by=cast.mona,
        now=meeting.now,
    )
    meeting.lock()
    assert [part.item for part in exported_sections(meeting.gathering, is_locked=True)] == [
        meeting.since_last
    ]
    AgendaItem.objects.filter(pk=meeting.since_last.pk).update(is_confidential=True)
    assert exported_sections(meeting.gathering, is_locked=True) == []


def test_the_pen_rests_in_a_closed_network(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast)
    open_minutes(gathering=meeting.gathering, written_by=cast.rita, by=cast.liv, now=meeting.now)
    rita = as_person(cast.rita)
    sent = {"item": meeting.decision.public_id, "kind": "information", "text": "Sagt"}
    assert rita.post(meeting.url("outcome_new"), sent).status_code == 302
    cast.network.closed_at = timezone.now()
    cast.network.save()
    assert rita.post(meeting.url("outcome_new"), sent).status_code == 403
    assert rita.get(meeting.url("attendance")).status_code == 403
    assert Outcome.objects.count() == 1
