"""What the network raises to its owner: the list, a draft, the weighing."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.networks.access import Access
from redthread.networks.roles import Permission
from redthread.sharing.access import owner_for
from redthread.voice.actions import matters as actions
from redthread.voice.door import access_for, matter_for, own_matter_for, voting_bodies
from redthread.voice.forms import MatterForm, VoiceForm
from redthread.voice.matter_page import matter_page
from redthread.voice.matters_page import matters_page, owner_matters
from redthread.voice.models import Matter
from redthread.voice.voices import own_holders, standing_for


@login_required
@require_GET
def matters(request: HttpRequest, slug: str) -> HttpResponse:
    access = access_for(request, slug)
    context = {
        "network": access.network,
        "page": matters_page(access),
        "may_draft": access.can(Permission.SUMMARY_WRITE),
    }
    return render(request, "voice/matters.html", context)


@login_required
@require_GET
def owner(request: HttpRequest) -> HttpResponse:
    """What waits for the owner's answer, and what was answered."""
    owners = owner_for(request)
    return render(request, "voice/owner.html", {"owners": owners, "page": owner_matters(owners)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    access = access_for(request, slug, Permission.SUMMARY_WRITE)
    form = MatterForm(request.POST or None, bodies=voting_bodies(access), initial={"key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        made = actions.draft_matter(
            network=access.network,
            body=form.body_chosen,
            key=form.cleaned_data["key"],
            words=form.words(),
            by=access.person,
            now=timezone.now(),
        )
        return redirect("voice:matter", slug, made.public_id)
    return _form(request, access, form, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = own_matter_for(request, slug, pk)
    if not found.is_draft:
        raise Http404
    initial = {name: getattr(found, name) for name in ("title", "ask", "why", "rests_on", "version")}
    initial["body"] = found.body.public_id if found.body else ""
    form = MatterForm(request.POST or None, bodies=voting_bodies(access), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_matter(
                matter=found,
                body=form.body_chosen,
                words=form.words(),
                version=form.cleaned_data["version"],
                by=access.person,
                now=timezone.now(),
            )
        except RuleError as error:
            form.add_error(None, str(error))
        except actions.ChangedMeanwhileError as error:
            form.data = {**request.POST.dict(), "version": str(error.there.version)}
            form.add_error(
                None, _("Du har lagret kladden i et annet vindu. Lagre igjen for å beholde dette.")
            )
        else:
            return redirect(found)
    return _form(request, access, form, found)


def _form(request: HttpRequest, access: Access, form: MatterForm, found: Matter | None) -> HttpResponse:
    context = {"network": access.network, "form": form, "matter": found}
    return render(request, "voice/matter_form.html", context)


@login_required
@require_GET
def matter(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = matter_for(request, slug, pk)
    return _show(request, access, found)


def _show(
    request: HttpRequest, access: Access, found: Matter, form: VoiceForm | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"network": access.network, "matter": found}
    context["page"] = matter_page(access, found, form)
    return render(request, "voice/matter.html", context, status=status)


@login_required
@require_POST
def lay_before(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """The draft is laid before the schools."""
    access, found = own_matter_for(request, slug, pk)
    actions.raise_matter(matter=found, by=access.person, now=timezone.now())
    messages.success(request, _("Saken er lagt fram. Skolene kan nå si hva de mener."))
    return redirect(found)


@login_required
@require_POST
def back(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = own_matter_for(request, slug, pk)
    try:
        actions.back_to_draft(matter=found, by=access.person, now=timezone.now())
    except RuleError as error:
        messages.error(request, str(error))
    return redirect(found)


@login_required
@require_POST
def voice(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """What the person's own school says."""
    access, found = matter_for(request, slug, pk, Permission.SUMMARY_WRITE)
    own = own_holders(access, [one.holder for one in standing_for(found).said])
    if not own:
        raise PermissionDenied
    form = VoiceForm(request.POST, holders=own)
    if not form.is_valid():
        return _show(request, access, found, form)
    data = {name: form.cleaned_data[name] for name in ("choice", "reason")}
    try:
        actions.give_voice(
            matter=found, holder=form.holder_chosen(), by=access.person, now=timezone.now(), **data
        )
    except RuleError as error:
        form.add_error("reason", str(error))
        return _show(request, access, found, form)
    messages.success(request, _("Takk. Dere kan endre det til saken er sendt."))
    return redirect(found)
