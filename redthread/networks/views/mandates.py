"""The mandate: what it says, what it said, and a new version of it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from redthread.core.errors import RuleError
from redthread.networks import actions
from redthread.networks.access import SignedInRequest, network_for
from redthread.networks.actions import MandateMovedOn
from redthread.networks.forms.mandates import MandateForm
from redthread.networks.mandate_changes import FIELDS, Field, fields_of, typed_against
from redthread.networks.models import Mandate, Network
from redthread.networks.roles import Permission


@login_required
@require_GET
def mandate(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_VIEW)
    versions = list(
        Mandate.objects.filter(network=network).select_related("written_by").prefetch_related("links")
    )
    shown = next((m for m in versions if version in (None, m.version)), None)
    if version is not None and shown is None:
        raise Http404
    earlier = next((m for m in versions if shown and m.version < shown.version), None)
    context = {
        "network": network,
        "may_write": cast(SignedInRequest, request).access.can(Permission.NETWORK_MANAGE),
        "mandate": shown,
        "fields": fields_of(shown, earlier) if shown else [],
        "is_latest": shown is None or shown == versions[0],
        "versions": versions,
    }
    return render(request, "networks/mandate.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def mandate_new(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    latest = Mandate.objects.filter(network=network).prefetch_related("links").first()
    if request.method != "POST":
        form = MandateForm(initial=_initial(latest), is_first=latest is None)
        return _show(request, network, form)
    form = MandateForm(request.POST, is_first=latest is None)
    if not form.is_valid():
        return _show(request, network, form)
    try:
        actions.write_mandate(
            network=network,
            by=cast(SignedInRequest, request).user,
            now=timezone.now(),
            **form.cleaned_data,
        )
    except MandateMovedOn as moved:
        return _show_both(request, network, form, moved)
    except RuleError as error:
        form.add_error(None, str(error))
        return _show(request, network, form)
    messages.success(request, _("Mandatet er lagret. Alle i nettverket kan lese det."))
    return redirect("networks:mandate", network.slug)


def _show(
    request: HttpRequest, network: Network, form: MandateForm, theirs: list[Field] | None = None
) -> HttpResponse:
    context = {"network": network, "form": form, "theirs": theirs or []}
    return render(request, "networks/mandate_new.html", context)


def _show_both(
    request: HttpRequest, network: Network, form: MandateForm, moved: MandateMovedOn
) -> HttpResponse:
    """What was typed stays in the form, the other's text beside it; the next save builds on theirs."""
    typed = request.POST.copy()
    typed["expected_version"] = str(moved.latest.version)
    again = MandateForm(typed, is_first=False)
    again.is_valid()
    again.add_error(None, str(moved))
    return _show(request, network, again, typed_against(moved.latest, form.cleaned_data))


def _initial(latest: Mandate | None) -> dict[str, Any]:
    if latest is None:
        return {"expected_version": 0}
    words: dict[str, Any] = {name: getattr(latest, name) for name in FIELDS}
    words["links"] = "\n".join(f"{link.title} {link.url}" for link in latest.links.all())
    return words | {"expected_version": latest.version}
