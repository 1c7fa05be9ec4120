"""Pairs, notes and groups: agreed by both, shown as both said, ended by either; forgotten in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.networks.models import Membership, Network, Role
from redthread.notices.models import OutgoingMail
from redthread.peers.actions.asking import close_talk, write
from redthread.peers.actions.forgetting import forget_old_help
from redthread.peers.actions.groups import start_group
from redthread.peers.actions.pairs import Terms, answer_pair, end_pair, invite_to_pair, put_up_note, take_note
from redthread.peers.models import GroupInvitation, GroupRoom, HelpMessage, HelpRequest, HelpTalk, Pair
from redthread.peers.tests.test_asking import asked
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
As = Callable[[Person], SignedInClient]


def url(cast: Cast, name: str, *more: str) -> str:
    return reverse(f"peers:{name}", args=[cast.network.slug, *more])


def terms(shows: bool = True) -> Terms:
    return Terms("Se på timene våre", TODAY, TODAY + timedelta(days=100), shows)


def invited(cast: Cast, **other: Any) -> Pair:
    """Åsen invites Brekka."""
    fields = {"school": cast.asen, "to_person": None, "to_school": cast.brekka, "key": "pair-0001", **other}
    return invite_to_pair(network=cast.network, kind="friend", terms=terms(), by=cast.mona, now=NOW, **fields)


def test_a_pair_is_shown_only_when_both_say_so(cast: Cast, as_person: As) -> None:
    pair = invited(cast)
    liv, page = as_person(cast.liv), url(cast, "help")
    assert "Brekka skole" not in liv.get(page).content.decode()
    answer_pair(pair=pair, says_yes=True, shows=False, by=cast.rita, now=NOW)
    assert "Brekka skole" not in liv.get(page).content.decode()
    as_person(cast.rita).post(url(cast, "pair_shown", pair.public_id), {"shows": "1"})
    assert "Åsen skole – Brekka skole" in liv.get(page).content.decode()
    end_pair(pair=pair, by=cast.rita, now=NOW)
    assert "Brekka skole" not in liv.get(page).content.decode()


def test_those_who_represent_the_school_answer_for_it_once(cast: Cast, as_person: As) -> None:
    pair = invited(cast)
    rita = as_person(cast.rita)
    assert "Åsen skole inviterer til samarbeid" in rita.get("/").content.decode()
    rita.post(url(cast, "pair_answer", pair.public_id), {"svar": "nei"})
    pair.refresh_from_db()
    assert (pair.answer, pair.answered_by, pair.is_shown) == ("no", cast.rita, False)
    with pytest.raises(RuleError, match="besvart"):
        answer_pair(pair=pair, says_yes=True, shows=True, by=cast.rita, now=NOW)
    assert [m.subject for m in OutgoingMail.objects.order_by("pk")] == [
        "Åsen skole inviterer til samarbeid",
        "Brekka skole har svart på invitasjonen",
    ]


def test_nobody_is_a_pair_with_oneself(cast: Cast) -> None:
    for wrong in ({"to_school": cast.asen}, {"to_school": None, "to_person": cast.mona}):
        with pytest.raises(RuleError, match="dere selv"):
            invited(cast, **wrong)


def test_the_consultant_cannot_be_invited_through_the_form(cast: Cast, as_person: As) -> None:
    fields = {
        "kind": "friend",
        "with_whom": f"person:{cast.kine.public_id}",
        "from_on": TODAY,
        "until_on": TODAY,
    }
    answer = as_person(cast.mona).post(url(cast, "pair_new"), fields)
    assert "fra listen" in answer.content.decode()
    assert not Pair.objects.exists()


def test_the_first_school_that_answers_a_note_is_the_pair(cast: Cast, as_person: As) -> None:
    note = put_up_note(
        network=cast.network,
        kind="asks",
        school=cast.brekka,
        terms=terms(),
        key="note-001",
        by=cast.rita,
        now=NOW,
    )
    with pytest.raises(RuleError, match="eget oppslag"):
        take_note(note=note, school=cast.brekka, shows=True, by=cast.rita, now=NOW)
    as_person(cast.mona).post(url(cast, "note_take", note.public_id), {"shows": "1"})
    pair = Pair.objects.get()
    assert (pair.one, pair.other, pair.answer, pair.is_shown) == (cast.brekka, cast.asen, "yes", True)
    take_note(note=note, school=cast.asen, shows=True, by=cast.mads, now=NOW)
    assert Pair.objects.count() == 1
    assert "Se på timene våre" not in as_person(cast.liv).get(url(cast, "notes")).content.decode()


def test_a_group_is_two_taps_from_a_person_and_nobody_is_put_into_it(cast: Cast, as_person: As) -> None:
    mona, rita = as_person(cast.mona), as_person(cast.rita)
    opened = mona.get(url(cast, "group_new") + f"?med={cast.rita.public_id}&om=Lesing").context["form"]
    fields = {name: opened[name].value() for name in ("name", "people", "key")}
    for _ in range(2):
        answer = mona.post(url(cast, "group_new"), {**fields, "meeting_url": ""})
    group = Network.objects.get(kind="subgroup")
    assert answer.headers["Location"] == group.get_absolute_url()
    assert (group.name, group.memberships.count()) == ("Lesing", 1)
    assert rita.get(group.get_absolute_url()).status_code == 404
    assert "Mona Vik vil ha deg med i en gruppe" in rita.get("/").content.decode()
    invitation = GroupInvitation.objects.get()
    rita.post(url(cast, "group_answer", invitation.public_id), {"svar": "ja"})
    assert rita.get(group.get_absolute_url()).status_code == 200
    assert set(group.memberships.values_list("role", flat=True)) == {"leader"}  # all are equal
    assert "Skriv mandatet" not in rita.get(group.get_absolute_url()).content.decode()
    assert as_person(cast.liv).get(group.get_absolute_url()).status_code == 404
    mine = " ".join(rita.get(reverse("networks:list")).content.decode().split())
    assert mine.count("Du er med for Brekka skole") == 1  # nobody leads it
    assert mine.count("Du er medlem for Brekka skole") == 1  # of the network above, which has a leader


@pytest.mark.parametrize(
    ("link", "is_taken"),
    [
        ("https://meet.google.com/abc-defg-hij", True),
        ("Bli med: https://teams.microsoft.com/l/meetup-join/x Møte-ID 1", True),
        ("http://meet.google.com/abc", False),
        ("javascript:alert(1)", False),
        ("https://mona@onde.example/x", False),
        ("møt meg", False),
    ],
)
def test_the_link_must_be_https_to_a_host(cast: Cast, as_person: As, link: str, is_taken: bool) -> None:
    fields = {"name": "Lesing", "people": [cast.rita.public_id], "key": "group-001", "meeting_url": link}
    answer = as_person(cast.mona).post(url(cast, "group_new"), fields)
    assert GroupRoom.objects.filter(meeting_url__startswith="https://").exists() is is_taken
    assert is_taken or "https://" in answer.content.decode()


def test_who_left_the_network_cannot_come_into_its_group(cast: Cast, as_person: As) -> None:
    fields = {"name": "Lesing", "people": [cast.rita.public_id], "key": "group-001"}
    as_person(cast.mona).post(url(cast, "group_new"), fields)
    Membership.objects.filter(person=cast.rita).update(ends_at=NOW)
    invitation = GroupInvitation.objects.get()
    answer = as_person(cast.rita).post(url(cast, "group_answer", invitation.public_id), {"svar": "ja"})
    assert answer.status_code == 404
    assert Membership.objects.filter(network__kind="subgroup").count() == 1


def test_what_is_over_is_forgotten_after_ninety_days(cast: Cast) -> None:
    (talk,) = asked(cast)
    write(talk=talk, text="Ritas svar", key="answer-1", by=cast.rita, now=NOW)
    close_talk(talk=talk, thanks="Takk", by=cast.mona, now=NOW)
    forget_old_help(NOW + timedelta(days=90))
    assert HelpTalk.objects.exists()
    forget_old_help(NOW + timedelta(days=90, seconds=1))
    assert not HelpTalk.objects.exists()
    assert not HelpRequest.objects.exists()
    assert not HelpMessage.objects.exists()


def test_an_open_talk_sleeps_after_half_a_year_and_is_then_forgotten(cast: Cast) -> None:
    asked(cast)
    forget_old_help(NOW + timedelta(days=179))
    assert HelpTalk.objects.open().exists()
    forget_old_help(NOW + timedelta(days=181))
    assert HelpTalk.objects.get().closed_at is not None
    forget_old_help(NOW + timedelta(days=272))
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize(("many", "is_made"), [(12, True), (13, False)])
def test_a_small_group_is_at_most_twelve(cast: Cast, many: int, is_made: bool) -> None:
    people = [make.person(f"Kollega {number}") for number in range(many)]
    for person in people:
        make.membership(cast.network, person, Role.MEMBER)

    def start() -> Network:
        return start_group(
            network=cast.network,
            name="Lesegruppa",
            people=people,
            meeting_url="",
            key="group-0001",
            school=None,
            by=cast.mona,
            now=NOW,
        )

    if is_made:
        assert start().group_invitations.count() == many
        return
    with pytest.raises(RuleError, match="høyst tolv"):
        start()
    assert not GroupRoom.objects.exists()
