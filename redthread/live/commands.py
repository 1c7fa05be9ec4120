"""What a phone may ask for: one word, its fields, and what is done. Every command happens exactly once.

A command comes as JSON with a `key` of the phone's own making. The answer to a key is stored with what it
did, so that the same key gets the same answer, and the same key with other content is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from redthread.core.errors import InputError
from redthread.core.receipts import secret_of
from redthread.live import written_commands as written
from redthread.live.actions import cards, clocks, joining, sorting, steering, turns, voting
from redthread.live.fields import Fields
from redthread.live.models import Participant
from redthread.live.progress import Place
from redthread.live.receipts import Answer, digest_of, once

Command = Callable[[Participant, Fields, datetime], Answer]


def carry_out(*, participant: Participant, body: dict[str, Any], now: datetime) -> Answer:
    """Do what the body asks for, once, and give the answer; a replay gets the first answer again.

    Raises InputError for a body that makes no sense or a key used for something else, RuleError when a rule
    of the room says no. Then nothing is stored, and the same key may be tried again.
    """
    fields, word = Fields(body), str(body.get("do"))
    key, command = fields.key(), COMMANDS.get(word)
    if command is None:
        raise InputError(_("Telefonen ba om noe som ikke finnes. Last siden på nytt."))
    if word not in ONLY_ADD:
        participant.session.is_held = False  # it, and those after it, read for themselves where all are
    return once(
        session=participant.session,
        key=key,
        digest=digest_of(body),
        do=lambda: command(participant, fields, now),
    )


def ack_secret(participant: Participant) -> str:
    """What the phone is told when it joins, and knows our receipts by."""
    return secret_of(f"live-ack:{participant.public_id}")


def _place(fields: Fields) -> Place:
    return Place(fields.whole("phase_seen", -1, 99), fields.whole("lap_seen", 0, 99))


@dataclass(frozen=True)
class _OfTurn:
    """Passing, being empty and skipping ask for the same."""

    do: Callable[..., None]

    def __call__(self, who: Participant, fields: Fields, now: datetime) -> Answer:
        self.do(participant=who, phase_key=fields.word("phase"), turn=fields.whole("turn", 0, 9999), now=now)
        return {}


@dataclass(frozen=True)
class _Plain:
    """Commands without fields, or with fixed ones."""

    do: Callable[..., Any]
    fixed: tuple[tuple[str, Any], ...] = ()

    def __call__(self, who: Participant, fields: Fields, now: datetime) -> Answer:
        self.do(participant=who, now=now, **dict(self.fixed))
        return {}


def _go(forward: bool) -> Command:
    def go(who: Participant, fields: Fields, now: datetime) -> Answer:
        steering.table_goes_on(participant=who, seen=_place(fields), forward=forward, now=now)
        return {}

    return go


def _card(do: Callable[..., None]) -> Command:
    def card(who: Participant, fields: Fields, now: datetime) -> Answer:
        do(participant=who, role=fields.word("role"), now=now)
        return {}

    return card


def _dot(do: Callable[..., int]) -> Command:
    def dot(who: Participant, fields: Fields, now: datetime) -> Answer:
        on, pen = fields.word("id"), fields.word("pen")
        return {"left": do(participant=who, phase_key=fields.word("phase"), on=on, pen=pen, now=now)}

    return dot


def _theme_add(who: Participant, fields: Fields, now: datetime) -> Answer:
    made = sorting.add_theme(participant=who, name=fields.line("name"), ideas=fields.ids("ids"), now=now)
    return {"id": made.public_id}


def _theme_put(who: Participant, fields: Fields, now: datetime) -> Answer:
    theme = fields.word("theme", optional=True)
    sorting.sort_into(participant=who, theme=theme, ideas=fields.ids("ids"), now=now)
    return {}


def _theme_name(who: Participant, fields: Fields, now: datetime) -> Answer:
    sorting.rename_theme(participant=who, theme=fields.word("theme"), name=fields.line("name"), now=now)
    return {}


def _theme_remove(who: Participant, fields: Fields, now: datetime) -> Answer:
    sorting.remove_theme(participant=who, theme=fields.word("theme"), now=now)
    return {}


def _again(who: Participant, fields: Fields, now: datetime) -> Answer:
    turns.come_back_in(participant=who, phase_key=fields.word("phase"), now=now)
    return {}


def _move(who: Participant, fields: Fields, now: datetime) -> Answer:
    joining.move(participant=who, table=fields.whole("table", 1, 99), now=now)
    return {}


# They change nobody's place and no table's phase, so that those stored with them need not read those again.
ONLY_ADD = frozenset({"write"})
COMMANDS: dict[str, Command] = {
    "write": written.write,
    "rewrite": written.rewrite,
    "take_back": written.take_back,
    "lay": written.lay,
    "take_in": written.take_in,
    "pass": _OfTurn(turns.pass_turn),
    "empty": _OfTurn(turns.say_empty),
    "skip": _OfTurn(turns.skip_turn),
    "again": _again,
    "next": _go(forward=True),
    "back": _go(forward=False),
    "more": _Plain(clocks.table_adds_time),
    "time_out": _Plain(clocks.time_out),
    "time_in": _Plain(clocks.time_in),
    "done": _Plain(clocks.say_done, (("is_done", True),)),
    "not_done": _Plain(clocks.say_done, (("is_done", False),)),
    "take_card": _card(cards.take_card),
    "lay_down_card": _card(cards.lay_down_card),
    "theme_add": _theme_add,
    "theme_put": _theme_put,
    "theme_name": _theme_name,
    "theme_remove": _theme_remove,
    "paper": written.notes,
    "reply": written.reply,
    "dot": _dot(voting.put_dot),
    "undot": _dot(voting.take_dot),
    "ask": _Plain(cards.ask_to_speak),
    "unask": _Plain(cards.withdraw_from_speaking),
    "move": _move,
    "leave": _Plain(joining.leave),
    "come_back": _Plain(joining.come_back),
}
