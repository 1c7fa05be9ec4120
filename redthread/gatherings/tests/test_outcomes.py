"""What came of each item is written, changed and removed with few taps, and nothing typed is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.gatherings.models import AgendaItem, Commitment, Outcome, Vote
from redthread.gatherings.tests.meeting import SECRET, meet
from redthread.networks.models import Body, Seat
from redthread.testing import make
from redthread.testing.cast import Cast

HTMX = {"HX-Request": "true"}


def text_of(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["information", "decision", "proposal"])
def test_two_taps_write_an_outcome(cast: Cast, as_person: type[SignedInClient], kind: str) -> None:
    meeting, liv = meet(cast), as_person(cast.liv)
    asked = {"item": meeting.decision.public_id, "kind": kind}
    opened = liv.get(meeting.url("outcome_new"), asked, headers=HTMX)
    assert "<!DOCTYPE" not in opened.content.decode()
    assert f'name="kind" value="{kind}"' in text_of(opened)
    answer = liv.post(meeting.url("outcome_new"), asked | {"text": "Dette sa vi"}, headers=HTMX)
    assert "Dette sa vi" in text_of(answer)
    assert "<form" not in text_of(answer)
    made = Outcome.objects.get()
    assert (made.item, made.kind, made.text, made.written_by) == (
        meeting.decision,
        kind,
        "Dette sa vi",
        cast.liv,
    )


def test_without_script_the_form_has_a_page_and_leads_back_to_the_item(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting, liv = meet(cast), as_person(cast.liv)
    asked = {"item": meeting.decision.public_id, "kind": "information"}
    assert "<!DOCTYPE" in liv.get(meeting.url("outcome_new"), asked).content.decode()
    answer = liv.post(meeting.url("outcome_new"), asked | {"text": "Sagt"})
    assert answer.headers["Location"] == f"{meeting.url('minutes')}#post-{meeting.decision.public_id}"
    without_kind = liv.get(meeting.url("outcome_new"), {"item": meeting.decision.public_id})
    assert without_kind.headers["Location"] == meeting.url("minutes")


def test_an_empty_outcome_says_what_to_write_and_is_not_kept(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting = meet(cast)
    sent = {"item": meeting.decision.public_id, "kind": "information", "text": "  "}
    page = text_of(as_person(cast.liv).post(meeting.url("outcome_new"), sent))
    assert "Skriv en setning" in page
    assert not Outcome.objects.exists()


def test_what_was_typed_stays_when_somebody_locks_meanwhile(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting = meet(cast)
    meeting.lock()
    sent = {"item": meeting.decision.public_id, "kind": "information", "text": "Skrevet i siste liten"}
    for headers in ({}, HTMX):
        page = text_of(as_person(cast.liv).post(meeting.url("outcome_new"), sent, headers=headers))
        assert "Referatet er låst" in page
        assert "Skrevet i siste liten" in page
    assert not Outcome.objects.exists()


def test_an_outcome_is_changed_and_removed(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting, liv = meet(cast), as_person(cast.liv)
    made = meeting.write("information", "Skrivefeil")
    address = meeting.url("outcome", made.public_id)
    assert "Skrivefeil" in text_of(liv.get(address))
    assert "Rettet" in text_of(liv.post(address, {"text": "Rettet"}, headers=HTMX))
    made.refresh_from_db()
    assert made.text == "Rettet"
    assert liv.get(meeting.url("outcome_remove", made.public_id)).status_code == 405
    assert liv.post(meeting.url("outcome_remove", made.public_id)).status_code == 302
    assert not Outcome.objects.exists()


def test_removing_after_locking_is_refused_with_a_word(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast)
    made = meeting.write("information", "Sagt")
    meeting.lock()
    page = text_of(as_person(cast.liv).post(meeting.url("outcome_remove", made.public_id)))
    assert "Referatet er låst" in page
    assert Outcome.objects.get() == made


def steering_group(cast: Cast) -> Body:
    body = Body.objects.create(
        network=cast.network, code="STG", name="Styringsgruppe", vote_rule=Body.VoteRule.PER_MUNICIPALITY
    )
    Seat.objects.create(body=body, person=cast.mona, municipality=cast.owner, is_voting=True)
    other = make.owner("Brattvær kommune")
    Seat.objects.create(body=body, person=cast.rita, municipality=other, is_voting=True)
    Seat.objects.create(body=body, person=cast.mads)
    return body


def test_choosing_a_body_asks_its_voters_and_keeps_what_was_typed(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting, body = meet(cast), steering_group(cast)
    asked = {"item": meeting.decision.public_id, "kind": "decision", "text": "Vi kjøper", "reshape": "1"}
    liv = as_person(cast.liv)
    page = text_of(liv.post(meeting.url("outcome_new"), asked | {"body": body.public_id}, headers=HTMX))
    assert "Vi kjøper</textarea>" in page
    assert "Fjordvik kommune (Mona Vik)" in page
    assert "Brattvær kommune (Rita Moe)" in page
    assert "Mads Lund" not in page
    assert not Outcome.objects.exists()


def test_the_body_of_the_gathering_votes_from_the_start_and_the_rest_vote_for_with_one_tap(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    body = steering_group(cast)
    meeting, liv = meet(cast, body=body), as_person(cast.liv)
    asked = {"item": meeting.decision.public_id, "kind": "decision"}
    assert "Alle andre stemte for" in text_of(liv.get(meeting.url("outcome_new"), asked))
    rita = cast.rita.public_id
    sent = asked | {
        "text": "Vi kjøper",
        "body": body.public_id,
        "others_for": "on",
        f"vote_{rita}": "against",
    }
    page = text_of(liv.post(meeting.url("outcome_new"), sent))
    assert "Skriv hvorfor" in page
    assert "Vi kjøper</textarea>" in page
    assert not Outcome.objects.exists()
    answer = text_of(liv.post(meeting.url("outcome_new"), sent | {f"why_{rita}": "For dyrt"}, headers=HTMX))
    assert "1 for, 1 mot, 0 avsto." in answer
    assert "Rita Moe var uenig: For dyrt" in answer
    votes = Vote.objects.values_list("person__name", "choice", "municipality__name")
    assert sorted(votes) == [
        ("Mona Vik", "for", "Fjordvik kommune"),
        ("Rita Moe", "against", "Brattvær kommune"),
    ]


def test_without_ticking_the_rest_those_not_asked_have_not_voted(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    body = steering_group(cast)
    meeting = meet(cast, body=body)
    sent = {"item": meeting.decision.public_id, "kind": "decision", "text": "Ja", "body": body.public_id}
    as_person(cast.liv).post(meeting.url("outcome_new"), sent | {f"vote_{cast.mona.public_id}": "abstained"})
    assert list(Vote.objects.values_list("person", "choice")) == [(cast.mona.pk, "abstained")]


def test_disagreement_in_a_network_without_votes_has_a_name_and_a_reason(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting, liv = meet(cast), as_person(cast.liv)
    sent = {"item": meeting.decision.public_id, "kind": "decision", "text": "Ja"}
    rita = cast.rita.public_id
    assert "Skriv hvorfor" in text_of(liv.post(meeting.url("outcome_new"), sent | {"who_0": rita}))
    assert "Velg hvem som er uenig" in text_of(liv.post(meeting.url("outcome_new"), sent | {"why_0": "Nei"}))
    assert not Outcome.objects.exists()
    liv.post(meeting.url("outcome_new"), sent | {"who_0": rita, "why_0": "For tidlig"})
    made = Outcome.objects.get()
    page = text_of(liv.get(meeting.url("outcome", made.public_id)))
    assert 'value="For tidlig"' in page
    assert 'name="who_1"' in page
    both = sent | {"who_0": rita, "why_0": "For tidlig", "who_1": cast.mona.public_id, "why_1": "Nei"}
    liv.post(meeting.url("outcome", made.public_id), both)
    assert sorted(made.votes.values_list("person__name", "reason")) == [
        ("Mona Vik", "Nei"),
        ("Rita Moe", "For tidlig"),
    ]


@pytest.mark.parametrize("name", ["mona", "rita", "kine", "eva"])
def test_members_do_not_write_in_the_minutes(cast: Cast, as_person: type[SignedInClient], name: str) -> None:
    meeting = meet(cast)
    made = meeting.write("information", "Sagt")
    sent = {"item": meeting.decision.public_id, "kind": "information", "text": "Mitt"}
    client = as_person(getattr(cast, name))
    assert client.post(meeting.url("outcome_new"), sent).status_code == 403
    assert client.get(meeting.url("outcome", made.public_id)).status_code == 403
    assert client.post(meeting.url("outcome", made.public_id), {"text": "Mitt"}).status_code == 403
    assert client.post(meeting.url("outcome_remove", made.public_id)).status_code == 403
    assert [one.text for one in Outcome.objects.all()] == ["Sagt"]


def test_a_member_who_asks_for_a_confidential_item_finds_nothing(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting = meet(cast)
    made = meeting.write("information", "Sagt", item=meeting.secret)
    mona = as_person(cast.mona)
    asked = {"item": meeting.secret.public_id, "kind": "commitment"}
    assert mona.get(meeting.url("outcome_new"), asked).status_code == 404
    assert mona.get(meeting.url("outcome", made.public_id)).status_code == 404
    assert SECRET in text_of(as_person(cast.liv).get(meeting.url("outcome_new"), asked))


def test_ids_from_elsewhere_are_not_found(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting, other = meet(cast), meet(cast)
    theirs = other.write("information", "Deres")
    foreign_item = make.item(make.gathering(cast.steins_network))
    liv = as_person(cast.liv)
    assert liv.get(meeting.url("outcome", theirs.public_id)).status_code == 404
    assert liv.post(meeting.url("outcome_remove", theirs.public_id)).status_code == 404
    for item in (other.decision.public_id, foreign_item.public_id, ""):
        sent = {"item": item, "kind": "information", "text": "Hei"}
        assert liv.post(meeting.url("outcome_new"), sent).status_code == 404
    sent = {"item": meeting.decision.public_id, "kind": "rumour", "text": "Hei"}
    assert liv.post(meeting.url("outcome_new"), sent).status_code == 404
    assert [one.text for one in Outcome.objects.all()] == ["Deres"]


def test_a_stranger_with_our_ids_finds_nothing(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast)
    made = meeting.write("information", "Sagt")
    stein = as_person(cast.stein)
    for slug in (cast.network.slug, cast.steins_network.slug):
        for name in ("outcome", "outcome_remove"):
            address = reverse(f"gatherings:{name}", args=[slug, meeting.gathering.public_id, made.public_id])
            assert stein.post(address, {"text": "Mitt"}).status_code == 404
    made.refresh_from_db()
    assert made.text == "Sagt"


# A school's own people


def test_a_member_promises_for_their_own_school_and_sees_it_read_back(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    coming = make.gathering(cast.network)
    meeting, mona = meet(cast), as_person(cast.mona)
    page = text_of(mona.get(meeting.url("minutes")))
    assert "Hva skal dere prøve eller gjøre?" in page
    assert 'value="Mads Lund og Mona Vik"' in page
    assert f'value="{timezone.localdate(coming.starts_at).isoformat()}"' in page
    sent = {
        "item": meeting.own_school.public_id,
        "kind": "commitment",
        "school": cast.asen.public_id,
        "what": "Vi prøver to-lærer i lesing",
        "who": "Mona Vik og Mads Lund",
        "due_on": "2026-11-20",
        "reach": "fellestid uke 45",
    }
    answer = text_of(mona.post(meeting.url("outcome_new"), sent, follow=True))
    assert "Vi prøver to-lærer i lesing" in answer
    made = Commitment.objects.get()
    assert (made.school, made.who, str(made.due_on), made.reach, made.audience, made.state) == (
        cast.asen,
        "Mona Vik og Mads Lund",
        "2026-11-20",
        "fellestid uke 45",
        "school",
        "open",
    )
    assert (made.outcome.text, made.outcome.item, made.network) == (
        made.what,
        meeting.own_school,
        cast.network,
    )
    mads = as_person(cast.mads)
    changed = sent | {"what": "Vi prøver i tre uker"}
    assert mads.post(meeting.url("outcome", made.outcome.public_id), changed).status_code == 302
    made.refresh_from_db()
    assert (made.what, made.outcome.text) == ("Vi prøver i tre uker", "Vi prøver i tre uker")
    assert mads.post(meeting.url("outcome_remove", made.outcome.public_id)).status_code == 302
    assert not Commitment.objects.exists()
    assert not Outcome.objects.exists()


def test_a_member_cannot_promise_for_another_school_or_under_another_item(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting, mona = meet(cast), as_person(cast.mona)
    sent = {"kind": "commitment", "what": "Noe", "who": "Noen"}
    own = {"item": meeting.own_school.public_id}
    page = text_of(mona.post(meeting.url("outcome_new"), sent | own | {"school": cast.brekka.public_id}))
    assert "Velg hvilken skole" in page
    assert "Noe</textarea>" in page
    elsewhere = sent | {"item": meeting.decision.public_id, "school": cast.asen.public_id}
    assert mona.post(meeting.url("outcome_new"), elsewhere).status_code == 403
    assert not Commitment.objects.exists()


def test_another_schools_commitment_is_not_a_members_to_open(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting = meet(cast)
    theirs = meeting.promise(cast.brekka)
    mona = as_person(cast.mona)
    assert mona.get(meeting.url("outcome", theirs.outcome.public_id)).status_code == 404
    assert mona.post(meeting.url("outcome_remove", theirs.outcome.public_id)).status_code == 404
    assert Commitment.objects.get() == theirs


def test_under_a_reflection_a_member_always_writes_a_commitment(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting = meet(cast)
    asked = {"item": meeting.own_school.public_id, "kind": "decision"}
    page = text_of(as_person(cast.mona).get(meeting.url("outcome_new"), asked))
    assert 'name="kind" value="commitment"' in page


def test_the_one_who_writes_taps_a_school_and_the_school_is_filled_in(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting, liv = meet(cast), as_person(cast.liv)
    meeting.promise(cast.brekka)
    page = liv.get(meeting.url("minutes")).content.decode()
    assert f"school={cast.asen.public_id}" in page
    assert f"school={cast.brekka.public_id}" not in page
    asked = {"item": meeting.own_school.public_id, "kind": "commitment", "school": cast.asen.public_id}
    form = text_of(liv.get(meeting.url("outcome_new"), asked))
    assert f'<option value="{cast.asen.public_id}" selected>' in form
    assert 'value="Mads Lund og Mona Vik"' in form
    reshaped = asked | {"school": cast.brekka.public_id, "what": "Lesekurs", "who": "Ola", "reshape": "1"}
    form = text_of(liv.post(meeting.url("outcome_new"), reshaped, headers=HTMX))
    assert 'value="Rita Moe"' in form
    assert "Lesekurs</textarea>" in form


def test_a_school_that_has_left_promises_nothing(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast)
    cast.network.units.filter(organisation=cast.asen).update(left_on=meeting.now.date())
    sent = {
        "item": meeting.own_school.public_id,
        "kind": "commitment",
        "school": cast.asen.public_id,
        "what": "Noe",
        "who": "Noen",
    }
    page = text_of(as_person(cast.mona).post(meeting.url("outcome_new"), sent))
    assert "Åsen skole er ikke med i nettverket" in page
    assert not Commitment.objects.exists()


def test_pauses_are_not_asked_about(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast)
    make.item(meeting.gathering, AgendaItem.Kind.BREAK, title="Kaffe og vafler")
    assert "Kaffe og vafler" not in text_of(as_person(cast.liv).get(meeting.url("minutes")))
