"""School years, and who chairs."""

from datetime import date

import pytest
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.networks import actions
from redthread.networks.chairs import chair_for
from redthread.networks.models import Network, Year
from redthread.schoolyear.years import school_year_of
from redthread.testing.cast import Cast


def page_of(cast: Cast) -> str:
    return f"/nettverk/{cast.network.slug}/aar/"


def this_year() -> int:
    return school_year_of(timezone.localdate()).first_year


def set_year(cast: Cast, first_year: int, theme: str = "", chair: object = None) -> Year:
    return actions.set_year(
        network=cast.network,
        first_year=first_year,
        theme=theme,
        chair=chair,  # type: ignore[arg-type]
        by=cast.liv,
        now=timezone.now(),
    )


def test_a_year_is_set_and_set_again(cast: Cast) -> None:
    set_year(cast, 2026, "Lesing")
    year = set_year(cast, 2026, "Lesing i alle fag", cast.mona)
    assert Year.objects.get() == year
    assert (year.theme, year.chair, year.label) == ("Lesing i alle fag", cast.mona, "2026/27")


def test_the_elected_chair_is_a_member(cast: Cast) -> None:
    with pytest.raises(RuleError, match="Stein Rud er ikke med"):
        set_year(cast, 2026, chair=cast.stein)
    assert not Year.objects.exists()


def test_an_elected_chair_chairs_from_august_to_july(cast: Cast) -> None:
    actions.set_chair_rule(network=cast.network, chair_rule="elected", by=cast.liv, now=timezone.now())
    set_year(cast, 2026, chair=cast.mona)
    assert chair_for(cast.network, date(2026, 8, 1)) == cast.mona
    assert chair_for(cast.network, date(2027, 7, 31)) == cast.mona
    assert chair_for(cast.network, date(2027, 8, 1)) is None


def test_where_the_chair_goes_in_turn_nobody_is_named_here(cast: Cast) -> None:
    cast.network.chair_rule = Network.ChairRule.IN_TURN
    assert chair_for(cast.network, timezone.localdate()) is None


def test_else_the_leader_chairs(cast: Cast) -> None:
    assert chair_for(cast.network, timezone.localdate()) == cast.liv


def test_a_leader_sets_the_year_and_members_read_it(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.liv)
    form = {"first_year": str(this_year()), "theme": "Lesing", "chair": cast.mona.public_id}
    client.post(page_of(cast), form)
    text = as_person(cast.eva).get(page_of(cast)).content.decode()
    assert "Lesing" in text
    assert "Mona Vik" in text
    assert "Sett opp et skoleår" not in text
    assert as_person(cast.mona).post(page_of(cast), form).status_code == 403


def test_a_year_or_a_chair_from_elsewhere_is_refused(cast: Cast, as_person: type[SignedInClient]) -> None:
    form = {"first_year": "1912", "theme": "Gammelt", "chair": cast.stein.public_id}
    text = as_person(cast.liv).post(page_of(cast), form).content.decode()
    assert 'value="Gammelt"' in text
    assert "1912" in text
    assert not Year.objects.exists()


def test_a_leader_decides_how_the_chair_is_found(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.liv)
    client.post(page_of(cast) + "moteleder/", {"chair_rule": "in_turn"})
    cast.network.refresh_from_db()
    assert cast.network.chair_rule == Network.ChairRule.IN_TURN
    assert client.post(page_of(cast) + "moteleder/", {"chair_rule": "x"}).status_code == 200
    cast.network.refresh_from_db()
    assert cast.network.chair_rule == Network.ChairRule.IN_TURN
