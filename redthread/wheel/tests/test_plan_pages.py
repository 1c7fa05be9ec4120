"""The plan's pages: what they begin from, what they keep, what saving shows and does, and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from redthread.gatherings.actions.invitations import people_to_invite
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.networks.models import Network, Role
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast
from redthread.wheel.models import BlockedDays, FixedMatter, HostWish, YearPlan

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 6, 1, 10, tzinfo=OSLO)  # before the school year that is planned
FIELDS = {
    "rhythm": "weeks",
    "every": "6",
    "weekday": "1",
    "starts": "09:00",
    "ends": "12:00",
    "camps": "0",
    "camp_days": "2",
    "themes": "",
    "prepare_days": "5",
    "summary_days": "3",
}


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def at(name: str, cast: Cast, *more: str) -> str:
    return reverse(f"wheel:{name}", args=[cast.network.slug, *more]) + "?ar=2026"


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(cast: Cast, name: str = "plan") -> str:
    return client_of(cast.liv).get(at(name, cast)).content.decode()


def send(cast: Cast, **fields: str) -> Any:
    return client_of(cast.liv).post(at("plan", cast), {**FIELDS, **fields})


def save(cast: Cast, **fields: Any) -> Any:
    client = client_of(cast.liv)
    seen = client.get(at("plan_save", cast)).context["difference"].fingerprint
    return client.post(at("plan_save", cast), {"seen": seen, **fields})


def drafts(network: Network) -> list[Gathering]:
    return list(network.gatherings.drafts())


def local_days(network: Network) -> list[date]:
    return [timezone.localdate(one.starts_at) for one in drafts(network)]


def rows(response: Any) -> Mapping[str, Any]:
    return {row.key: row.planned for row in response.context["rows"]}


def test_a_network_without_history_gets_a_whole_year_to_begin_with(cast: Cast) -> None:
    text = page(cast)
    assert "7 samlinger" in text
    assert "Et vanlig år for et nettverk" in text
    assert "seks uker etter forrige" in text
    assert not YearPlan.objects.exists()  # looking is not choosing


@pytest.mark.parametrize(
    ("asked", "year"),
    [
        ("?ar=2027", "2027/28"),
        ("?skolear=2027", "2027/28"),
        ("", "2026/27"),
        ("?ar=1999", "2026/27"),
        ("?ar=x", "2026/27"),
    ],
)
def test_the_address_says_which_year_and_without_it_the_next_one_is_planned(
    cast: Cast, asked: str, year: str
) -> None:
    address = reverse("wheel:plan", args=[cast.network.slug]) + asked
    assert f"Planlegg skoleåret {year}" in client_of(cast.liv).get(address).content.decode()


def test_the_year_begins_from_what_the_last_gatherings_show(cast: Cast) -> None:
    for weeks in (4, 8, 12):
        start = datetime.combine(date(2026, 5, 28), time(13), OSLO) - timedelta(weeks=weeks)
        make.gathering(cast.network, starts_at=start, ends_at=start + timedelta(hours=2))
    response = client_of(cast.liv).get(at("plan", cast))
    initial = response.context["form"].initial
    assert (initial["every"], initial["weekday"], initial["starts"], initial["ends"]) == (
        4,
        3,
        time(13),
        time(15),
    )
    assert "Regnet ut fra de siste samlingene" in response.content.decode()


def test_last_years_wheel_is_the_start_of_the_next(cast: Cast) -> None:
    YearPlan.objects.create(
        network=cast.network, first_year=2025, rhythm="months", every=2, weekday=3, starts=time(8),
        ends=time(11), themes=["Gammelt"], changed_by=cast.liv, changed_at=NOW,
    )  # fmt: skip
    start = datetime(2025, 9, 18, 8, tzinfo=OSLO)
    make.gathering(cast.network, starts_at=start, theme="Leik i alle fag", host=cast.asen)
    response = client_of(cast.liv).get(at("plan", cast))
    assert response.context["form"].initial["rhythm"] == "months"
    assert response.context["form"].initial["themes"] == ""
    assert next(iter(rows(response).values())).host == cast.brekka.public_id  # the turn goes on
    assert "Hentet fra fjorårets plan" in response.content.decode()
    send(cast, hent="temaer", themes="Skriving")
    assert YearPlan.objects.get(first_year=2026).themes == ["Skriving", "Leik i alle fag"]


def test_what_is_typed_is_kept_and_the_page_can_be_left(cast: Cast) -> None:
    send(cast, every="8", themes="Lesing\n\n Skriving ")
    plan = YearPlan.objects.get()
    assert (plan.every, plan.themes, plan.changed_by) == (8, ["Lesing", "Skriving"], cast.liv)
    response = client_of(cast.liv).get(at("plan", cast))
    assert response.context["form"].initial["every"] == 8
    assert [one.theme for one in rows(response).values()][:3] == ["Lesing", "Skriving", ""]
    assert Gathering.objects.count() == 0
    assert OutgoingMail.objects.count() == 0


def test_a_day_that_is_chosen_stands_and_the_rest_plans_around_it(cast: Cast) -> None:
    fields = {"rad": "2", "dag-2": "2026-10-22", "var-dag-2": "2026-10-13", "vert-2": cast.asen.public_id}
    response = client_of(cast.liv).post(
        at("plan", cast), {**FIELDS, **fields}, headers={"hx-request": "true"}
    )
    text = response.content.decode()
    assert text.lstrip().startswith('<div id="plan"')
    chosen = rows(response)["2"]
    assert (chosen.day, chosen.host, chosen.pin) == (date(2026, 10, 22), cast.asen.public_id, "chosen")
    assert "Du har valgt datoen" in text
    days = [one.day for one in rows(response).values()]
    assert all(28 <= (b - a).days <= 56 for a, b in zip(sorted(days), sorted(days)[1:], strict=False))


def test_a_tick_lets_the_day_stand_and_taking_it_away_lets_it_go(cast: Cast) -> None:
    response = client_of(cast.liv).get(at("plan", cast))
    third = rows(response)["3"].day.isoformat()
    same = {"rad": "3", "dag-3": third, "var-dag-3": third}
    send(cast, **same, **{"fast-3": "1"})
    assert YearPlan.objects.get().choices["rows"] == {"3": {"day": third}}
    send(cast, **same)
    assert YearPlan.objects.get().choices["rows"] == {}


def test_all_choices_can_be_let_go(cast: Cast) -> None:
    send(cast, **{"rad": "1", "dag-1": "2026-09-09", "var-dag-1": "2026-09-01"})
    send(cast, slipp="1")
    assert YearPlan.objects.get().choices["rows"] == {}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"every": "0"}, "Skriv et tall fra 1 til 40"),
        ({"every": "21"}, "Skriv et tall fra 1 til 20"),
        ({"ends": "08:00"}, "må slutte etter at den starter"),
        ({"rad": "1", "dag-1": "i morgen", "var-dag-1": ""}, "er ingen dato"),
        ({"rad": "1", "dag-1": "2029-01-01", "var-dag-1": ""}, "er ikke i skoleåret 2026/27"),
        ({"themes": "x" * 201}, "høyst 200 tegn"),
        ({"camps": "7"}, "Skriv et tall fra 0 til 6"),
        ({"rhythm": "daily"}, "Velg"),
    ],
)
def test_wrong_input_says_what_to_write_and_changes_nothing(
    cast: Cast, fields: dict[str, str], words: str
) -> None:
    text = send(cast, **fields).content.decode()
    assert 'id="form-errors"' in text
    assert words in text or words == "Velg"
    assert not YearPlan.objects.exists()


def test_hostile_rows_change_nothing(cast: Cast) -> None:
    stranger = make.gathering(cast.steins_network, is_published=False)
    fields = {
        "rad": [stranger.public_id, "999", "../x", "1"],
        f"dag-{stranger.public_id}": "2026-10-10",
        "dag-999": "2026-10-10",
        "vert-1": cast.owner.public_id + "x",
        "leder-1": cast.stein.public_id,
    }
    response = client_of(cast.liv).post(at("plan", cast), {**FIELDS, **fields})
    assert response.status_code == 302
    assert YearPlan.objects.get().choices["rows"] == {}


def test_a_broken_store_of_choices_counts_as_empty(cast: Cast) -> None:
    send(cast)
    YearPlan.objects.update(
        choices={"rows": ["x"], "saved": 3, "placed": {"a": 1}, "done": None}, themes=["ok"]
    )
    assert "7 samlinger" in page(cast)


def test_saving_shows_the_difference_first_and_makes_drafts_that_tell_nobody(cast: Cast) -> None:
    send(cast, themes="Lesing")
    text = page(cast, "plan_save")
    assert "Nye kladder" in text
    assert "tirsdag 1. september 2026" in text
    assert Gathering.objects.count() == 0
    assert save(cast).status_code == 302
    made = drafts(cast.network)
    assert len(made) == 7
    assert [one.starts_at.astimezone(OSLO).time() for one in made] == [time(9)] * 7
    assert (made[0].theme, made[0].host, made[0].place) == ("Lesing", cast.asen, "Åsen skole")
    assert made[0].title == "Samling i september"
    assert made[0].agenda_items.count() == 2
    assert {one.chair for one in made} == {cast.liv}
    assert OutgoingMail.objects.count() == 0
    assert "allerede slik planen sier" in page(cast, "plan_save")


def test_saving_twice_with_one_press_makes_one_year(cast: Cast) -> None:
    send(cast)
    client = client_of(cast.liv)
    seen = client.get(at("plan_save", cast)).context["difference"].fingerprint
    for _press in range(2):
        assert client.post(at("plan_save", cast), {"seen": seen}).status_code == 302
    assert len(drafts(cast.network)) == 7


def test_saving_what_one_has_not_seen_is_refused_kindly(cast: Cast) -> None:
    send(cast)
    client = client_of(cast.liv)
    seen = client.get(at("plan_save", cast)).context["difference"].fingerprint
    send(cast, every="8")
    text = client.post(at("plan_save", cast), {"seen": seen}).content.decode()
    assert "Planen er endret siden du så den" in text
    assert Gathering.objects.count() == 0


def test_a_new_rhythm_moves_the_drafts_and_shows_the_old_day_and_the_new(cast: Cast) -> None:
    send(cast)
    save(cast)
    before = local_days(cast.network)
    send(cast, weekday="3")
    text = page(cast, "plan_save")
    assert "Kladder som får ny dato" in text
    assert "tirsdag 1. september 2026" in text
    assert "torsdag 3. september 2026" in text
    save(cast)
    after = local_days(cast.network)
    assert len(after) == len(before)
    assert {day.weekday() for day in after} == {3}
    assert Gathering.objects.count() == len(before)


def test_a_draft_keeps_what_somebody_wrote_on_it(cast: Cast) -> None:
    send(cast)
    save(cast)
    first = drafts(cast.network)[0]
    Gathering.objects.filter(pk=first.pk).update(
        host=cast.brekka, theme="Egen", title="Oppstart", place="Biblioteket"
    )
    send(cast, weekday="3", themes="Lesing")
    save(cast)
    first.refresh_from_db()
    assert (first.host, first.theme, first.title, first.place) == (
        cast.brekka,
        "Egen",
        "Oppstart",
        "Biblioteket",
    )
    assert timezone.localdate(first.starts_at).weekday() == 3


def test_a_day_that_stands_becomes_a_pinned_draft_and_can_be_let_go(cast: Cast) -> None:
    send(cast, **{"rad": "1", "dag-1": "2026-09-09", "var-dag-1": "2026-09-01"})
    save(cast)
    first = drafts(cast.network)[0]
    assert (timezone.localdate(first.starts_at), first.is_pinned) == (date(2026, 9, 9), True)
    send(cast, weekday="3")
    save(cast)
    first.refresh_from_db()
    assert timezone.localdate(first.starts_at) == date(2026, 9, 9)
    key = first.public_id
    send(cast, **{"weekday": "3", "rad": key, f"dag-{key}": "2026-09-09", f"var-dag-{key}": "2026-09-09"})
    save(cast)
    first.refresh_from_db()
    assert first.is_pinned is False
    assert timezone.localdate(first.starts_at).weekday() == 3


def test_a_published_gathering_moves_only_when_somebody_ticks_it(cast: Cast) -> None:
    start = datetime(2026, 9, 1, 9, tzinfo=OSLO)
    one = make.gathering(cast.network, starts_at=start, ends_at=start + timedelta(hours=3))
    key = one.public_id
    send(cast, **{"rad": key, f"dag-{key}": "2026-09-08", f"var-dag-{key}": "2026-09-01"})
    told = people_to_invite(one, NOW).count()
    assert told >= 5
    assert f"Da får alle {told} som er invitert, beskjed" in page(cast, "plan_save")
    save(cast)
    one.refresh_from_db()
    assert one.starts_at == start
    assert OutgoingMail.objects.count() == 0
    assert one.news_due_at is None
    save(cast, flytt=[key])
    one.refresh_from_db()
    assert one.starts_at == start + timedelta(weeks=1)
    assert one.news_due_at is not None  # everybody will be told, in one mail


def test_fixed_matters_come_on_the_agenda_once(cast: Cast) -> None:
    FixedMatter.objects.create(
        network=cast.network, first_year=2026, kind="results", name="Resultater fra nasjonale prøver",
        starts_on=date(2026, 11, 4), ends_on=date(2026, 11, 4), goes_on_agenda=True,
    )  # fmt: skip
    FixedMatter.objects.create(
        network=cast.network, first_year=2026, kind="national_tests", name="Nasjonale prøver",
        starts_on=date(2026, 9, 7), ends_on=date(2026, 9, 25),
    )  # fmt: skip
    send(cast)
    assert "«Resultater fra nasjonale prøver» kommer på programmet" in page(cast, "plan_save")
    save(cast)
    item = AgendaItem.objects.get(kind=AgendaItem.Kind.RESULTS)
    first_after = next(one for one in drafts(cast.network) if one.starts_at.date() >= date(2026, 11, 4))
    assert (item.gathering, item.title) == (first_after, "Resultater fra nasjonale prøver")
    assert [one.kind for one in first_after.agenda_items.all()] == ["since_last", "results", "review"]
    send(cast, every="5")
    save(cast)
    assert AgendaItem.objects.filter(kind=AgendaItem.Kind.RESULTS).count() == 1
    item.delete()
    send(cast, every="6")
    save(cast)
    assert not AgendaItem.objects.filter(kind=AgendaItem.Kind.RESULTS).exists()


def test_drafts_without_a_place_stay_unless_they_are_put_away(cast: Cast) -> None:
    send(cast)
    save(cast)
    send(cast, rhythm="count", every="5")
    text = page(cast, "plan_save")
    assert "Kladder som planen ikke har plass til" in text
    left = client_of(cast.liv).get(at("plan_save", cast)).context["left_over"]
    assert len(left) == 2
    save(cast, **{"legg-bort": [left[0].public_id]})
    assert len(drafts(cast.network)) == 6


def test_wishes_of_hosts_are_kept_met_and_taken_back(cast: Cast) -> None:
    client = client_of(cast.liv)
    wish = {
        "school": cast.asen.public_id, "wants": "0", "starts_on": "2026-08-01", "ends_on": "2026-12-31",
        "word": "Ombygging.",
    }  # fmt: skip
    for _press in range(2):
        client.post(at("plan_wish_new", cast), wish)
    kept = HostWish.objects.get()
    text = page(cast)
    assert "kan ikke være vertskap" in text
    assert "Åsen skole sto for tur, men kan ikke da: Ombygging." in text
    hosts = [one.host for one in rows(client.get(at("plan", cast))).values() if one.day.year == 2026]
    assert set(hosts) == {cast.brekka.public_id}
    client.post(at("plan_wish_remove", cast), {"onske": str(kept.pk)})
    assert not HostWish.objects.exists()


def test_a_wish_of_another_network_is_not_reached(cast: Cast) -> None:
    far = cast.steins_network.units.get().organisation
    theirs = HostWish.objects.create(
        network=cast.steins_network,
        school=far,
        wants=True,
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 9, 2),
    )
    client = client_of(cast.liv)
    client.post(at("plan_wish_remove", cast), {"onske": str(theirs.pk)})
    client.post(at("plan_wish_remove", cast), {"onske": "1 OR 1=1"})
    text = client.post(
        at("plan_wish_new", cast),
        {"school": far.public_id, "wants": "1", "starts_on": "2026-09-02", "ends_on": "2026-09-01"},
    ).content.decode()
    assert "Siste dag er før første" in text
    assert HostWish.objects.get() == theirs


def test_a_rhythm_without_room_says_so_and_what_to_try(cast: Cast) -> None:
    BlockedDays.objects.create(
        network=cast.network, why="Ombygging", starts_on=date(2027, 1, 1), ends_on=date(2027, 4, 1)
    )
    send(cast, rhythm="count", every="40")
    text = page(cast)
    assert "Dette gikk ikke opp" in text
    assert "40 samlinger får ikke plass, så planen har" in text
    assert "Dette tar dagene: " in text
    assert "Prøv " in text


def test_people_at_another_gathering_are_counted_but_nothing_else_is_told(cast: Cast) -> None:
    """Mona and Rita are in Stein's network; Liv is not, and never reads what it is or who they are."""
    for person in (cast.mona, cast.rita):
        make.membership(cast.steins_network, person)
    make.gathering(cast.network, starts_at=datetime(2026, 9, 1, 9, tzinfo=OSLO))
    start = datetime(2026, 10, 13, 9, tzinfo=OSLO)
    make.gathering(cast.steins_network, title="Hemmelig", starts_at=start, ends_at=start + timedelta(hours=3))
    text = page(cast)
    days = [one.day for one in rows(client_of(cast.liv).get(at("plan", cast))).values()]
    assert date(2026, 10, 13) not in days
    assert "to av dere på en annen samling" in text
    assert "Hemmelig" not in text
    assert "Havnes" not in text


