"""Members from a file: choose it, see what it would do, say yes."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from redthread.core.errors import InputError, RuleError
from redthread.core.held_files import drop_file, held_file, hold_file
from redthread.core.tables import write_xlsx
from redthread.networks import actions
from redthread.networks.access import SignedInRequest, network_for
from redthread.networks.forms.members import MemberFileForm
from redthread.networks.forms.posted import posted
from redthread.networks.member_file import read_members
from redthread.networks.models import Network
from redthread.networks.roles import Permission

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_http_methods(["GET", "POST"])
def members_file(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    if "ticket" in request.POST:
        return _add(request, network, request.POST["ticket"][:100])
    form = MemberFileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _preview(request, network, form)
    return _show(request, network, form)


def _preview(request: HttpRequest, network: Network, form: MemberFileForm) -> HttpResponse:
    upload, now = form.cleaned_data["file"], timezone.now()
    try:
        found = read_members(network, upload, upload.name, now=now)
    except InputError as error:
        return _show(request, network, MemberFileForm(), problems=error.problems)
    upload.seek(0)
    holder = cast(SignedInRequest, request).user.public_id
    context = {
        "network": network,
        "found": found,
        "filename": upload.name,
        "ticket": hold_file(upload.read(), upload.name, holder=holder, now=now),
        "now": now,
    }
    return render(request, "networks/members_file_preview.html", context)


def _add(request: HttpRequest, network: Network, ticket: str) -> HttpResponse:
    person, now = cast(SignedInRequest, request).user, timezone.now()
    held = held_file(ticket, holder=person.public_id, now=now)
    if held is None:
        told = _("Det har gått for lang tid siden du valgte filen. Velg den en gang til.")
        return _show(request, network, MemberFileForm(), problems=(told,))
    try:
        found = read_members(network, held.content, held.filename, now=now)
        added = actions.add_members(network=network, file=found, by=person, now=now)
    except InputError as error:
        return _show(request, network, MemberFileForm(), problems=error.problems)
    except RuleError as error:
        return _show(request, network, MemberFileForm(), problems=(str(error),))
    drop_file(ticket, holder=person.public_id)
    text = ngettext("%(count)d deltaker er lagt til.", "%(count)d deltakere er lagt til.", len(added))
    messages.success(request, text % {"count": len(added)})
    return redirect("networks:members", network.slug)


def _show(
    request: HttpRequest, network: Network, form: MemberFileForm, problems: tuple[str, ...] = ()
) -> HttpResponse:
    context = {"network": network, "form": form, "problems": problems}
    return render(request, "networks/members_file.html", context)


@login_required
@require_GET
def members_template(request: HttpRequest, slug: str) -> HttpResponse:
    network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    heading = [_("Navn"), _("E-post"), _("Enhet"), _("Stilling"), _("Rolle"), _("Fra"), _("Til")]
    sheet = HttpResponse(write_xlsx(_("Deltakere"), heading, []), content_type=XLSX)
    sheet["Content-Disposition"] = 'attachment; filename="deltakere.xlsx"'
    return sheet
