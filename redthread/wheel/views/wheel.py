"""The year wheel of a network, and a month of it."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from redthread.networks.access import SignedInRequest, login_required, network_for
from redthread.networks.roles import Permission
from redthread.schoolyear.years import SchoolYear, school_year_of
from redthread.wheel.days_off import days_off
from redthread.wheel.drawing.wheel import draw
from redthread.wheel.entries import entries_of
from redthread.wheel.year_page import (
    FIRST,
    LAST,
    by_month,
    chosen_month,
    chosen_year,
    month_page,
    next_gathering,
    rests_in_words,
)


@login_required
@require_GET
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole year, or with `maned` one month. Nonsense in the address counts as absent."""
    its_network = network_for(request, slug, needs=Permission.GATHERING_VIEW)
    access = cast(SignedInRequest, request).access
    today = timezone.localdate()
    month = chosen_month(request.GET.get("maned", ""))
    year = school_year_of(month) if month else chosen_year(request.GET.get("skolear", ""), today)
    days = days_off(its_network, year)
    entries = entries_of(its_network, year, access, days)
    shared = {"network": its_network, "may_plan": access.can(Permission.GATHERING_PLAN)}
    if month:
        page = month_page(month, entries, days, today)
        return render(request, "wheel/month.html", {**shared, "page": page})
    rests = rests_in_words(days)
    context = {
        "year": year,
        "earlier": SchoolYear(year.first_year - 1) if year.first_year > FIRST else None,
        "later": SchoolYear(year.first_year + 1) if year.first_year < LAST else None,
        "wheel": draw(entries, year, today, [(rest.starts_on, rest.last) for rest in rests]),
        "months": by_month(year, [*entries, *rests]),
        "has_entries": bool(entries),
        "kinds": {entry.kind.value for entry in entries},
        "next": next_gathering(entries, today),
        "today": today,
    }
    return render(request, "wheel/network.html", {**shared, **context})
