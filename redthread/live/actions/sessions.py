"""A session is opened from an agenda item, and closed."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.models import AgendaItem
from redthread.live.changes import changed
from redthread.live.models import Contribution, Dot, LiveSession, Participant, Receipt, Showing, Table
from redthread.live.progress import Place
from redthread.live.pulse import forget_who_answered
from redthread.live.reading import hold_room
from redthread.people.models import Person

# Letters that are told apart when read aloud from ten metres; without vowels there are no words.
LETTERS = "BCDFGHJKLMNPRSTVXZ"
MOST_TABLES, TRIES = 40, 20


def open_session(
    *,
    item: AgendaItem,
    tables: int,
    question: str,
    by: Person,
    now: datetime,
    source: LiveSession | None = None,
) -> LiveSession:
    """Start the item's method in the room; people may come in from now on. A running one is given back.

    Raises RuleError for an item without phases to run, and for a number of tables outside 1 to 40.
    """
    if item.method is None or not item.method.script:
        raise RuleError(
            _("Posten har ingen metode som kan kjøres i rommet. Velg en metode til posten først.")
        )
    if not 1 <= tables <= MOST_TABLES:
        raise RuleError(_("Velg fra 1 til %(most)d bord.") % {"most": MOST_TABLES})
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                AgendaItem.objects.select_for_update().get(pk=item.pk)
                running = item.live_sessions.running().first()
                if running is not None:
                    return running
                return _open(item, tables, question, source, by, now)
        except IntegrityError:
            continue  # the code is taken; another is drawn
    raise RuleError(_("Det lot seg ikke gjøre å lage en kode. Prøv en gang til."))


def _open(
    item: AgendaItem, tables: int, question: str, source: LiveSession | None, by: Person, now: datetime
) -> LiveSession:
    session = LiveSession.objects.create(
        gathering=item.gathering,
        item=item,
        title=item.title,
        question=question,
        script=item.method.script if item.method else [],
        source=source,
        code=new_code(),
        opened_by=by,
        opened_at=now,
    )
    Table.objects.bulk_create(Table(session=session, number=n) for n in range(1, tables + 1))
    return session


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(6))


@transaction.atomic
def close_session(*, session: LiveSession, by: Person, now: datetime) -> None:
    """Nobody comes in any more, and the code stops working. What phones still hold is taken in as late."""
    room = hold_room(session)
    if room.session.is_running:
        LiveSession.objects.filter(pk=session.pk).update(closed_at=now)
        forget_who_answered(room.session)
        _stir(session)
        changed(session)


def _stir(session: LiveSession) -> None:
    """Write everything that may be anonymous once more, at once: PostgreSQL remembers which records were last
    written together, and that would tie a turn to what was laid out in it."""
    for kind in (Contribution, Showing, Dot, Receipt):
        kind.objects.filter(session=session).update(session=session)
    Participant.objects.filter(session=session).update(session=session)


@transaction.atomic
def add_table(*, session: LiveSession, by: Person, now: datetime) -> Table:
    """One more table, where the table furthest behind is. Raises RuleError when there are forty."""
    room = hold_room(session)
    count = len(room.tables)
    if count >= MOST_TABLES:
        raise RuleError(_("Det kan være høyst %(most)d bord.") % {"most": MOST_TABLES})
    behind = min(room.places.values())
    near = next(table for table in room.tables if Place(table.phase, table.lap) == behind)
    made = Table.objects.create(
        session=session,
        number=count + 1,
        phase=near.phase,
        lap=near.lap,
        started_at=near.started_at,
        ends_at=near.ends_at,
        paused_at=near.paused_at,
    )
    changed(session)
    return made
