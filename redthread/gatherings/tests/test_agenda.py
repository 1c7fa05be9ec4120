"""The agenda planner: items come in, change places, go out and come back, with and without script."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions import agenda as actions
from redthread.gatherings.actions.lifecycle import create_gathering
from redthread.gatherings.models import AgendaItem, Gathering, Minutes
from redthread.gatherings.templates_of_days import READY_DAYS
from redthread.testing import make
from redthread.testing.cast import Cast

OSLO = ZoneInfo("Europe/Oslo")
HTMX = {"HX-Request": "true"}
NINE = datetime(2027, 3, 2, 9, 0, tzinfo=OSLO)


@pytest.fixture
def gathering(cast: Cast) -> Gathering:
    return create_gathering(
        network=cast.network,
        by=cast.liv,
        now=timezone.now(),
        starts_at=NINE,
        ends_at=NINE + timedelta(hours=1),
    )


@pytest.fixture
def liv(cast: Cast, as_person: type[SignedInClient]) -> SignedInClient:
    return as_person(cast.liv)


def text_of(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return " ".join(answer.content.decode().split())


def url(name: str, gathering: Gathering, item: AgendaItem | None = None) -> str:
    more = [item.public_id] if item else []
    return reverse(f"gatherings:{name}", args=[gathering.network.slug, gathering.public_id, *more])


def titles(gathering: Gathering) -> list[str]:
    assert [item.position for item in gathering.agenda_items.all()] == list(
        range(1, gathering.agenda_items.count() + 1)
    )
    return [item.title for item in gathering.agenda_items.all()]


def lock(cast: Cast, gathering: Gathering) -> None:
    Minutes.objects.create(
        gathering=gathering, written_by=cast.liv, opened_at=NINE, locked_at=NINE, locked_by=cast.liv
    )


@pytest.mark.parametrize("key", READY_DAYS)
def test_every_ready_programme_begins_with_since_last_and_ends_with_the_review(cast: Cast, key: str) -> None:
    made = create_gathering(
        network=cast.network,
        by=cast.liv,
        now=timezone.now(),
        starts_at=NINE,
        ends_at=NINE + timedelta(hours=4),
        template=key,
    )
    kinds = [item.kind for item in made.agenda_items.all()]
    assert (kinds[0], kinds[-1]) == ("since_last", "review")
    assert (kinds.count("since_last"), kinds.count("review")) == (1, 1)
    assert sum(item.minutes for item in made.agenda_items.all()) == READY_DAYS[key].minutes <= 240


def test_a_new_item_stands_ahead_of_the_review_and_has_its_clock(
    gathering: Gathering, liv: SignedInClient
) -> None:
    sent = {"title": "Leseforskning", "kind": "input", "minutes": "20"}
    page = text_of(liv.post(url("agenda", gathering), sent, follow=True))
    assert titles(gathering) == ["Siden sist", "Leseforskning", "Oppsummering av dagen"]
    assert "«Leseforskning» er lagt inn." in page
    assert ">09.15</time>" in page
    assert ">09.35</time>" in page
    assert "Det er 15 minutter til overs." in page


def test_with_script_only_the_planner_comes_back_and_says_what_happened(
    gathering: Gathering, liv: SignedInClient
) -> None:
    sent = {"title": "Leseforskning", "kind": "input", "minutes": "60"}
    answer = liv.post(url("agenda", gathering), sent, headers=HTMX)
    page = text_of(answer)
    assert "<!DOCTYPE" not in page
    assert 'id="planner"' in page
    assert 'id="said"' in page
    assert "«Leseforskning» er lagt inn." in page
    assert "Programmet er 25 minutter for langt." in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Skriv hva posten handler om."),
        ({"minutes": ""}, "Skriv hvor mange minutter posten tar."),
        ({"minutes": "0"}, "En post tar minst ett minutt."),
        ({"minutes": "601"}, "høyst 600 minutter"),
        ({"minutes": "en time"}, "helt tall"),
        ({"kind": "fest"}, "fest"),
    ],
)
def test_a_wrong_item_is_explained_and_not_put_in(
    gathering: Gathering, liv: SignedInClient, wrong: dict[str, str], words: str
) -> None:
    sent = {"title": "Leseforskning", "kind": "input", "minutes": "20", "responsible": "Mona"} | wrong
    page = text_of(liv.post(url("agenda", gathering), sent))
    assert words in page
    assert 'value="Mona"' in page
    assert titles(gathering) == ["Siden sist", "Oppsummering av dagen"]


def test_an_item_is_changed_where_it_stands(gathering: Gathering, liv: SignedInClient) -> None:
    item = gathering.agenda_items.first()
    assert item is not None
    assert 'value="Siden sist"' in text_of(liv.get(url("item", gathering, item)))
    sent = {"title": "Hva skjedde?", "kind": "since_last", "minutes": "25", "is_confidential": "on"}
    answer = liv.post(url("item", gathering, item), sent)
    assert answer.headers["Location"] == f"{url('agenda', gathering)}#post-{item.public_id}"
    item.refresh_from_db()
    assert (item.title, item.minutes, item.position, item.is_confidential) == ("Hva skjedde?", 25, 1, True)


def test_a_wrong_change_is_explained_and_changes_nothing(gathering: Gathering, liv: SignedInClient) -> None:
    item = gathering.agenda_items.first()
    assert item is not None
    sent = {"title": "Hva skjedde?", "kind": "since_last", "minutes": "-5"}
    page = text_of(liv.post(url("item", gathering, item), sent))
    assert "En post tar minst ett minutt." in page
    assert 'value="Hva skjedde?"' in page
    assert titles(gathering)[0] == "Siden sist"


def test_an_item_goes_up_and_down_by_its_buttons(gathering: Gathering, liv: SignedInClient) -> None:
    first, last = gathering.agenda_items.all()
    page = text_of(liv.post(url("item_move", gathering, last), {"vei": "opp"}, headers=HTMX))
    assert titles(gathering) == ["Oppsummering av dagen", "Siden sist"]
    assert "«Oppsummering av dagen» er nå nummer 1 av 2." in page
    assert f'id="opp-{last.public_id}"' in page
    answer = liv.post(url("item_move", gathering, last), {"vei": "ned"})
    assert answer.headers["Location"] == f"{url('agenda', gathering)}#post-{last.public_id}"
    assert titles(gathering) == ["Siden sist", "Oppsummering av dagen"]
    assert first.pk != last.pk


def test_an_item_at_the_end_stays_there(gathering: Gathering, liv: SignedInClient) -> None:
    first, last = gathering.agenda_items.all()
    liv.post(url("item_move", gathering, first), {"vei": "opp"})
    liv.post(url("item_move", gathering, last), {"vei": "ned"})
    liv.post(url("item_move", gathering, first), {"vei": "bort"})
    assert titles(gathering) == ["Siden sist", "Oppsummering av dagen"]


def test_what_was_taken_out_can_be_put_back_where_it_was(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    now = timezone.now()
    item = actions.add_agenda_item(
        gathering=gathering,
        kind="story",
        title="Fortelling",
        minutes=35,
        description="Om lesing",
        responsible="Rita",
        is_confidential=True,
        by=cast.liv,
        now=now,
    )
    page = liv.post(url("item_remove", gathering, item), headers=HTMX).content.decode()
    assert "Fortelling" not in titles(gathering)
    form = page.split('class="undo"')[1].split("</form>")[0]
    sent = {}
    for piece in form.split("<input ")[1:]:
        if 'name="' in piece and "csrf" not in piece:
            name = piece.split('name="')[1].split('"')[0]
            sent[name] = piece.split('value="')[1].split('"')[0] if 'value="' in piece else ""
    liv.post(url("agenda", gathering), sent, headers=HTMX)
    assert titles(gathering) == ["Siden sist", "Fortelling", "Oppsummering av dagen"]
    back = gathering.agenda_items.get(title="Fortelling")
    assert (back.kind, back.minutes, back.description, back.responsible, back.is_confidential) == (
        "story",
        35,
        "Om lesing",
        "Rita",
        True,
    )


def test_an_item_with_something_in_the_minutes_is_not_taken_out(
    gathering: Gathering, liv: SignedInClient
) -> None:
    item = gathering.agenda_items.first()
    assert item is not None
    make.outcome(item)
    page = text_of(liv.post(url("item_remove", gathering, item)))
    assert "Slett det i referatet først" in page
    assert len(titles(gathering)) == 2


def test_after_the_minutes_are_locked_the_agenda_stands(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    lock(cast, gathering)
    item = gathering.agenda_items.first()
    assert item is not None
    sent = {"title": "Sent ute", "kind": "input", "minutes": "20"}
    for answer in (
        liv.post(url("agenda", gathering), sent),
        liv.post(url("item", gathering, item), sent),
        liv.post(url("item_move", gathering, item), {"vei": "ned"}),
        liv.post(url("item_remove", gathering, item)),
        liv.post(url("bring_in", gathering), {"source": "mal:half_day"}),
    ):
        assert "Referatet er låst" in text_of(answer)
    assert titles(gathering) == ["Siden sist", "Oppsummering av dagen"]


def test_a_cancelled_gatherings_agenda_stands(cast: Cast, gathering: Gathering) -> None:
    Gathering.objects.update(cancelled_at=timezone.now())
    with pytest.raises(RuleError, match="avlyst"):
        actions.add_agenda_item(
            gathering=gathering, kind="input", title="Ny", minutes=5, by=cast.liv, now=timezone.now()
        )


def test_a_ready_programme_is_brought_in_around_what_is_there(
    gathering: Gathering, liv: SignedInClient
) -> None:
    page = text_of(liv.post(url("bring_in", gathering), {"source": "mal:dekom"}, headers=HTMX))
    assert "4 poster er hentet inn." in page
    assert titles(gathering) == [
        "Siden sist",
        "Faglig tema",
        "Pause",
        "Nytt mellomarbeid",
        "Skolene planlegger mellomarbeidet",
        "Oppsummering av dagen",
    ]


def test_an_earlier_gatherings_programme_is_brought_in(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    earlier = make.gathering(cast.network, starts_at=NINE - timedelta(days=60), title="Januarsamling")
    make.item(earlier, title="Lesestund")
    make.item(earlier, title="Personalsak", is_confidential=True)
    assert "Januarsamling" in text_of(liv.get(url("agenda", gathering)))
    liv.post(url("bring_in", gathering), {"source": f"samling:{earlier.public_id}"})
    assert titles(gathering) == ["Siden sist", "Lesestund", "Oppsummering av dagen"]


@pytest.mark.parametrize("source", ["", "mal:finnesikke", "mal:empty", "samling:abc"])
def test_a_wrong_source_is_explained(gathering: Gathering, liv: SignedInClient, source: str) -> None:
    page = text_of(liv.post(url("bring_in", gathering), {"source": source}))
    assert 'id="form-errors"' in page
    assert len(titles(gathering)) == 2


def test_another_networks_programme_cannot_be_brought_in(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    far = make.gathering(cast.steins_network, starts_at=NINE - timedelta(days=9), title="Hemmelig")
    make.item(far, title="Hemmelig post")
    page = text_of(liv.post(url("bring_in", gathering), {"source": f"samling:{far.public_id}"}))
    assert "Hemmelig" not in page
    assert len(titles(gathering)) == 2


def test_only_a_gathering_over_several_days_asks_where_a_day_begins(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    assert "Ny dag, fra klokka" not in text_of(liv.get(url("agenda", gathering)))
    Gathering.objects.update(ends_at=NINE + timedelta(days=1))
    assert "Samlingen går over flere dager." in text_of(liv.get(url("agenda", gathering)))
    sent = {"title": "Frokost", "kind": "informal", "minutes": "60", "day_starts_at": "08:00"}
    page = text_of(liv.post(url("agenda", gathering), sent, follow=True))
    assert "onsdag 3. mars 2027" in page
    assert ">08.00</time>" in page
    assert "Samlingen går over flere dager." not in page


def test_the_planner_asks_as_often_for_ten_items_as_for_two(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    counts = []
    for number in range(3):
        make.item(gathering, title=f"Post {number}")
        make.gathering(cast.network, starts_at=NINE - timedelta(days=9 + number))
        with CaptureQueriesContext(connection) as captured:
            assert liv.get(url("agenda", gathering)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[2] <= 12
