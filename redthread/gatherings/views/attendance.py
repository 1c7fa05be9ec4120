"""Who came: one tap a person, school by school."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.actions.attendance import record_attendance, welcome_guest
from redthread.gatherings.attendance_roll import Roll, roll_of
from redthread.gatherings.forms.attendance import CHOOSE, GuestForm, TapForm
from redthread.gatherings.minutes_access import PageRequest, minutes_of, run_gathering_for
from redthread.gatherings.models import Attendance, Gathering
from redthread.networks.access import login_required
from redthread.networks.roles import Permission


@login_required
@require_http_methods(["GET", "POST"])
def attendance(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    gathering = run_gathering_for(request, slug, pk)
    if request.method == "GET":
        return _show(request, gathering, GuestForm())
    roll = _roll(request, gathering)
    form = TapForm(request.POST, people=roll.people, waiting=roll.waiting, suggested=roll.suggested)
    problem = ""
    if form.is_valid():
        try:
            presences = form.cleaned_data["presences"]
            record_attendance(gathering=gathering, presences=presences, by=request.user, now=timezone.now())
        except RuleError as error:
            problem = str(error)
    else:
        problem = str(CHOOSE)
    if request.htmx or problem:
        return _show(request, gathering, GuestForm(), problem)
    return redirect("gatherings:attendance", slug, pk)


@login_required
@require_POST
def guest_new(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    gathering = run_gathering_for(request, slug, pk)
    form = GuestForm(request.POST)
    if form.is_valid():
        try:
            guest = welcome_guest(
                gathering=gathering, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except RuleError as error:
            return _show(request, gathering, form, str(error))
        else:
            messages.success(request, _("%(name)s er ført som til stede.") % {"name": guest})
            return redirect("gatherings:attendance", slug, pk)
    return _show(request, gathering, form)


def _roll(request: PageRequest, gathering: Gathering) -> Roll:
    return roll_of(gathering, may_see_answers=request.access.can(Permission.GATHERING_PLAN))


def _show(request: PageRequest, gathering: Gathering, form: GuestForm, problem: str = "") -> HttpResponse:
    minutes = minutes_of(gathering)
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "roll": _roll(request, gathering),
        "choices": Attendance.Presence.choices,
        "is_locked": minutes is not None and minutes.is_locked,
        "form": form,
        "problem": problem,
    }
    template = "gatherings/_attendance.html" if request.htmx else "gatherings/attendance.html"
    return render(request, template, context)
