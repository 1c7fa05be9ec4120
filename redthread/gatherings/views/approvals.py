"""Those who were there approve the locked minutes, with one tap."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions.minutes import approve_minutes
from redthread.gatherings.forms.minutes import ApprovalForm
from redthread.gatherings.minutes_access import PageRequest, minutes_of
from redthread.gatherings.views.minutes import show_locked
from redthread.networks.access import login_required
from redthread.networks.roles import Permission


@login_required
@require_POST
def approve(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=Permission.MINUTES_APPROVE)
    minutes = minutes_of(gathering)
    if minutes is None:
        raise Http404
    form = ApprovalForm(request.POST)
    if not form.is_valid() and minutes.is_locked:
        return show_locked(request, gathering, minutes, form)
    try:
        remark = form.cleaned_data.get("remark", "")
        approve_minutes(minutes=minutes, remark=remark, by=request.user, now=timezone.now())
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Takk. Godkjenningen din står sammen med referatet."))
    return redirect("gatherings:minutes", slug, pk)
