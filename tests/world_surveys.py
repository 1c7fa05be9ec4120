"""The cast's surveys: one that is not opened, one that is open, and one that is closed.

All in the network are asked, which is one group of several roles; teachers answer by a code on a wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from redthread.instruments.model import ROLES
from redthread.sharing.models import Audience, Release
from redthread.surveys.actions.closing import close_wave
from redthread.surveys.actions.opening import open_wave
from redthread.surveys.actions.releasing import release_result
from redthread.surveys.invited import CodeFor
from redthread.surveys.models import OpenCode, Wave
from redthread.surveys.tests.fieldwork import answer, survey_of
from redthread.surveys.tickets import minted, ticket_by, token_of
from redthread.testing.cast import Cast

ONLY_ELSEWHERE = "en-til@fjordvik.example"


@dataclass
class Surveys:
    draft: Wave  # nobody has been asked
    open: Wave  # five of seven have answered
    closed: Wave
    to_owner: Release  # of what came out of the closed one; the network is shown it too

    @property
    def token(self) -> str:
        """The link of somebody who has not answered."""
        return token_of(self.open.invitations.order_by("person").last())  # type: ignore[arg-type]

    @property
    def code(self) -> OpenCode:
        return self.open.codes.get()


def build_surveys(cast: Cast, now: datetime) -> Surveys:
    then, roles = now - timedelta(days=60), [*ROLES]
    closed = survey_of(cast.network, cast.liv, then, roles=roles, title="Før samlingene")
    open_wave(wave=closed, by=cast.liv, now=then)
    answered(closed, then, 7)
    close_wave(wave=closed, by=cast.liv, now=then + timedelta(days=14))
    closed = Wave.objects.select_related("result", "survey__network").get(pk=closed.pk)
    shown = [
        release_result(result=closed.result, audience=audience, by=cast.liv, now=now)
        for audience in (Audience.NETWORK, Audience.OWNER)
    ]
    waits = survey_of(cast.network, cast.liv, now, roles=roles, title="Underveis")
    codes = [CodeFor("teacher", cast.asen, 20)]
    open_wave(wave=waits, by=cast.liv, now=now - timedelta(days=8), codes=codes)
    OpenCode.objects.filter(wave=waits).update(code="ZXVTSRPNML")  # drawn by lot, and here always the same
    answered(waits, now, 5)
    draft = survey_of(cast.network, cast.liv, now, roles=roles, title="Etterpå")
    return Surveys(draft, waits, closed, shown[1])


def answered(wave: Wave, now: datetime, count: int, words: str = "", *, backwards: bool = False) -> None:
    """So many of those who are asked answer, from the first of them or from the last.

    Never the one whom only the other of two worlds has, so that the same people answer in both.
    """
    asked = list(wave.invitations.exclude(person__email=ONLY_ELSEWHERE).order_by("person"))
    for number, one in enumerate((asked[::-1] if backwards else asked)[:count]):
        ticket = ticket_by(token_of(one))
        assert ticket is not None
        answer(ticket, now, useful=1 + number % 4, words=words)


def answered_by_code(wave: Wave, now: datetime, words: str) -> None:
    ticket = ticket_by(minted(wave.codes.get()))
    assert ticket is not None
    answer(ticket, now, useful=4, words=words)
