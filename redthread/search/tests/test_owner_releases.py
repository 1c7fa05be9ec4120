"""What has been shared with the owner is found by those who speak for the owner, and by nobody else there."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.people.models import Organisation, Position
from redthread.search.tests.test_search import index
from redthread.sharing.actions import release, revoke
from redthread.sharing.models import Audience, Release
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()


def shared(
    cast: Cast, title: str, kind: str = Release.Kind.MATTER, school: Organisation | None = None
) -> Release:
    return release(
        network=cast.network,
        school=school,
        kind=kind,
        source=f"source-{title}"[:20],
        about="",
        audience=Audience.OWNER,
        title=title,
        snapshot=[{"label": "Forslag", "text": "Flaggermus i ventilasjonen"}],
        by=cast.liv,
        now=NOW,
    )


def page(client: Client, typed: str) -> str:
    return client.get(reverse("search:search"), {"q": typed}).content.decode()


def test_the_owner_finds_what_was_shared_and_nothing_else(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    matter = shared(cast, "Vikarmidler")
    make.gathering(cast.network, cast.liv, title="Vikarsamling")
    index()
    olav = as_person(cast.olav)

    found = page(olav, "vikar")
    assert reverse("sharing:owner_release", args=[matter.public_id]) in found
    assert "Vikarsamling" not in found
    assert "<mark>Flaggermus</mark> i ventilasjonen" in page(olav, "flaggermus")
    for person in (cast.liv, cast.mona, cast.kine, cast.eva, cast.stein):
        assert matter.public_id not in page(as_person(person), "vikarmidler"), person


def test_a_school_shares_with_its_own_owner_only(cast: Cast, as_person: type[SignedInClient]) -> None:
    of_asen = shared(cast, "Vikarer på Åsen", school=cast.asen)
    other = make.owner("Ytterfjord kommune")
    away = make.person("Tor Ås")
    Position.objects.create(
        person=away, organisation=other, kind=Position.Kind.OWNER_EXECUTIVE, starts_on=timezone.localdate(NOW)
    )
    index()

    assert of_asen.public_id in page(as_person(cast.olav), "vikarer")
    assert "Ingen treff" in page(as_person(away), "vikarer")


def test_taken_back_it_is_not_found_before_the_index_knows(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    matter = shared(cast, "Vikarmidler")
    index()
    revoke(release=matter, by=cast.liv, now=NOW)

    assert "Ingen treff" in page(as_person(cast.olav), "vikarmidler")


def test_of_a_story_no_word_can_be_read_in_the_search(cast: Cast, as_person: type[SignedInClient]) -> None:
    story = shared(cast, "Lesing ute", kind=Release.Kind.STORY)
    index()

    found = page(as_person(cast.olav), "flaggermus")
    assert story.public_id in found
    assert "ventilasjonen" not in found
