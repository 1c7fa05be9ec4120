"""Proposals for the agenda: the network decides, also over what the owner proposes, and always answers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions.proposals import answer_proposal, propose_item
from redthread.gatherings.models import AgendaProposal, Gathering, Minutes
from redthread.networks.models import Role
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast


@pytest.fixture
def gathering(cast: Cast) -> Gathering:
    gathering = make.gathering(cast.network)
    make.item(gathering, "since_last", title="Siden sist")
    make.item(gathering, "review", title="Oppsummering")
    return gathering


def text_of(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return " ".join(answer.content.decode().split())


def url(gathering: Gathering, proposal: AgendaProposal | None = None) -> str:
    args = [gathering.network.slug, gathering.public_id]
    if proposal is None:
        return reverse("gatherings:proposals", args=args)
    return reverse("gatherings:proposal_answer", args=[*args, proposal.public_id])


def proposed(gathering: Gathering, by: Person, title: str = "Leirskole") -> AgendaProposal:
    return propose_item(
        gathering=gathering, title=title, why="Vi vil samme sted.", minutes=20, by=by, now=timezone.now()
    )


def test_a_member_proposes_and_everybody_who_takes_part_sees_it(
    cast: Cast, gathering: Gathering, as_person: type[SignedInClient]
) -> None:
    sent = {"title": "Leirskole", "why": "Vi vil samme sted.", "minutes": "20"}
    page = text_of(as_person(cast.mona).post(url(gathering), sent, follow=True))
    assert "Takk!" in page
    assert "Venter på svar" in page
    proposal = AgendaProposal.objects.get()
    assert (proposal.proposed_by, proposal.minutes, proposal.is_from_owner) == (cast.mona, 20, False)
    assert "Leirskole" in text_of(as_person(cast.rita).get(url(gathering)))
    assert gathering.agenda_items.count() == 2


def test_what_the_owners_consultant_proposes_is_marked_and_decided_by_the_network(
    cast: Cast, gathering: Gathering, as_person: type[SignedInClient]
) -> None:
    sent = {"title": "Fravær", "why": "", "minutes": "10"}
    as_person(cast.kine).post(url(gathering), sent)
    proposal = AgendaProposal.objects.get()
    assert proposal.is_from_owner
    assert gathering.agenda_items.count() == 2
    assert "fra skoleeier" in text_of(as_person(cast.mona).get(url(gathering)))
    assert as_person(cast.kine).post(url(gathering, proposal), {"choice": "accept"}).status_code == 403


def test_a_leader_who_is_also_the_owners_consultant_speaks_for_the_network(
    cast: Cast, gathering: Gathering
) -> None:
    ends_at = timezone.now() + timedelta(days=9)
    make.membership(cast.network, cast.liv, Role.CONSULTANT, ends_at=ends_at)
    assert not proposed(gathering, cast.liv).is_from_owner


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"title": ""}, "Skriv hva saken handler om."), ({"minutes": "mange"}, "helt tall")],
)
def test_a_wrong_proposal_is_explained_and_kept_in_the_form(
    cast: Cast,
    gathering: Gathering,
    as_person: type[SignedInClient],
    wrong: dict[str, str],
    words: str,
) -> None:
    sent = {"title": "Leirskole", "why": "Vi vil samme sted.", "minutes": "20"} | wrong
    page = text_of(as_person(cast.mona).post(url(gathering), sent))
    assert words in page
    assert "Vi vil samme sted.</textarea>" in page
    assert not AgendaProposal.objects.exists()


def test_when_it_is_over_or_cancelled_it_is_too_late(
    cast: Cast, gathering: Gathering, as_person: type[SignedInClient]
) -> None:
    Gathering.objects.update(cancelled_at=timezone.now())
    sent = {"title": "Leirskole", "minutes": "20"}
    assert "for sent" in text_of(as_person(cast.mona).post(url(gathering), sent))
    gathering.cancelled_at = None
    with pytest.raises(RuleError, match="for sent"):
        propose_item(gathering=gathering, title="Ny", why="", minutes=5, by=cast.mona, now=gathering.ends_at)
    assert not AgendaProposal.objects.exists()


def test_an_accepted_proposal_becomes_an_item_ahead_of_the_review(
    cast: Cast, gathering: Gathering, as_person: type[SignedInClient]
) -> None:
    proposal = proposed(gathering, cast.mona)
    as_person(cast.liv).post(url(gathering, proposal), {"choice": "accept", "answer": "Fint!"})
    assert [item.title for item in gathering.agenda_items.all()] == [
        "Siden sist",
        "Leirskole",
        "Oppsummering",
    ]
    proposal.refresh_from_db()
    assert proposal.item is not None
    assert (proposal.item.minutes, proposal.item.responsible, proposal.answered_by) == (
        20,
        "Mona Vik",
        cast.liv,
    )
    page = text_of(as_person(cast.mona).get(url(gathering)))
    assert "Med i programmet" in page
    assert "«Fint!»" in page


def test_a_declined_proposal_needs_an_answer_which_the_proposer_sees(
    cast: Cast, gathering: Gathering, as_person: type[SignedInClient]
) -> None:
    proposal, liv = proposed(gathering, cast.mona), as_person(cast.liv)
    assert "Skriv et svar" in text_of(liv.post(url(gathering, proposal), {"choice": "decline"}))
    proposal.refresh_from_db()
    assert proposal.answered_at is None
    liv.post(url(gathering, proposal), {"choice": "decline", "answer": "I januar passer det bedre."})
    page = text_of(as_person(cast.mona).get(url(gathering)))
    assert "Ikke denne gangen" in page
    assert "«I januar passer det bedre.»" in page
    assert gathering.agenda_items.count() == 2


def test_an_answer_without_a_choice_is_asked_for_and_keeps_its_words(
    cast: Cast, gathering: Gathering, as_person: type[SignedInClient]
) -> None:
    proposal, other = proposed(gathering, cast.mona), proposed(gathering, cast.rita, "Mobilfri skole")
    page = text_of(as_person(cast.liv).post(url(gathering, proposal), {"answer": "Kanskje senere"}))
    assert "Velg om saken skal inn i programmet." in page
    assert page.count("Kanskje senere</textarea>") == 1
    assert other.title in page


def test_a_proposal_is_answered_once(cast: Cast, gathering: Gathering) -> None:
    proposal = proposed(gathering, cast.mona)
    now = timezone.now()
    answer_proposal(proposal=proposal, is_accepted=False, answer="Senere.", by=cast.liv, now=now)
    assert answer_proposal(proposal=proposal, is_accepted=True, answer="", by=cast.mads, now=now) is None
    proposal.refresh_from_db()
    assert (proposal.answer, proposal.answered_by, proposal.item) == ("Senere.", cast.liv, None)


def test_with_locked_minutes_a_proposal_cannot_come_in_and_stays_unanswered(
    cast: Cast, gathering: Gathering
) -> None:
    proposal = proposed(gathering, cast.mona)
    Minutes.objects.create(
        gathering=gathering, written_by=cast.liv, opened_at=timezone.now(), locked_at=timezone.now()
    )
    with pytest.raises(RuleError, match="låst"):
        answer_proposal(proposal=proposal, is_accepted=True, answer="", by=cast.liv, now=timezone.now())
    proposal.refresh_from_db()
    assert proposal.answered_at is None


def test_the_chair_of_the_day_answers(
    cast: Cast, gathering: Gathering, as_person: type[SignedInClient]
) -> None:
    Gathering.objects.update(chair=cast.rita)
    proposal = proposed(gathering, cast.mona)
    as_person(cast.rita).post(url(gathering, proposal), {"choice": "accept"})
    assert gathering.agenda_items.filter(title="Leirskole").exists()


def test_another_gatherings_proposal_is_not_found_here(
    cast: Cast, gathering: Gathering, as_person: type[SignedInClient]
) -> None:
    other = proposed(make.gathering(cast.network), cast.mona)
    assert as_person(cast.liv).post(url(gathering, other), {"choice": "accept"}).status_code == 404


def test_the_page_asks_as_often_for_three_as_for_one(
    cast: Cast, gathering: Gathering, as_person: type[SignedInClient]
) -> None:
    liv, counts = as_person(cast.liv), []
    for number in range(3):
        proposed(gathering, cast.mona, f"Sak {number}")
        answered = proposed(gathering, cast.rita, f"Besvart {number}")
        answer_proposal(proposal=answered, is_accepted=True, answer="Ja", by=cast.liv, now=timezone.now())
        with CaptureQueriesContext(connection) as captured:
            assert liv.get(url(gathering)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[2] <= 12
