"""The table of municipalities and counties, and the owners made from it."""

from __future__ import annotations

import pytest

from redthread.people import actions
from redthread.people.models import Organisation
from redthread.people.municipalities import counties, municipalities, owner_names
from redthread.testing import make


def test_there_are_357_municipalities_in_15_counties() -> None:
    numbers = [row.number for row in municipalities()]
    assert (len(numbers), len(set(numbers)), len(counties())) == (357, 357, 15)
    assert numbers == sorted(numbers)
    assert all(len(number) == 4 and number.isdigit() for number in numbers)


def test_a_municipality_begins_with_its_county() -> None:
    assert all(row.number.startswith(row.county_number) for row in municipalities())
    assert counties() == {
        "03": "Oslo", "11": "Rogaland", "15": "Møre og Romsdal", "18": "Nordland", "31": "Østfold",
        "32": "Akershus", "33": "Buskerud", "34": "Innlandet", "39": "Vestfold", "40": "Telemark",
        "42": "Agder", "46": "Vestland", "50": "Trøndelag", "55": "Troms", "56": "Finnmark",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("0301", "Oslo"), ("3201", "Bærum"), ("3911", "Færder"), ("5501", "Tromsø"), ("1508", "Ålesund"),
        ("1580", "Haram"), ("1866", "Hadsel"), ("1867", "Bø"), ("4204", "Kristiansand"),
        ("5612", "Kautokeino"),
    ],
)  # fmt: skip
def test_the_numbers_of_2024_stand(number: str, name: str) -> None:
    assert {row.number: row.name for row in municipalities()}[number] == name


@pytest.mark.parametrize("number", ["1507", "1534", "3024", "3811", "5401", "2599", "2100", "9999"])
def test_numbers_that_are_gone_or_no_municipality_are_not_there(number: str) -> None:
    assert number not in {row.number for row in municipalities()}


def test_no_two_owners_have_the_same_name() -> None:
    assert len(set(owner_names().values())) == 357
    assert owner_names()["1818"] == "Herøy kommune (Nordland)"
    assert owner_names()["4627"] == "Askøy kommune"


def test_loading_makes_each_owner_once_and_leaves_those_that_are_there(db: None) -> None:
    mine = make.owner("Ålesund, vår egen", municipality_number="1508")
    assert actions.load_municipalities() == 357 - 1 + 14
    assert actions.load_municipalities() == 0
    mine.refresh_from_db()
    assert mine.name == "Ålesund, vår egen"
    assert Organisation.objects.filter(owner_kind="municipality").count() == 357
    assert Organisation.objects.get(name="Rogaland fylkeskommune").municipality_number == "11"
    assert not Organisation.objects.filter(name="Oslo fylkeskommune").exists()
