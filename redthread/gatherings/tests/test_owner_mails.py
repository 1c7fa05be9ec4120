"""The owner's people and the network's leaders are told, once in a morning and without a word of what."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from redthread.gatherings.actions.answers import answer_proposal, release_proposal
from redthread.gatherings.owner_mails import next_morning
from redthread.gatherings.tests.meeting import Meeting, meet
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.testing.cast import Cast

OSLO = ZoneInfo("Europe/Oslo")
SECRET = "Frikjøp til alle ressurslærere"


def asked(cast: Cast, texts: tuple[str, ...] = (SECRET,)) -> Meeting:
    meeting = meet(cast)
    outcomes = [meeting.write("proposal", text) for text in texts]
    meeting.came(cast.mona, cast.liv)
    meeting.lock()
    OutgoingMail.objects.all().delete()
    for outcome in outcomes:
        outcome.refresh_from_db()
        release_proposal(outcome=outcome, by=cast.liv, now=timezone.now())
    return meeting


def mails(key: str) -> dict[Person, OutgoingMail]:
    return {one.person: one for one in OutgoingMail.objects.filter(key__startswith=key)}


def test_those_who_can_answer_are_told_in_one_mail_that_something_waits(cast: Cast) -> None:
    asked(cast, (SECRET, "Flere vikardager"))
    sent = mails("owner-asked")
    assert set(sent) == {cast.olav, cast.kine}
    assert OutgoingMail.objects.count() == 2
    for mail in sent.values():
        assert mail.send_after == next_morning(timezone.now())
        assert (SECRET in mail.text, "Rektornettverk" in mail.text + mail.subject) == (False, False)
        assert "Et nettverk har sendt skoleeier noe og ber om svar." in mail.text


def test_those_who_lead_are_told_that_the_owner_has_answered_and_nobody_else(cast: Cast) -> None:
    meeting = asked(cast)
    OutgoingMail.objects.all().delete()
    release = meeting.cast.network.releases.get(kind="proposal")
    for _twice in range(2):
        answer_proposal(release=release, text="Ja, fra høsten.", by=cast.olav, now=timezone.now())
    ((person, mail),) = mails("owner-answered").items()
    assert (person, OutgoingMail.objects.count()) == (cast.liv, 1)
    assert "Ja, fra høsten" not in mail.text
    assert f"/nettverk/{cast.network.slug}/saker/" in mail.text


def test_whoever_wants_no_such_mails_and_whoever_asked_get_none(cast: Cast) -> None:
    Person.objects.filter(pk__in=[cast.olav.pk, cast.liv.pk]).update(wants_reminders=False)
    meeting = asked(cast)
    assert set(mails("owner-asked")) == {cast.kine}
    answer_proposal(
        release=meeting.cast.network.releases.get(kind="proposal"),
        text="Ja.",
        by=cast.kine,
        now=timezone.now(),
    )
    assert mails("owner-answered") == {}


def test_the_morning_is_at_seven_here_in_summer_and_winter() -> None:
    for month in (1, 7):
        early = datetime(2026, month, 10, 5, 30, tzinfo=OSLO)
        assert next_morning(early) == datetime(2026, month, 10, 7, tzinfo=OSLO)
        assert next_morning(early + timedelta(hours=4)) == datetime(2026, month, 11, 7, tzinfo=OSLO)
