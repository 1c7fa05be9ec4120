"""Whoever leaves takes back what they told by a mailed link, also when account and mailbox are gone."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignedInClient
from redthread.knowledge.actions.farewells import tell_those_who_left
from redthread.knowledge.farewell_links import farewell_address
from redthread.knowledge.models import Story
from redthread.knowledge.tests.telling import TEXT, again, told_and_shown
from redthread.knowledge.tests.test_own_stories import leave
from redthread.knowledge.tests.test_stories import NOW, shown
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast


@pytest.fixture(autouse=True)
def files_elsewhere(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def mails() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(key__startswith="story-farewell:"))


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    return " ".join(answer.content.decode().split())


def test_it_is_withdrawn_by_the_link_without_signing_in_and_without_an_account(
    cast: Cast, client: Client
) -> None:
    story, mona = shown(cast), SignedInClient(cast.mona)
    leave(cast.rita, cast)
    assert tell_those_who_left(NOW) == 1
    assert tell_those_who_left(NOW) == 1
    (mail,) = mails()
    assert mail.person == cast.rita
    assert "Høytlesing" not in mail.subject + mail.text
    found = re.search(r"https?://\S+(/fortalt/\S+)", mail.text)
    assert found
    Person.objects.filter(pk=cast.rita.pk).update(is_active=False)
    shown_page = page(client, found.group(1))
    assert "i Rektornettverk øst" in shown_page
    assert "nettverket ser den" in shown_page
    for word in ("Høytlesing", TEXT, "Rita"):  # a mail may be passed on
        assert word not in shown_page
    assert again(story).withdrawn_at is None
    assert mona.get(story.get_absolute_url()).status_code == 200
    client.post(found.group(1), {"fortelling": story.public_id})
    assert mona.get(story.get_absolute_url()).status_code == 404
    assert "Ingen andre ser noe du har fortalt" in page(client, found.group(1))


def test_the_link_leads_to_ones_own_alone(cast: Cast, client: Client) -> None:
    story = shown(cast)
    for address in (farewell_address(cast.mona), reverse("knowledge:farewell", args=["noe.galt"])):
        assert client.post(address, {"fortelling": story.public_id}).status_code == 404
    assert client.get(reverse("knowledge:farewell", args=["noe.galt"])).status_code == 404
    forged = farewell_address(cast.mona).replace(cast.mona.public_id, cast.rita.public_id)
    assert client.get(forged).status_code == 404
    assert again(story).withdrawn_at is None


def test_those_who_are_there_still_or_have_nothing_standing_get_no_mail(cast: Cast) -> None:
    story = shown(cast)
    assert tell_those_who_left(NOW) == 0
    leave(cast.rita, cast)
    leave(cast.mads, cast)  # has told nothing
    make.membership(cast.network, cast.rita, "member", cast.asen, starts_at=NOW - timedelta(hours=1))
    assert tell_those_who_left(NOW) == 0
    leave(cast.rita, cast)
    assert tell_those_who_left(NOW + timedelta(days=31)) == 0
    Story.objects.filter(pk=story.pk).update(deleted_at=NOW)
    assert tell_those_who_left(NOW) == 0
    assert mails() == []


def test_a_story_in_another_network_is_no_reason_to_write(cast: Cast) -> None:
    make.membership(cast.steins_network, cast.rita, "member", cast.brekka)
    make.membership(cast.steins_network, cast.mads, "member", cast.asen)
    told_and_shown(cast.steins_network, cast.brekka, cast.rita, cast.mads, NOW)
    leave(cast.rita, cast)
    assert tell_those_who_left(NOW) == 0
