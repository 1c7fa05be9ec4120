"""A gathering is drafted, changed, published, moved and cancelled."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from redthread.core.errors import RuleError
from redthread.gatherings import agenda_advice
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions import lifecycle
from redthread.gatherings.actions.invitations import people_to_invite
from redthread.gatherings.forms.gatherings import DETAILS, CancelForm, EditForm, MoveForm, NewGatheringForm
from redthread.gatherings.forms.times import initial_times
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import Gathering
from redthread.gatherings.news import is_urgent
from redthread.gatherings.programme import programme_for, programme_of
from redthread.gatherings.rhythm import Meeting
from redthread.gatherings.saved_days import saved_choices
from redthread.gatherings.suggestions import Suggestion, choices_for, suggestion_for
from redthread.networks.access import login_required, network_for
from redthread.networks.roles import Permission

PLAN = Permission.GATHERING_PLAN


@login_required
@require_http_methods(["GET", "POST"])
def new(request: PageRequest, slug: str) -> HttpResponse:
    """The form opens with what is known: the network's rhythm, whose turn it is, and who chairs."""
    network, now = network_for(request, slug, needs=PLAN), timezone.now()
    suggestion = suggestion_for(network, now)
    form = NewGatheringForm(
        posted(request),
        choices=choices_for(network, now),
        latest=suggestion.latest,
        saved=saved_choices(network),
        initial=initial_of(suggestion),
    )
    if form.is_valid():
        try:
            fields = form.fields_of_gathering()
            made = lifecycle.create_gathering(network=network, by=request.user, now=now, **fields)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("gatherings:agenda", slug, made.public_id)
    context = {"network": network, "form": form, "suggestion": suggestion}
    return render(request, "gatherings/new.html", context)


def posted(request: PageRequest) -> QueryDict | None:
    """What was sent, also when it is empty (a form of one button); None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def initial_of(suggestion: Suggestion) -> dict[str, object]:
    host, chair, latest = suggestion.host, suggestion.chair, suggestion.latest
    return {
        **initial_times(suggestion.meeting),
        "host": host.public_id if host else "",
        "chair": chair.public_id if chair else "",
        "mode": latest.mode if latest else Gathering.Mode.PHYSICAL,
        "meeting_url": latest.meeting_url if latest else "",
    }


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    gathering, now = gathering_for(request, slug, pk, needs=PLAN), timezone.now()
    choices = choices_for(gathering.network, now, keep=gathering)
    form = EditForm(posted(request), choices=choices, initial=initial_details(gathering))
    if form.is_valid():
        as_seen(gathering, form)
        try:
            lifecycle.edit_gathering(gathering=gathering, by=request.user, now=now, **form.details())
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Endringen er lagret."))
            return redirect(gathering)
    return show(request, "edit", gathering, form)


def initial_details(gathering: Gathering) -> dict[str, object]:
    host, chair = gathering.host, gathering.chair
    return {
        **{name: getattr(gathering, name) for name in DETAILS},
        "host": host.public_id if host else "",
        "chair": chair.public_id if chair else "",
        "seen": gathering.version,
    }


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """Who will be mailed, and what they will see; POST publishes."""
    gathering, now = gathering_for(request, slug, pk, needs=PLAN), timezone.now()
    if not gathering.is_draft:
        return redirect(gathering)
    people = list(people_to_invite(gathering, now)) if gathering.ends_at > now else []
    form = forms.Form(posted(request))
    if form.is_valid():
        try:
            lifecycle.publish_gathering(gathering=gathering, by=request.user, now=now)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, words_of_publishing(len(people)))
            return redirect(gathering)
    return show(request, "publish", gathering, form, people=people, **look_ahead(gathering, now))


def look_ahead(gathering: Gathering, now: datetime) -> dict[str, object]:
    """What the members will see, and the mandate that will go with it."""
    slots = programme_of(gathering, gathering.agenda_items.all())
    return {
        "slots": programme_for(gathering, may_run=False),
        "balance": agenda_advice.balance_text(gathering, slots),
        "advice": agenda_advice.advice(gathering, slots),
        "mandate": lifecycle.mandate_at(gathering.network, now),
    }


def words_of_publishing(count: int) -> str:
    if count == 0:
        return _("Samlingen er publisert. Ingen får e-post.")
    return ngettext(
        "Samlingen er publisert. Innkallingen går til %(count)d person.",
        "Samlingen er publisert. Innkallingen går til %(count)d personer.",
        count,
    ) % {"count": count}


@login_required
@require_http_methods(["GET", "POST"])
def move(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    gathering, now = gathering_for(request, slug, pk, needs=PLAN), timezone.now()
    times = initial_times(Meeting(gathering.starts_at, gathering.ends_at))
    form = MoveForm(posted(request), initial={**times, "seen": gathering.version})
    if form.is_valid():
        as_seen(gathering, form)
        try:
            lifecycle.move_gathering(gathering=gathering, by=request.user, now=now, **form.times())
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Samlingen har fått ny tid."))
            return redirect(gathering)
    told, soon = count_told(gathering, now), is_urgent(gathering, now)
    return show(request, "move", gathering, form, told=told, is_urgent=soon)


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """Cancel with a reason; a draft is put away without one."""
    gathering, now = gathering_for(request, slug, pk, needs=PLAN), timezone.now()
    form = CancelForm(posted(request), is_draft=gathering.is_draft)
    if form.is_valid():
        why = form.cleaned_data.get("why", "")
        try:
            lifecycle.cancel_gathering(gathering=gathering, why=why, by=request.user, now=now)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            words = _("Kladden er lagt bort.") if gathering.is_draft else _("Samlingen er avlyst.")
            messages.success(request, words)
            return redirect("gatherings:list", slug)
    return show(request, "cancel", gathering, form, told=count_told(gathering, now))


def count_told(gathering: Gathering, now: datetime) -> int:
    """How many are mailed of a change."""
    if gathering.is_draft or gathering.ends_at <= now:
        return 0
    return people_to_invite(gathering, now).count()


def as_seen(gathering: Gathering, form: EditForm | MoveForm) -> None:
    """Let the change start from what the page showed, which may be older than what is stored."""
    seen = form.cleaned_data["seen"]
    if seen is not None:
        gathering.version = seen


def show(
    request: PageRequest, page: str, gathering: Gathering, form: forms.Form, **more: object
) -> HttpResponse:
    context = {"network": gathering.network, "gathering": gathering, "form": form, **more}
    return render(request, f"gatherings/{page}.html", context)
