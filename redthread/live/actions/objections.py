"""What a table does with the strongest case against: said in the room, kept with the objection."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.live.actions.minutes import Answer, store_answer
from redthread.live.answering import ANSWERS, answering_at, objected_in
from redthread.live.changes import changed
from redthread.live.models import Participant
from redthread.live.reading import hold_room_of
from redthread.live.rights import why_not_now
from redthread.live.standing import standing_of


@transaction.atomic
def answer_objection(*, participant: Participant, idea: str, choice: str, words: str, now: datetime) -> None:
    """By whoever writes in the talk where the method answers objections, from when the table has come there.

    Raises RuleError before that, for what is no objection at this table, and when another writes.
    """
    room, who = hold_room_of(participant)
    phase = answering_at(room.script, room.table_of[who.table_id].phase)
    if phase is None or who.left_at is not None or not room.session.is_running:
        raise RuleError(_("Hva dere gjør med innvendingene, skriver dere når alle er ute."))
    against, circles = objected_in(room.script), set(room.circles(who))
    there = (
        s.contribution for s in room.showings if s.phase in against and s.circle in circles and room.is_out(s)
    )
    made = next((one for one in there if one.public_id == idea), None)
    if made is None or choice not in ANSWERS:
        raise RuleError(_("Innvendingen ligger ikke på bordet deres lenger. Velg en annen."))
    words_of_no = why_not_now(phase, standing_of(room, who, phase))
    if words_of_no:
        raise RuleError(words_of_no)
    store_answer(made, Answer(choice, words))
    changed(room.session)
