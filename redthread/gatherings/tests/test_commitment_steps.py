"""At a later gathering a commitment is closed, carried on or let go, once, with a word why."""

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions.commitments import record_step, undo_step
from redthread.gatherings.minutes_reading import steps_at
from redthread.gatherings.models import Commitment, CommitmentStep, Gathering
from redthread.gatherings.tests.meeting import Meeting, meet
from redthread.networks.access import access_of
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast

HTMX = {"HX-Request": "true"}


def text_of(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


@pytest.fixture
def promised(cast: Cast) -> Commitment:
    """What Åsen promised forty days ago, in minutes that are locked."""
    earlier = meet(cast)
    earlier.gathering.starts_at -= timedelta(days=40)
    earlier.gathering.ends_at -= timedelta(days=40)
    earlier.gathering.save()
    commitment = earlier.promise(cast.asen)
    earlier.lock()
    commitment.refresh_from_db()
    return commitment


@pytest.fixture
def meeting(cast: Cast, promised: Commitment) -> Meeting:
    return meet(cast)


def step(meeting: Meeting, commitment: Commitment, choice: str, word: str, by: Person) -> CommitmentStep:
    return record_step(
        commitment=commitment, gathering=meeting.gathering, choice=choice, word=word, by=by, now=meeting.now
    )


@pytest.mark.parametrize(
    ("choice", "state", "told"),
    [("closed", "closed", "fullført"), ("carried", "open", "videreføres"), ("let_go", "let_go", "lagt bort")],
)
def test_the_schools_own_people_say_what_became_of_it(
    cast: Cast,
    as_person: type[SignedInClient],
    meeting: Meeting,
    promised: Commitment,
    choice: str,
    state: str,
    told: str,
) -> None:
    sent = {"choice": choice, "word": "Elevene leser mer"}
    part = text_of(
        as_person(cast.mads).post(meeting.url("commitment_step", promised.public_id), sent, headers=HTMX)
    )
    assert told in part
    assert "«Elevene leser mer»" in part
    assert "Angre" in part
    promised.refresh_from_db()
    assert promised.state == state
    taken = CommitmentStep.objects.get()
    assert (taken.choice, taken.word, taken.by, taken.gathering) == (
        choice,
        "Elevene leser mer",
        cast.mads,
        meeting.gathering,
    )


def test_one_tap_takes_it_back_while_the_minutes_are_open(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting, promised: Commitment
) -> None:
    step(meeting, promised, "closed", "Ferdig", cast.mona)
    address = meeting.url("commitment_step_undo", promised.public_id)
    part = text_of(as_person(cast.mona).post(address, headers=HTMX))
    assert "Et ord om hvorfor" in part
    promised.refresh_from_db()
    assert promised.state == "open"
    assert not CommitmentStep.objects.exists()
    undo_step(commitment=promised, gathering=meeting.gathering, by=cast.mona, now=meeting.now)
    meeting.lock()


def test_a_step_taken_before_locking_stands_after_it(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting, promised: Commitment
) -> None:
    step(meeting, promised, "let_go", "Ny plan", cast.mona)
    meeting.lock()
    with pytest.raises(RuleError, match="låst"):
        undo_step(commitment=promised, gathering=meeting.gathering, by=cast.mona, now=meeting.now)
    with pytest.raises(RuleError, match="låst"):
        step(meeting, promised, "closed", "Likevel", cast.mona)
    page = text_of(
        as_person(cast.mona).post(meeting.url("commitment_step_undo", promised.public_id), headers=HTMX)
    )
    assert "Ny plan" in page
    assert "Angre" not in page
    promised.refresh_from_db()
    assert promised.state == "let_go"
    minutes = text_of(as_person(cast.rita).get(meeting.url("minutes")))
    assert "«Ny plan»" in minutes
    assert "lagt bort" in minutes


def test_the_same_again_is_one_step_and_another_answer_is_refused(
    cast: Cast, meeting: Meeting, promised: Commitment
) -> None:
    first = step(meeting, promised, "carried", "Trenger mer tid", cast.mona)
    assert step(meeting, promised, "carried", "Trenger mer tid", cast.liv) == first
    with pytest.raises(RuleError, match="videreføres"):
        step(meeting, promised, "closed", "Ferdig", cast.liv)
    assert CommitmentStep.objects.count() == 1
    promised.refresh_from_db()
    assert promised.state == "open"


def test_what_was_carried_on_is_met_again_and_what_ended_is_not(
    cast: Cast, meeting: Meeting, promised: Commitment
) -> None:
    step(meeting, promised, "carried", "Mer tid", cast.mona)
    later = meet(cast, starts_at=meeting.now + timedelta(days=30))
    step(later, promised, "closed", "Ferdig", cast.mona)
    last = meet(cast, starts_at=meeting.now + timedelta(days=60))
    with pytest.raises(RuleError, match="avsluttet på en annen samling"):
        step(last, promised, "carried", "Enda mer", cast.mona)
    assert list(promised.steps.values_list("choice", flat=True)) == ["carried", "closed"]


def test_undoing_a_carried_step_leaves_a_later_ending_alone(
    cast: Cast, meeting: Meeting, promised: Commitment
) -> None:
    step(meeting, promised, "carried", "Mer tid", cast.mona)
    later = meet(cast, starts_at=meeting.now + timedelta(days=30))
    step(later, promised, "closed", "Ferdig", cast.mona)
    undo_step(commitment=promised, gathering=meeting.gathering, by=cast.mona, now=meeting.now)
    promised.refresh_from_db()
    assert promised.state == "closed"


def test_a_step_is_for_a_later_standing_gathering_of_the_same_network(
    cast: Cast, meeting: Meeting, promised: Commitment
) -> None:
    past = make.gathering(cast.network, starts_at=promised.gathering.starts_at - timedelta(days=1))
    draft = make.gathering(cast.network, is_published=False)
    cancelled = make.gathering(cast.network, cancelled_at=meeting.now)
    elsewhere = make.gathering(cast.steins_network)
    for gathering in (past, promised.gathering, draft, cancelled, elsewhere):
        with pytest.raises(RuleError):
            record_step(
                commitment=promised,
                gathering=Gathering.objects.get(pk=gathering.pk),
                choice="closed",
                word="Ferdig",
                by=cast.mona,
                now=meeting.now,
            )
    assert not CommitmentStep.objects.exists()


def test_no_word_no_step_and_the_form_says_so(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting, promised: Commitment
) -> None:
    mona, address = as_person(cast.mona), meeting.url("commitment_step", promised.public_id)
    assert "Skriv et ord om hvorfor" in text_of(mona.post(address, {"choice": "closed", "word": " "}))
    page = text_of(mona.post(address, {"choice": "forgotten", "word": "Glemt"}, headers=HTMX))
    assert 'value="Glemt"' in page
    assert not CommitmentStep.objects.exists()


def test_the_leader_and_the_chair_of_the_day_may_answer_and_others_not(
    cast: Cast, as_person: type[SignedInClient], promised: Commitment
) -> None:
    meeting = meet(cast, chair=cast.rita)
    sent = {"choice": "carried", "word": "Mer tid"}
    address = meeting.url("commitment_step", promised.public_id)
    for person in (cast.kine, cast.eva):
        assert as_person(person).post(address, sent).status_code == 403
    other_day = meet(cast, chair=cast.mona)
    assert (
        as_person(cast.rita).post(other_day.url("commitment_step", promised.public_id), sent).status_code
        == 403
    )
    assert not CommitmentStep.objects.exists()
    for person in (cast.rita, cast.liv):
        assert as_person(person).post(address, sent, headers=HTMX).status_code == 200
    assert CommitmentStep.objects.get().by == cast.rita


def test_a_partner_does_not_answer_for_a_school(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting, promised: Commitment
) -> None:
    cast.eva.memberships.update(organisation=cast.asen)
    sent = {"choice": "carried", "word": "Mer tid"}
    answer = as_person(cast.eva).post(meeting.url("commitment_step", promised.public_id), sent)
    assert answer.status_code == 403
    assert not CommitmentStep.objects.exists()


def test_strangers_and_foreign_ids_find_nothing(
    cast: Cast,
    as_person: type[SignedInClient],
    client: SignedInClient,
    meeting: Meeting,
    promised: Commitment,
) -> None:
    sent = {"choice": "closed", "word": "Ferdig"}
    for name in ("commitment_step", "commitment_step_undo"):
        address = meeting.url(name, promised.public_id)
        assert as_person(cast.liv).get(address).status_code == 405
        assert client.post(address, sent).status_code == 302
        assert as_person(cast.stein).post(address, sent).status_code == 404
        own = reverse(
            f"gatherings:{name}",
            args=[
                cast.steins_network.slug,
                make.gathering(cast.steins_network).public_id,
                promised.public_id,
            ],
        )
        assert as_person(cast.stein).post(own, sent).status_code == 404
    assert not CommitmentStep.objects.exists()


def test_a_confidential_commitment_is_for_those_who_lead(cast: Cast, as_person: type[SignedInClient]) -> None:
    earlier = meet(cast, starts_at=make.LONG_AGO)
    hidden = earlier.promise(cast.asen, "Ringer hjem", item=earlier.secret)
    earlier.lock()
    meeting = meet(cast)
    sent = {"choice": "closed", "word": "Ferdig"}
    address = meeting.url("commitment_step", hidden.public_id)
    assert as_person(cast.mona).post(address, sent).status_code == 404
    assert as_person(cast.liv).post(address, sent, headers=HTMX).status_code == 200
    assert steps_at(meeting.gathering) == []


def test_the_reading_of_commitments_follows_the_ladder(cast: Cast) -> None:
    meeting = meet(cast)
    theirs, ours = meeting.promise(cast.brekka), meeting.promise(cast.asen)
    hidden = meeting.promise(cast.asen, item=meeting.secret)

    def seen_by(person: Person) -> set[Commitment]:
        access = access_of(person, cast.network)
        assert access is not None
        return set(Commitment.objects.visible_to(access))

    assert seen_by(cast.mona) == {ours}
    assert seen_by(cast.kine) == set()
    assert seen_by(cast.liv) == {theirs, ours, hidden}
    meeting.lock()
    for person in (cast.mona, cast.kine, cast.eva, cast.rita):
        assert seen_by(person) == {theirs, ours}
    assert set(Commitment.objects.shared()) == {theirs, ours}
