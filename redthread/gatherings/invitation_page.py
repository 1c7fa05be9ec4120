"""What the gathering's page says of invitations: one's own answer, and for those who plan, everybody's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from redthread.gatherings.forms.invitations import AnswerForm
from redthread.gatherings.invitation_answers import (
    answers_of,
    delivery_of,
    words_of_delay,
    words_of_refusal,
)
from redthread.gatherings.models import Gathering, Invitation
from redthread.networks.access import Access
from redthread.networks.roles import Permission


def invitations_on_page(gathering: Gathering, access: Access, now: datetime) -> dict[str, Any]:
    """One query. Nothing for a draft and for what is over; nobody but planners sees others' answers."""
    if gathering.is_draft or gathering.ends_at <= now:
        return {}
    may_plan = access.can(Permission.GATHERING_PLAN)
    shown = Invitation.objects.standing(now).filter(gathering=gathering)
    if not may_plan:
        shown = shown.filter(person=access.person)
    slim = shown.select_related("person", "mail").defer("mail__text", "mail__calendar")
    found = list(slim.order_by("person__name", "pk"))
    own = next((one for one in found if one.person_id == access.person.pk), None)
    page: dict[str, Any] = {"invitation": own, "form": _form(own, gathering, access, now)}
    if may_plan:
        delivery = delivery_of(found, now)
        page |= {
            "answers": answers_of(found) if found and not gathering.is_cancelled else None,
            "delay": words_of_delay(delivery.late) if delivery.late else "",
            "refusal": words_of_refusal(delivery.refused) if delivery.refused else "",
        }
    return page


def _form(own: Invitation | None, gathering: Gathering, access: Access, now: datetime) -> AnswerForm | None:
    """The form to answer with, while there is something to answer."""
    if own is None or gathering.is_cancelled or access.network.is_closed or gathering.starts_at <= now:
        return None
    own.gathering = gathering
    return AnswerForm(invitation=own)
