"""«I dag» when a survey is open: to answer for those who are asked, to follow for those who ask."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.core import dates
from redthread.people.models import Person
from redthread.surveys.actions.closing import close_wave
from redthread.surveys.models import SurveyInvitation, Wave
from redthread.surveys.tests.fieldwork import answer, opened, people, ticket_of
from redthread.surveys.tickets import token_of
from redthread.testing.cast import Cast
from redthread.web.home import home
from redthread.web.standpoint import Line

NOW = timezone.now()
LAST = timezone.localdate(NOW) + timedelta(days=9)


@pytest.fixture
def asked(cast: Cast) -> list[Person]:
    """Ten principals beside Mona."""
    return people(cast.network, cast.asen, 10)


@pytest.fixture
def wave(cast: Cast, asked: list[Person]) -> Wave:
    return opened(cast.network, cast.liv, NOW, roles=["principal"], closes_on=LAST)


def lines(person: Person) -> list[Line]:
    return [one for one in home(person, NOW).waiting if "Om nettverket" in one.text]


def test_whoever_is_asked_gets_the_own_link_and_the_last_day(cast: Cast, wave: Wave) -> None:
    (line,) = lines(cast.mona)
    mine = SurveyInvitation.objects.get(person=cast.mona)

    assert line.text == "Svar på «Om nettverket» hvis du ikke har gjort det"
    assert line.where == f"Rektornettverk øst, til og med {dates.day(LAST)}"
    assert line.href == reverse("surveys:answer", args=[token_of(mine)])
    assert lines(cast.rita) == []


def test_the_line_is_the_same_when_somebody_has_answered(cast: Cast, asked: list[Person], wave: Wave) -> None:
    before = lines(cast.mona)
    for one in (cast.mona, *asked[:3]):
        answer(ticket_of(wave, one), NOW, useful=3)
    assert lines(cast.mona) == before


def test_whoever_asks_is_told_how_many_in_steps_and_never_below_five(
    cast: Cast, asked: list[Person], wave: Wave
) -> None:
    told = []
    for one in asked[:7]:
        told.append(lines(cast.liv)[0].text)
        answer(ticket_of(wave, one), NOW, useful=3)
    assert (
        told
        == ["«Om nettverket» er åpen: færre enn 5 har svart"] * 5
        + ["«Om nettverket» er åpen: minst 5 har svart"] * 2
    )
    assert lines(cast.liv)[0].href == wave.survey.get_absolute_url()


def test_it_asks_for_nothing_when_it_is_closed_or_the_day_is_over(cast: Cast, wave: Wave) -> None:
    Wave.objects.update(closes_on=timezone.localdate(NOW) - timedelta(days=1))
    assert lines(cast.mona) == lines(cast.liv) == []
    Wave.objects.update(closes_on=None)
    assert [one.where for one in lines(cast.mona)] == ["Rektornettverk øst"]
    close_wave(wave=wave, by=cast.liv, now=NOW)
    assert lines(cast.mona) == lines(cast.liv) == []


def test_whoever_has_left_the_network_is_not_asked_here(cast: Cast, wave: Wave) -> None:
    cast.mona.memberships.update(ends_at=NOW)
    assert lines(cast.mona) == []
