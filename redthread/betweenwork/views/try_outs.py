"""A network's try-outs, one of them, and starting and changing one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from redthread.betweenwork.actions import try_outs as actions
from redthread.betweenwork.lineage_reading import read_lineage
from redthread.betweenwork.models import TryOut
from redthread.betweenwork.try_out_access import (
    access_for,
    own_try_out_for,
    try_out_for,
    writing_access_for,
)
from redthread.betweenwork.try_out_forms import SourceForm, TryOutForm
from redthread.betweenwork.try_out_list import try_out_list
from redthread.betweenwork.try_out_page import try_out_page
from redthread.betweenwork.try_out_start import Start, sources_of, start_of
from redthread.betweenwork.writers import schools_of
from redthread.core.errors import RuleError
from redthread.core.kept_nowhere import kept_nowhere
from redthread.knowledge.models import Story
from redthread.knowledge.story_reading import told_to
from redthread.networks.access import Access, login_required
from redthread.people.models import Organisation


@login_required
@require_GET
def all_try_outs(request: HttpRequest, slug: str) -> HttpResponse:
    access = access_for(request, slug)
    page = try_out_list(access, request.GET.get("skole", ""))
    context = {"network": access.network, "page": page, "may_start": bool(schools_of(access))}
    return render(request, "betweenwork/try_outs.html", context)


@login_required
@require_GET
@kept_nowhere
def try_out(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = try_out_for(request, slug, pk)
    page = try_out_page(access, found, timezone.now())
    context = {
        "network": access.network,
        "try_out": found,
        "page": page,
        "sources": sources_of(access, found, page.release),
        "may_start": bool(schools_of(access)),
    }
    return render(request, "betweenwork/try_out.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """One screen. Asking for another depth sends what is typed along and saves nothing."""
    access = writing_access_for(request, slug)
    start = start_of(access, request.GET)
    form = _start_form(request, access, start)
    if _is_sent(request) and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.start_try_out(
                network=access.network,
                school=data["school"],
                key=data["key"],
                plan=form.plan(),
                source=start.source,
                thanks=data["thanks"],
                by=access.person,
                now=timezone.now(),
            )
        except RuleError as error:
            form.add_error("changed", str(error))
        else:
            messages.success(request, _("I gang! Bare skolen din ser det, til dere ferdigstiller."))
            return redirect(made)
    context = {
        "network": access.network,
        "form": form,
        "start": start,
        "is_new": True,
        "depths": _depths(form),
    }
    return render(request, "betweenwork/try_out_form.html", context)


def _is_sent(request: HttpRequest) -> bool:
    return request.method == "POST" and "switch" not in request.POST


def _depth(request: HttpRequest, otherwise: str) -> str:
    return request.POST.get("switch") or request.POST.get("depth") or otherwise


def _depths(form: TryOutForm) -> list[tuple[str, Any]]:
    """The other two, to change to."""
    return [(value, label) for value, label in TryOut.Depth.choices if value != form.chosen_depth]


def _mine(access: Access) -> list[Organisation]:
    writes = schools_of(access)
    return [
        one.organisation for one in access.memberships if one.organisation and one.organisation_id in writes
    ]


def _start_form(request: HttpRequest, access: Access, start: Start) -> TryOutForm:
    settings: dict[str, Any] = {
        "depth": _depth(request, TryOut.Depth.QUICK),
        "schools": _mine(access),
        "has_source": start.source.is_told_by_others,
        "has_method": start.source.method is not None,
        "asks_thanks": start.source.is_told_by_others,
    }
    if request.method == "POST":
        return _typed(request, settings)
    return TryOutForm(
        initial={**start.initial, "key": str(uuid.uuid4()), "depth": settings["depth"]}, **settings
    )


def _typed(request: HttpRequest, settings: dict[str, Any]) -> TryOutForm:
    """What was typed; when only the depth is changed, without a word about what is still missing."""
    if _is_sent(request):
        return TryOutForm(request.POST, **settings)
    return TryOutForm(initial={**request.POST.dict(), "depth": settings["depth"]}, **settings)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = own_try_out_for(request, slug, pk)
    settings: dict[str, Any] = {
        "depth": _depth(request, found.depth),
        "schools": [found.school],
        "has_source": found.inspired_by_id is not None or found.story_id is not None,
        "has_method": found.method_id is not None,
    }
    theirs: TryOut | None = None
    if request.method == "POST":
        form = _typed(request, settings)
    else:
        names = [
            name
            for name in TryOutForm.base_fields
            if hasattr(found, name) and name not in ("school", "thanks")
        ]
        form = TryOutForm(initial={name: getattr(found, name) for name in names}, **settings)
    if _is_sent(request) and form.is_valid():
        plan, version = form.plan(), form.cleaned_data["version"]
        try:
            actions.change_try_out(
                try_out=found, plan=plan, version=version, by=access.person, now=timezone.now()
            )
        except RuleError as error:
            form.add_error("changed", str(error))
        except actions.ChangedMeanwhileError as error:
            theirs = error.there
            form.data = {**request.POST.dict(), "version": str(theirs.version)}
        else:
            messages.success(request, _("Lagret."))
            return redirect(found)
    context = {
        "network": access.network,
        "try_out": found,
        "form": form,
        "theirs": theirs,
        "depths": _depths(form),
    }
    return render(request, "betweenwork/try_out_form.html", context, status=409 if theirs else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Say afterwards where the idea came from."""
    access, found = own_try_out_for(request, slug, pk)
    there = found.inspired_by or found.story
    form = SourceForm(
        request.POST or None,
        try_outs=_others(access, found),
        stories=[(one.key, f"{one.title}, {one.school}") for one in told_to(access)],
        initial={"source": there.public_id if there else ""},
    )
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["source"]
        try:
            actions.name_source(
                try_out=found,
                source=TryOut.objects.visible_to(access).filter(public_id=key).first(),
                story=Story.objects.shown_to(access).filter(public_id=key).first(),
                by=access.person,
                now=timezone.now(),
            )
        except RuleError as error:
            form.add_error("source", str(error))
        else:
            messages.success(request, _("Lagret."))
            return redirect(found)
    context = {"network": access.network, "try_out": found, "form": form}
    return render(request, "betweenwork/try_out_source.html", context)


def _others(access: Access, found: TryOut) -> list[tuple[str, str]]:
    """The other try-outs that the person may read, by name."""
    lineage = read_lineage(access)
    named = ((node.key, f"{node.title}, {lineage.schools[node.school]}") for node in lineage.nodes)
    return sorted((one for one in named if one[0] != found.public_id), key=lambda one: (one[1], one[0]))
