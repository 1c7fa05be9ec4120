"""What is found is asked for again at the room's own door: here without the index, as if all were found."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils import timezone

from redthread.archive.tests.test_materials import link
from redthread.betweenwork.actions.try_outs import join_try_out
from redthread.betweenwork.models import TryOut
from redthread.betweenwork.tests.trying import show as show_try_out
from redthread.betweenwork.tests.trying import start
from redthread.concepts.actions.concepts import put_away
from redthread.concepts.tests.test_concepts import concept
from redthread.gatherings.models import Method, Outcome
from redthread.knowledge.models import Story
from redthread.knowledge.tests.telling import approve, keep_all, show, tell
from redthread.networks.access import accesses_of
from redthread.networks.models import Network
from redthread.people.models import Person
from redthread.search.registry import seen
from redthread.search.tests.test_search import ask, index, material, titles
from redthread.search.things import Viewer
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()


def among(person: Person, *things: Any) -> set[str]:
    """The titles of those of the things that the person is told of, whatever the index says."""
    kinds = {"Material": "material", "Gathering": "gathering", "TryOut": "try_out", "Story": "story"}
    kinds |= {"Method": "method", "Concept": "concept", "Release": "summary"}
    wanted: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        kind = kinds.get(type(thing).__name__, "outcome")
        for one in ("outcome", "commitment") if kind == "outcome" else (kind,):
            wanted[one].add(thing.public_id)
    found = seen(Viewer(accesses_of(person)), wanted)
    assert set(found) <= {(kind, thing) for kind, those in wanted.items() for thing in those}
    return {one.tell().title for one in found.values()}


def method(network: Network, name: str, **fields: Any) -> Method:
    return Method.objects.create(network=network, name=name, purpose="Få fram ideer", minutes=20, **fields)


def told_to_school(cast: Cast, title: str) -> Story:
    story = tell(cast.network, cast.brekka, cast.rita, NOW, title=title)
    keep_all(story, NOW)
    approve(story, cast.mads, NOW)
    show(story, NOW, audience="school")
    return story


def test_a_story_for_one_school_is_for_those_who_speak_for_it(cast: Cast) -> None:
    story = told_to_school(cast, "For Brekka")
    assert among(cast.rita, story) == {"For Brekka"}
    for person in (cast.mona, cast.mads, cast.liv, cast.kine, cast.eva, cast.olav, cast.stein):
        assert among(person, story) == set(), person


def test_what_is_deleted_or_withdrawn_is_not_there_although_its_release_stands(cast: Cast) -> None:
    story = told_to_school(cast, "Slettet")
    shown = start(cast.network, cast.brekka, cast.rita, NOW, title="Trukket")
    show_try_out(shown, cast.rita, NOW)
    TryOut.objects.filter(pk=shown.pk).update(withdrawn_at=NOW, withdrawn_by=cast.rita)
    Story.objects.filter(pk=story.pk).update(deleted_at=NOW)
    assert Release.objects.standing().count() == 2
    for person in (cast.rita, cast.mona):
        assert among(person, story, shown) == set(), person


def test_a_schools_try_out_is_its_own_in_the_network_where_it_is(cast: Cast) -> None:
    make.membership(cast.steins_network, cast.rita, "member", cast.asen)
    mine = start(cast.network, cast.brekka, cast.rita, NOW, title="Brekkas")
    theirs = start(cast.network, cast.asen, cast.mona, NOW, title="Åsens")
    assert among(cast.rita, mine, theirs) == {"Brekkas"}
    join_try_out(try_out=theirs, school=cast.brekka, by=cast.rita, now=NOW)
    assert among(cast.rita, mine, theirs) == {"Brekkas", "Åsens"}


def test_a_school_finds_what_it_has_joined(cast: Cast) -> None:
    theirs = start(cast.network, cast.asen, cast.mona, NOW, title="Flaggermus")
    join_try_out(try_out=theirs, school=cast.brekka, by=cast.rita, now=NOW)
    index()
    assert titles(ask(cast.rita, "flaggermus")) == ["Flaggermus"]


def test_what_came_of_a_gathering_is_for_whom_the_minutes_say(cast: Cast) -> None:
    gathering = make.gathering(cast.network, cast.liv)
    item, secret = make.item(gathering), make.item(gathering, is_confidential=True)
    told = [
        make.outcome(item, Outcome.Kind.DECISION, text="Vedtatt", audience="network"),
        make.outcome(item, Outcome.Kind.DECISION, text="Før låsing", audience="group"),
        make.outcome(secret, Outcome.Kind.DECISION, text="Fortrolig", audience="network"),
    ]
    for school, what, audience in (
        (cast.asen, "Åsens delte", "network"),
        (cast.asen, "Åsens egen", "school"),
        (cast.brekka, "Brekkas egen", "school"),
    ):
        # The outcome itself is open, so that only the promise says who may read it.
        text = make.outcome(item, Outcome.Kind.COMMITMENT, text=what, audience="network")
        make.commitment(gathering, school, what=what, audience=audience, outcome=text)
        told.append(text)
    far = make.gathering(cast.steins_network, cast.stein)
    told.append(make.outcome(make.item(far), Outcome.Kind.DECISION, text="I Havnes", audience="network"))
    assert among(cast.mona, *told) == {"Vedtatt", "Åsens delte", "Åsens egen"}
    assert among(cast.rita, *told) == {"Vedtatt", "Åsens delte", "Brekkas egen"}
    assert among(cast.stein, *told) == {"I Havnes"}
    assert among(cast.olav, *told) == set()


def test_gatherings_methods_materials_and_concepts_are_for_their_own_network(cast: Cast) -> None:
    things = [
        make.gathering(cast.network, cast.liv, title="Samlingen"),
        make.gathering(cast.network, cast.liv, title="Kladden", is_published=False),
        make.gathering(cast.steins_network, cast.stein, title="Samlingen i Havnes"),
        method(cast.network, "Metoden"),
        method(cast.network, "Lagt bort", put_away_at=NOW),
        method(cast.steins_network, "Metoden i Havnes"),
        material(cast.network, cast.mona, "Materialet"),
        material(cast.steins_network, cast.stein, "Materialet i Havnes"),
        concept(cast, "Begrepet"),
    ]
    away = concept(cast, "Begrepet som er lagt bort")
    put_away(concept=away, by=cast.liv, now=NOW)
    here = {"Samlingen", "Metoden", "Materialet", "Begrepet"}
    for person in cast.insiders():
        assert among(person, *things, away) == here, person
    assert among(cast.stein, *things, away) == {f"{one} i Havnes" for one in here - {"Begrepet"}}
    assert among(cast.olav, *things, away) == set()


def test_a_release_that_is_taken_back_is_no_way_in(cast: Cast) -> None:
    shown = start(cast.network, cast.brekka, cast.rita, NOW, title="Vist")
    release = show_try_out(shown, cast.rita, NOW)
    assert among(cast.mona, shown) == {"Vist"}
    Release.objects.filter(pk=release.pk).update(revoked_at=NOW, revoked_by=cast.rita)
    assert among(cast.mona, shown) == set()
    assert among(cast.rita, shown) == {"Vist"}


def test_a_confidential_block_is_neither_found_nor_shown_with_its_gathering(cast: Cast) -> None:
    gathering = make.gathering(cast.network, cast.liv, title="Samling om flaggermus")
    make.item(gathering, title="Piggsvin ute")
    make.item(gathering, title="Hemmelige piggsvin og rev", is_confidential=True)
    index()
    assert ask(cast.mona, "rev").groups == []
    hit = ask(cast.mona, "piggsvin").groups[0].hits[0]
    assert "".join(piece.text for piece in hit.excerpt) == "Piggsvin ute"


def test_a_gathering_that_is_called_off_says_so(cast: Cast) -> None:
    make.gathering(cast.network, cast.liv, title="Flaggermussamling", cancelled_at=NOW)
    index()
    assert ask(cast.mona, "flaggermussamling").groups[0].hits[0].where.endswith("avlyst")


def test_a_material_in_the_archive_is_found_by_its_method_and_its_themes(cast: Cast) -> None:
    link(cast, title="Et ark", themes=("flaggermus",), method=method(cast.network, "Piggsvinmetoden"))
    index()
    for typed in ("flaggermus", "piggsvinmetoden"):
        assert "Et ark" in titles(ask(cast.mona, typed)), typed
