"""A teacher's answer is laid in the school's pile, once, and nothing is kept of who gave it.

There is no `by` here, and no row is made. See `models/staff_kits.py`.
"""

from __future__ import annotations

import bisect
import hmac
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.betweenwork.models import AnswerPile, StaffKit
from redthread.betweenwork.staff_pile import Answer, lay
from redthread.core.errors import RuleError

SPARE = 10  # answers beyond the staff, such as from those who come in for somebody


@transaction.atomic
def answer_kit(*, kit: StaffKit, key: str, answers: Mapping[int, Answer], now: datetime) -> None:
    """Lay the answers in the pile. The same `key` again changes nothing, also after the round is closed.

    What the key came with is not kept, not even as a sum, for a sum over an answer would lead to it. Raises
    RuleError when the round is closed, or when very many more have answered than there are.
    """
    pile = AnswerPile.objects.select_for_update(no_key=True).get(kit=kit)
    spent = spent_sum(pile.salt, key)
    place = bisect.bisect_left(pile.spent, spent)
    if pile.spent[place : place + 1] == [spent]:
        return
    there = StaffKit.objects.open_at(now).filter(pk=kit.pk).first()
    if there is None:
        raise RuleError(_("Runden er lukket, så svaret ble ikke levert. Si det gjerne til lederen din."))
    if pile.answered >= 2 * there.staff + SPARE:
        raise RuleError(_("Det har kommet flere svar enn dere er. Si fra til lederen din."))
    options = {one.number: len(one.options) for one in there.questions.all()}
    pile.answers = lay(pile.answers, answers, options)
    pile.spent.insert(place, spent)
    pile.answered += 1
    pile.save(update_fields=["answers", "spent", "answered"])


def spent_sum(salt: str, key: str) -> str:
    """What is kept of a phone's key: nobody who reads the table finds the key again."""
    return hmac.new(salt.encode(), key.encode(), sha256).hexdigest()[:32]
