"""Those who were there approve with one tap, with a remark if they want."""

import pytest

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions.minutes import approve_minutes
from redthread.gatherings.models import Approval
from redthread.gatherings.tests.meeting import Meeting, meet
from redthread.testing import make
from redthread.testing.cast import Cast


def text_of(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Locked minutes; Liv, Mona and Rita came, and so did Eva, who may only read."""
    meeting = meet(cast)
    meeting.came(cast.liv, cast.mona, cast.eva)
    meeting.came(cast.rita, presence="digital")
    meeting.came(cast.mads, presence="absent")
    meeting.lock()
    return meeting


def test_one_tap_approves_and_all_see_how_far_it_has_come(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    mona = as_person(cast.mona)
    before = text_of(mona.get(meeting.url("minutes")))
    assert "Godkjent av 0 av 3 som var til stede." in before
    assert "Godkjenn referatet" in before
    after = text_of(mona.post(meeting.url("approve"), follow=True))
    assert "Godkjent av 1 av 3 som var til stede." in after
    assert "Godkjenn referatet" not in after
    assert "Godkjent av 1 av 3" in text_of(as_person(cast.mads).get(meeting.url("minutes")))
    given = Approval.objects.get()
    assert (given.person, given.minutes, given.remark) == (cast.mona, meeting.minutes, "")


def test_a_remark_stands_with_the_minutes_and_can_be_added_after(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    rita = as_person(cast.rita)
    rita.post(meeting.url("approve"))
    first = Approval.objects.get()
    rita.post(meeting.url("approve"), {"remark": "Datoen skal være 20. november."})
    rita.post(meeting.url("approve"))
    again = Approval.objects.get()
    assert (again.pk, again.approved_at) == (first.pk, first.approved_at)
    assert again.remark == "Datoen skal være 20. november."
    page = text_of(as_person(cast.kine).get(meeting.url("minutes")))
    assert "Merknad fra Rita Moe: Datoen skal være 20. november." in page


def test_a_remark_that_is_too_long_comes_back(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    page = text_of(as_person(cast.mona).post(meeting.url("approve"), {"remark": "x" * 501}))
    assert "x" * 501 in page
    assert not Approval.objects.exists()


def test_who_was_not_there_does_not_approve(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    for person in (cast.mads, cast.kine):
        client = as_person(person)
        assert "Godkjenn referatet" not in text_of(client.get(meeting.url("minutes")))
        assert "Du står ikke som til stede" in text_of(client.post(meeting.url("approve"), follow=True))
    assert as_person(cast.eva).post(meeting.url("approve")).status_code == 403
    assert not Approval.objects.exists()


def test_having_been_at_another_gathering_is_not_enough(cast: Cast, meeting: Meeting) -> None:
    meet(cast).came(cast.mads)
    with pytest.raises(RuleError, match="til stede"):
        approve_minutes(minutes=meeting.minutes, remark="", by=cast.mads, now=meeting.now)


def test_open_minutes_are_not_approved(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast)
    meeting.came(cast.mona)
    with pytest.raises(RuleError, match="når det er låst"):
        approve_minutes(minutes=meeting.minutes, remark="", by=cast.mona, now=meeting.now)
    assert "når det er låst" in text_of(as_person(cast.mona).post(meeting.url("approve"), follow=True))
    unopened = meet(cast, is_open=False)
    assert as_person(cast.mona).post(unopened.url("approve")).status_code == 404
    assert not Approval.objects.exists()


def test_approving_is_for_the_network(
    cast: Cast, as_person: type[SignedInClient], client: SignedInClient, meeting: Meeting
) -> None:
    assert client.post(meeting.url("approve")).status_code == 302
    assert as_person(cast.mona).get(meeting.url("approve")).status_code == 405
    assert as_person(cast.stein).post(meeting.url("approve")).status_code == 404
    other = meeting.url("approve").replace(cast.network.slug, cast.steins_network.slug)
    assert as_person(cast.stein).post(other).status_code == 404
    assert not Approval.objects.exists()


def test_a_guest_who_came_is_not_waited_for(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast)
    meeting.came(cast.mona, make.person("Per Politiker"))
    meeting.lock()
    page = text_of(as_person(cast.mona).get(meeting.url("minutes")))
    assert "Godkjent av 0 av 1 som var til stede." in page
    assert "Per Politiker" in page
