"""Who has answered an invitation, what, and what may be answered: counted kindly, never against anybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.gatherings.models import Gathering, Invitation

A = Invitation.Answer
IN_A_MOMENT = timedelta(minutes=1)  # mails usually leave within a second


def choices_for(mode: str) -> list[Invitation.Answer]:
    """The answers that make sense: on screen only when there is a screen, and nothing else when it is all."""
    match mode:
        case Gathering.Mode.DIGITAL:
            return [A.DIGITAL, A.MAYBE, A.NO]
        case Gathering.Mode.HYBRID:
            return [A.YES, A.DIGITAL, A.MAYBE, A.NO]
        case _:
            return [A.YES, A.MAYBE, A.NO]


class Answers(NamedTuple):
    """What those who plan see. Who has not answered is a number, and never a list of names."""

    words: list[str]
    cannot: list[Invitation]
    with_words: list[Invitation]


class Delivery(NamedTuple):
    """Mails about the gathering that have not reached people yet."""

    late: int
    refused: list[str]


def answers_of(invitations: Iterable[Invitation]) -> Answers:
    """The answers counted in words, those who cannot come, and others who wrote a word."""
    told = list(invitations)
    count = {answer: sum(one.answer == answer for one in told) for answer in [*A, ""]}
    words = [
        text % {"count": count[answer]}
        for answer, text in (
            (A.YES, _("%(count)d kommer")),
            (A.DIGITAL, _("%(count)d kommer på skjerm")),
            (A.MAYBE, _("%(count)d kommer kanskje")),
            (A.NO, _("%(count)d kan ikke")),
            ("", _("%(count)d har ikke svart ennå")),
        )
        if count[answer]
    ]
    return Answers(
        words,
        [one for one in told if one.answer == A.NO],
        [one for one in told if one.word and one.answer not in (A.NO, "")],
    )


def delivery_of(invitations: Iterable[Invitation], now: datetime) -> Delivery:
    """Which of the latest mails wait longer than usual, and to whom they could not be delivered."""
    waiting, refused = 0, []
    for one in invitations:
        if one.mail is None or one.mail.sent_at is not None:
            continue
        if one.mail.given_up_at is not None:
            refused.append(str(one.person))
        elif one.mail.send_after <= now - IN_A_MOMENT or one.mail.attempts:
            waiting += 1
    return Delivery(waiting, refused)


def words_of_delay(late: int) -> str:
    return ngettext(
        "%(count)d innkalling venter på å bli sendt. Den går av seg selv når e-posttjenesten svarer.",
        "%(count)d innkallinger venter på å bli sendt. De går av seg selv når e-posttjenesten svarer.",
        late,
    ) % {"count": late}


def words_of_refusal(names: list[str]) -> str:
    words = ngettext(
        "%(count)d kom ikke fram: %(names)s. Se om e-postadressen er riktig.",
        "%(count)d kom ikke fram: %(names)s. Se om e-postadressene er riktige.",
        len(names),
    )
    return words % {"count": len(names), "names": ", ".join(names)}
