"""Who was inspired by whom: four schools' seminar becoming seven, the drawn tree, and the drawn spread."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.betweenwork.lineage import (
    Branch,
    Node,
    Taker,
    families,
    lanes_of,
    root_of,
    schools_in,
    tree_of,
)
from redthread.betweenwork.lineage_drawing import draw_spread, draw_tree
from redthread.betweenwork.lineage_reading import read_lineage
from redthread.betweenwork.models import TryOut
from redthread.betweenwork.tests.trying import show, start
from redthread.demo.town import School
from redthread.demo.try_outs import try_ideas
from redthread.networks.access import access_of
from redthread.networks.models import Network
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()
DAY = date(2026, 9, 1)


class Told(NamedTuple):
    network: Network
    liv: Person
    schools: list[School]
    made: dict[str, TryOut]


@pytest.fixture
def told(db: None) -> Told:
    """Ten schools and the demo's ideas."""
    owner, liv = make.owner(), make.person("Liv Berg")
    network = make.network(owner, liv)
    make.membership(network, liv, "leader")
    schools = []
    for number in range(10):
        school, who = make.school(owner, f"Skole {number}"), make.person(f"Rektor {number}")
        make.unit(network, school, number)
        make.membership(network, who, at=school)
        schools.append(School(school, (), (), (who,)))
    return Told(network, liv, schools, try_ideas(network, schools, NOW))


def node(key: str, source: str = "", school: int = 1, days: int = 0, *joined: int) -> Node:
    takers = tuple(Taker(one, DAY + timedelta(days=days)) for one in (school, *joined))
    return Node(key, key.upper(), f"/{key}/", takers[0].since, takers, source)


def test_four_schools_seminar_becomes_seven(told: Told, as_person: type[SignedInClient]) -> None:
    seminar = told.made["seminar"]
    access = access_of(told.liv, told.network)
    assert access is not None
    lineage = read_lineage(access)
    tree = tree_of(seminar.public_id, lineage.nodes)
    root, *others = tree
    assert (root.node.key, root.node.href) == (seminar.public_id, seminar.get_absolute_url())
    assert len(root.node.takers) == 4
    assert [len(one.node.takers) for one in others] == [1, 1, 1]
    assert len(schools_in(tree)) == 7
    assert [one.depth for one in tree] == [0, 1, 1, 2]
    # Whichever of them one asks for, it is the same family.
    for one in others:
        assert tree_of(one.node.key, lineage.nodes) == tree
    page = as_person(told.liv).get(reverse("betweenwork:family", args=[told.network.slug, seminar.public_id]))
    assert "7 skoler har vært med" in page.content.decode()


def test_the_tree_and_its_table_hold_the_same(told: Told, as_person: type[SignedInClient]) -> None:
    address = reverse("betweenwork:family", args=[told.network.slug, told.made["seminar"].public_id])
    page = as_person(told.liv).get(address).content.decode()
    drawn, table = page[page.index('<ol class="tree">') :].split("<table")
    links = re.compile(r'href="(/nettverk/[^"]+/utprovinger/[^"]+/)"')
    in_table = set(links.findall(table))
    assert set(links.findall(drawn)) == in_table
    assert len(in_table) == 4


def test_the_picture_of_the_spread_has_a_dot_for_every_school_in_every_try_out(
    told: Told, as_person: type[SignedInClient]
) -> None:
    page = as_person(told.liv).get(reverse("betweenwork:spread", args=[told.network.slug])).content.decode()
    picture, table = page.split("<table")
    assert picture.count('class="reach"') == 9 + 3  # nine are shown, and three schools joined the first
    assert picture.count('class="lane-line"') == 10
    curves = re.search(r'class="curve"\s+d="([^"]*)"', picture)
    assert curves is not None
    assert curves.group(1).count("M") == 6
    assert table.count("<tr><td>") == 9
    assert "Ro i garderoben" not in page  # which nobody has been shown


def test_an_idea_is_followed_from_one_network_to_the_next(
    told: Told, cast: Cast, as_person: type[SignedInClient]
) -> None:
    """Liv leads both networks; Mona is in one, and is shown nothing of the other."""
    make.membership(told.network, cast.liv)
    Network.objects.filter(pk=told.network.pk).update(name="Nettverket i nord")
    seminar = told.made["seminar"]
    taken = start(cast.network, cast.asen, cast.mona, NOW, source=seminar, title="Elevdag hos oss")
    show(taken, cast.mona, NOW)
    address = reverse("betweenwork:spread_everywhere")

    client = as_person(cast.liv)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address).content.decode()
    assert len(asked) <= 12
    picture, table = page.split("<table")
    assert picture.count('class="reach"') == 9 + 3 + 1
    curves = re.search(r'class="curve"\s+d="([^"]*)"', picture)
    assert curves is not None
    assert curves.group(1).count("M") == 7
    assert (table.count("Nettverket i nord"), table.count(cast.network.name)) == (9, 1)
    assert "8 skoler" in picture

    mine = as_person(cast.mona).get(address).content.decode()
    assert "Elevdag hos oss" in mine
    assert "Nettverket i nord" not in mine
    assert seminar.title not in mine


