"""The change of the same people, worked out a second time from each person's own two answers."""

from __future__ import annotations

import math
from statistics import fmean, stdev
from typing import Any

import numpy as np
import pytest
from django.utils import timezone
from scipy.stats import t

from conftest import SignedInClient
from redthread.surveys.actions.closing import close_wave
from redthread.surveys.models import Survey, Wave, WaveResult
from redthread.surveys.result_words import difference_words
from redthread.surveys.tests.answered import answered_wave, drawn, schools_in, survey_of
from redthread.surveys.tests.test_results import address
from redthread.testing.cast import Cast

pytestmark = pytest.mark.django_db
ITEM = 1  # the column of «help», which is not turned
PEOPLE = {"principal": 24, "teacher": 30}
Rows = dict[str, Any]


def links_of(role: str, many: int, start: int = 0) -> list[bytes]:
    return [f"{role[:8]}{number:08d}".encode().ljust(16, b".")[:16] for number in range(start, start + many)]


def rows_of(seed: int, up: int) -> Rows:
    """Nobody leaves a question out, and each goes up or down by the same chance from the same start."""
    found = {}
    for role, many in PEOPLE.items():
        rows = np.clip(drawn(role, many, 3), 1, 5)
        step = np.random.default_rng(seed).integers(-1, 2, many) + up
        rows[:, ITEM] = np.clip(rows[:, ITEM].astype(int) + step, 1, 5)
        found[role] = rows
    return found


def two_waves(cast: Cast, links: list[dict[str, list[bytes]]], rows: list[Rows]) -> list[Wave]:
    now = timezone.now()
    survey = survey_of(cast.network, cast.liv, now, kind=Survey.Kind.CONFIDENTIAL)
    schools = schools_in(cast.network, cast.owner)
    waves = []
    for number in (1, 2):
        many = {role: len(some) for role, some in rows[number - 1].items()}
        wave = answered_wave(
            survey, many, schools, now, number=number, rows=rows[number - 1], links=links[number - 1]
        )
        close_wave(wave=wave, by=cast.liv, now=now)
        waves.append(wave)
    return waves


def told_of(wave: Wave) -> dict[str, dict[str, Any]]:
    (since,) = WaveResult.objects.get(wave=wave).figures["changes"]
    return {one["level"]: one for one in since["changes"] if (one["of"], one["code"]) == ("item", "help")}


def plain(differences: list[float]) -> tuple[float, list[float]]:
    """The mean of each person's own change, and Student's interval around it."""
    middle, error = fmean(differences), stdev(differences) / math.sqrt(len(differences))
    reach = float(t.ppf(0.975, len(differences) - 1)) * error
    return round(middle, 1), [round(middle - reach, 1), round(middle + reach, 1)]


def test_the_change_of_the_same_people_is_the_mean_of_their_own_changes(cast: Cast) -> None:
    links = {role: links_of(role, many) for role, many in PEOPLE.items()}
    before, after = rows_of(5, 0), rows_of(6, 1)
    backwards = {role: rows[::-1] for role, rows in after.items()}
    turned = {role: some[::-1] for role, some in links.items()}

    told = told_of(two_waves(cast, [links, turned], [before, backwards])[1])

    own = {
        f"role:{role}": (after[role][:, ITEM].astype(float) - before[role][:, ITEM]).tolist()
        for role in PEOPLE
    }
    own["total"] = own["role:principal"] + own["role:teacher"]
    assert set(told) == set(own)
    for level, differences in own.items():
        assert told[level]["is_paired"], level
        assert (told[level]["difference"], told[level]["interval"]) == plain(differences)
        assert told[level]["n"] == [len(differences)] * 2


def test_the_page_says_that_they_are_the_same_people_and_how_many(cast: Cast) -> None:
    links = {role: links_of(role, many) for role, many in PEOPLE.items()}
    wave = two_waves(cast, [links, links], [rows_of(5, 0), rows_of(6, 1)])[1]

    page = SignedInClient(cast.liv).get(address(wave)).content.decode()

    total = told_of(wave)["total"]
    assert f"Alle: {difference_words(total)}, 54 som har svart begge ganger" in page


@pytest.mark.parametrize(("twice", "is_paired"), [(30, True), (25, True), (28, False), (2, False), (0, True)])
def test_nobody_is_paired_where_a_role_has_few_who_answered_twice_or_once(
    cast: Cast, twice: int, is_paired: bool
) -> None:
    """What is told of all, less the principals, would be what those few teachers answered."""
    first = {role: links_of(role, many) for role, many in PEOPLE.items()}
    later = {**first, "teacher": links_of("teacher", twice) + links_of("new", 30 - twice)}

    told = told_of(two_waves(cast, [first, later], [rows_of(5, 0), rows_of(6, 1)])[1])

    assert told["total"]["is_paired"] == told["role:principal"]["is_paired"] == is_paired
    assert told["role:teacher"]["is_paired"] == (is_paired and twice > 0)
