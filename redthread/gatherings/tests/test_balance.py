"""What the time goes to: counted right, said in words, and beside what the network itself has said."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions.balance import set_balance_norm
from redthread.gatherings.balance import SHARE_OF_KIND, balance_of, share_of, whole_percent
from redthread.gatherings.models import AgendaItem, BalanceNorm
from redthread.gatherings.tests.designing import text_of
from redthread.testing import make
from redthread.testing.cast import Cast

Kind = AgendaItem.Kind
Share = AgendaItem.Share


def item(kind: str, minutes: int, share: str = "") -> AgendaItem:
    return AgendaItem(kind=kind, minutes=minutes, share=share)


def norm(**more: int) -> BalanceNorm:
    return BalanceNorm(**{"input": 25, "reflection": 40, "try_out": 20, "information": 15, **more})


def test_every_kind_of_item_says_what_its_time_goes_to_and_why() -> None:
    assert set(SHARE_OF_KIND) == set(Kind)
    assert all(str(said.why) for said in SHARE_OF_KIND.values())


def test_minutes_are_counted_by_what_they_go_to_and_breaks_lie_outside() -> None:
    items = [
        item(Kind.SINCE_LAST, 20),
        item(Kind.INPUT, 45),
        item(Kind.BREAK, 15),
        item(Kind.OWN_SCHOOL, 35),
        item(Kind.TRY_OUT, 20),
        item(Kind.INFORMATION, 25),
    ]
    balance = balance_of(items, None)
    assert [(part.share, part.minutes) for part in balance.parts] == [
        ("input", 45),
        ("reflection", 55),
        ("try_out", 20),
        ("information", 25),
    ]
    assert (balance.minutes, balance.rest) == (145, 15)
    assert [part.percent for part in balance.parts] == [31, 38, 14, 17]
    assert not balance.has_norm


def test_what_is_said_of_the_item_goes_before_its_kind() -> None:
    assert share_of(item(Kind.INPUT, 30, Share.REFLECTION)) == "reflection"
    assert share_of(item(Kind.INPUT, 30)) == "input"
    assert share_of(item(Kind.BREAK, 30, Share.TRY_OUT)) == "try_out"


@pytest.mark.parametrize(
    "minutes", [(1, 1, 1, 0), (1, 1, 1, 1), (7, 11, 13, 17), (600, 1, 1, 1), (0, 0, 5, 0)]
)
def test_the_per_cent_always_sum_to_a_hundred(minutes: tuple[int, int, int, int]) -> None:
    shares = (Share.INPUT, Share.REFLECTION, Share.TRY_OUT, Share.INFORMATION)
    percent = whole_percent(dict(zip(shares, minutes, strict=True)))
    assert sum(percent.values()) == 100
    total = sum(minutes)
    assert all(abs(percent[s] - 100 * m / total) < 1 for s, m in zip(shares, minutes, strict=True))


def test_a_day_of_nothing_but_breaks_has_no_shares_and_divides_by_nothing() -> None:
    balance = balance_of([item(Kind.BREAK, 20)], norm())
    assert [part.percent for part in balance.parts] == [0, 0, 0, 0]
    assert (balance.minutes, balance.bar) == (0, [])


def test_the_bar_is_whole_and_in_order() -> None:
    balance = balance_of([item(Kind.INPUT, 30), item(Kind.TRY_OUT, 10)], norm())
    assert [(piece.share, piece.start, piece.length) for piece in balance.bar] == [
        ("input", 0, 75),
        ("try_out", 75, 25),
    ]
    assert sum(piece.length for piece in balance.wanted_bar) == 100


@pytest.fixture
def liv(cast: Cast, as_person: type[SignedInClient]) -> SignedInClient:
    return as_person(cast.liv)


def page_of(cast: Cast) -> str:
    return reverse("gatherings:balance", args=[cast.network.slug])


def test_a_norm_is_offered_and_explained_and_none_is_kept_until_it_is_saved(
    cast: Cast, liv: SignedInClient
) -> None:
    page = text_of(liv.get(page_of(cast)))
    assert 'value="45"' in page
    assert "bare et sted å begynne" in page
    assert "ikke et krav" in page
    assert not BalanceNorm.objects.exists()


def test_the_network_says_how_it_wants_to_spend_its_time_and_takes_it_back(
    cast: Cast, liv: SignedInClient
) -> None:
    sent = {"input": "20", "reflection": "50", "try_out": "20", "information": "10"}
    assert "Fordelingen er lagret." in text_of(liv.post(page_of(cast), sent, follow=True))
    kept = BalanceNorm.objects.get()
    assert (kept.network, kept.input, kept.reflection) == (cast.network, 20, 50)
    liv.post(page_of(cast), {**sent, "input": "30", "reflection": "40"})
    assert BalanceNorm.objects.get().input == 30
    liv.post(page_of(cast), {"nei": "1"})
    assert not BalanceNorm.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"input": "30"}, "De fire tallene er 110 til sammen."),
        ({"input": ""}, "Skriv et tall fra 0 til 100."),
        ({"input": "-10"}, "Skriv et tall fra 0 til 100."),
        ({"input": "101"}, "Skriv et tall fra 0 til 100."),
        ({"input": "mye"}, "Skriv et helt tall fra 0 til 100."),
    ],
)
def test_a_wrong_norm_is_explained_and_not_kept(
    cast: Cast, liv: SignedInClient, wrong: dict[str, str], words: str
) -> None:
    sent = {"input": "20", "reflection": "50", "try_out": "20", "information": "10"} | wrong
    page = text_of(liv.post(page_of(cast), sent))
    assert words in page
    assert 'value="50"' in page
    assert not BalanceNorm.objects.exists()


def test_a_norm_that_is_not_a_hundred_is_refused_also_by_the_action_and_the_database(cast: Cast) -> None:
    few = {"input": 10, "reflection": 10, "try_out": 10, "information": 10}
    with pytest.raises(RuleError):
        set_balance_norm(network=cast.network, by=cast.liv, now=timezone.now(), **few)
    with pytest.raises(IntegrityError), transaction.atomic():
        BalanceNorm.objects.create(network=cast.network, input=101, reflection=0, try_out=0, information=0)
    assert not BalanceNorm.objects.exists()


def test_the_planner_says_what_the_time_goes_to_beside_what_the_network_said(
    cast: Cast, liv: SignedInClient
) -> None:
    starts_at = timezone.now().replace(hour=9, minute=0) + timedelta(days=20)  # all on one day
    gathering = make.gathering(cast.network, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=100))
    make.item(gathering, Kind.INPUT, title="Forelesning", minutes=60)
    make.item(gathering, Kind.OWN_SCHOOL, title="Egen skole", minutes=40)
    make.item(gathering, Kind.CROSS_GROUPS, title="Reflekter sammen", minutes=2)
    address = reverse("gatherings:agenda", args=[cast.network.slug, gathering.public_id])
    page = text_of(liv.get(address))
    assert "Påfyll: 60 min, 59 %." in page
    assert "Refleksjon: 42 min, 41 %." in page
    assert "Dere har sagt" not in page
    assert "Programmet er 2 minutter for langt." in page
    assert "«Reflekter sammen» har 2 minutter. Å tenke sammen tar ofte lengre tid." in page
    kept = {"input": 25, "reflection": 40, "try_out": 20, "information": 15}
    set_balance_norm(network=cast.network, by=cast.liv, now=timezone.now(), **kept)
    assert "Dere har sagt 40 %." in text_of(liv.get(address))


def test_whoever_chairs_sees_the_balance_and_is_not_led_to_a_closed_door(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = make.gathering(cast.network, chair=cast.mona)
    make.item(gathering)
    page = text_of(
        as_person(cast.mona).get(reverse("gatherings:agenda", args=[cast.network.slug, gathering.public_id]))
    )
    assert "Påfyll: 30 min, 100 %." in page
    assert page_of(cast) not in page
    assert "programmaler/" not in page
