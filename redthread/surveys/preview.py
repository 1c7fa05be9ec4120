"""A survey as somebody of a role would see it, before anybody has been asked."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import get_language

from redthread.instruments.model import ROLES
from redthread.surveys.answer_page import AnswerPage, page_of
from redthread.surveys.definition import instrument_of
from redthread.surveys.invited import invited_to
from redthread.surveys.models import Survey
from redthread.surveys.role_words import role_words


class Preview(NamedTuple):
    page: AnswerPage
    role: str
    roles: list[tuple[str, str]]
    # Whether those of the role are too few to be told apart, and so get only what all roles get.
    is_few: bool


def preview_page(survey: Survey, role: str, language: str, now: datetime) -> Preview:
    """For one of the roles that are asked; the first of them for a role that is not."""
    instrument = instrument_of(survey)
    wave = survey.waves.select_related("survey__network").earliest("number")
    roles = [one for one in ROLES if one in wave.roles] or [ROLES[0]]
    role = role if role in roles else roles[0]
    wanted = (language, get_language() or "nb")
    shown_in = next((one for one in wanted if one in instrument.languages), "nb")
    asked = invited_to(wave, [], now)
    stored = {stored_role for (its, _kind), (stored_role, _) in asked.stored_as.items() if its == role}
    group_role = "" if stored == {""} else role
    page = page_of(survey, group_role, role, shown_in, is_open=True)
    return Preview(page, role, [(one, role_words(one)) for one in roles], group_role != role)