def test_the_page_asks_the_database_the_same_for_one_and_for_many(
    told: Told, cast: Cast, as_person: type[SignedInClient]
) -> None:
    show(start(cast.network, cast.asen, cast.mona, NOW), cast.mona, NOW)
    for name in ("spread", "try_outs"):
        counted = []
        for person, network in ((told.liv, told.network), (cast.liv, cast.network)):
            client = as_person(person)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(reverse(f"betweenwork:{name}", args=[network.slug]))
            counted.append(len(asked))
        assert counted[0] == counted[1] <= 12


def test_a_try_outs_page_asks_little(told: Told, as_person: type[SignedInClient]) -> None:
    client = as_person(told.schools[0].people[0])
    with CaptureQueriesContext(connection) as asked:
        assert client.get(told.made["seminar"].get_absolute_url()).status_code == 200
    assert len(asked) <= 12


def test_a_circle_in_the_data_ends_the_drawing_and_not_the_server() -> None:
    nodes = [node("a", "b"), node("b", "a"), node("c", "c")]
    assert root_of("a", {one.key: one for one in nodes}) == "b"
    assert {branch.node.key for branch in tree_of("a", nodes)} == {"a", "b"}
    assert [branch.node.key for branch in tree_of("c", nodes)] == ["c"]


def test_a_source_that_is_not_seen_makes_the_try_out_a_root() -> None:
    assert [b.depth for b in tree_of("a", [node("a", "gone"), node("b", "a")])] == [0, 1]


def test_lines_pass_beside_the_branches_of_those_above() -> None:
    nodes = [node("a"), node("b", "a", days=1), node("c", "b", days=2), node("d", "a", days=3)]
    rows = draw_tree(tree_of("a", nodes))
    assert [(row.branch.node.key, row.branch.depth) for row in rows] == [
        ("a", 0),
        ("b", 1),
        ("c", 2),
        ("d", 1),
    ]
    assert rows[2].branch.lanes == (True,)  # D hangs below, so A's line passes by C
    assert rows[2].lines.startswith("M12 0V100")
    assert rows[3].branch.is_last
    assert "M12 0V100" not in rows[3].lines


def test_a_deep_tree_stays_narrow_enough_for_a_phone() -> None:
    nodes = [node("n0"), *(node(f"n{number}", f"n{number - 1}") for number in range(1, 60))]
    assert draw_tree(tree_of("n0", nodes))[-1].width <= 160


def test_the_widest_families_come_first_and_the_lonely_are_none() -> None:
    nodes = [node("a"), node("b", "a", 2), node("c"), node("d", "", 4, 0, 5, 6), node("e")]
    assert [tree[0].node.key for tree in families(nodes)] == ["d", "a"]


def test_time_runs_to_the_right_and_a_month_has_one_mark() -> None:
    spread = draw_spread([node("a"), node("b", "a", 2, 200)], [1, 2])
    assert spread is not None
    first, second = spread.dots
    assert (first.x, second.x) == (3.0, 97.0)
    assert first.y < second.y
    assert spread.curves.startswith("M30.0 ")
    days = [tick.first for tick in spread.ticks]
    assert days == sorted(set(days))
    assert 2 <= len(days) <= 8
    assert draw_spread([], []) is None


@pytest.mark.parametrize("days", [1, 40, 400, 1500, 9000])
def test_the_marks_of_time_have_room(days: int) -> None:
    spread = draw_spread([node("a"), node("b", "a", 2, days)], [1, 2])
    assert spread is not None
    assert len(spread.ticks) <= 9
    assert days == 1 or spread.ticks


def test_branches_are_plain_values() -> None:
    assert tree_of("a", [node("a")]) == [Branch(node("a"), 0)]


def test_schools_that_share_an_idea_stand_together_in_the_picture() -> None:
    nodes = [node("a", "", 3), node("b", "a", 1, 9), node("c", "", 2), node("d", "", 4)]
    names = {1: "Aa", 2: "Dd", 3: "Cc", 4: "Bb"}
    assert lanes_of(nodes, families(nodes), names) == [3, 1, 4, 2]
