"""What goes to the owner is an act with a preview; the owner's answer comes back to the network."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions.answers import answer_proposal, release_minutes, release_proposal
from redthread.gatherings.actions.outcomes import VoteGiven
from redthread.gatherings.models import OwnerAnswer
from redthread.gatherings.owner_answers import answers_met_at
from redthread.gatherings.owner_view import minutes_snapshot
from redthread.gatherings.tests.meeting import SECRET, WHISPER, Meeting, meet
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.cast import Cast

ASKED = "Frikjøp av ressurslærere også neste år"


def text_of(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = meet(cast)
    meeting.write("proposal", ASKED)
    meeting.write("proposal", WHISPER, item=meeting.secret)
    meeting.write("information", "Ny ferieplan")
    no = [VoteGiven(cast.mona, "against", "For tidlig på året")]
    meeting.write("decision", "Felles lesetest", votes=no)
    meeting.promise(cast.asen, "Åsen prøver to-lærer")
    meeting.came(cast.mona, cast.liv)
    meeting.lock()
    return meeting


def proposal(meeting: Meeting) -> str:
    return meeting.gathering.agenda_items.get(outcomes__text=ASKED).outcomes.get(text=ASKED).public_id


def released(meeting: Meeting) -> Release:
    outcome = meeting.decision.outcomes.get(text=ASKED)
    return release_proposal(outcome=outcome, by=meeting.cast.liv, now=meeting.now)


def test_nothing_goes_to_the_owner_by_locking(meeting: Meeting) -> None:
    assert not Release.objects.exists()


def test_the_preview_is_exactly_what_the_owner_sees(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    liv = as_person(cast.liv)
    address = meeting.url("proposal_release", proposal(meeting))
    preview = text_of(liv.get(address))
    assert ASKED in preview
    assert "Ledelsen i Fjordvik kommune ser dette" in preview
    assert not Release.objects.exists()
    assert liv.post(address).status_code == 302
    made = Release.objects.get()
    assert (made.kind, made.audience, made.network, made.released_by) == (
        "proposal",
        "owner",
        cast.network,
        cast.liv,
    )
    assert (made.source, made.about) == (proposal(meeting), meeting.gathering.public_id)
    assert made.snapshot[0] == {"label": "Forslag", "text": ASKED}
    seen = text_of(as_person(cast.olav).get(reverse("sharing:owner_release", args=[made.public_id])))
    for part in made.snapshot:
        assert part["text"] in preview
        assert part["text"] in seen


def test_taking_it_back_has_immediate_effect(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    made = released(meeting)
    olav, liv = as_person(cast.olav), as_person(cast.liv)
    address = reverse("gatherings:owner_answer", args=[made.public_id])
    assert olav.get(address).status_code == 200
    assert "Trekk tilbake" in text_of(liv.get(meeting.url("proposal_release", proposal(meeting))))
    assert liv.post(meeting.url("proposal_recall", proposal(meeting))).status_code == 302
    assert olav.get(address).status_code == 404
    assert olav.post(address, {"text": "Ja"}).status_code == 404
    with pytest.raises(RuleError, match="trukket"):
        answer_proposal(release=made, text="Ja", by=cast.olav, now=meeting.now)
    assert not OwnerAnswer.objects.exists()


def test_the_minutes_as_the_owner_sees_them(meeting: Meeting) -> None:
    told = minutes_snapshot(meeting.gathering)
    assert [part["label"] for part in told] == [
        "Samling",
        "Felles lesetest: forslag til skoleeier",
        "Felles lesetest: informasjon",
        "Felles lesetest: vedtak",
    ]
    assert told[3]["text"] == "Felles lesetest\nUten avstemning.\nUenighet: For tidlig på året"
    whole = str(told)
    for hidden in (WHISPER, SECRET, "to-lærer", "Mona Vik"):
        assert hidden not in whole


def test_the_minutes_are_released_and_taken_back(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    liv, address = as_person(cast.liv), meeting.url("minutes_release")
    preview = text_of(liv.get(address))
    assert "Ny ferieplan" in preview
    assert SECRET not in preview
    assert "to-lærer" not in preview
    assert not Release.objects.exists()
    liv.post(address)
    made = Release.objects.get()
    assert (made.kind, made.audience, made.source) == ("minutes", "owner", meeting.gathering.public_id)
    assert made.snapshot == minutes_snapshot(meeting.gathering)
    liv.post(meeting.url("minutes_recall"))
    assert not Release.objects.standing().exists()


def test_only_locked_open_proposals_are_released(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    still_open = meet(cast)
    asked = still_open.write("proposal", "Mer tid")
    liv = as_person(cast.liv)
    for name, more in (("proposal_release", [asked.public_id]), ("minutes_release", [])):
        assert liv.get(still_open.url(name, *more)).status_code == 404
        assert liv.post(still_open.url(name, *more)).status_code == 404
    with pytest.raises(RuleError, match="ikke låst"):
        release_proposal(outcome=asked, by=cast.liv, now=meeting.now)
    with pytest.raises(RuleError, match="ikke låst"):
        release_minutes(gathering=still_open.gathering, by=cast.liv, now=meeting.now)
    hidden = meeting.secret.outcomes.get()
    with pytest.raises(RuleError, match="fortrolig"):
        release_proposal(outcome=hidden, by=cast.liv, now=meeting.now)
    assert liv.get(meeting.url("proposal_release", hidden.public_id)).status_code == 404
    decision = meeting.decision.outcomes.get(kind="decision")
    with pytest.raises(RuleError, match="Bare forslag"):
        release_proposal(outcome=decision, by=cast.liv, now=meeting.now)
    assert liv.post(meeting.url("proposal_release", decision.public_id)).status_code == 404
    assert not Release.objects.exists()


@pytest.mark.parametrize("name", ["proposal_release", "proposal_recall", "minutes_release", "minutes_recall"])
def test_releasing_is_for_those_who_run_the_gathering(
    cast: Cast, as_person: type[SignedInClient], client: SignedInClient, meeting: Meeting, name: str
) -> None:
    address = meeting.url(name, *([proposal(meeting)] if "proposal" in name else []))
    for person in (cast.mona, cast.kine, cast.eva):
        assert as_person(person).post(address).status_code == 403
    for person in (cast.stein, cast.olav):
        assert as_person(person).post(address).status_code == 404
    own_door = address.replace(cast.network.slug, cast.steins_network.slug)
    assert as_person(cast.stein).post(own_door).status_code == 404
    assert client.post(address).status_code == 302
    assert as_person(cast.liv).delete(address).status_code == 405
    if "recall" in name:
        assert as_person(cast.liv).get(address).status_code == 405
    assert not Release.objects.exists()


@pytest.mark.parametrize("name", ["olav", "kine"])
def test_the_owners_leader_or_consultant_answers_and_the_network_reads_it(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting, name: str
) -> None:
    who = getattr(cast, name)
    client, address = as_person(who), reverse("gatherings:owner_answer", args=[released(meeting).public_id])
    page = text_of(client.get(address))
    assert ASKED in page
    assert "Felles lesetest" not in page
    assert "Skriv svaret" in text_of(client.post(address, {"text": " "}))
    assert not OwnerAnswer.objects.exists()
    after = text_of(client.post(address, {"text": "Ja, i ett år til."}, follow=True))
    assert "Ja, i ett år til." in after
    assert "Send svaret" not in after
    given = OwnerAnswer.objects.get()
    assert given.outcome is not None
    assert (given.text, given.answered_by, given.outcome.text) == ("Ja, i ett år til.", who, ASKED)
    for member in (cast.mona, cast.rita):
        assert "Ja, i ett år til." in text_of(as_person(member).get(meeting.url("minutes")))


def test_the_consultant_finds_the_way_from_the_minutes_and_others_do_not(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    address = reverse("gatherings:owner_answer", args=[released(meeting).public_id])
    assert address in text_of(as_person(cast.kine).get(meeting.url("minutes")))
    for member in (cast.mona, cast.liv):
        assert address not in text_of(as_person(member).get(meeting.url("minutes")))
    assert meeting.url("minutes") in text_of(as_person(cast.kine).get(address))
    for_olav = text_of(as_person(cast.olav).get(address))
    assert reverse("sharing:owner") in for_olav
    assert meeting.url("minutes") not in for_olav


def test_the_first_answer_stands_and_the_second_keeps_its_text(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    made = released(meeting)
    address = reverse("gatherings:owner_answer", args=[made.public_id])
    as_person(cast.olav).post(address, {"text": "Ja"})
    page = text_of(as_person(cast.kine).post(address, {"text": "Kanskje"}))
    assert "Olav Nes har alt svart" in page
    assert "Kanskje</textarea>" in page
    answer_proposal(release=made, text="Ja", by=cast.kine, now=meeting.now)
    assert [one.text for one in OwnerAnswer.objects.all()] == ["Ja"]


def test_answering_is_for_the_owner(
    cast: Cast, as_person: type[SignedInClient], client: SignedInClient, meeting: Meeting
) -> None:
    address = reverse("gatherings:owner_answer", args=[released(meeting).public_id])
    for person in (cast.mona, cast.liv, cast.eva):
        assert as_person(person).get(address).status_code == 403
        assert as_person(person).post(address, {"text": "Ja"}).status_code == 403
    far_owner = make.owner("Havnes kommune vest")
    other = make.person("Odd Owner")
    make.position(other, far_owner, "owner_executive")
    for person in (cast.stein, other):
        assert as_person(person).get(address).status_code == 404
        assert as_person(person).post(address, {"text": "Ja"}).status_code == 404
    assert client.get(address).status_code == 302
    assert as_person(cast.olav).delete(address).status_code == 405
    assert as_person(cast.olav).get(reverse("gatherings:owner_answer", args=["ukjent"])).status_code == 404
    assert not OwnerAnswer.objects.exists()


def test_released_minutes_are_not_answered(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    made = release_minutes(gathering=meeting.gathering, by=cast.liv, now=meeting.now)
    address = reverse("gatherings:owner_answer", args=[made.public_id])
    assert as_person(cast.olav).get(address).status_code == 404


def test_the_next_gathering_meets_the_answer_and_the_one_after_does_not(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    made = released(meeting)
    given = answer_proposal(
        release=made, text="Ja, i ett år til.", by=cast.olav, now=meeting.now + timedelta(days=9)
    )
    following = meet(cast, starts_at=meeting.now + timedelta(days=30))
    last = meet(cast, starts_at=meeting.now + timedelta(days=60))
    assert list(answers_met_at(meeting.gathering)) == []
    assert list(answers_met_at(following.gathering)) == [given]
    assert list(answers_met_at(last.gathering)) == []
    assert "Ja, i ett år til." in text_of(as_person(cast.mona).get(following.url("since_last")))
    assert "Ja, i ett år til." not in text_of(as_person(cast.mona).get(last.url("since_last")))
    following.lock()
    assert "Svar fra skoleeier siden sist" in text_of(as_person(cast.mona).get(following.url("minutes")))


def test_an_answer_that_comes_after_a_gathering_is_met_at_the_next(cast: Cast, meeting: Meeting) -> None:
    following = meet(cast, starts_at=meeting.now + timedelta(days=30))
    last = meet(cast, starts_at=meeting.now + timedelta(days=60))
    late = meeting.now + timedelta(days=40)
    given = answer_proposal(release=released(meeting), text="Ja", by=cast.olav, now=late)
    assert list(answers_met_at(following.gathering)) == []
    assert list(answers_met_at(last.gathering)) == [given]


def test_answers_to_other_networks_are_not_met_here(cast: Cast, meeting: Meeting) -> None:
    answer_proposal(release=released(meeting), text="Ja", by=cast.olav, now=timezone.now())
    make.gathering(cast.steins_network, starts_at=meeting.now - timedelta(days=3))
    theirs = make.gathering(cast.steins_network, starts_at=timezone.now() + timedelta(days=3))
    assert list(answers_met_at(theirs)) == []
