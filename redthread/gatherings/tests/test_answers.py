"""Saying whether one comes: one tap by the link in the mail or on the page, and who sees what of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.gatherings.actions.invitations import invite_newcomers
from redthread.gatherings.actions.lifecycle import cancel_gathering, move_gathering, publish_gathering
from redthread.gatherings.models import Gathering, Invitation
from redthread.notices.models import OutgoingMail
from redthread.testing import make
from redthread.testing.cast import Cast


@pytest.fixture
def gathering(cast: Cast) -> Gathering:
    """Published by the action, so that everybody is invited."""
    made = make.gathering(cast.network, is_published=False, place="Åsen skole")
    make.item(made)
    publish_gathering(gathering=made, by=cast.liv, now=timezone.now())
    return made


def of(gathering: Gathering, who: Any) -> Invitation:
    return gathering.invitations.get(person=who)


def link(gathering: Gathering, who: Any) -> str:
    return reverse("gatherings:answer_link", args=[of(gathering, who).key])


def text_of(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return " ".join(answer.content.decode().split())


def test_the_mail_has_the_link_and_opening_it_changes_nothing(cast: Cast, gathering: Gathering) -> None:
    mail = OutgoingMail.objects.get(person=cast.mona)
    assert f"http://localhost:8000{link(gathering, cast.mona)}" in mail.text
    client = Client()
    for method in (client.get, client.head):
        answer = method(link(gathering, cast.mona))
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "same-origin"
    page = text_of(client.get(link(gathering, cast.mona)))
    assert "Jeg kommer" in page
    assert "Jeg kommer på skjerm" not in page  # everybody meets in the room
    assert of(gathering, cast.mona).answer == ""


def test_one_tap_answers_and_another_changes_it(cast: Cast, gathering: Gathering) -> None:
    client, path = Client(enforce_csrf_checks=True), link(gathering, cast.mona)
    page = text_of(client.post(path, {"answer": "yes", "word": " Kommer\n litt senere "}, follow=True))
    assert "Takk. Svaret er lagret." in page
    assert 'value="yes" data-variant="primary"' in page
    told = of(gathering, cast.mona)
    assert (told.answer, told.word, told.answered_by_way) == ("yes", "Kommer litt senere", "link")
    client.post(path, {"answer": "no"})
    assert of(gathering, cast.mona).answer == "no"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Velg om du kommer, med en av knappene."),
        ({"answer": "digital"}, "Samlingen er ikke på skjerm"),
        ({"answer": "perhaps"}, "Velg om du kommer, med en av knappene."),
        ({"answer": "yes", "word": "x" * 201}, "200"),
    ],
)
def test_what_is_wrong_is_explained_and_nothing_is_stored(
    cast: Cast, gathering: Gathering, sent: dict[str, str], words: str
) -> None:
    assert words in text_of(Client().post(link(gathering, cast.mona), sent))
    assert of(gathering, cast.mona).answer == ""


def test_on_screen_is_an_answer_when_there_is_a_screen(cast: Cast, gathering: Gathering) -> None:
    Gathering.objects.update(mode="hybrid")
    assert "Jeg kommer på skjerm" in text_of(Client().get(link(gathering, cast.mona)))
    Client().post(link(gathering, cast.mona), {"answer": "digital"})
    assert of(gathering, cast.mona).answer == "digital"


def test_who_answers_an_old_page_is_asked_to_look_at_the_new_time(cast: Cast, gathering: Gathering) -> None:
    new = gathering.starts_at + timedelta(days=7)
    sent = {"answer": "yes", "seen": gathering.starts_at.isoformat()}
    move_gathering(
        gathering=gathering, starts_at=new, ends_at=new + timedelta(hours=3), by=cast.liv, now=timezone.now()
    )
    page = text_of(Client().post(link(gathering, cast.mona), sent))
    assert "Se på den nye tiden" in page
    assert of(gathering, cast.mona).answer == ""
    Client().post(link(gathering, cast.mona), sent | {"seen": new.isoformat()})
    assert of(gathering, cast.mona).answer == "yes"


def test_when_it_has_begun_or_is_cancelled_the_page_says_so_and_takes_no_answer(
    cast: Cast, gathering: Gathering
) -> None:
    Client().post(link(gathering, cast.rita), {"answer": "yes"})
    Gathering.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    page = text_of(Client().post(link(gathering, cast.rita), {"answer": "no"}))
    assert "Samlingen har begynt" in page
    assert "Du svarte: kommer." in page
    Gathering.objects.update(starts_at=gathering.starts_at)
    cancel_gathering(gathering=gathering, why="Streik", by=cast.liv, now=timezone.now())
    assert "Samlingen er avlyst" in text_of(Client().post(link(gathering, cast.rita), {"answer": "no"}))
    assert of(gathering, cast.rita).answer == "yes"


@pytest.mark.parametrize("why", ["left", "closed", "inactive", "unknown"])
def test_a_link_that_opens_nothing_looks_the_same_whatever_the_reason(
    cast: Cast, gathering: Gathering, why: str
) -> None:
    path = link(gathering, cast.mona)
    match why:
        case "left":
            cast.mona.memberships.update(ends_at=timezone.now())
        case "closed":
            type(cast.network).objects.update(closed_at=timezone.now())
        case "inactive":
            type(cast.mona).objects.filter(pk=cast.mona.pk).update(is_active=False)
        case _:
            path = reverse("gatherings:answer_link", args=["x" * 14])
    for answer in (Client().get(path), Client().post(path, {"answer": "yes"})):
        assert answer.status_code == 404
        assert "Lenken virker ikke lenger" in text_of(answer)
        assert "Åsen" not in text_of(answer)


def test_on_the_page_one_answers_for_oneself_and_sees_nobody_else(cast: Cast, gathering: Gathering) -> None:
    Client().post(link(gathering, cast.rita), {"answer": "no", "word": "Bryllup"})
    mona = SignedInClient(cast.mona)
    page = text_of(mona.get(gathering.get_absolute_url()))
    assert "Kommer du?" in page
    assert "Bryllup" not in page
    assert "kan ikke</span>" not in page
    address = reverse("gatherings:answer", args=[cast.network.slug, gathering.public_id])
    assert "Takk. Svaret er lagret." in text_of(mona.post(address, {"answer": "yes"}, follow=True))
    assert (of(gathering, cast.mona).answer, of(gathering, cast.mona).answered_by_way) == ("yes", "page")


def test_those_who_plan_see_how_many_come_and_who_cannot(cast: Cast, gathering: Gathering) -> None:
    Client().post(link(gathering, cast.rita), {"answer": "no", "word": "Bryllup"})
    Client().post(link(gathering, cast.mona), {"answer": "yes"})
    page = text_of(SignedInClient(cast.liv).get(gathering.get_absolute_url()))
    for words in ("1 kommer", "1 kan ikke", "4 har ikke svart ennå", "Rita Moe", "Bryllup"):
        assert words in page
    card = page[page.index('id="hvem-kommer"') :]
    assert "Mads Lund" not in card[: card.index("</section>")]  # who has not answered is not named


def test_who_chairs_the_day_sees_it_as_well(cast: Cast, gathering: Gathering) -> None:
    Gathering.objects.update(chair=cast.mads)
    assert "6 har ikke svart ennå" in text_of(SignedInClient(cast.mads).get(gathering.get_absolute_url()))
    assert "har ikke svart" not in text_of(SignedInClient(cast.kine).get(gathering.get_absolute_url()))


def test_who_has_left_is_not_counted(cast: Cast, gathering: Gathering) -> None:
    cast.rita.memberships.update(ends_at=timezone.now())
    assert "5 har ikke svart ennå" in text_of(SignedInClient(cast.liv).get(gathering.get_absolute_url()))


def test_mails_that_wait_or_came_back_are_told_to_those_who_plan(cast: Cast, gathering: Gathering) -> None:
    hour_ago = timezone.now() - timedelta(hours=1)
    page = SignedInClient(cast.liv)
    assert "venter på å bli sendt" not in text_of(page.get(gathering.get_absolute_url()))  # it was just now
    OutgoingMail.objects.update(send_after=hour_ago)
    OutgoingMail.objects.filter(person=cast.rita).update(given_up_at=hour_ago, last_error="550 no such user")
    OutgoingMail.objects.filter(person=cast.eva).update(sent_at=hour_ago)
    text = text_of(page.get(gathering.get_absolute_url()))
    assert "4 innkallinger venter på å bli sendt." in text
    assert "1 kom ikke fram: Rita Moe." in text
    assert "no such user" not in text
    assert "kom ikke fram" not in text_of(SignedInClient(cast.mona).get(gathering.get_absolute_url()))


def test_a_newcomer_gets_an_invitation_of_their_own(cast: Cast, gathering: Gathering) -> None:
    nina = make.person("Nina Ny", email="nina@fjordvik.example")
    make.membership(cast.network, nina, starts_at=timezone.now())
    for _ in range(2):
        invite_newcomers(timezone.now())
    assert OutgoingMail.objects.filter(person=nina).count() == 1
    assert of(gathering, nina).key in OutgoingMail.objects.get(person=nina).calendar
    assert Invitation.objects.count() == len(cast.insiders()) + 1
