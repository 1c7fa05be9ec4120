"""Proposals for the agenda: anybody who takes part proposes, those who plan answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions.proposals import answer_proposal, propose_item
from redthread.gatherings.forms.proposals import ACCEPT, AnswerForm, ProposalForm
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import AgendaProposal, Gathering
from redthread.networks.access import login_required
from redthread.networks.roles import Permission


@login_required
@require_http_methods(["GET", "POST"])
def proposals(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=Permission.AGENDA_PROPOSE)
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            propose_item(gathering=gathering, by=request.user, now=timezone.now(), **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Takk! De som planlegger samlingen, svarer deg her."))
            return redirect("gatherings:proposals", slug, pk)
    return show(request, gathering, form)


@login_required
@require_POST
def proposal_answer(request: PageRequest, slug: str, pk: str, proposal: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_PLAN)
    one = get_object_or_404(gathering.proposals.all(), public_id=proposal)
    one.gathering = gathering
    form = AnswerForm(request.POST, auto_id=f"{one.public_id}_%s")
    if not form.is_valid():
        return show(request, gathering, ProposalForm(), (one, form))
    try:
        answer_proposal(
            proposal=one,
            is_accepted=form.cleaned_data["choice"] == ACCEPT,
            answer=form.cleaned_data["answer"],
            by=request.user,
            now=timezone.now(),
        )
    except RuleError as error:
        form.add_error("answer", str(error))
        return show(request, gathering, ProposalForm(), (one, form))
    messages.success(request, _("Svaret er lagret. Den som foreslo saken, ser det her."))
    return redirect("gatherings:proposals", slug, pk)


def show(
    request: PageRequest,
    gathering: Gathering,
    form: ProposalForm,
    answering: tuple[AgendaProposal, AnswerForm] | None = None,
) -> HttpResponse:
    access, now = request.access, timezone.now()
    found = gathering.proposals.select_related("proposed_by", "answered_by", "item")
    may_answer = access.can(Permission.GATHERING_PLAN) and not gathering.is_cancelled
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "form": form,
        "proposals": [(one, _answer_form(one, answering) if may_answer else None) for one in found],
        "is_open": not gathering.is_draft and not gathering.is_cancelled and gathering.ends_at > now,
        "answering": answering,
    }
    return render(request, "gatherings/proposals.html", context)


def _answer_form(
    one: AgendaProposal, answering: tuple[AgendaProposal, AnswerForm] | None
) -> AnswerForm | None:
    if one.answered_at is not None:
        return None
    if answering is not None and answering[0] == one:
        return answering[1]
    return AnswerForm(auto_id=f"{one.public_id}_%s")
