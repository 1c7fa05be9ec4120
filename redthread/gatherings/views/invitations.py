"""Answering whether one comes: by the link in the mail, or signed in; and sending news that waits."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions.news import tell_news
from redthread.gatherings.actions.replies import answer_invitation, refuse_late
from redthread.gatherings.forms.invitations import AnswerForm
from redthread.gatherings.invitation_door import invitation_by_key, own_invitation
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import Invitation
from redthread.networks.access import login_required
from redthread.networks.roles import Permission


# The key in the address gives the right, and no cookie does, so a forged request has nothing to borrow.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows and changes nothing, since mail filters open links; POST answers."""
    invitation = invitation_by_key(token, timezone.now())
    if invitation is None:
        return guarded(render(request, "gatherings/answer_gone.html", status=404))
    translation.activate(invitation.person.language)
    form = AnswerForm(request.POST if request.method == "POST" else None, invitation=invitation)
    is_saved = form.is_valid() and saved(form, invitation, Invitation.Way.LINK)
    if is_saved:
        return guarded(redirect(f"{request.path}?takk"))
    context = {
        "invitation": invitation,
        "gathering": invitation.gathering,
        "form": form,
        "late": words_when_late(invitation),
        "is_thanked": "takk" in request.GET,
    }
    return guarded(render(request, "gatherings/answer.html", context))


@login_required
@require_POST
def answer(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """The same on the gathering's own page, for whoever is invited."""
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_VIEW)
    invitation = own_invitation(gathering, request.user)
    if invitation is None:
        messages.info(request, _("Du er ikke kalt inn til denne samlingen, så det er ingenting å svare på."))
        return redirect(gathering)
    form = AnswerForm(request.POST, invitation=invitation)
    if form.is_valid() and saved(form, invitation, Invitation.Way.PAGE):
        messages.success(request, _("Takk. Svaret er lagret."))
    else:
        messages.error(request, " ".join(str(error) for found in form.errors.values() for error in found))
    return redirect(gathering)


@login_required
@require_POST
def send_news(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """Send what waits now; pressed twice, it is sent once."""
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_PLAN)
    if forms.Form(request.POST).is_valid() and tell_news(gathering=gathering, now=timezone.now()):
        messages.success(request, _("Endringene er sendt."))
    else:
        messages.info(request, _("Det er ingen endringer som venter på å bli sendt."))
    return redirect(gathering)


def saved(form: AnswerForm, invitation: Invitation, way: str) -> bool:
    """Whether the answer was taken; if not, the form says why."""
    given = {"answer": form.cleaned_data["answer"], "word": form.cleaned_data["word"]}
    try:
        answer_invitation(invitation=invitation, **given, seen=form.seen_start(), way=way, now=timezone.now())
    except RuleError as error:
        form.add_error(None, str(error))
        return False
    return True


def words_when_late(invitation: Invitation) -> str:
    """Why nothing can be answered any more; empty while it can."""
    try:
        refuse_late(invitation.gathering, timezone.now())
    except RuleError as error:
        return str(error)
    return ""


def guarded(response: HttpResponse) -> HttpResponse:
    """Nobody keeps the page, finds it by searching, or learns its address from a link that is followed."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
