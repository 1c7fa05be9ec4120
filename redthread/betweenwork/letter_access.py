"""The ways in to the monthly letters. A draft does not exist for those who do not plan."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from redthread.betweenwork.models import MonthlyLetter, MonthlyLetterQuerySet
from redthread.betweenwork.try_out_access import access_for
from redthread.networks.access import Access
from redthread.networks.roles import Permission

PLAN = Permission.GATHERING_PLAN


def letters_for(
    request: HttpRequest, slug: str, *, writes: bool = False
) -> tuple[Access, MonthlyLetterQuerySet]:
    """The letters that the person may see, each with the network; 403 for `writes` without the right."""
    access = access_for(request, slug)
    if writes:
        access.require(PLAN)
    found = MonthlyLetter.objects.filter(network=access.network).select_related("network", "sent_by")
    return access, found if access.can(PLAN) else found.sent()


def letter_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, MonthlyLetter]:
    access, found = letters_for(request, slug)
    return access, get_object_or_404(found, public_id=pk)


def draft_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, MonthlyLetter]:
    """To write or send one. 404 for the others while it is a draft, and 403 once they can read it."""
    access, letter = letter_for(request, slug, pk)
    access.require(PLAN)
    return access, letter
