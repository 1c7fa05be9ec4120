"""A method that nobody had planned is run now."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from redthread.gatherings.actions.agenda import add_agenda_item
from redthread.gatherings.item_options import said_by_method
from redthread.gatherings.models import Gathering, Method
from redthread.live.actions.sessions import open_session
from redthread.live.models import LiveSession
from redthread.people.models import Person


@transaction.atomic
def run_method_now(
    *,
    gathering: Gathering,
    method: Method,
    tables: int,
    question: str,
    by: Person,
    now: datetime,
    source: LiveSession | None = None,
) -> LiveSession:
    """Put the method on the programme and open it in the room, so that what comes of it has its item in the
    minutes. Raises RuleError as `add_agenda_item` and `open_session` do."""
    item = add_agenda_item(gathering=gathering, method=method, by=by, now=now, **said_by_method(method))
    return open_session(item=item, tables=tables, question=question, by=by, now=now, source=source)
