"""A common theme and task are set before the minutes are locked."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.betweenwork.actions.assignments import close_gathering, plan_between_work
from redthread.betweenwork.models import Assignment
from redthread.betweenwork.tests.between import between
from redthread.core.errors import RuleError
from redthread.gatherings.actions.minutes import open_minutes
from redthread.gatherings.models import Gathering
from redthread.testing import make
from redthread.testing.cast import Cast

WHAT = {"theme": "Lesing i alle fag", "task": "Prøv én måte.", "expects_whole_staff": "on"}


def held(cast: Cast, **fields: Any) -> Gathering:
    return make.gathering(cast.network, starts_at=timezone.now() - timedelta(days=1), **fields)


def plan_url(gathering: Gathering) -> str:
    return reverse("betweenwork:plan", args=[gathering.network.slug, gathering.public_id])


def test_the_leader_sets_the_theme_and_the_members_do_not_see_it_yet(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = held(cast, theme="Trygt klassemiljø")
    liv = as_person(cast.liv)
    assert 'value="Trygt klassemiljø"' in liv.get(plan_url(gathering)).content.decode()
    assert liv.post(plan_url(gathering), WHAT).status_code == 302
    planned = Assignment.objects.get()
    assert (planned.theme, planned.task, planned.expects_whole_staff) == (
        "Lesing i alle fag",
        "Prøv én måte.",
        True,
    )
    assert planned.opened_at is None
    for person in (cast.liv, cast.mona):
        pages = [reverse("betweenwork:list", args=[cast.network.slug]), planned.get_absolute_url()]
        first, second = (as_person(person).get(page) for page in pages)
        assert "Lesing i alle fag" not in first.content.decode()
        assert second.status_code == 404


def test_planned_again_it_is_changed_and_stays_one(cast: Cast, as_person: type[SignedInClient]) -> None:
    gathering, liv = held(cast), as_person(cast.liv)
    liv.post(plan_url(gathering), WHAT)
    assert "Prøv én måte." in liv.get(plan_url(gathering)).content.decode()
    liv.post(plan_url(gathering), {"theme": "Skriving"})
    planned = Assignment.objects.get()
    assert (planned.theme, planned.task, planned.expects_whole_staff) == ("Skriving", "", False)


def test_without_a_theme_nothing_is_planned_and_the_task_is_still_there(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    page = as_person(cast.liv).post(plan_url(held(cast)), {**WHAT, "theme": " "})
    assert "Prøv én måte." in page.content.decode()
    assert "Én ting må rettes" in page.content.decode()
    assert not Assignment.objects.exists()


def test_it_is_not_planned_once_it_has_begun_nor_after_a_cancelled_gathering(cast: Cast) -> None:
    now, gathering = timezone.now(), held(cast)
    open_minutes(gathering=gathering, written_by=cast.liv, by=cast.liv, now=now)
    close_gathering(gathering=gathering, by=cast.liv, now=now)
    cancelled = held(cast, cancelled_at=now)
    for one in (gathering, cancelled):
        with pytest.raises(RuleError):
            plan_between_work(
                gathering=one, theme="Nytt", task="", expects_whole_staff=True, by=cast.liv, now=now
            )
    assert [one.theme for one in Assignment.objects.all()] == [gathering.title]


def test_the_rule_is_told_above_the_form_with_the_text_still_there(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = held(cast, cancelled_at=timezone.now())
    page = as_person(cast.liv).post(plan_url(gathering), WHAT).content.decode()
    assert "Samlingen er avlyst" in page
    assert "Prøv én måte." in page


def test_only_those_who_plan_the_gathering_plan_its_between_work(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = held(cast, chair=cast.rita)
    assert as_person(cast.rita).post(plan_url(gathering), WHAT).status_code == 302
    for person in (cast.mona, cast.kine, cast.eva):
        assert as_person(person).get(plan_url(gathering)).status_code == 403
        assert as_person(person).post(plan_url(gathering), WHAT).status_code == 403


def test_strangers_the_signed_out_and_other_methods(
    cast: Cast, as_person: type[SignedInClient], client: SignedInClient
) -> None:
    gathering = held(cast)
    through_his_own_door = reverse("betweenwork:plan", args=[cast.steins_network.slug, gathering.public_id])
    stein = as_person(cast.stein)
    assert stein.get(plan_url(gathering)).status_code == 404
    assert stein.get(through_his_own_door).status_code == 404
    assert as_person(cast.liv).delete(plan_url(gathering)).status_code == 405
    assert client.get(plan_url(gathering)).headers["Location"].startswith("/konto/")
    assert not Assignment.objects.exists()


def test_the_window_follows_the_next_standing_gathering_of_the_same_body(cast: Cast) -> None:
    at = between(cast)

    def ends() -> object:
        return Assignment.objects.with_window().get(pk=at.assignment.pk).next_starts_at

    assert ends() == at.following.starts_at
    make.gathering(cast.network, starts_at=at.now + timedelta(days=5), is_published=False)
    make.gathering(cast.network, starts_at=at.now + timedelta(days=6), cancelled_at=at.now)
    make.gathering(cast.steins_network, starts_at=at.now + timedelta(days=7))
    body = cast.network.bodies.create(code="FAG", name="Faglig forum")
    make.gathering(cast.network, starts_at=at.now + timedelta(days=8), body=body)
    assert ends() == at.following.starts_at
    Gathering.objects.filter(pk=at.following.pk).update(starts_at=at.now + timedelta(days=3))
    assert ends() == at.now + timedelta(days=3)
    Gathering.objects.filter(pk=at.following.pk).update(cancelled_at=at.now)
    assert ends() is None
