"""What to do before a gathering: planned, sent ahead, fetched, and said to be done."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.checked_files import content_type_of
from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions import preparation as actions
from redthread.gatherings.actions.invitations import people_to_invite
from redthread.gatherings.forms.preparation import FORMS, ReadyForm
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import AgendaItem, Gathering, Preparation
from redthread.gatherings.readiness import readiness, tasks_for, time_words
from redthread.gatherings.views.changes import posted
from redthread.networks.access import login_required
from redthread.networks.roles import Permission

Kind = Preparation.Kind
KINDS = {"lesing": Kind.READING, "fil": Kind.FILE, "sporsmal": Kind.QUESTION}
PLAN, VIEW = Permission.GATHERING_PLAN, Permission.GATHERING_VIEW


@login_required
@require_GET
def preparation(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """Everything to do before the gathering, and who is ready; a session leader sees what is theirs."""
    gathering = gathering_for(request, slug, pk, needs=VIEW)
    may_plan = request.access.can(PLAN)
    items = gathering.agenda_items.all()
    if not may_plan and not _led_it(request, gathering):
        items = items.filter(leaders__person=request.user)
        if not items:
            raise PermissionDenied
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "found": readiness(gathering, timezone.now(), items=items),
        "may_plan": may_plan,
        "unsent": len(actions.unsent(gathering)) if may_plan and not gathering.is_draft else 0,
    }
    return render(request, "gatherings/preparation.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def preparation_new(request: PageRequest, slug: str, pk: str, item: str, kind: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    one = get_object_or_404(gathering.agenda_items.all(), public_id=item)
    one.gathering = gathering
    if kind not in KINDS:
        raise Http404
    form = FORMS[KINDS[kind]](posted(request), request.FILES or None)
    if form.is_valid():
        try:
            fields = form.fields_of_preparation()
            actions.add_preparation(item=one, kind=KINDS[kind], by=request.user, now=timezone.now(), **fields)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{_page_of(gathering)}#post-{one.public_id}")
    context = {
        "network": gathering.network, "gathering": gathering, "item": one, "form": form, "kind": KINDS[kind],
    }  # fmt: skip
    return render(request, "gatherings/preparation_new.html", context)


KINDS = {
    "lesing": Preparation.Kind.READING,
    "fil": Preparation.Kind.FILE,
    "sporsmal": Preparation.Kind.QUESTION,
}


@login_required
@require_http_methods(["GET", "POST"])
def preparation_remove(request: PageRequest, slug: str, pk: str, preparation: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    one = _preparation_of(gathering, preparation)
    form = forms.Form(posted(request))
    if form.is_valid():
        actions.remove_preparation(preparation=one, by=request.user, now=timezone.now())
        messages.success(request, _("Forberedelsen er tatt bort."))
        return redirect(_page_of(gathering))
    context = {
        "network": gathering.network, "gathering": gathering, "one": one, "form": form,
        "answers": one.done.count(),
    }  # fmt: skip
    return render(request, "gatherings/preparation_remove.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def preparation_send(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """Who is mailed, and what they get; POST sends."""
    gathering, now = gathering_for(request, slug, pk, needs=PLAN), timezone.now()
    form = forms.Form(posted(request))
    if form.is_valid():
        try:
            count = actions.send_preparation(gathering=gathering, by=request.user, now=now)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            words = ngettext(
                "Forberedelsen går til %(count)d person.", "Forberedelsen går til %(count)d personer.", count
            )
            messages.success(request, words % {"count": count})
            return redirect(_page_of(gathering))
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "form": form,
        "unsent": actions.unsent(gathering),
        "people": list(people_to_invite(gathering, now)),
    }
    return render(request, "gatherings/preparation_send.html", context)


@login_required
@require_GET
def preparation_file(request: PageRequest, slug: str, pk: str, preparation: str) -> HttpResponse:
    """The file to keep, never to show: it cannot run, or be taken for another kind of file."""
    gathering = gathering_for(request, slug, pk, needs=VIEW)
    one = _readable(request, _preparation_of(gathering, preparation))
    if not one.file:
        raise Http404
    try:
        with one.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=content_type_of(one.file_name))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = content_disposition_header(True, one.file_name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def preparation_ready(request: PageRequest, slug: str, pk: str, preparation: str) -> HttpResponse:
    """«Jeg er klar», or an answer; the list again as a part, else the gathering's page."""
    gathering = gathering_for(request, slug, pk, needs=Permission.AGENDA_PROPOSE)
    one = _preparation_of(gathering, preparation)
    if one.mailed_at is None or one.item.is_confidential or gathering.is_draft:
        raise Http404
    form, problem = ReadyForm(request.POST), ""
    is_ready = request.POST.get("klar") == "ja"
    if not form.is_valid():
        problem = _("Svaret er for langt. Skriv høyst 2000 tegn.")
    else:
        try:
            answer = form.cleaned_data["answer"]
            actions.say_ready(
                preparation=one, is_ready=is_ready, answer=answer, by=request.user, now=timezone.now()
            )
        except RuleError as error:
            problem = str(error)
    if request.htmx:
        context = {**preparing(request, gathering), "problem": problem}
        return render(request, "gatherings/_preparation.html", context)
    if problem:
        messages.warning(request, problem)
    return redirect(f"{gathering.get_absolute_url()}#forbered-deg")


def preparing(request: PageRequest, gathering: Gathering) -> dict[str, object]:
    """What the gathering's page needs to show «Forbered deg»."""
    tasks = tasks_for(gathering, request.user) if not gathering.is_draft else []
    return {
        "network": gathering.network,
        "gathering": gathering,
        "tasks": tasks,
        "tasks_time": time_words(tasks),
        "may_say_ready": request.access.can(Permission.AGENDA_PROPOSE) and _is_ahead(gathering),
    }


def _is_ahead(gathering: Gathering) -> bool:
    return gathering.ends_at > timezone.now() and not gathering.is_cancelled


def _preparation_of(gathering: Gathering, public_id: str) -> Preparation:
    found = get_object_or_404(
        Preparation.objects.filter(item__gathering=gathering).select_related("item"), public_id=public_id
    )
    found.item.gathering = gathering
    return found


def _readable(request: PageRequest, one: Preparation) -> Preparation:
    """What is sent is for the participants; the rest for those who plan, and who lead that item."""
    if request.access.can(PLAN) or _leads(request, one.item):
        return one
    if one.mailed_at is None or one.item.is_confidential:
        raise Http404
    return one


def _led_it(request: PageRequest, gathering: Gathering) -> bool:
    """In a closed network nobody plans any more, but its leaders still read."""
    return gathering.network.is_closed and request.access.can(Permission.NETWORK_MANAGE)


def _leads(request: PageRequest, item: AgendaItem) -> bool:
    return item.leaders.filter(person=request.user).exists()


def _page_of(gathering: Gathering) -> str:
    return reverse("gatherings:preparation", args=[gathering.network.slug, gathering.public_id])
