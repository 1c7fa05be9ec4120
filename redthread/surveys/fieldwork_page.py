"""What the one who asks sees of a wave: how many are asked, until when, and how many have answered, coarsely.

Never who. While a wave is open the number is told in steps of five, from `k` on, and never so that it can be
read that one or two are missing: each of two would know of the other.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _

from redthread.surveys.actions.reminding import APART
from redthread.surveys.models import OpenCode, SpentTicket, Survey, SurveyInvitation, Wave
from redthread.surveys.role_words import role_words

STEP, FEW_MISSING = 5, 2


class Fieldwork(NamedTuple):
    """One wave, with what may be said and done about it now."""

    wave: Wave
    asked: int  # by mail and by code
    codes: dict[str, list[OpenCode]]  # by the role in words
    answered: str  # in words
    last_day: date | None
    may_remind: bool
    remind_from: datetime | None  # None where nobody has been invited


def fieldwork(survey: Survey, now: datetime) -> list[Fieldwork]:
    """Of each wave of the survey, in their order. Four queries, however many waves there are."""
    waves = survey.waves.order_by("number", "pk").prefetch_related(
        Prefetch("codes", OpenCode.objects.select_related("unit").order_by("unit__name", "pk"))
    )
    invited = _counted(SurveyInvitation.objects.filter(wave__survey=survey).values_list("wave"))
    used = _counted(SpentTicket.objects.filter(wave__survey=survey).values_list("wave"))
    return [_of(wave, survey, invited.get(wave.pk, 0), used.get(wave.pk, 0), now) for wave in waves]


def _counted(rows: QuerySet[Any, Any]) -> dict[int, int]:
    """How many of each wave."""
    return dict(rows.annotate(count=Count("pk")).order_by())


def _of(wave: Wave, survey: Survey, invited: int, used: int, now: datetime) -> Fieldwork:
    wave.survey = survey
    codes = list(wave.codes.all())
    by_role: dict[str, list[OpenCode]] = {}
    for code in codes:
        by_role.setdefault(role_words(code.role), []).append(code)
    asked = invited + sum(code.most for code in codes)
    since = wave.reminded_at or wave.opened_at
    remind_from = since + APART if since and invited else None  # nobody can be reminded of a code on a wall
    return Fieldwork(
        wave=wave,
        asked=asked,
        codes=by_role,
        answered=answered_words(used, asked, survey.k) if wave.is_open else "",
        last_day=wave.closes_on,
        may_remind=wave.is_open and remind_from is not None and remind_from <= now,
        remind_from=remind_from,
    )


def answered_words(answered: int, asked: int, k: int) -> str:
    """How many have answered while the wave is open, as far as it may be said.

    >>> from django.utils.translation import override
    >>> with override("nb"):
    ...     [answered_words(count, 20, 5) for count in (0, 4, 5, 13, 20)]
    ['Færre enn 5 har svart.', 'Færre enn 5 har svart.', 'Minst 5 har svart.', 'Minst 10 har svart.', 'Minst 15 har svart.']
    """  # noqa: E501
    shown = at_least(answered, asked, k)
    if shown < k:
        return _("Færre enn %(count)d har svart.") % {"count": k}
    return _("Minst %(count)d har svart.") % {"count": shown}


def at_least(answered: int, asked: int, k: int) -> int:
    """The step below how many have answered; 0 where that may not be told.

    >>> [at_least(answered, 12, 5) for answered in range(13)]
    [0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 5, 5, 5]
    """
    told = min(answered, asked - FEW_MISSING - 1)
    step = told - told % STEP
    return step if step >= k else 0
