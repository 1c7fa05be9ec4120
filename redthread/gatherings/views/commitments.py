"""What becomes of a commitment at a later gathering: closed, carried on or let go."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions.commitments import record_step, undo_step
from redthread.gatherings.forms.commitments import StepForm
from redthread.gatherings.minutes_access import PageRequest, minutes_of
from redthread.gatherings.models import Commitment, Gathering
from redthread.gatherings.step_cards import card_for, may_answer
from redthread.networks.access import login_required
from redthread.networks.roles import Permission


@login_required
@require_POST
def commitment_step(request: PageRequest, slug: str, pk: str, commitment: str) -> HttpResponse:
    gathering, found = _commitment_for(request, slug, pk, commitment)
    form = StepForm(request.POST)
    if form.is_valid():
        try:
            record_step(
                commitment=found,
                gathering=gathering,
                by=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            )
            form = StepForm()
        except RuleError as error:
            form.add_error(None, str(error))
    return _answer(request, gathering, found, form)


@login_required
@require_POST
def commitment_step_undo(request: PageRequest, slug: str, pk: str, commitment: str) -> HttpResponse:
    gathering, found = _commitment_for(request, slug, pk, commitment)
    form = StepForm()
    try:
        undo_step(commitment=found, gathering=gathering, by=request.user, now=timezone.now())
    except RuleError as error:
        messages.error(request, str(error))
    return _answer(request, gathering, found, form)


def _commitment_for(
    request: PageRequest, slug: str, pk: str, commitment: str
) -> tuple[Gathering, Commitment]:
    """The gathering and the commitment, for those who run the gathering and for the school's own people."""
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_VIEW)
    visible = Commitment.objects.visible_to(request.access).select_related("school", "gathering")
    found = get_object_or_404(visible, public_id=commitment)
    if not may_answer(request.access, found):
        raise PermissionDenied
    return gathering, found


def _answer(request: PageRequest, gathering: Gathering, found: Commitment, form: StepForm) -> HttpResponse:
    """The commitment's card for a part; without script back to «siden sist», or to the form with its text."""
    found.refresh_from_db(fields=["state"])
    step = found.steps.filter(gathering=gathering).select_related("by").first()
    card = card_for(found, step, access=request.access, minutes=minutes_of(gathering), form=form)
    context = {"network": gathering.network, "gathering": gathering, "card": card}
    if request.htmx:
        return render(request, "gatherings/_commitment_step.html", context)
    if form.errors:
        return render(request, "gatherings/commitment_step.html", context)
    return redirect("gatherings:since_last", gathering.network.slug, gathering.public_id)
