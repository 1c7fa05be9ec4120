"""Locking the minutes gives every school its between-work, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.betweenwork.actions.assignments import close_gathering, plan_between_work
from redthread.betweenwork.models import Assignment, SchoolLine, SummaryLink
from redthread.core.errors import RuleError
from redthread.gatherings.actions.minutes import open_minutes
from redthread.gatherings.models import Gathering
from redthread.networks.models import Role
from redthread.notices.models import OutgoingMail
from redthread.testing import make
from redthread.testing.cast import Cast


def ready(cast: Cast, **fields: Any) -> Gathering:
    """A gathering from yesterday with open minutes; Åsen has promised something."""
    fields = {"theme": "Lesing i alle fag", **fields}
    gathering = make.gathering(cast.network, starts_at=timezone.now() - timedelta(days=1), **fields)
    make.commitment(gathering, cast.asen, who="Trinnlederne", audience="group")
    open_minutes(gathering=gathering, written_by=cast.liv, by=cast.liv, now=timezone.now())
    return gathering


def lock_url(gathering: Gathering) -> str:
    return reverse("betweenwork:lock", args=[gathering.network.slug, gathering.public_id])


def mails() -> dict[str, OutgoingMail]:
    kind = OutgoingMail.Kind.SUMMARY_LINK
    return {mail.person.first_name: mail for mail in OutgoingMail.objects.filter(kind=kind)}


def test_the_leader_sees_what_will_happen_and_then_does_it(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering, liv = ready(cast), as_person(cast.liv)
    page = liv.get(lock_url(gathering)).content.decode()
    assert "Prøve ut to-lærer i lesing på 5. trinn" in page
    assert "Brekka skole" in page
    assert "3 personer får e-post" in page
    assert not Assignment.objects.exists()
    answer = liv.post(lock_url(gathering))
    opened = Assignment.objects.get()
    assert answer.headers["Location"] == opened.get_absolute_url()
    assert opened.theme == "Lesing i alle fag"
    assert opened.opened_at is not None
    lines = {line.school.name: line.carriers for line in opened.lines.select_related("school")}
    assert lines == {"Åsen skole": "Trinnlederne", "Brekka skole": ""}
    gathering.minutes.refresh_from_db()
    assert gathering.minutes.is_locked


def test_each_who_represents_a_school_gets_its_promise_and_a_link_of_their_own(cast: Cast) -> None:
    gathering = ready(cast)
    close_gathering(gathering=gathering, by=cast.liv, now=timezone.now())
    sent = mails()
    assert set(sent) == {"Mona", "Mads", "Rita"}
    assert sent["Mona"].subject == "Dette lovet Åsen skole: Lesing i alle fag"
    assert "Prøve ut to-lærer i lesing på 5. trinn" in sent["Mona"].text
    assert "Prøve ut to-lærer" not in sent["Rita"].text
    assert sent["Rita"].subject == "Mellomarbeid for Brekka skole: Lesing i alle fag"
    links = {next(word for word in mail.text.split() if "/oppsummering/" in word) for mail in sent.values()}
    assert len(links) == 3
    assert SummaryLink.objects.count() == 3


def test_locked_twice_it_is_one_between_work_and_one_mail_each(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering, liv = ready(cast), as_person(cast.liv)
    first, second = liv.post(lock_url(gathering)), liv.post(lock_url(gathering))
    assert first.headers["Location"] == second.headers["Location"]
    assert (Assignment.objects.count(), SchoolLine.objects.count(), len(mails())) == (1, 2, 3)
    assert OutgoingMail.objects.filter(kind=OutgoingMail.Kind.SUMMARY_LINK).count() == 3
    page = liv.get(lock_url(gathering)).content.decode()
    assert "Referatet er låst" in page
    assert first.headers["Location"] in page


def test_what_was_planned_is_what_is_opened(cast: Cast) -> None:
    gathering, now = ready(cast), timezone.now()
    plan_between_work(
        gathering=gathering, theme="Skriving", task="Prøv.", expects_whole_staff=False, by=cast.liv, now=now
    )
    opened = close_gathering(gathering=gathering, by=cast.liv, now=now)
    assert (opened.theme, opened.task, opened.expects_whole_staff, opened.opened_at) == (
        "Skriving",
        "Prøv.",
        False,
        now,
    )


def test_without_opened_minutes_nothing_is_locked_and_the_page_says_what_to_do(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = make.gathering(cast.network, starts_at=timezone.now() - timedelta(days=1))
    page = as_person(cast.liv).post(lock_url(gathering)).content.decode()
    assert "Referatet er ikke åpnet ennå" in page
    with pytest.raises(RuleError):
        close_gathering(gathering=gathering, by=cast.liv, now=timezone.now())
    assert not Assignment.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_a_confidential_promise_goes_in_no_mail_and_on_no_page(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = ready(cast)
    secret = make.item(gathering, is_confidential=True)
    outcome = make.outcome(secret, "commitment")
    make.commitment(gathering, cast.asen, outcome=outcome, what="Følge opp Solfrid", audience="group")
    liv = as_person(cast.liv)
    page = liv.get(lock_url(gathering)).content.decode()
    opened = close_gathering(gathering=gathering, by=cast.liv, now=timezone.now())
    pages = [as_person(p).get(opened.get_absolute_url()).content.decode() for p in (cast.liv, cast.mona)]
    assert not any("Solfrid" in text for text in [page, *pages, *(mail.text for mail in mails().values())])


def test_only_those_who_represent_a_school_this_second_are_mailed(cast: Cast) -> None:
    gathering, now = ready(cast), timezone.now()
    cast.network.memberships.filter(person=cast.mads).update(ends_at=now)
    cast.network.memberships.filter(person=cast.rita).update(role=Role.GUEST)
    type(cast.mona).objects.filter(pk=cast.mona.pk).update(is_active=False)
    close_gathering(gathering=gathering, by=cast.liv, now=now)
    assert mails() == {}
    assert SchoolLine.objects.count() == 2


def test_a_school_that_has_left_gets_no_line(cast: Cast) -> None:
    gathering, now = ready(cast), timezone.now()
    cast.network.units.filter(organisation=cast.brekka).update(left_on=now.date())
    opened = close_gathering(gathering=gathering, by=cast.liv, now=now)
    assert [line.school for line in opened.lines.all()] == [cast.asen]


def test_after_a_bodys_gathering_only_those_with_a_seat_or_a_promise_take_something_home(cast: Cast) -> None:
    third = make.school(cast.owner, "Dalen skole")
    make.unit(cast.network, third, 3)
    body = cast.network.bodies.create(code="FAG", name="Faglig forum")
    body.seats.create(person=cast.rita)
    opened = close_gathering(gathering=ready(cast, body=body), by=cast.liv, now=timezone.now())
    assert {line.school for line in opened.lines.all()} == {cast.asen, cast.brekka}


def test_each_reads_the_mail_in_their_own_language(cast: Cast) -> None:
    type(cast.mona).objects.filter(pk=cast.mona.pk).update(language="en")
    close_gathering(gathering=ready(cast), by=cast.liv, now=timezone.now())
    assert "Prøve ut to-lærer" in mails()["Mona"].text
    assert "http://localhost" in mails()["Mona"].text


def test_only_those_who_plan_lock_and_strangers_do_not_find_it(
    cast: Cast, as_person: type[SignedInClient], client: SignedInClient
) -> None:
    gathering = ready(cast)
    for person in (cast.mona, cast.kine, cast.eva):
        assert as_person(person).get(lock_url(gathering)).status_code == 403
        assert as_person(person).post(lock_url(gathering)).status_code == 403
    stein = as_person(cast.stein)
    assert stein.post(lock_url(gathering)).status_code == 404
    own_door = reverse("betweenwork:lock", args=[cast.steins_network.slug, gathering.public_id])
    assert stein.post(own_door).status_code == 404
    assert as_person(cast.liv).put(lock_url(gathering)).status_code == 405
    assert client.post(lock_url(gathering)).headers["Location"].startswith("/konto/")
    gathering.minutes.refresh_from_db()
    assert not gathering.minutes.is_locked
