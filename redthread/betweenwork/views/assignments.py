"""The network's pages about between-work, and the two acts around locking the minutes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from redthread.betweenwork.access import assignment_for
from redthread.betweenwork.actions.assignments import close_gathering, has_begun, plan_between_work
from redthread.betweenwork.closing import closing_page
from redthread.betweenwork.forms import PlanForm
from redthread.betweenwork.models import Assignment
from redthread.betweenwork.reading import assignment_page, list_entries
from redthread.betweenwork.windows import window_words
from redthread.betweenwork.writers import schools_of
from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.models import Gathering
from redthread.networks.access import SignedInRequest, login_required, network_for
from redthread.networks.roles import Permission


@login_required
@require_GET
def all_assignments(request: SignedInRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.GATHERING_VIEW)
    entries = list_entries(request.access, timezone.now())
    context = {
        "network": network,
        "current": [entry for entry in entries if entry.is_open],
        "earlier": [entry for entry in entries if not entry.is_open],
        "writes_for": schools_of(request.access),
    }
    return render(request, "betweenwork/list.html", context)


@login_required
@require_GET
def assignment(request: SignedInRequest, slug: str, pk: str) -> HttpResponse:
    found = assignment_for(request, slug, pk)
    context = {
        "network": found.network,
        "assignment": found,
        "page": assignment_page(found, request.access),
        "writes_for": schools_of(request.access),
        "window": window_words(found.gathering.ends_at, found.next_starts_at, timezone.now()),
    }
    return render(request, "betweenwork/assignment.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: SignedInRequest, slug: str, pk: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_PLAN)
    form = PlanForm(request.POST or None, initial=_planned(gathering))
    if request.method == "POST" and form.is_valid():
        try:
            plan_between_work(gathering=gathering, by=request.user, now=timezone.now(), **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Mellomarbeidet er planlagt. Skolene ser det når referatet er låst."))
            return redirect(gathering)
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "form": form,
        "has_begun": has_begun(gathering),
    }
    return render(request, "betweenwork/plan.html", context)


def _planned(gathering: Gathering) -> dict[str, object]:
    """What is known already: the plan so far, else the gathering's own theme."""
    there = Assignment.objects.filter(gathering=gathering).first()
    if there is None:
        return {"theme": gathering.theme or gathering.title, "expects_whole_staff": True}
    return {"theme": there.theme, "task": there.task, "expects_whole_staff": there.expects_whole_staff}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: SignedInRequest, slug: str, pk: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_PLAN)
    error = ""
    if request.method == "POST":
        try:
            opened = close_gathering(gathering=gathering, by=request.user, now=timezone.now())
        except RuleError as refused:
            error = str(refused)
        else:
            messages.success(request, _("Referatet er låst, og skolene har fått mellomarbeidet sitt."))
            return redirect(opened)
    context = {"page": closing_page(gathering, timezone.now()), "error": error}
    return render(request, "betweenwork/lock.html", {"gathering": gathering, **context})
