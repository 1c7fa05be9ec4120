"""What the network sends to its owner, with a preview; and the owner's answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions.answers import answer_proposal, release_minutes, release_proposal
from redthread.gatherings.forms.minutes import AnswerForm
from redthread.gatherings.minutes_access import PageRequest, minutes_of
from redthread.gatherings.models import Gathering, Outcome
from redthread.gatherings.owner_door import asking_release_for
from redthread.gatherings.owner_view import minutes_snapshot, proposal_snapshot
from redthread.networks.access import login_required
from redthread.networks.roles import Permission
from redthread.sharing import actions as sharing
from redthread.sharing.models import Audience
from redthread.sharing.preview import preview_of


@login_required
@require_http_methods(["GET", "POST"])
def proposal_release(request: PageRequest, slug: str, pk: str, outcome: str) -> HttpResponse:
    gathering = _locked_gathering_for(request, slug, pk)
    found = _proposal(gathering, outcome)
    if request.method == "POST":
        release_proposal(outcome=found, by=request.user, now=timezone.now())
        messages.success(request, _("Forslaget er ferdigstilt. Skoleeier ser det nå."))
        return redirect("gatherings:minutes", slug, pk)
    title = _("Forslag fra %(network)s") % {"network": gathering.network}
    return _preview(request, gathering, found.public_id, title, proposal_snapshot(found))


@login_required
@require_POST
def proposal_recall(request: PageRequest, slug: str, pk: str, outcome: str) -> HttpResponse:
    gathering = _locked_gathering_for(request, slug, pk)
    return _recall(request, gathering, _proposal(gathering, outcome).public_id)


@login_required
@require_http_methods(["GET", "POST"])
def minutes_release(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    gathering = _locked_gathering_for(request, slug, pk)
    if request.method == "POST":
        release_minutes(gathering=gathering, by=request.user, now=timezone.now())
        messages.success(request, _("Referatet er ferdigstilt. Skoleeier ser det nå."))
        return redirect("gatherings:minutes", slug, pk)
    title = _("Referat fra %(title)s") % {"title": gathering.title}
    return _preview(request, gathering, gathering.public_id, title, minutes_snapshot(gathering))


@login_required
@require_POST
def minutes_recall(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    gathering = _locked_gathering_for(request, slug, pk)
    return _recall(request, gathering, gathering.public_id)


@login_required
@require_http_methods(["GET", "POST"])
def owner_answer(request: PageRequest, pk: str) -> HttpResponse:
    """The owner's executive or consultant answers what was released to the owner."""
    release, answer, is_owner = asking_release_for(request, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_proposal(
                release=release, text=form.cleaned_data["text"], by=request.user, now=timezone.now()
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Takk for svaret. Nettverket ser det på neste samling."))
            return redirect("gatherings:owner_answer", pk)
    context = {"release": release, "answer": answer, "form": form, "is_owner": is_owner}
    return render(request, "gatherings/owner_answer.html", context)


def _locked_gathering_for(request: PageRequest, slug: str, pk: str) -> Gathering:
    """Only locked minutes can be sent on: before that there is nothing at these addresses."""
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_PLAN)
    minutes = minutes_of(gathering)
    if minutes is None or not minutes.is_locked:
        raise Http404
    return gathering


def _proposal(gathering: Gathering, outcome: str) -> Outcome:
    proposals = Outcome.objects.shared().filter(item__gathering=gathering, kind=Outcome.Kind.PROPOSAL)
    found = get_object_or_404(proposals.select_related("item"), public_id=outcome)
    found.item.gathering = gathering
    return found


def _preview(
    request: PageRequest, gathering: Gathering, source: str, title: str, snapshot: list[dict[str, str]]
) -> HttpResponse:
    preview = preview_of(
        audience=Audience.OWNER, network=gathering.network, school=None, title=title, snapshot=snapshot
    )
    standing = gathering.network.releases.standing().filter(source=source, audience=Audience.OWNER).first()
    kind = "minutes" if source == gathering.public_id else "proposal"
    address = [gathering.network.slug, gathering.public_id, *([] if kind == "minutes" else [source])]
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "preview": preview,
        "standing": standing,
        "is_minutes": kind == "minutes",
        "release_href": reverse(f"gatherings:{kind}_release", args=address),
        "recall_href": reverse(f"gatherings:{kind}_recall", args=address),
    }
    return render(request, "gatherings/owner_release.html", context)


def _recall(request: PageRequest, gathering: Gathering, source: str) -> HttpResponse:
    for release in gathering.network.releases.standing().filter(source=source, audience=Audience.OWNER):
        sharing.revoke(release=release, by=request.user, now=timezone.now())
    messages.success(request, _("Trukket tilbake. Skoleeier ser det ikke lenger."))
    return redirect("gatherings:minutes", gathering.network.slug, gathering.public_id)
