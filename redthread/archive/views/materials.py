"""A network's archive: the list, one material, its file, and adding, changing and taking away."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from redthread.archive.access import (
    access_for,
    adding_access_for,
    material_for,
    may_change,
    own_material_for,
)
from redthread.archive.actions import materials as actions
from redthread.archive.forms.materials import MaterialForm, WordsForm
from redthread.archive.material_list import chosen_from, line_of, material_list
from redthread.archive.material_places import items_to_choose, methods_to_choose
from redthread.archive.models import Material
from redthread.core.checked_files import content_type_of
from redthread.core.errors import RuleError
from redthread.networks.access import Access, login_required
from redthread.networks.roles import Permission


@login_required
@require_GET
def materials(request: HttpRequest, slug: str) -> HttpResponse:
    access = access_for(request, slug)
    page = material_list(access, chosen_from(request.GET))
    context = {
        "network": access.network,
        "page": page,
        "kinds": Material.Kind.choices,
        "school_kinds": Material.SchoolKind.choices,
        "may_add": access.can(Permission.AGENDA_PROPOSE),
    }
    return render(request, "archive/materials.html", context)


@login_required
@require_GET
def material(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = material_for(request, slug, pk)
    line = line_of(access, found)
    context = {
        "network": access.network,
        "line": line,
        "material": found,
        "may_change": may_change(access, found),
    }
    return render(request, "archive/material.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything is for the whole network, which the page says before anything is sent."""
    access = adding_access_for(request, slug)
    form = _new_form(request, access)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.add_material(
                network=access.network,
                key=data["key"],
                kind=data["kind"],
                words=form.words(),
                url=data["url"],
                upload=data["file"],
                by=access.person,
                now=timezone.now(),
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Lagt inn. Alle i nettverket finner det nå."))
            return redirect(made)
    context = {"network": access.network, "form": form, "is_new": True}
    return render(request, "archive/material_form.html", context)


def _new_form(request: HttpRequest, access: Access) -> MaterialForm:
    among: dict[str, Any] = {
        "items": items_to_choose(access, request.GET.get("samling", "")[:20]),
        "methods": methods_to_choose(access),
    }
    if request.method == "POST":
        return MaterialForm(request.POST, request.FILES, **among)
    initial = {"key": str(uuid.uuid4()), "item": request.GET.get("post", ""), "kind": Material.Kind.FILE}
    return MaterialForm(initial=initial, **among)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = own_material_for(request, slug, pk)
    among: dict[str, Any] = {
        "items": items_to_choose(access, "", found.item),
        "methods": methods_to_choose(access),
    }
    initial = {
        "title": found.title,
        "about": found.about,
        "themes": ", ".join(theme.name for theme in found.themes.all()),
        "method": found.method.public_id if found.method else "",
        "item": found.item.public_id if found.item else "",
        "school_kind": found.school_kind,
    }
    form = WordsForm(request.POST if request.method == "POST" else None, initial=initial, **among)
    if form.is_valid():
        try:
            actions.describe_material(
                material=found, words=form.words(), by=access.person, now=timezone.now()
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Lagret."))
            return redirect(found)
    context = {"network": access.network, "form": form, "material": found}
    return render(request, "archive/material_form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = own_material_for(request, slug, pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.remove_material(material=found, by=access.person, now=timezone.now())
        messages.success(request, _("Tatt bort."))
        return redirect("archive:materials", access.network.slug)
    context = {"network": access.network, "material": found, "form": form}
    return render(request, "archive/material_remove.html", context)


@login_required
@require_GET
def file(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """The file to keep, never to show: it cannot run here, or be taken for another kind of file."""
    _access, found = material_for(request, slug, pk)
    if not found.file:
        raise Http404
    try:
        with found.file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=content_type_of(found.file_name))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = content_disposition_header(True, found.file_name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
