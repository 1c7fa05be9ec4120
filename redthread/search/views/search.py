"""The one search, and what a person has taken care of."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from redthread.archive.actions import bookmarks as actions
from redthread.archive.models import Bookmark
from redthread.core.errors import RuleError
from redthread.core.kept_nowhere import kept_nowhere
from redthread.networks.access import accesses_of, login_required
from redthread.people.models import Person
from redthread.search.asking import question_of
from redthread.search.finding import search as find
from redthread.search.keeping import keepable, kept
from redthread.search.registry import KINDS
from redthread.search.things import Viewer
from redthread.search.words import GROUPS
from redthread.sharing.access import owners_of

SHORT_LIST = 5


@login_required
@require_GET
@kept_nowhere
def search(request: HttpRequest) -> HttpResponse:
    """One field over all one's networks; without a question, what one has taken care of."""
    viewer, question = _viewer(request), question_of(request.GET.get("q", ""))
    kind = request.GET.get("hvor", "")
    answer = find(viewer, question, kind=kind if kind in KINDS else "")
    mine = Bookmark.objects.filter(person=cast(Person, request.user))
    context = {
        "question": question,
        "answer": answer,
        "groups": [(GROUPS[group.kind], group) for group in answer.groups],
        "alone": GROUPS[kind] if kind in KINDS else "",
        "kept": [] if question.text else kept(viewer, list(mine[:SHORT_LIST])),
        "may_find": bool(viewer.accesses or viewer.owners),
    }
    return render(request, "search/search.html", context)


@login_required
@require_GET
@kept_nowhere
def bookmarks(request: HttpRequest) -> HttpResponse:
    viewer = _viewer(request)
    mine = Bookmark.objects.filter(person=cast(Person, request.user))
    context = {"kept": [(GROUPS[one.kind], one) for one in kept(viewer, list(mine))]}
    return render(request, "search/bookmarks.html", context)


@login_required
@require_POST
def keep(request: HttpRequest, kind: str, thing: str) -> HttpResponse:
    """Keep it, or let it go when `slipp` is sent; then back to the thing itself."""
    viewer, person = _viewer(request), cast(Person, request.user)
    found = keepable(viewer, kind, thing)
    if "slipp" in request.POST:
        actions.let_go(kind=kind, thing=thing, by=person, now=timezone.now())
        return redirect(found.href if found and "tilbake" not in request.POST else "search:bookmarks")
    if found is None:
        raise Http404
    try:
        actions.keep(kind=kind, thing=thing, by=person, now=timezone.now())
    except RuleError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Tatt vare på. Du finner det igjen under «Søk»."))
    return redirect(found.href)


def _viewer(request: HttpRequest) -> Viewer:
    person = cast(Person, request.user)
    return Viewer(accesses_of(person), owners_of(person, timezone.localdate()))
