"""What the year has anyway, and days that are taken, on the screen."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.people.models import Person
from redthread.schoolyear.years import SchoolYear
from redthread.testing.cast import Cast
from redthread.wheel.actions.blocked_days import MOST, block_days
from redthread.wheel.actions.matters import add_matter
from redthread.wheel.days_off import days_off
from redthread.wheel.models import BlockedDays, FixedMatter
from redthread.wheel.usual_matters import usual_matters

YEAR = SchoolYear(2026)
MATTER = {"name": "Lesedagen", "kind": "other", "starts_on": "2026-09-08", "ends_on": "", "skolear": "2026"}


def url(cast: Cast, name: str, *more: str, query: str = "") -> str:
    return reverse(f"wheel:{name}", args=[cast.network.slug, *more]) + query


def page(cast: Cast, person: Person, name: str = "matters", query: str = "?skolear=2026") -> str:
    return SignedInClient(person).get(url(cast, name, query=query)).content.decode()


def test_usual_matters_are_proposed_to_leaders_and_not_stored(cast: Cast) -> None:
    shown = page(cast, cast.liv)
    for words in ("Nasjonale prøver", "31. august – 25. september", "uke 36–39", "Gjennomgang av mandatet"):
        assert words in shown
    assert "Vanlig i et skoleår" not in page(cast, cast.mona)
    assert FixedMatter.objects.count() == 0


def test_a_usual_matter_is_taken_in_as_it_is_and_is_not_checked(cast: Cast) -> None:
    sent = {"kind": "results", "skolear": "2026"}
    for _press in range(2):
        assert SignedInClient(cast.liv).post(url(cast, "matters"), sent).status_code == 302
    matter = FixedMatter.objects.get()
    assert (matter.network, matter.first_year, matter.starts_on) == (cast.network, 2026, date(2026, 11, 9))
    assert (matter.goes_on_agenda, matter.is_confirmed) == (True, False)
    assert "ikke sjekket" in page(cast, cast.mona)
    assert "results" not in [one.kind for one in usual_matters(YEAR, ["results"])]


def test_a_usual_matter_can_be_changed_first(cast: Cast) -> None:
    shown = page(cast, cast.liv, "matter_new", "?skolear=2026&type=national_tests")
    assert 'value="2026-08-31"' in shown
    sent = {**MATTER, "kind": "national_tests", "name": "Nasjonale prøver", "is_confirmed": "on"}
    assert SignedInClient(cast.liv).post(url(cast, "matter_new"), sent).status_code == 302
    assert FixedMatter.objects.get().is_confirmed
    assert "ikke sjekket" not in page(cast, cast.mona)


def test_a_matter_is_changed_and_taken_out(cast: Cast) -> None:
    client = SignedInClient(cast.liv)
    client.post(url(cast, "matter_new"), MATTER)
    matter = FixedMatter.objects.get()
    assert (matter.starts_on, matter.ends_on) == (date(2026, 9, 8), date(2026, 9, 8))
    client.post(url(cast, "matter", matter.public_id), {**MATTER, "ends_on": "2026-09-10"})
    matter.refresh_from_db()
    assert matter.ends_on == date(2026, 9, 10)
    client.post(url(cast, "matter_removal", matter.public_id))
    assert not FixedMatter.objects.exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": ""}, "Skriv hva saken heter."),
        ({"starts_on": "31.11.2026"}, "Skriv datoen slik"),
        ({"starts_on": "2025-09-08"}, "utenfor skoleåret 2026/27"),
        ({"ends_on": "2026-09-01"}, "slutter før det starter"),
        ({"kind": "elephant"}, "gyldig valg"),
    ],
)
def test_a_wrong_matter_explains_itself_and_changes_nothing(
    cast: Cast, changed: dict[str, str], told: str
) -> None:
    answer = SignedInClient(cast.liv).post(url(cast, "matter_new"), {**MATTER, **changed})
    assert told in answer.content.decode()
    assert not FixedMatter.objects.exists()


def test_the_action_keeps_the_rules_by_itself(cast: Cast) -> None:
    for first, last in ((date(2027, 8, 1), date(2027, 8, 1)), (date(2026, 9, 2), date(2026, 9, 1))):
        with pytest.raises(RuleError):
            add_matter(
                network=cast.network,
                year=YEAR,
                kind="other",
                name="x",
                starts_on=first,
                ends_on=last,
                goes_on_agenda=False,
                is_confirmed=False,
                by=cast.liv,
                now=timezone.now(),
            )


def test_days_are_blocked_changed_and_freed(cast: Cast) -> None:
    client, today = SignedInClient(cast.liv), timezone.localdate()
    sent = {"why": "Rektorenes studietur", "starts_on": today.isoformat(), "ends_on": ""}
    for _press in range(2):
        assert client.post(url(cast, "blocked_days"), sent).status_code == 302
    blocked = BlockedDays.objects.get()
    assert "Rektorenes studietur" in page(cast, cast.mona, "blocked_days", "")
    client.post(url(cast, "blocked", blocked.public_id), {**sent, "why": "Landsmøte"})
    blocked.refresh_from_db()
    assert blocked.why == "Landsmøte"
    assert "Landsmøte" in days_off(cast.network, SchoolYear(today.year - (today.month < 8)))[today]
    client.post(url(cast, "blocked_removal", blocked.public_id))
    assert not BlockedDays.objects.exists()


def test_blocked_days_have_a_reason_an_order_and_a_limit(cast: Cast) -> None:
    client = SignedInClient(cast.liv)
    wrong = {"why": "", "starts_on": "2026-10-05", "ends_on": "2026-10-01"}
    shown = client.post(url(cast, "blocked_days"), wrong).content.decode()
    assert "Skriv kort hvorfor" in shown
    assert "slutter før det starter" in shown
    day = date(2026, 10, 5)
    made = [
        BlockedDays(public_id=f"x{number}", network=cast.network, why=str(number), starts_on=day, ends_on=day)
        for number in range(MOST)
    ]
    BlockedDays.objects.bulk_create(made)
    with pytest.raises(RuleError):
        block_days(
            network=cast.network, why="én til", starts_on=day, ends_on=day, by=cast.liv, now=timezone.now()
        )


def test_members_read_and_only_those_who_plan_write(cast: Cast) -> None:
    for person in (cast.mona, cast.kine, cast.eva):
        client = SignedInClient(person)
        assert client.get(url(cast, "matters")).status_code == 200
        assert client.get(url(cast, "blocked_days")).status_code == 200
        for name in ("matters", "matter_new", "blocked_days"):
            assert client.post(url(cast, name), MATTER).status_code == 403
    for person in (cast.olav, cast.stein):
        assert SignedInClient(person).get(url(cast, "matters")).status_code == 404
