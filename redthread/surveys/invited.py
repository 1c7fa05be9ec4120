"""What an opening would do: who is asked, and which of their backgrounds are told apart. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from redthread.surveys.coarsening import coarsened
from redthread.surveys.figures.levels import Background
from redthread.surveys.models import Wave
from redthread.surveys.respondents import Respondent, respondents


class Invited(NamedTuple):
    """`groups` are the backgrounds that are stored, with how many are invited in each; `by_code` the roles
    that answer by a code on a wall, with how many may."""

    people: list[Respondent]
    stored_as: Mapping[Background, Background]
    groups: Mapping[Background, int]
    by_code: Mapping[str, int]

    @property
    def in_all(self) -> int:
        return sum(self.groups.values()) + sum(self.by_code.values())

    def group_of(self, one: Respondent) -> Background:
        return self.stored_as[one.role, one.school_kind]


def invited_to(wave: Wave, by_code: Mapping[str, int], now: datetime) -> Invited:
    """As it would be this second. Roles with a code of their own get no invitations."""
    roles = [role for role in wave.roles if role not in by_code]
    people = respondents(wave.survey.network, roles, now)
    stored_as = coarsened(_counted((one.role, one.school_kind) for one in people), wave.survey.k)
    groups = _counted(stored_as[one.role, one.school_kind] for one in people)
    return Invited(people, stored_as, dict(sorted(groups.items())), dict(by_code))


def _counted(backgrounds: Iterable[Background]) -> Counter[Background]:
    return Counter(backgrounds)
