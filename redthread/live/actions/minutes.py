"""What came of a session is taken into the gathering's minutes, piece by piece, and each piece once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.actions.commitments import add_commitment
from redthread.gatherings.actions.minutes import minutes_being_written, open_minutes
from redthread.gatherings.actions.outcomes import add_outcome
from redthread.gatherings.models import AgendaItem, Minutes, Outcome
from redthread.gatherings.outcome_writing import people_in
from redthread.live.answering import ANSWERS
from redthread.live.changes import changed
from redthread.live.models import Contribution, LiveSession, TakenIn
from redthread.live.pieces import AGAINST, PROMISE, Piece, came_late, pieces_of
from redthread.live.reading import read_room
from redthread.people.models import Organisation, Person


class Answer(NamedTuple):
    """What is done about an objection, by the key of `ANSWERS`, and a few words of how."""

    choice: str
    words: str = ""


@transaction.atomic
def take_into_minutes(
    *,
    session: LiveSession,
    item: AgendaItem,
    keys: Collection[str],
    schools: Mapping[str, Organisation],
    answers: Mapping[str, Answer],
    by: Person,
    now: datetime,
) -> int:
    """Write the chosen pieces into the minutes below the agenda item; how many were new.

    `schools` and `answers` are by the key of a piece: whose a promise is where nobody has said, and what is
    done about an objection. Minutes that nobody has opened are opened, with `by` to write them. Raises
    RuleError while the session runs, for a promise without a school, and as writing in the minutes does.
    """
    if session.is_running:
        raise RuleError(_("Økta pågår fortsatt. Avslutt den først."))
    gathering = item.gathering
    if not Minutes.objects.filter(gathering=gathering).exists():
        open_minutes(gathering=gathering, written_by=by, by=by, now=now)
    minutes_being_written(gathering)  # held: two who take in at once do it one after the other
    answer_objections(session=session, answers=answers, by=by, now=now)
    room = read_room(session)
    standing = set(TakenIn.objects.filter(session=session).values_list("piece", flat=True))
    chosen = [p for p in pieces_of(room, came_late(room)) if p.key in keys and p.key not in standing]
    known = Organisation.objects.in_bulk([p.school for p in chosen if p.school])
    for piece in chosen:
        school = known.get(piece.school or 0) or schools.get(piece.key)
        outcome = (
            _promise(piece, item, school, by, now)
            if piece.kind == PROMISE
            else add_outcome(item=item, kind=Outcome.Kind.INFORMATION, text=piece.text, by=by, now=now)
        )
        TakenIn.objects.create(session=session, piece=piece.key, outcome=outcome)
    return len(chosen)


def _promise(
    piece: Piece, item: AgendaItem, school: Organisation | None, by: Person, now: datetime
) -> Outcome:
    if school is None:
        raise RuleError(_("Velg hvilken skole det gjelder: «%(text)s»") % {"text": piece.text[:80]})
    more = piece.contribution.more if piece.contribution else {}
    carriers = " og ".join(person.name for person in people_in(item.gathering, now, school))[:200]
    made = add_commitment(
        item=item,
        school=school,
        what=piece.text,
        who=more.get("who") or carriers,
        due_on=piece.due_on,
        reach=more.get("reach", ""),
        by=by,
        now=now,
    )
    return made.outcome


@transaction.atomic
def answer_objections(
    *, session: LiveSession, answers: Mapping[str, Answer], by: Person, now: datetime
) -> None:
    """Write down what the network does with each objection, by the key of its piece."""
    there = {p.key: p.contribution for p in pieces_of(read_room(session)) if p.kind == AGAINST}
    for key, answer in answers.items():
        made = there.get(key)
        if made is not None and answer.choice in ANSWERS:
            store_answer(made, answer)
    changed(session)


def store_answer(made: Contribution, answer: Answer) -> None:
    made.more, made.reply = {**made.more, "answer": answer.choice}, answer.words
    made.save(update_fields=["more", "reply"])
