"""The minutes are opened by those who run the gathering, written on one page, and locked once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions.commitments import change_commitment
from redthread.gatherings.actions.minutes import lock_minutes, open_minutes
from redthread.gatherings.actions.outcomes import change_outcome, remove_outcome
from redthread.gatherings.models import Commitment, Minutes, Outcome
from redthread.gatherings.tests.meeting import SECRET, WHISPER, meet
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast


def test_the_leader_opens_the_minutes_and_says_who_writes(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting = meet(cast, is_open=False)
    liv = as_person(cast.liv)
    page = liv.get(meeting.url("minutes")).content.decode()
    assert "Hvem skriver referatet?" in page
    assert f'<option value="{cast.liv.public_id}" selected>Liv Berg</option>' in page
    assert "Stein Rud" not in page
    answer = liv.post(meeting.url("minutes"), {"written_by": cast.mona.public_id})
    assert answer.status_code == 302
    assert meeting.minutes.written_by == cast.mona
    assert meeting.minutes.locked_at is None


def test_the_one_who_writes_has_the_whole_page_though_not_the_lock(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting = meet(cast, is_open=False)
    open_minutes(gathering=meeting.gathering, written_by=cast.rita, by=cast.liv, now=meeting.now)
    page = as_person(cast.rita).get(meeting.url("minutes")).content.decode()
    assert "Felles lesetest" in page
    assert SECRET in page
    assert "Lås referatet" not in page
    assert as_person(cast.rita).post(meeting.url("minutes"), {}).status_code == 403
    assert as_person(cast.rita).get(meeting.url("minute_taker")).status_code == 403


def test_the_chair_of_the_day_runs_this_gathering_only(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting, other = meet(cast, chair=cast.mona, is_open=False), meet(cast, is_open=False)
    mona = as_person(cast.mona)
    assert mona.post(meeting.url("minutes"), {"written_by": cast.mona.public_id}).status_code == 302
    assert mona.post(other.url("minutes"), {"written_by": cast.mona.public_id}).status_code == 403
    assert Minutes.objects.count() == 1


def test_a_stranger_cannot_be_given_the_pen(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast, is_open=False)
    page = as_person(cast.liv).post(meeting.url("minutes"), {"written_by": cast.stein.public_id})
    assert page.status_code == 200
    assert not Minutes.objects.exists()
    with pytest.raises(RuleError, match="med i nettverket"):
        open_minutes(gathering=meeting.gathering, written_by=cast.stein, by=cast.liv, now=meeting.now)


@pytest.mark.parametrize("fields", [{"is_published": False}, {"cancelled_at": timezone.now()}])
def test_minutes_belong_to_a_gathering_that_stands(cast: Cast, fields: dict[str, object]) -> None:
    meeting = meet(cast, is_open=False, **fields)
    with pytest.raises(RuleError, match="publisert"):
        open_minutes(gathering=meeting.gathering, written_by=cast.liv, by=cast.liv, now=meeting.now)


def test_the_pen_is_handed_over_while_the_minutes_are_open_and_not_after(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting = meet(cast)
    liv = as_person(cast.liv)
    assert "Bytt referent" in liv.get(meeting.url("minute_taker")).content.decode()
    liv.post(meeting.url("minutes"), {"written_by": cast.rita.public_id})
    assert meeting.minutes.written_by == cast.rita
    meeting.lock()
    page = liv.post(meeting.url("minutes"), {"written_by": cast.mona.public_id})
    assert "Referatet er låst" in page.content.decode()
    assert meeting.minutes.written_by == cast.rita


def test_opening_again_by_the_same_writer_changes_nothing(cast: Cast) -> None:
    meeting = meet(cast)
    first = meeting.minutes
    meeting.lock()
    again = open_minutes(
        gathering=meeting.gathering,
        written_by=cast.liv,
        by=cast.liv,
        now=meeting.now + timedelta(hours=1),
    )
    assert (again.pk, again.opened_at) == (first.pk, first.opened_at)


def test_while_open_a_member_sees_what_their_own_school_promised_and_nothing_else(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting = meet(cast)
    meeting.write("decision", "Felles lesetest i uke 40")
    meeting.promise(cast.asen, "Åsen prøver to-lærer")
    meeting.promise(cast.brekka, "Brekka prøver lesekurs")
    page = as_person(cast.mads).get(meeting.url("minutes")).content.decode()
    assert "Åsen prøver to-lærer" in page
    assert "Brekka prøver lesekurs" not in page
    assert "Felles lesetest" not in page
    assert SECRET not in page
    assert "Lås referatet" not in page


@pytest.mark.parametrize("name", ["kine", "eva"])
def test_while_open_those_without_a_school_are_told_to_wait(
    cast: Cast, as_person: type[SignedInClient], name: str
) -> None:
    meeting = meet(cast)
    meeting.promise(cast.asen, "Åsen prøver to-lærer")
    page = as_person(getattr(cast, name)).get(meeting.url("minutes")).content.decode()
    assert "Referatet skrives nå" in page
    assert "Åsen prøver to-lærer" not in page


def test_before_opening_a_member_is_told_that_the_chair_opens_it(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    page = as_person(cast.mona).get(meet(cast, is_open=False).url("minutes")).content.decode()
    assert "Referatet er ikke åpnet ennå" in page
    assert "Hvem skriver" not in page


def test_locking_shares_everything_but_what_is_confidential(cast: Cast) -> None:
    meeting = meet(cast)
    told = meeting.write("decision", "Felles lesetest i uke 40")
    promise = meeting.promise(cast.asen)
    whisper = meeting.write("information", WHISPER, item=meeting.secret)
    secret_promise = meeting.promise(cast.brekka, "Ringer hjem", item=meeting.secret)
    assert (told.audience, whisper.audience) == ("group", "group")
    assert (promise.audience, promise.outcome.audience) == ("school", "school")
    assert (secret_promise.audience, secret_promise.outcome.audience) == ("group", "group")
    assert meeting.lock() is True
    for one in (told, promise, promise.outcome):
        one.refresh_from_db()
        assert one.audience == "network"
    for one in (whisper, secret_promise, secret_promise.outcome):
        one.refresh_from_db()
        assert one.audience == "group"
    assert (meeting.minutes.locked_at, meeting.minutes.locked_by) == (meeting.now, cast.liv)


def test_an_item_made_confidential_while_open_is_not_shared_by_locking(cast: Cast) -> None:
    meeting = meet(cast)
    promise = meeting.promise(cast.asen)
    meeting.own_school.is_confidential = True
    meeting.own_school.save()
    meeting.lock()
    promise.refresh_from_db()
    assert promise.audience == "group"


def test_locking_touches_no_other_gathering(cast: Cast) -> None:
    meeting, other = meet(cast), meet(cast)
    elsewhere = other.promise(cast.asen)
    meeting.lock()
    elsewhere.refresh_from_db()
    assert elsewhere.audience == "school"
    assert not other.minutes.is_locked


def test_locking_again_changes_nothing(cast: Cast) -> None:
    meeting = meet(cast)
    meeting.lock()
    later = meeting.now + timedelta(days=1)
    assert lock_minutes(gathering=meeting.gathering, by=cast.mona, now=later) is False
    assert (meeting.minutes.locked_at, meeting.minutes.locked_by) == (meeting.now, cast.liv)


def test_minutes_that_were_never_opened_cannot_be_locked(cast: Cast) -> None:
    with pytest.raises(RuleError, match="ikke åpnet"):
        meet(cast, is_open=False).lock()


def test_a_gathering_is_locked_when_it_has_begun_and_never_when_cancelled(cast: Cast) -> None:
    coming = meet(cast, starts_at=timezone.now() + timedelta(days=3))
    first = coming.gathering.starts_at
    with pytest.raises(RuleError, match="ikke begynt"):
        lock_minutes(gathering=coming.gathering, by=cast.liv, now=first - timedelta(seconds=1))
    assert lock_minutes(gathering=coming.gathering, by=cast.liv, now=first) is True
    cancelled = meet(cast)
    cancelled.gathering.__class__.objects.filter(pk=cancelled.gathering.pk).update(cancelled_at=cancelled.now)
    with pytest.raises(RuleError, match="avlyst"):
        cancelled.lock()
    assert not cancelled.minutes.is_locked


def test_after_locking_nothing_is_written_changed_or_removed(cast: Cast) -> None:
    meeting = meet(cast)
    told, promise = meeting.write("information", "Sagt"), meeting.promise(cast.asen, "Lovet")
    meeting.lock()
    by_liv = {"by": cast.liv, "now": meeting.now}
    with pytest.raises(RuleError, match="låst"):
        meeting.write("information", "Nytt")
    with pytest.raises(RuleError, match="låst"):
        meeting.promise(cast.brekka)
    with pytest.raises(RuleError, match="låst"):
        change_outcome(outcome=told, text="Annet", **by_liv)  # type: ignore[arg-type]
    with pytest.raises(RuleError, match="låst"):
        remove_outcome(outcome=told, **by_liv)  # type: ignore[arg-type]
    with pytest.raises(RuleError, match="låst"):
        change_commitment(
            commitment=promise,
            what="Annet",
            who="Andre",
            due_on=None,
            reach="",
            **by_liv,  # type: ignore[arg-type]
        )
    with pytest.raises(RuleError, match="låst"):
        meeting.came(cast.mona)
    assert sorted(Outcome.objects.values_list("text", flat=True)) == ["Lovet", "Sagt"]
    assert Commitment.objects.get().what == "Lovet"
    assert not meeting.gathering.attendances.exists()


def test_locked_minutes_are_read_by_all_members(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast)
    meeting.write("decision", "Felles lesetest i uke 40")
    meeting.promise(cast.brekka, "Brekka prøver lesekurs")
    meeting.came(cast.mona)
    meeting.lock()
    for person in cast.insiders():
        page = as_person(person).get(meeting.url("minutes")).content.decode()
        assert "Felles lesetest i uke 40" in page
        assert "Enighet." in page
        assert "Brekka prøver lesekurs" in page
        assert "Mona Vik" in page
        assert "Endre" not in page


def test_what_members_read_is_also_told_when_body_and_school_say_more(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting = meet(cast)
    promise = meeting.promise(cast.asen)
    promise.due_on = meeting.now.date()
    promise.save()
    meeting.lock()
    page = " ".join(as_person(cast.rita).get(meeting.url("minutes")).content.decode().split())
    assert "Trinnlederne" in page
    assert f"innen {promise.due_on.day}." in page
    assert "personalet nås: fellestid" in page


def test_what_people_write_is_shown_and_never_run(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast)
    meeting.write("information", "<script>alert(1)</script>")
    page = as_person(cast.liv).get(meeting.url("minutes")).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("state", ["unopened", "open", "locked"])
def test_the_page_makes_the_same_few_queries_for_one_and_for_three(
    cast: Cast, as_person: type[SignedInClient], state: str
) -> None:
    def filled(times: int) -> str:
        meeting = meet(cast, is_open=state != "unopened")
        for number in range(times if state != "unopened" else 0):
            meeting.write("decision", f"Vedtak {number}")
            meeting.write("proposal", f"Forslag {number}")
            meeting.promise(cast.asen, f"Lovet {number}")
            meeting.came(cast.mona, cast.rita, cast.liv)
        if state == "locked":
            meeting.lock()
        return meeting.url("minutes")

    for person in (cast.liv, cast.mona):
        client = as_person(person)
        counts = {count_queries(client, filled(times)) for times in (1, 3)}
        assert len(counts) == 1
        assert max(counts) <= 12


def count_queries(client: SignedInClient, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["minutes", "minute_taker", "outcome_new", "attendance"])
def test_strangers_find_nothing_and_the_signed_out_are_asked_to_sign_in(
    cast: Cast, as_person: type[SignedInClient], client: SignedInClient, name: str
) -> None:
    meeting = meet(cast)
    address = meeting.url(name)
    assert client.get(address).url.startswith(reverse("account_login"))  # type: ignore[attr-defined]
    assert as_person(cast.stein).get(address).status_code == 404
    own_door = address.replace(cast.network.slug, cast.steins_network.slug)
    assert as_person(cast.stein).get(own_door).status_code == 404
    assert as_person(cast.liv).delete(address).status_code == 405


def test_a_draft_does_not_exist_for_members(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast, is_open=False, is_published=False)
    assert as_person(cast.mona).get(meeting.url("minutes")).status_code == 404
    page = as_person(cast.liv).post(meeting.url("minutes"), {"written_by": cast.liv.public_id})
    assert "Publiser samlingen først" in page.content.decode()


def test_whose_membership_has_ended_reads_nothing(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast)
    meeting.lock()
    eva: Person = cast.eva
    assert as_person(eva).get(meeting.url("minutes")).status_code == 200
    eva.memberships.update(ends_at=timezone.now())
    assert as_person(eva).get(meeting.url("minutes")).status_code == 404


def test_the_minutes_of_another_gathering_are_not_mixed_in(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting, other = meet(cast), meet(cast)
    other.write("information", "Fra en annen samling")
    other.lock()
    make.item(meeting.gathering, title="Innlegg om lesing")
    page = as_person(cast.liv).get(meeting.url("minutes")).content.decode()
    assert "Innlegg om lesing" in page
    assert "Fra en annen samling" not in page
