"""A code hangs at one place, so that schools and response are counted as they are of those with a mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils import timezone
from scipy.stats import binom

from conftest import SignedInClient
from redthread.instruments.answering import encode
from redthread.people.models import Organisation
from redthread.surveys.actions.answers import Given, Sent, answer_waves
from redthread.surveys.actions.closing import close_wave
from redthread.surveys.actions.surveys import add_wave
from redthread.surveys.closed_waves import Invited
from redthread.surveys.definition import instrument_of
from redthread.surveys.invited import CodeFor
from redthread.surveys.models import SpentTicket, Wave
from redthread.surveys.tests.answered import schools_in
from redthread.surveys.tests.fieldwork import answer, opened, people, survey_of
from redthread.surveys.tickets import Ticket, minted, seats_of, ticket_by, token_of
from redthread.testing.cast import Cast, build

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def asked(cast: Cast, *roles: str, most: int = 12, schools: int = 4) -> Wave:
    places = schools_in(cast.network, cast.owner, schools)
    codes = [CodeFor(role, unit, most) for role in roles for unit in places]
    return opened(cast.network, cast.liv, NOW, roles=list(roles), codes=codes)


def answered(wave: Wave, role: str, counts: Sequence[int], now: datetime = NOW) -> list[Any]:
    """So many by the code of the first place, of the second, and so on; what each was told."""
    codes = wave.codes.filter(role=role).order_by("pk")
    tickets = [
        ticket
        for code, many in zip(codes, counts, strict=False)
        for ticket in map(ticket_by, [minted(code) for _phone in range(many)])
        if ticket
    ]
    return answer_waves(sent=[sent(one, number) for number, one in enumerate(tickets)], now=now)


def sent(ticket: Ticket, number: int) -> Sent:
    columns = encode(instrument_of(ticket.wave.survey), ticket.group.role, {"useful": 1 + number % 4})
    return Sent(ticket, f"phone-{number:06d}", Given(columns))


def figures_of(wave: Wave) -> Mapping[str, Any]:
    close_wave(wave=wave, by=None, now=NOW)
    figures: Mapping[str, Any] = Wave.objects.select_related("result").get(pk=wave.pk).result.figures
    return figures


@pytest.mark.parametrize(("counts", "told"), [((9, 9), {"hidden": "schools"}), ((6, 6, 6), {"n": 18})])
def test_three_schools_must_stand_behind_those_who_answered_by_code(
    cast: Cast, counts: Sequence[int], told: Mapping[str, object]
) -> None:
    wave = asked(cast, "teacher")

    assert answered(wave, "teacher", counts) == [None] * 18

    (whole,) = figures_of(wave)["levels"]
    assert whole == {"code": "total", "axis": "total", "category": "", **told}


def test_the_response_of_a_school_is_of_those_with_its_code(cast: Cast) -> None:
    wave = asked(cast, "teacher")
    answered(wave, "teacher", (9, 8, 7, 2))

    response = figures_of(wave)["response"]

    assert (response["invited"], response["answered"]) == (48, 26)
    shown = [cell.get("answered") for _unit, cell in sorted(response["by_unit"].items())]
    assert shown[3] is None
    assert sum(one is not None for one in shown) == 2  # one more, so that the last does not follow


def test_a_code_follows_its_group_when_few_have_answered(cast: Cast) -> None:
    wave = asked(cast, "teacher", "other")
    answered(wave, "teacher", (6, 6, 6))
    answered(wave, "other", (0, 1, 0, 2))

    close_wave(wave=wave, by=None, now=NOW)

    assert [(group.role, group.invited) for group in wave.groups.all()] == [("", 96)]
    assert Invited(wave).schools() == {"total": 4}
    assert Invited(wave).roles == ("other", "teacher")


def test_as_many_as_a_code_is_for_may_answer_by_it_and_no_place_lends_to_another(cast: Cast) -> None:
    wave = asked(cast, "teacher", most=3, schools=2)

    told = answered(wave, "teacher", (5, 1))

    assert [bool(one) for one in told] == [False] * 3 + [True] * 2 + [False]
    assert "Så mange som koden er laget for" in str(told[3])
    assert sorted(one.answered for one in Invited(wave).reached) == [1, 3]
    assert SpentTicket.objects.count() == 4


def test_without_the_secret_nobody_tells_which_school_a_ticket_is_of(cast: Cast) -> None:
    """No seat can be made from the code, and no order of the table follows the schools."""
    wave = asked(cast, "teacher", most=100, schools=5)
    answered(wave, "teacher", [100] * 5)
    school_of = {
        seat: place for place, code in enumerate(wave.codes.order_by("pk")) for seat in seats_of(code)
    }
    rows = SpentTicket.objects.filter(wave=wave)

    made = {sha256(f"{code.code}:{n}".encode()).hexdigest() for code in wave.codes.all() for n in range(100)}
    assert made.isdisjoint(rows.values_list("seat", flat=True))
    for order in ("pk", "mark", "seat", "retry"):
        guessed = [place for place in range(5) for _one in range(100)]
        truth = [school_of.get(seat or "") for seat in rows.order_by(order).values_list("seat", flat=True)]
        right = sum(one == other for one, other in zip(guessed, truth, strict=True))
        assert right <= binom.ppf(0.99999, 500, 1 / 5), order


def test_a_seat_is_drawn_by_lot_so_that_it_does_not_tell_who_came_first(cast: Cast) -> None:
    """And so that those who come at the same moment seldom take the same."""
    wave = asked(cast, "teacher", most=100, schools=1)
    answered(wave, "teacher", [50])

    taken = set(SpentTicket.objects.values_list("seat", flat=True))
    places = [place for place, seat in enumerate(seats_of(wave.codes.get())) if seat in taken]
    assert len(places) == 50
    assert places not in ([*range(50)], [*range(50, 100)])


def test_the_one_who_asks_says_how_many_they_are_at_each_place(cast: Cast) -> None:
    """And finds the numbers again the next time."""
    schools = schools_in(cast.network, cast.owner, 2)
    wave = opened_by_form(cast, schools, {0: "30", 1: ""})
    assert [(one.unit, one.most) for one in wave.codes.select_related("unit")] == [(schools[0], 30)]
    poster = SignedInClient(cast.liv).get(reverse("surveys:posters", args=place_of(wave))).content.decode()
    assert f"Lærere, {schools[0]}" in poster
    assert SignedInClient(cast.mona).get(reverse("surveys:posters", args=place_of(wave))).status_code == 403

    code = wave.codes.get()
    start = SignedInClient(cast.mona).get(reverse("surveys:answer", args=[minted(code)])).content.decode()
    assert f"Koden hører til {schools[0]}." in start

    again = add_wave(survey=wave.survey, moment="after", by=cast.liv, now=NOW)
    field = f'name="teacher-{schools[0].public_id}" value="30"'
    assert field in SignedInClient(cast.liv).get(again.get_absolute_url()).content.decode()


def test_those_who_have_answered_by_an_older_code_are_still_counted(transactional_db: None) -> None:
    """Its number is no column any more: as many tickets that were not of invitations get a seat."""
    cast = build()
    people(cast.network, cast.asen, 5)
    codes = [CodeFor("teacher", cast.asen, 20), CodeFor("other", cast.brekka, 15)]
    wave = opened(cast.network, cast.liv, NOW, roles=["principal", "teacher", "other"], codes=codes)
    answered(wave, "teacher", (7,))
    answered(wave, "other", (4,))
    for one in wave.invitations.all()[:3]:
        ticket = ticket_by(token_of(one))
        assert ticket is not None
        answer(ticket, NOW, useful=1)
    MigrationExecutor(connection).migrate([("surveys", "0005_what_an_index_measures")])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE surveys_opencode SET used = CASE most WHEN 20 THEN 7 ELSE 4 END")

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    assert [one.answered for one in Invited(wave).reached if one.invited > 1] == [7, 4]


def place_of(wave: Wave) -> list[object]:
    return [wave.survey.network.slug, wave.survey.public_id, wave.number]


def opened_by_form(cast: Cast, schools: Sequence[Organisation], numbers: Mapping[int, str]) -> Wave:
    wave = survey_of(cast.network, cast.liv, NOW, roles=["teacher"])
    fields = {f"teacher-{schools[at].public_id}": number for at, number in numbers.items()}
    page = SignedInClient(cast.liv).get(wave.get_absolute_url()).content.decode()
    assert all(f'name="{name}"' in page for name in fields)
    assert SignedInClient(cast.liv).post(wave.get_absolute_url(), fields).status_code == 302
    return Wave.objects.select_related("survey__network").get(pk=wave.pk)
