"""A photo from a phone: of what the table made, or of its notes on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.core.photos import Picture
from redthread.live.actions.paper import ideas_from_paper
from redthread.live.actions.writing import write
from redthread.live.models import Contribution, Participant

MOST_AT_A_TABLE = 40


@transaction.atomic
def add_photo(
    *,
    participant: Participant,
    phase_key: str,
    picture: Picture,
    caption: str,
    lines: Sequence[str],
    pen: str,
    from_paper: bool,
    with_name: bool,
    now: datetime,
) -> list[Contribution]:
    """The photo first, then an idea for each line that was typed in from it.

    Raises RuleError where no photo belongs, when the table has very many, and as `ideas_from_paper` does.
    """
    there = Contribution.objects.filter(session=participant.session, table=participant.table_id)
    if there.exclude(photo="").count() >= MOST_AT_A_TABLE:
        raise RuleError(_("Bordet har veldig mange bilder. Ta bort noen før dere tar nye."))
    typed = (
        ideas_from_paper(participant=participant, phase_key=phase_key, lines=lines, pen=pen, now=now)
        if lines
        else []
    )
    made = write(
        participant=participant,
        phase_key=phase_key,
        kind=Contribution.Kind.PHOTO,
        text=caption,
        pen=pen,
        now=now,
        photo=picture.content,
        from_paper=from_paper,
        with_name=with_name,
    )
    return [made, *typed]
