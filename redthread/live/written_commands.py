"""The commands with words in them: their fields are read, and the action is done."""

from __future__ import annotations

from datetime import datetime

from redthread.live.actions import laying, objections, paper, writing
from redthread.live.fields import Fields
from redthread.live.models import Participant
from redthread.live.receipts import Answer


def write(who: Participant, fields: Fields, now: datetime) -> Answer:
    """Something new, for the phase that the phone saw."""
    made = writing.write(
        participant=who,
        phase_key=fields.word("phase"),
        kind=fields.word("kind"),
        text=fields.text("text"),
        pen=fields.word("pen", optional=True),
        more=fields.commitment() if fields.word("kind") == "commitment" else None,
        from_paper=fields.yes("from_paper"),
        with_name=fields.yes("with_name"),
        lap=fields.whole("lap", 0, 99) if "lap" in fields.body else None,
        now=now,
    )
    return {"id": made.public_id, "late": made.is_late}


def rewrite(who: Participant, fields: Fields, now: datetime) -> Answer:
    """Other words for what was written; of a commitment also who, by when and how the staff is reached."""
    made = writing.rewrite(
        participant=who,
        idea=fields.word("id"),
        pen=fields.word("pen", optional=True),
        text=fields.text("text"),
        more=fields.commitment(),
        now=now,
    )
    return {"id": made.public_id, "late": made.is_late}


def take_back(who: Participant, fields: Fields, now: datetime) -> Answer:
    """Away with one's own words."""
    writing.take_back(participant=who, idea=fields.word("id"), pen=fields.word("pen"), now=now)
    return {}


def lay(who: Participant, fields: Fields, now: datetime) -> Answer:
    """One's turn in a round, or one's own note before the others."""
    made = laying.lay_out(
        participant=who,
        phase_key=fields.word("phase"),
        turn=fields.whole("turn", 0, 9999),
        idea=fields.word("id", optional=True),
        text=fields.text("text", optional=True),
        pen=fields.word("pen", optional=True),
        with_name=fields.yes("with_name"),
        now=now,
    )
    return {"id": made.public_id if made else "", "late": made is not None and made.is_late}


def take_in(who: Participant, fields: Fields, now: datetime) -> Answer:
    """A visitor's note into one's own product."""
    made = laying.take_in(
        participant=who,
        note=fields.word("id"),
        phase_key=fields.word("phase"),
        text=fields.text("text", optional=True),
        now=now,
    )
    return {"id": made.public_id}


def notes(who: Participant, fields: Fields, now: datetime) -> Answer:
    """Notes on paper, typed in without a photo."""
    made = paper.ideas_from_paper(
        participant=who,
        phase_key=fields.word("phase"),
        lines=paper.lines_of(fields.text("text", longest=paper.LONGEST_NOTES)),
        pen=fields.word("pen", optional=True),
        now=now,
    )
    return {"ids": [one.public_id for one in made]}


def reply(who: Participant, fields: Fields, now: datetime) -> Answer:
    """What is done with an objection."""
    objections.answer_objection(
        participant=who,
        idea=fields.word("id"),
        choice=fields.word("answer"),
        words=fields.text("text", optional=True, longest=300),
        now=now,
    )
    return {}
