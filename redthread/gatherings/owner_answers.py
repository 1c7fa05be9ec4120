"""The owner's answers to what the network asked for."""

from __future__ import annotations

from django.db.models import QuerySet, Subquery

from redthread.gatherings.models import Gathering, Outcome, OwnerAnswer


def answers_met_at(gathering: Gathering) -> QuerySet[OwnerAnswer]:
    """Answers this gathering is the first to meet: given since the previous one, before it was over."""
    previous = Gathering.objects.standing().before(gathering).values("ends_at")[:1]
    return _answers(gathering).filter(answered_at__gt=Subquery(previous), answered_at__lte=gathering.ends_at)


def _answers(gathering: Gathering) -> QuerySet[OwnerAnswer]:
    asked = Outcome.objects.shared().filter(
        item__gathering__network=gathering.network_id, item__gathering__body=gathering.body_id
    )
    return (
        OwnerAnswer.objects.filter(outcome__in=asked)
        .select_related("outcome__item__gathering", "answered_by")
        .order_by("answered_at", "pk")
    )
