"""One's own stories that nobody else has been shown, and what the network's words mean."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.archive.models import Bookmark
from redthread.concepts.actions.concepts import put_away
from redthread.concepts.tests.test_concepts import concept, write
from redthread.knowledge.actions.stories import delete_story, withdraw_story
from redthread.knowledge.tests.telling import again, approve, ask, keep_all, show, tell, told_and_shown
from redthread.networks.models import Membership, Role
from redthread.search.models import SearchDocument, SearchWord
from redthread.search.tests.test_bookmarks import keep, mine
from redthread.search.tests.test_search import ask as search_as
from redthread.search.tests.test_search import index, material, titles
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()


def test_a_story_that_is_not_shown_is_found_by_its_teller_alone(cast: Cast) -> None:
    own = tell(cast.network, cast.brekka, cast.rita, NOW, title="Flaggermusjakt", did="Vi talte piggsvin.")
    keep_all(own, NOW)
    ask(own, cast.mads, NOW)
    index()
    for typed in ("flaggermusjakt", "piggsvin"):
        group = search_as(cast.rita, typed).groups[0]
        assert ("".join(piece.text for piece in group.hits[0].title), group.hits[0].excerpt) == (
            own.title,
            [],
        )
        for person in (cast.liv, cast.mads, cast.mona, cast.kine, cast.eva, cast.olav, cast.stein):
            assert search_as(person, typed).groups == [], person
    assert search_as(cast.mona, "flagermusjakt") == search_as(cast.mona, "xyzzyqwert")
    rows = str(list(SearchDocument.objects.values())) + str(list(SearchWord.objects.values()))
    assert "flaggermus" not in rows
    assert "piggsvin" not in rows


def test_it_is_gone_for_its_teller_too_when_deleted_or_when_access_ends(cast: Cast) -> None:
    kept = tell(cast.network, cast.brekka, cast.rita, NOW, title="Flaggermus ute")
    gone = tell(cast.network, cast.brekka, cast.rita, NOW, title="Flaggermus inne")
    index()
    assert titles(search_as(cast.rita, "flaggermus")) == [gone.title, kept.title]
    delete_story(story=gone, by=cast.rita, now=NOW)
    assert titles(search_as(cast.rita, "flaggermus")) == [kept.title]
    Membership.objects.filter(person=cast.rita).update(ends_at=timezone.now())
    assert search_as(cast.rita, "flaggermus").groups == []


def test_a_story_that_is_shown_is_one_hit_for_everybody(cast: Cast) -> None:
    story = tell(cast.network, cast.brekka, cast.rita, NOW, title="Flaggermusjakt")
    index()
    keep_all(story, NOW)
    approve(story, cast.mads, NOW)
    show(story, NOW)
    index()
    for person, where in ((cast.rita, "fortalt av deg"), (cast.mona, "Brekka skole")):
        hits = search_as(person, "flaggermusjakt").groups[0].hits
        assert [hit.where.partition(" · ")[0] for hit in hits] == [where]


def test_a_story_for_ones_own_school_is_found_by_those_who_speak_for_it(cast: Cast) -> None:
    colleague = make.person("Tora Lie")
    make.membership(cast.network, colleague, Role.MEMBER, cast.brekka)
    story = tell(cast.network, cast.brekka, cast.rita, NOW, title="Flaggermusjakt")
    keep_all(story, NOW)
    approve(story, cast.mads, NOW)
    show(story, NOW, audience="school")
    index()
    for person in (cast.rita, colleague):
        assert titles(search_as(person, "flaggermusjakt")) == ["Flaggermusjakt"], person
    for person in (cast.mona, cast.liv, cast.kine, cast.stein):
        assert search_as(person, "flaggermusjakt").groups == [], person


def test_a_story_is_kept_from_its_page_until_it_is_withdrawn(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story = told_and_shown(cast.network, cast.brekka, cast.rita, cast.mads, NOW, title="Flaggermusjakt")
    mona, rita = as_person(cast.mona), as_person(cast.rita)
    for client in (mona, rita):
        assert "Ta vare på" in client.get(story.get_absolute_url()).content.decode()
        assert keep(client, "story", story.public_id) == 302
        assert 'name="slipp"' in client.get(story.get_absolute_url()).content.decode()
        assert "Flaggermusjakt" in mine(client)
    withdraw_story(story=again(story), by=cast.rita, now=NOW)
    assert "Flaggermusjakt" not in mine(mona)
    assert "Flaggermusjakt" not in mona.get(reverse("search:search")).content.decode()
    assert "Flaggermusjakt" in mine(rita)
    Bookmark.objects.all().delete()
    assert keep(mona, "story", story.public_id) == 404
    assert keep(rita, "story", story.public_id) == 302


@pytest.mark.parametrize("name", ["search:search", "search:bookmarks"])
def test_pages_that_may_name_a_story_are_kept_nowhere(
    name: str, cast: Cast, as_person: type[SignedInClient]
) -> None:
    assert "no-store" in as_person(cast.mona).get(reverse(name))["Cache-Control"]


def test_a_concept_is_found_by_its_word_and_by_what_it_means_now(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one = concept(cast, "Flaggermusarbeid")
    index()
    for typed in ("flaggermusarbeidet", "høytlesing"):
        found = search_as(cast.mona, typed)
        assert [(group.kind, group.total) for group in found.groups] == [("concept", 1)], typed
    assert as_person(cast.mona).get(found.groups[0].hits[0].href).status_code == 200
    assert "".join(piece.text for piece in found.groups[0].hits[0].excerpt).endswith(
        "Åsen prøvde høytlesing."
    )
    write(cast, one, "Å telle piggsvin.")
    index()
    assert search_as(cast.mona, "høytlesing").groups == []
    assert titles(search_as(cast.mona, "piggsvin")) == ["Flaggermusarbeid"]
    for person in (cast.stein, cast.olav):
        assert search_as(person, "flaggermusarbeid").groups == [], person
    put_away(concept=one, by=cast.liv, now=NOW)
    assert search_as(cast.mona, "flaggermusarbeid").groups == []


def test_words_that_look_like_scopes_lead_nowhere(cast: Cast) -> None:
    """What somebody writes in a text gives nobody else a way to it, and takes no place from others."""
    scopes = sorted(
        {scope for row in SearchDocument.objects.values_list("scopes") for scope in row[0].split()}
    )
    mine = [
        f"n{cast.network.pk}",
        f"p{cast.network.pk}x{cast.mona.pk}",
        "lib",
        "kmaterial",
        "kmethod",
        *scopes,
    ]
    material(cast.steins_network, cast.stein, "Flaggermus " + " ".join(mine), " ".join(mine))
    material(cast.network, cast.mona, "Flaggermus ute")
    index()
    for typed in [*mine, *(f"#{scope}" for scope in mine), *(f"flaggermus {scope}" for scope in mine[:1])]:
        found = [title for title in titles(search_as(cast.mona, typed)) if title != "Flaggermus ute"]
        assert found == [], typed
    counted = search_as(cast.mona, "flaggermus").groups
    assert [(group.kind, group.total) for group in counted] == [("material", 1)]
