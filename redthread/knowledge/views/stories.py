"""The network's stories, one of them, and the thanks for it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from redthread.core import dates
from redthread.core.errors import RuleError
from redthread.core.kept_nowhere import kept_nowhere
from redthread.knowledge.access import access_for, found_in, schools_told_for
from redthread.knowledge.actions import thanks as actions
from redthread.knowledge.models import Story
from redthread.knowledge.parts import steps_of
from redthread.knowledge.story_list import DID_NOT, story_list
from redthread.knowledge.story_page import StoryPage, is_sent_back, story_page, word_of
from redthread.networks.access import Access, login_required
from redthread.networks.roles import Permission


@login_required
@require_GET
@kept_nowhere
def stories(request: HttpRequest, slug: str) -> HttpResponse:
    access = access_for(request, slug)
    kind, outcome = request.GET.get("slag", ""), request.GET.get("det", "")
    context = {
        "network": access.network,
        "page": story_list(access, kind, outcome),
        "kind": kind,
        "outcome": outcome,
        "did_not": DID_NOT,
        "kinds": Story.Knowledge.choices,
        "may_tell": bool(schools_told_for(access)),
    }
    return render(request, "knowledge/stories.html", context)


@login_required
@require_GET
@kept_nowhere
def story(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access = access_for(request, slug)
    found = found_in(access, pk)
    if found is None:
        return gone(request, access)
    page = story_page(access, found)
    context = {
        "network": access.network,
        "story": found,
        "page": page,
        "lead": _lead(found, page),
        "steps": steps_of(found) if page.is_mine else (),
        "outcome_words": word_of(page.outcome, Story.Outcome.choices),
        "knowledge_words": word_of(page.knowledge, Story.Knowledge.choices),
        "is_sent_back": is_sent_back(page),
        "may_change": page.is_mine and access.can(Permission.SUMMARY_WRITE),
        "may_try": bool(schools_told_for(access)),
        "may_ask": not page.is_mine and page.has_contact and access.can(Permission.PEER_HELP),
        "may_thank": not page.is_mine and not page.thanks and access.can(Permission.AGENDA_PROPOSE),
    }
    return render(request, "knowledge/story.html", context)


def _lead(story: Story, page: StoryPage) -> str:
    """Whose it is, and since when it can be read like this."""
    told = [str(story.school)]
    if page.release:
        told.append(dates.day_and_year(page.release.released_at))
    return " · ".join(told)


def gone(request: HttpRequest, access: Access) -> HttpResponse:
    """The same words for what is private, withdrawn, deleted, and what never was."""
    return render(request, "knowledge/gone.html", {"network": access.network}, status=404)


@login_required
@require_POST
def thanks(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access = access_for(request, slug, Permission.AGENDA_PROPOSE)
    found = found_in(access, pk)
    if found is None:
        return gone(request, access)
    try:
        actions.thank_teller(
            story=found, text=request.POST.get("text", ""), by=access.person, now=timezone.now()
        )
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Takken er sendt."))
    return redirect(found)