def test_what_is_only_drafted_elsewhere_does_not_show(cast: Cast) -> None:
    plain = page(cast)
    make.membership(cast.steins_network, cast.mona)
    start = datetime(2026, 9, 1, 9, tzinfo=OSLO)
    hidden = make.gathering(cast.steins_network, is_published=False, starts_at=start)
    called_off = make.gathering(cast.steins_network, starts_at=start, cancelled_at=NOW)
    assert hidden.is_draft
    assert called_off.is_cancelled
    assert without_secrets(page(cast)) == without_secrets(plain)


def without_secrets(text: str) -> str:
    """The page without the token that differs each time."""
    return "\n".join(line for line in text.splitlines() if "csrf" not in line.lower())


@pytest.mark.parametrize("name", ["plan", "plan_save"])
def test_only_those_who_plan_see_the_proposal(cast: Cast, name: str) -> None:
    for person in (cast.mona, cast.mads, cast.rita, cast.kine, cast.eva):
        assert client_of(person).get(at(name, cast)).status_code == 403
    for person in (cast.stein, cast.olav):
        assert client_of(person).get(at(name, cast)).status_code == 404


def test_a_chair_of_the_day_does_not_move_what_others_plan(cast: Cast) -> None:
    one = make.gathering(cast.network, is_published=False, chair=cast.mona)
    assert client_of(cast.mona).get(at("move", cast, one.public_id)).status_code == 403
    theirs = make.gathering(cast.steins_network)
    assert client_of(cast.liv).get(at("move", cast, theirs.public_id)).status_code == 404


