"""Open surveys: to answer, for everybody who is asked, and to follow, for those who ask."""

from __future__ import annotations

from django.db.models import Value
from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.networks.roles import Permission
from redthread.surveys.models import SurveyInvitation
from redthread.surveys.open_waves import (
    day_and_title,
    how_it_goes,
    open_waves,
    told_of_answering,
    told_of_open,
)
from redthread.surveys.tickets import token_of
from redthread.web.standpoint import Line, Standpoint
from redthread.web.waiting_rows import Lines, Row, Rows, rows

TO_ANSWER, TO_FOLLOW = "survey_to_answer", "survey_to_follow"


def surveys_waiting(at: Standpoint) -> list[Rows]:
    waves = open_waves(at.now)
    mine = waves.filter(survey__network__in=at.network_ids)
    asked = SurveyInvitation.objects.filter(person=at.person, wave__in=mine)
    to_follow = waves.filter(survey__network__in=at.where(Permission.SURVEY_RUN))
    return [
        rows(
            asked, Value(TO_ANSWER), "wave__opened_at", words=day_and_title("wave__"),
            network="wave__survey__network",
        ),
        rows(
            to_follow, Value(TO_FOLLOW), "opened_at", words=how_it_goes(),
            network="survey__network", key="survey__public_id",
        ),
    ]  # fmt: skip


def _line_to_answer(row: Row) -> Line:
    """The same for all who are asked until it closes: it does not tell whether somebody has answered."""
    told = told_of_answering(row.words)
    text = _("Svar på «%(title)s» hvis du ikke har gjort det") % {"title": told.title}
    address = reverse("surveys:answer", args=[token_of(SurveyInvitation(public_id=row.key))])
    return Line(text, f"{row.where}{told.until}", address)


def _line_to_follow(row: Row) -> Line:
    told = told_of_open(row.words)
    text = _("«%(title)s» er åpen: %(answered)s") % {"title": told.title, "answered": told.answered}
    return Line(text, f"{row.where}{told.until}", reverse("surveys:survey", args=[row.slug, row.key]))


LINES: Lines = {TO_ANSWER: _line_to_answer}
LAST_LINES: Lines = {TO_FOLLOW: _line_to_follow}  # nothing waits there
