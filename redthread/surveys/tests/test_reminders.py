"""Reminders stop when somebody has answered, and nothing that is stored tells who that was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from redthread.core.errors import RuleError
from redthread.networks.models import Network
from redthread.notices.delivery import deliver_due_mails
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.surveys.actions.reminding import is_still_wanted, remind
from redthread.surveys.fieldwork_page import fieldwork
from redthread.surveys.invited import CodeFor
from redthread.surveys.models import Wave
from redthread.surveys.tests.fieldwork import answer, opened, people, ticket_of
from redthread.testing.cast import Cast

NOW = timezone.now()
WEEK = timedelta(days=7)


@pytest.fixture
def wave(cast: Cast) -> Wave:
    people(cast.network, cast.asen, 6)
    return opened(cast.network, cast.liv, NOW - WEEK, roles=["principal"])


def send_all() -> list[str]:
    """Who got something."""
    mail.outbox.clear()
    while deliver_due_mails(NOW + timedelta(minutes=1), is_wanted=is_still_wanted):
        pass
    return sorted(one.to[0] for one in mail.outbox)


def rows() -> list[tuple[object, ...]]:
    """What the outbox says of each reminder, without whose it is."""
    sent = OutgoingMail.objects.filter(kind="survey_again")
    return [
        (one.text, one.sent_at, one.attempts, one.given_up_at, one.last_error, one.send_after) for one in sent
    ]


def test_who_has_answered_gets_none_and_the_outbox_does_not_tell(cast: Cast, wave: Wave) -> None:
    send_all()
    remind(wave=wave, by=cast.liv, now=NOW)
    answer(ticket_of(wave, cast.mona), NOW, useful=4)  # after it was queued

    reminded = send_all()

    assert len(reminded) == 6
    assert cast.mona.email not in reminded
    assert len(rows()) == 7
    assert len(set(rows())) == 1


def test_a_mail_that_fails_does_not_tell_either(cast: Cast, wave: Wave, settings: object) -> None:
    send_all()
    remind(wave=wave, by=cast.liv, now=NOW)
    answer(ticket_of(wave, cast.mona), NOW, useful=4)
    settings.EMAIL_BACKEND = "redthread.surveys.tests.test_reminders.Broken"  # type: ignore[attr-defined]

    assert send_all() == []
    assert len(set(rows())) == 1


class Broken(mail.backends.base.BaseEmailBackend):  # type: ignore[name-defined,misc]
    """A mail server that takes nothing."""

    def send_messages(self, messages: object) -> int:
        raise OSError("no")


def test_at_most_one_a_week_and_the_first_a_week_after_the_opening(cast: Cast) -> None:
    people(cast.network, cast.asen, 6)
    wave = opened(cast.network, cast.liv, NOW, roles=["principal"])

    for days, is_allowed in ((6, False), (7, True), (13, False), (14, True)):
        now = NOW + timedelta(days=days)
        if is_allowed:
            remind(wave=wave, by=cast.liv, now=now)
        else:
            with pytest.raises(RuleError, match="sju dager"):
                remind(wave=wave, by=cast.liv, now=now)
    assert OutgoingMail.objects.filter(kind="survey_again").count() == 14


def test_who_wants_no_reminders_gets_none_and_the_mail_tells_how_to_stop(cast: Cast, wave: Wave) -> None:
    Person.objects.filter(pk=cast.mona.pk).update(wants_reminders=False)

    remind(wave=wave, by=cast.liv, now=NOW)

    reminders = OutgoingMail.objects.filter(kind="survey_again")
    assert reminders.count() == 6
    assert not reminders.filter(person=cast.mona).exists()
    for one in reminders:
        assert "/undersokelse/svar/" in one.text
        assert "Slå dem av her" in one.text


@pytest.mark.parametrize("end", ["closed", "the network is closed"])
def test_nobody_is_reminded_of_what_is_closed(cast: Cast, wave: Wave, end: str) -> None:
    if end == "closed":
        Wave.objects.update(closed_at=NOW)
    else:
        Network.objects.filter(pk=cast.network.pk).update(closed_at=NOW)

    with pytest.raises(RuleError, match="Runden er lukket"):
        remind(wave=wave, by=cast.liv, now=NOW)
    assert not OutgoingMail.objects.filter(kind="survey_again").exists()


def test_a_reminder_that_waits_when_the_wave_closes_is_not_sent(cast: Cast, wave: Wave) -> None:
    send_all()
    remind(wave=wave, by=cast.liv, now=NOW)
    Wave.objects.update(closed_at=NOW)

    assert send_all() == []


def test_where_all_answer_by_a_code_no_reminder_is_offered(cast: Cast) -> None:
    people(cast.network, cast.asen, 6)
    wave = opened(cast.network, cast.liv, NOW, roles=["teacher"], codes=[CodeFor("teacher", cast.asen, 9)])
    by_mail = opened(cast.network, cast.liv, NOW, roles=["principal"])
    later = NOW + timedelta(days=9)

    assert [one.may_remind for one in fieldwork(wave.survey, later)] == [False]
    assert [one.may_remind for one in fieldwork(by_mail.survey, later)] == [True]
