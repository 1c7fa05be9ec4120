"""What those who are asked get to read, each in their own language: the invitation and the reminder."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from redthread.core import dates
from redthread.instruments.minutes import minutes
from redthread.notices.models import OutgoingMail
from redthread.notices.unsubscribe import unsubscribe_address
from redthread.people.models import Person
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import Survey, SurveyInvitation, Wave
from redthread.surveys.tickets import address_of


def invitation_mail(one: SurveyInvitation, now: datetime) -> OutgoingMail:
    """What it is about, how long it takes, what is kept of who answers, and the personal link."""
    with override(one.person.language):
        subject = invitation_subject(one.wave)
        text = invitation_text(one.wave, one.group.role, one.person.first_name, address_of(one))
    key = f"survey:{one.public_id}"
    return _mail(one.person, OutgoingMail.Kind.SURVEY, key, subject, text, now)


def invitation_subject(wave: Wave) -> str:
    return _("Vil du svare? %(title)s") % {"title": wave.survey.title}


def invitation_text(wave: Wave, group_role: str, name: str, address: str) -> str:
    """In the language that is active; the preview before opening shows the same words."""
    survey = wave.survey
    return _joined(
        _("Hei, %(name)s!") % {"name": name},
        _("%(network)s spør deg om «%(title)s».") % {"network": survey.network, "title": survey.title},
        survey.why.strip(),
        _time_words(wave, group_role),
        kind_words(survey),
        _("Svar her. Du trenger ikke å logge inn:") + "\n" + address,
        _("Lenken er din egen, så ikke send den videre. Det er frivillig å svare."),
    )


def reminder_mail(one: SurveyInvitation, now: datetime) -> OutgoingMail:
    """Queued to everybody who is asked; to those who have answered it is never sent. See `reminding`."""
    with override(one.person.language):
        subject = _("Husker du undersøkelsen? %(title)s") % {"title": one.wave.survey.title}
        text = _joined(
            _("Hei, %(name)s!") % {"name": one.person.first_name},
            _("Du kan fortsatt svare på «%(title)s», hvis du vil.") % {"title": one.wave.survey.title},
            _time_words(one.wave, one.group.role),
            kind_words(one.wave.survey),
            _("Svar her. Du trenger ikke å logge inn:") + "\n" + address_of(one),
            _("Vil du ikke ha slike påminnelser? Slå dem av her:") + "\n" + unsubscribe_address(one.person),
        )
    key = f"survey-reminder:{now:%Y%m%d}:{one.public_id}"
    return _mail(one.person, OutgoingMail.Kind.SURVEY_REMINDER, key, subject, text, now)


def invitation_id(mail: OutgoingMail) -> str:
    """Of which invitation a reminder is."""
    return mail.key.rpartition(":")[2]


def kind_words(survey: Survey) -> str:
    """What is kept of who answers, in plain words."""
    if survey.kind == Survey.Kind.CONFIDENTIAL:
        return _(
            "Undersøkelsen er fortrolig. Svarene lagres uten navn. Du lager et kodeord som bare du kjenner, "
            "og med det kan svarene dine nå og senere legges sammen uten at noen vet at de er dine."
        )
    return _(
        "Undersøkelsen er anonym. Svaret lagres uten navn og tid, og ingen får se hvem som har svart. "
        "Systemet merker bare at lenken er brukt, så du slipper påminnelser."
    )


def _time_words(wave: Wave, group_role: str) -> str:
    takes = max(1, ceil(minutes(instrument_of(wave.survey), group_role)))
    words = ngettext("Det tar omtrent ett minutt.", "Det tar omtrent %(minutes)d minutter.", takes)
    words %= {"minutes": takes}
    if wave.closes_on is None:
        return words
    return words + " " + _("Du kan svare til og med %(day)s.") % {"day": dates.day(wave.closes_on)}


def _joined(*blocks: str) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


def _mail(person: Person, kind: str, key: str, subject: str, text: str, now: datetime) -> OutgoingMail:
    return OutgoingMail(
        person=person, kind=kind, key=key, subject=" ".join(subject.split())[:250], text=text, send_after=now
    )
