"""The one mail of a date poll, as plain text in the language that is active."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.invitation_text import Letter
from redthread.gatherings.models import DateOption, DatePoll, Voter
from redthread.people.models import Person


def poll_mail(poll: DatePoll, options: Sequence[DateOption], voter: Voter, *, to: Person) -> Letter:
    """Which dates suit? The dates, and a link where only this person answers."""
    about = " ".join(poll.about.split())
    asked = _("Hvilke datoer passer for «%(title)s» i %(network)s?") % {
        "title": poll.title,
        "network": poll.network,
    }
    blocks = [
        _("Hei, %(name)s!") % {"name": to.first_name},
        asked,
        about,
        "\n".join(f"– {dates.when(one.starts_at, one.ends_at)}" for one in options),
        _("Svar her. Du trenger ikke å logge inn, og kan endre svaret så lenge avstemningen er åpen:"),
        address_of(voter),
        _deadline(poll),
        _("Bare de som planlegger, ser hva du svarer. Lenken er din, så ikke send den videre."),
    ]
    return Letter(
        _("Når passer det? %(title)s") % {"title": poll.title},
        "\n\n".join(block for block in blocks if block) + "\n",
    )


def _deadline(poll: DatePoll) -> str:
    return _("Svar gjerne innen %(day)s.") % {"day": dates.day(poll.answer_by)} if poll.answer_by else ""


def address_of(voter: Voter) -> str:
    """The whole address where the person answers, for a mail."""
    return settings.BASE_URL + reverse("gatherings:poll_answer", args=[voter.key])


def open_address_of(poll: DatePoll) -> str:
    """The whole address for guests; the poll's `open_key` must be set."""
    return settings.BASE_URL + reverse("gatherings:poll_open_answer", args=[poll.open_key])
