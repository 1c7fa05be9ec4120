"""One search over what the person may see this second, and over nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.archive.actions.materials import Words, add_material, remove_material
from redthread.archive.models import Material
from redthread.betweenwork.actions.try_out_releases import take_back_try_out
from redthread.betweenwork.tests.trying import show, start
from redthread.gatherings.models import Outcome
from redthread.knowledge.tests.telling import told_and_shown
from redthread.networks.access import accesses_of
from redthread.networks.models import Membership, Network
from redthread.people.models import Person
from redthread.search.actions.indexing import Sweep, forget_old_words, reindex
from redthread.search.asking import question_of
from redthread.search.finding import Answer, search
from redthread.search.models import SearchDocument, SearchWord
from redthread.search.registry import SOURCES
from redthread.search.things import Viewer
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()


def index() -> Sweep:
    return Sweep().run(SOURCES)


def ask(person: Person, typed: str, **more: Any) -> Answer:
    return search(Viewer(accesses_of(person)), question_of(typed), **more)


def titles(answer: Answer) -> list[str]:
    return ["".join(piece.text for piece in hit.title) for group in answer.groups for hit in group.hits]


def material(network: Network, by: Person, title: str, about: str = "") -> Material:
    return add_material(
        network=network,
        key=f"key-{Material.objects.count():06d}",
        kind="link",
        words=Words(title=title, about=about),
        url="https://udir.no/x",
        upload=None,
        by=by,
        now=NOW,
    )


def page(client: Client, typed: str, **more: str) -> str:
    answer = client.get(reverse("search:search"), {"q": typed, **more})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_everything_that_may_be_found_is_found_in_its_group(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = make.gathering(cast.network, cast.liv, title="Samling om flaggermus")
    item = make.item(gathering, title="Mer om flaggermusa")
    make.outcome(item, Outcome.Kind.DECISION, text="Vi ser etter flaggermus.", audience="network")
    make.commitment(gathering, cast.asen, what="Telle flaggermus på skolen")
    show(start(cast.network, cast.brekka, cast.rita, NOW, title="Flaggermusjakt"), cast.rita, NOW)
    material(cast.network, cast.mona, "Film om flaggermus")
    index()
    found = ask(cast.mona, "flaggermusene")
    assert {group.kind: group.total for group in found.groups} == {
        "try_out": 1, "material": 1, "gathering": 1, "outcome": 1, "commitment": 1,
    }  # fmt: skip
    text = page(as_person(cast.mona), "flaggermus")
    assert "<mark>flaggermus</mark>" in text
    assert "Brekka skole" in text
    for href in (hit.href for group in found.groups for hit in group.hits):
        assert as_person(cast.mona).get(href.partition("#")[0]).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        "skoleleder",
        "skulelederne",
        "skuleleiar",
        "SKOLELEDER",
        "skolelederr",
        "skoleledre",
        "skolel",
        "ledere",
    ],
)
def test_variants_and_slips_find_it(typed: str, cast: Cast) -> None:
    material(cast.network, cast.mona, "Hva skolelederne gjør")
    index()
    assert titles(ask(cast.rita, typed))[0] == "Hva skolelederne gjør"


def test_a_slip_is_told_of(cast: Cast, as_person: type[SignedInClient]) -> None:
    material(cast.network, cast.mona, "Nettverk for flaggermus")
    index()
    assert "Her er treff på <strong>flaggermus</strong>" in page(as_person(cast.rita), "flagermus")


def test_any_of_the_words_when_not_all(cast: Cast) -> None:
    material(cast.network, cast.mona, "Om flaggermus")
    material(cast.network, cast.mona, "Om piggsvin")
    index()
    found = ask(cast.rita, "flaggermus piggsvin")
    assert found.is_any
    assert titles(found) == ["Om piggsvin", "Om flaggermus"]


def test_the_title_counts_more_than_the_rest_and_the_whole_word_more_than_its_beginning(cast: Cast) -> None:
    material(cast.network, cast.mona, "Flaggermus")
    material(cast.network, cast.mona, "Flaggermusjakten")
    material(cast.network, cast.mona, "Et notat", "Om flaggermus om natta")
    index()
    assert titles(ask(cast.rita, "flaggermus")) == ["Flaggermus", "Flaggermusjakten", "Et notat"]


def test_what_is_not_for_the_person_is_not_found(cast: Cast) -> None:
    make.gathering(cast.network, cast.liv, title="Flaggermus i kladd", is_published=False)
    gathering = make.gathering(cast.network, cast.liv)
    make.item(gathering)
    secret = make.item(gathering, title="Fortrolig flaggermus", is_confidential=True)
    make.outcome(secret, text="Flaggermus i fortrolighet", audience="network")
    make.outcome(make.item(gathering), text="Flaggermus før låsing", audience="group")
    make.commitment(gathering, cast.brekka, what="Brekkas flaggermus", audience="school")
    own = start(cast.network, cast.brekka, cast.rita, NOW, title="Brekkas flaggermus for seg selv")
    material(cast.steins_network, cast.stein, "Flaggermus i Havnes")
    index()
    for person in (cast.mona, cast.mads, cast.kine, cast.eva, cast.olav):
        assert ask(person, "flaggermus") == Answer([]), person
    assert set(titles(ask(cast.rita, "flaggermus"))) == {"Brekkas flaggermus", own.title}
    assert titles(ask(cast.stein, "flaggermus")) == ["Flaggermus i Havnes"]


def test_what_is_taken_back_is_gone_before_the_index_knows(cast: Cast) -> None:
    shown = start(cast.network, cast.brekka, cast.rita, NOW, title="Flaggermusjakt")
    show(shown, cast.rita, NOW)
    made = material(cast.network, cast.mona, "Flaggermusfilm")
    index()
    assert len(titles(ask(cast.mona, "flaggermus"))) == 2
    take_back_try_out(try_out=shown, by=cast.rita, now=NOW)
    assert titles(ask(cast.mona, "flaggermus")) == ["Flaggermusfilm"]
    remove_material(material=made, by=cast.mona, now=NOW)
    assert ask(cast.mona, "flaggermus").groups == []
    assert ask(cast.mona, "flagermus") == ask(cast.mona, "xyzzyqwert")  # nor is it suggested
    Membership.objects.filter(person=cast.rita).update(ends_at=timezone.now())
    assert ask(cast.rita, "flaggermus") == Answer([])


def test_a_story_is_found_by_its_words_but_none_of_them_can_be_read(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    told_and_shown(
        cast.network,
        cast.brekka,
        cast.rita,
        cast.mads,
        NOW,
        title="Da vi gikk ut",
        did="Vi talte flaggermusene.",
    )
    index()
    assert titles(ask(cast.mona, "flaggermus")) == ["Da vi gikk ut"]
    assert titles(ask(cast.mona, "gikk ut")) == []  # words that stand everywhere
    text = page(as_person(cast.mona), "flaggermus")
    assert "Da vi gikk ut" in text
    assert "Talte" not in text
    rows = str(list(SearchDocument.objects.values())) + str(list(SearchWord.objects.values()))
    assert "flaggermus" not in rows
    assert ask(cast.stein, "flaggermus").groups == []
    assert ask(cast.mona, "flagermus").groups == []  # nor is it what somebody may have meant


def test_what_is_hidden_takes_no_place_from_what_is_not(cast: Cast) -> None:
    """More than a page of what was taken away lies before the one that may be seen."""
    material(cast.network, cast.mona, "Flaggermus som står igjen")
    for number in range(60):
        material(cast.network, cast.mona, f"Flaggermus {number}")
    index()
    assert ask(cast.rita, "flaggermus").groups[0].has_more
    Material.objects.exclude(title="Flaggermus som står igjen").delete()
    found = ask(cast.rita, "flaggermus")
    assert (titles(found), found.groups[0].total, found.groups[0].has_more) == (
        ["Flaggermus som står igjen"],
        1,
        False,
    )


def test_hidden_texts_change_neither_hits_counts_order_nor_suggestions(cast: Cast) -> None:
    for title, about in (
        ("Lesing ute", "elever leser"),
        ("Om lesing", ""),
        ("Uteskole", "lesing lesing ute"),
    ):
        material(cast.network, cast.mona, title, about)
    index()
    asked = ("lesing", "ute", "lesign", "uteskoel", "flaggermus", "lese ute", "les", "flagermus")
    before = [ask(cast.rita, typed) for typed in asked]
    for number in range(30):
        material(cast.steins_network, cast.stein, f"Flaggermus og lesing ute {number}", "lesign uteskoel")
        start(cast.network, cast.asen, cast.mona, NOW, title=f"Lesing flaggermus {number}", want="lesign")
    index()
    assert [ask(cast.rita, typed) for typed in asked] == before
    reindex(told=lambda count: None, now=NOW)
    assert [ask(cast.rita, typed) for typed in asked] == before
    assert ask(cast.mona, "flaggermus", kind="try_out").groups[0].total == 30  # else nothing could have shown


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "\0", "lesing\0", "(lesing", "lesing)", '"lesing', "lesing*", "title:lesing", "NEAR(a b)",
        "a AND", "OR", "NOT lesing", "^lesing", "lesing & !", "'; DROP TABLE x; --", ".*", "[a-z]+(", "\\",
        "{scopes} : n1", "\u202elesing\u202c", "😀", "-", "lesing -bok", "%", "_", "ﷺ" * 50, "a" * 5000,
        "ord " * 3000, "å" * 300, "x:*", "<script>alert(1)</script>", "\ud800", "%s %(x)s", "{0}", "' OR 1=1",
        "a:b & c|d !e <-> f", "''", '""', "'lesing':*A", "\x00\x01\x7f", "(?=a)+*?{2,}", "lesing AND AND",
        "👩‍🏫 lesing 🇳🇴", "l" + "\u0301" * 400 + "esing", "\\'; --", "#n1", "+lesing", "lesing~2",
    ],
)  # fmt: skip
def test_anything_may_be_typed(typed: str, cast: Cast, as_person: type[SignedInClient]) -> None:
    material(cast.network, cast.mona, "Om lesing")
    index()
    answer = as_person(cast.mona).get(reverse("search:search"), {"q": typed.encode("utf-8", "replace")})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_a_megabyte_is_answered_plainly(cast: Cast, as_person: type[SignedInClient]) -> None:
    material(cast.network, cast.mona, "Om lesing")
    index()
    assert "bare etter de første ordene" in page(as_person(cast.mona), "lesing " + "lesing " * 150_000)


def test_words_that_stand_everywhere_and_no_words_are_said(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    mona = as_person(cast.mona)
    assert "Ordene står i nesten alt." in page(mona, "ikkje hva og")
    assert "Skriv et ord med bokstaver eller tall." in page(mona, "?!")
    assert "Ingen treff" in page(mona, "flaggermus")
    assert "Ingen treff" in page(as_person(cast.olav), "flaggermus")
    assert "Du er ikke med i noe nettverk ennå" in page(as_person(make.person("Ny Her")), "flaggermus")


def test_one_kind_alone_shows_more_of_it(cast: Cast, as_person: type[SignedInClient]) -> None:
    for number in range(7):
        material(cast.network, cast.mona, f"Flaggermus {number}")
    make.gathering(cast.network, cast.liv, title="Flaggermussamling")
    index()
    mona = as_person(cast.mona)
    assert "Vis alle 7" in page(mona, "flaggermus")
    alone = page(mona, "flaggermus", hvor="material")
    assert alone.count('class="hit"') == 7
    assert "Flaggermussamling" not in alone


def test_the_sweep_reads_what_is_new_and_changed_and_takes_out_what_is_gone(cast: Cast) -> None:
    made = material(cast.network, cast.mona, "Flaggermus")
    first = index()
    assert first.written == first.read > 0
    again = index()
    assert (again.written, again.removed) == (0, 0)
    Material.objects.filter(pk=made.pk).update(title="Piggsvin")
    changed = index()
    assert (changed.written, changed.removed) == (1, 0)
    assert titles(ask(cast.rita, "piggsvin")) == ["Piggsvin"]
    assert ask(cast.rita, "flaggermus").groups == []
    made.delete()
    assert index().removed == 1
    assert not SearchDocument.objects.filter(kind="material").exists()
    assert forget_old_words(NOW) > 0
    assert not SearchWord.objects.filter(word="piggsvin").exists()


def test_the_page_asks_little_of_the_database(
    cast: Cast, as_person: type[SignedInClient], django_assert_max_num_queries: Any
) -> None:
    gathering = make.gathering(cast.network, cast.liv, title="Flaggermus")
    for _turn in range(3):
        make.item(gathering, title="Flaggermus")
        make.commitment(gathering, cast.asen, what="Flaggermus")
        show(start(cast.network, cast.brekka, cast.rita, NOW, title="Flaggermus"), cast.rita, NOW)
        start(cast.network, cast.asen, cast.mona, NOW, title="Flaggermus")
        material(cast.network, cast.mona, "Flaggermus")
        index()
        mona = as_person(cast.mona)
        with django_assert_max_num_queries(12):
            page(mona, "flaggermus")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="what PostgreSQL does with our stems")
def test_postgres_keeps_the_stems_as_they_are(cast: Cast) -> None:
    index()
    rows = SearchDocument.objects.values_list("title", "body")
    terms = sorted({term for title, body in rows for term in f"{title} {body}".split()})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t FROM unnest(%s::text[]) t "
            "WHERE tsvector_to_array(to_tsvector('norwegian', t)) <> ARRAY[t]",
            [terms],
        )
        assert cursor.fetchall() == []
