"""Ideas into themes, by anybody at the table. Undo is the opposite command, so nothing is ever lost."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import PhaseKind
from redthread.live.changes import changed
from redthread.live.circles import sits_with
from redthread.live.models import Contribution, Participant, Theme
from redthread.live.reading import Room, hold_room_of
from redthread.live.standing import is_in

MOST_THEMES = 24


@transaction.atomic
def add_theme(*, participant: Participant, name: str, ideas: list[str], now: datetime) -> Theme:
    """A new theme, with the chosen ideas in it. Raises RuleError unless the table is sorting."""
    room, phase, who = _sorting(participant)
    if sum(t.table_id == who.table_id for t in room.themes) >= MOST_THEMES:
        raise RuleError(_("Det er nok temaer. Slå sammen noen av dem først."))
    made = Theme.objects.create(table_id=who.table_id, phase=phase.key, name=name)
    _put(room, phase, who, ideas, made)
    return made


@transaction.atomic
def sort_into(*, participant: Participant, theme: str, ideas: list[str], now: datetime) -> None:
    """The ideas into a theme, or out of all with an empty `theme`. Raises RuleError unless all are out."""
    room, phase, who = _sorting(participant)
    chosen = _theme(room, who, theme) if theme else None
    _put(room, phase, who, ideas, chosen)


@transaction.atomic
def rename_theme(*, participant: Participant, theme: str, name: str, now: datetime) -> None:
    room, _phase, who = _sorting(participant)
    Theme.objects.filter(pk=_theme(room, who, theme).pk).update(name=name)
    changed(room.session)


@transaction.atomic
def remove_theme(*, participant: Participant, theme: str, now: datetime) -> None:
    """The theme goes; its ideas are back among those not sorted."""
    room, _phase, who = _sorting(participant)
    Theme.objects.filter(pk=_theme(room, who, theme).pk).delete()
    changed(room.session)


def _theme(room: Room, participant: Participant, theme: str) -> Theme:
    for one in room.themes:
        if one.public_id == theme and one.table_id == participant.table_id:
            return one
    raise RuleError(_("Temaet finnes ikke lenger. Velg et annet."))


def _put(room: Room, phase: Phase, participant: Participant, ideas: list[str], theme: Theme | None) -> None:
    circle = sits_with(phase.seats, room.sitter(participant))
    shown = {
        s.contribution.public_id: s.contribution_id
        for s in room.showings
        if s.circle == circle and s.phase in (*phase.uses, phase.key)
    }
    if not set(ideas) <= set(shown):
        raise RuleError(_("Noe av det du valgte, ligger ikke på bordet lenger. Velg på nytt."))
    Contribution.objects.filter(pk__in=[shown[idea] for idea in ideas]).update(theme=theme)
    changed(room.session)


def _sorting(participant: Participant) -> tuple[Room, Phase, Participant]:
    """The table is sorting: it has come past the rounds, which are over, or were closed with a reason."""
    room, who = hold_room_of(participant)
    phase = room.phase_at(room.table_of[who.table_id])
    if phase is None or phase.kind != PhaseKind.SORT or not is_in(room, who, phase):
        raise RuleError(_("Dere sorterer når alle ideer er ute."))
    return room, phase, who
