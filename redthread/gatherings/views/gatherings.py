"""A network's gatherings, the page of one, and its calendar file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from redthread.gatherings.access import gathering_for
from redthread.gatherings.agenda_advice import is_over_several_days
from redthread.gatherings.calendar_text import PUBLISH, calendar_text, for_person
from redthread.gatherings.invitation_page import invitations_on_page
from redthread.gatherings.minutes_access import PageRequest, minutes_of
from redthread.gatherings.minutes_reading import runs
from redthread.gatherings.models import Gathering, GatheringQuerySet
from redthread.gatherings.programme import programme_for
from redthread.gatherings.since_last import open_at, told_before
from redthread.gatherings.views.preparation import preparing
from redthread.networks.access import Access, login_required, network_for
from redthread.networks.roles import Permission
from redthread.schoolyear.years import SchoolYear, school_year_of


@login_required
@require_GET
def gathering_list(request: PageRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.GATHERING_VIEW)
    now = timezone.now()
    found = list(visible_gatherings(request.access).select_related("host", "chair", "body", "minutes"))
    told = [gathering for gathering in found if not gathering.is_draft]
    context = {
        "network": network,
        "drafts": [gathering for gathering in found if gathering.is_draft],
        "upcoming": [gathering for gathering in told if gathering.ends_at >= now],
        "past": by_school_year(gathering for gathering in told if gathering.ends_at < now),
        "this_year": school_year_of(timezone.localdate(now)),
        "may_plan": request.access.can(Permission.GATHERING_PLAN),
    }
    return render(request, "gatherings/list.html", context)


def visible_gatherings(access: Access) -> GatheringQuerySet:
    """What is published, and the drafts of those who plan; whoever is to chair a draft sees that one."""
    drafts = Q(published_at=None, cancelled_at=None)
    if not access.can(Permission.GATHERING_PLAN):
        drafts &= Q(chair=access.person)
    found: GatheringQuerySet = access.network.gatherings.filter(drafts | ~Q(published_at=None))
    return found.order_by("starts_at", "pk")


def by_school_year(past: Iterable[Gathering]) -> dict[SchoolYear, list[Gathering]]:
    """Newest first, under the school year that each was in."""
    years: dict[SchoolYear, list[Gathering]] = {}
    for gathering in reversed(list(past)):
        years.setdefault(school_year_of(timezone.localdate(gathering.starts_at)), []).append(gathering)
    return years


@login_required
@require_GET
def gathering(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    one = gathering_for(request, slug, pk, needs=Permission.GATHERING_VIEW)
    access, now = request.access, timezone.now()
    may_propose = access.can(Permission.AGENDA_PROPOSE) and not one.is_draft
    may_run = runs(access, minutes_of(one))
    commitments = open_at(one, access)
    summaries, pulse = told_before(one)
    context = {
        "network": one.network,
        "gathering": one,
        "slots": programme_for(one, may_run=may_run),
        "has_days": is_over_several_days(one),
        "minutes": minutes_of(one),
        "commitments": commitments,
        "mine": [c for c in commitments if c.school_id in access.organisation_ids],
        "summaries": summaries,
        "pulse": pulse,
        "has_thread": not one.is_cancelled and bool(one.ends_at > now or commitments or summaries or pulse),
        "proposals": list(one.proposals.select_related("proposed_by", "item")) if may_propose else [],
        "may_propose": may_propose and not one.is_cancelled and one.ends_at > now,
        "may_plan": access.can(Permission.GATHERING_PLAN),
        "may_run": may_run,
        "is_over": one.ends_at <= now,
        "has_begun": one.starts_at <= now,
        "may_cancel": minutes_of(one) is None and not one.is_cancelled,
        **invitations_on_page(one, access, now),
        **preparing(request, one),
    }
    return render(request, "gatherings/gathering.html", context)


@login_required
@require_GET
def calendar(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """The gathering as a file for one's own calendar; the invitation by mail keeps itself up to date."""
    one = gathering_for(request, slug, pk, needs=Permission.GATHERING_VIEW)
    key = for_person(one, request.user)
    text = calendar_text(one, method=PUBLISH, key=key, now=stamp_of(one))
    headers = {"Content-Disposition": 'attachment; filename="samling.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


def stamp_of(one: Gathering) -> datetime:
    """When the text last changed, as far as we keep it: the same file again is the same bytes."""
    return one.cancelled_at or one.published_at or one.created_at
