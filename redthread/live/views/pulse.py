"""The pulse of a gathering: what people wrote, and «dere sa – vi endrer»."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.models import Gathering
from redthread.live.actions import pulse as actions
from redthread.live.fields import clean
from redthread.live.pulse import pulses
from redthread.networks.access import SignedInRequest, login_required
from redthread.networks.roles import Permission

PLAN = Permission.GATHERING_PLAN


class PulseForm(forms.Form):
    said = forms.CharField(
        label=_("Dere sa …"),
        max_length=300,
        error_messages={"required": _("Skriv med egne ord hva flere sa.")},
    )
    change = forms.CharField(
        label=_("Vi endrer …"),
        max_length=300,
        error_messages={"required": _("Skriv hva dere gjør med det, også når svaret er nei.")},
    )

    def clean_said(self) -> str:
        return clean(self.cleaned_data["said"])

    def clean_change(self) -> str:
        return clean(self.cleaned_data["change"])


@login_required
@require_http_methods(["GET", "POST"])
def pulse(request: SignedInRequest, slug: str, pk: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    form = PulseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_pulse_answer(
                gathering=gathering, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("live:pulse", slug, pk)
    return render(request, "live/pulse.html", _page(gathering, form))


def _page(gathering: Gathering, form: PulseForm) -> dict[str, Any]:
    standing = actions.standing_release(gathering)
    following = Gathering.objects.standing().after(gathering).first()
    return {
        "network": gathering.network,
        "gathering": gathering,
        "pulses": pulses(gathering.live_sessions.all()),
        "answers": list(gathering.pulse_answers.all()),
        "form": form,
        "standing": standing,
        "is_changed": standing is not None and standing.snapshot != actions.snapshot_of(gathering),
        "following": following,
    }


@login_required
@require_POST
def pulse_answer_remove(request: SignedInRequest, slug: str, pk: str, answer: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    found = get_object_or_404(gathering.pulse_answers.all(), public_id=answer)
    actions.remove_pulse_answer(answer=found, by=request.user, now=timezone.now())
    return redirect("live:pulse", slug, pk)


@login_required
@require_POST
def pulse_release(request: SignedInRequest, slug: str, pk: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    try:
        actions.release_pulse(gathering=gathering, by=request.user, now=timezone.now())
    except RuleError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _t("Svarene står nå på neste samlings «siden sist»."))
    return redirect("live:pulse", slug, pk)


@login_required
@require_POST
def pulse_recall(request: SignedInRequest, slug: str, pk: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    actions.recall_pulse(gathering=gathering, by=request.user, now=timezone.now())
    return redirect("live:pulse", slug, pk)
