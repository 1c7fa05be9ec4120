"""A block of the programme where it stands: its length and its place, also by two people at once."""

import pytest

from conftest import SignedInClient
from redthread.gatherings.actions import agenda as actions
from redthread.gatherings.models import AgendaItem, Gathering, Minutes
from redthread.gatherings.tests.designing import HTMX, NINE, draft, text_of, titles, url
from redthread.testing.cast import Cast


@pytest.fixture
def gathering(cast: Cast) -> Gathering:
    return draft(cast, template="dekom")


@pytest.fixture
def liv(cast: Cast, as_person: type[SignedInClient]) -> SignedInClient:
    return as_person(cast.liv)


def item_at(gathering: Gathering, place: int) -> AgendaItem:
    return gathering.agenda_items.get(position=place)


def test_five_minutes_more_and_the_clock_below_follows(gathering: Gathering, liv: SignedInClient) -> None:
    first = item_at(gathering, 1)
    page = text_of(liv.post(url("item_minutes", gathering, first), {"endring": "lengre"}, headers=HTMX))
    first.refresh_from_db()
    assert first.minutes == 50
    assert "tar nå 50 minutter." in page
    assert ">09.50</time>" in page
    assert "<!DOCTYPE" not in page


def test_five_minutes_less_never_goes_below_one(gathering: Gathering, liv: SignedInClient) -> None:
    last = item_at(gathering, 6)
    for _press in range(3):
        liv.post(url("item_minutes", gathering, last), {"endring": "kortere"})
    last.refresh_from_db()
    assert last.minutes == 1


def test_a_length_is_written_in_place_also_without_script(gathering: Gathering, liv: SignedInClient) -> None:
    first = item_at(gathering, 1)
    answer = liv.post(url("item_minutes", gathering, first), {"minutter": "25"})
    assert answer.headers["Location"] == f"{url('agenda', gathering)}#post-{first.public_id}"
    first.refresh_from_db()
    assert first.minutes == 25


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Skriv hvor mange minutter posten tar."),
        ("0", "En post tar minst ett minutt."),
        ("601", "En post kan ta høyst 600 minutter."),
        ("9" * 400, "En post kan ta høyst 600 minutter."),
        ("tjue", "helt tall"),
    ],
)
def test_a_wrong_length_is_explained_and_changes_nothing(
    gathering: Gathering, liv: SignedInClient, typed: str, words: str
) -> None:
    first = item_at(gathering, 1)
    assert words in text_of(liv.post(url("item_minutes", gathering, first), {"minutter": typed}))
    first.refresh_from_db()
    assert first.minutes == 45


def test_two_who_press_at_once_both_count(cast: Cast, gathering: Gathering) -> None:
    first = item_at(gathering, 1)
    same = item_at(gathering, 1)
    for one in (first, same):
        actions.change_minutes(item=one, by_minutes=5, by=cast.liv, now=NINE)
    assert item_at(gathering, 1).minutes == 55


def test_an_item_is_dropped_at_a_place(gathering: Gathering, liv: SignedInClient) -> None:
    before = titles(gathering)
    third = item_at(gathering, 3)
    page = text_of(liv.post(url("item_move", gathering, third), {"plass": "1"}, headers=HTMX))
    assert "er nå nummer 1 av 6." in page
    assert titles(gathering) == [before[2], before[0], before[1], *before[3:]]
    assert [item.position for item in gathering.agenda_items.all()] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(("place", "lands"), [("0", 1), ("6", 6), ("99", 6)])
def test_a_place_outside_is_the_nearest_there_is(
    gathering: Gathering, liv: SignedInClient, place: str, lands: int
) -> None:
    third = item_at(gathering, 3)
    liv.post(url("item_move", gathering, third), {"plass": place})
    third.refresh_from_db()
    assert third.position == lands


@pytest.mark.parametrize("place", ["-1", "to", "", "9" * 5000])
def test_nonsense_for_a_place_moves_nothing(gathering: Gathering, liv: SignedInClient, place: str) -> None:
    before = titles(gathering)
    third = item_at(gathering, 3)
    assert liv.post(url("item_move", gathering, third), {"plass": place}).status_code == 302
    assert titles(gathering) == before


def test_what_was_taken_out_meanwhile_is_not_put_anywhere(cast: Cast, gathering: Gathering) -> None:
    third = item_at(gathering, 3)
    stale = item_at(gathering, 3)
    actions.remove_agenda_item(item=third, by=cast.liv, now=NINE)
    actions.place_agenda_item(item=stale, place=1, by=cast.liv, now=NINE)
    assert len(titles(gathering)) == 5


def test_nothing_changes_after_locking(cast: Cast, gathering: Gathering, liv: SignedInClient) -> None:
    Minutes.objects.create(
        gathering=gathering, written_by=cast.liv, opened_at=NINE, locked_at=NINE, locked_by=cast.liv
    )
    first = item_at(gathering, 1)
    for name, sent in (("item_minutes", {"endring": "lengre"}), ("item_move", {"plass": "4"})):
        page = text_of(liv.post(url(name, gathering, first), sent, headers=HTMX))
        assert 'data-color="warning"' in page
    first.refresh_from_db()
    assert (first.minutes, first.position) == (45, 1)