def test_the_page_asks_the_database_as_often_for_one_as_for_many(cast: Cast) -> None:
    client, counts = client_of(cast.liv), []
    for number in range(3):
        start = datetime(2026, 9, 1 + number * 14, 9, tzinfo=OSLO)
        make.gathering(cast.network, starts_at=start, host=cast.asen, chair=cast.mona)
        school = make.school(cast.owner, f"Skole {number}")
        make.unit(cast.network, school, 5 + number)
        make.membership(cast.network, make.person(f"Ny {number}"), Role.MEMBER, school)
        client.get(at("plan", cast))
        with CaptureQueriesContext(connection) as queries:
            client.get(at("plan", cast))
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 14  # everything that a year depends on, once each


def test_moving_one_gathering_shows_what_hangs_on_it_before_it_is_moved(cast: Cast) -> None:
    send(cast)
    save(cast)
    second = drafts(cast.network)[1]
    day = timezone.localdate(second.starts_at) + timedelta(days=2)
    fields = {"day": day.isoformat(), "start": "09:00", "end": "12:00", "last_day": "", "seen": "0"}
    client = client_of(cast.liv)
    shown = client.post(at("move", cast, second.public_id), fields)
    text = shown.content.decode()
    assert "Dette følger med" in text
    assert "Ingen får beskjed" in text
    second.refresh_from_db()
    assert timezone.localdate(second.starts_at) != day
    done = client.post(at("move", cast, second.public_id), {**fields, "shown": shown.context["shown"]})
    assert done.status_code == 302
    second.refresh_from_db()
    assert timezone.localdate(second.starts_at) == day
    assert OutgoingMail.objects.count() == 0


def test_moving_onto_a_day_that_is_taken_says_so(cast: Cast) -> None:
    send(cast)
    save(cast)
    first, second = drafts(cast.network)[:2]
    client = client_of(cast.liv)
    times = {"start": "09:00", "end": "12:00", "last_day": ""}
    for day, words in (
        (timezone.localdate(second.starts_at), "Nettverket har «Samling i oktober» samme dag"),
        (date(2026, 10, 10), "er i helga"),
        (date(2027, 5, 17), "er det grunnlovsdagen"),
    ):
        text = client.get(
            reverse("wheel:move", args=[cast.network.slug, first.public_id]),
            {"day": day.isoformat(), **times},
        ).content.decode()
        assert words in text
