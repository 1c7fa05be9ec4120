"""What an opening would do: who is asked, and which of their backgrounds are told apart. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from redthread.people.models import Organisation
from redthread.surveys.coarsening import coarsened
from redthread.surveys.figures.levels import Background
from redthread.surveys.models import Wave
from redthread.surveys.respondents import Respondent, kind_of, respondents


class CodeFor(NamedTuple):
    """A code that is to hang at the unit, for so many in a role without members."""

    role: str
    unit: Organisation
    most: int

    @property
    def background(self) -> Background:
        return self.role, kind_of(self.unit)


class Invited(NamedTuple):
    """Those with an invitation of their own, and those who are let in by a code. `groups` are the backgrounds
    that are stored, with how many are asked in each."""

    people: list[Respondent]
    codes: Sequence[CodeFor]
    stored_as: Mapping[Background, Background]
    groups: Mapping[Background, int]

    @property
    def in_all(self) -> int:
        return sum(self.groups.values())


def invited_to(wave: Wave, codes: Sequence[CodeFor], now: datetime) -> Invited:
    """As it would be this second. Roles with codes get no invitations."""
    with_codes = {one.role for one in codes}
    people = respondents(wave.survey.network, [role for role in wave.roles if role not in with_codes], now)
    by_mail, by_code = Counter(one.background for one in people), Counter[Background]()
    for one in codes:
        by_code[one.background] += one.most
    # Apart, so that no role loses its name for the sake of few who are asked in the other way.
    stored_as = coarsened(by_mail, wave.survey.k) | coarsened(by_code, wave.survey.k)
    groups = Counter[Background]()
    for background, count in (by_mail + by_code).items():
        groups[stored_as[background]] += count
    return Invited(people, codes, stored_as, dict(sorted(groups.items())))
