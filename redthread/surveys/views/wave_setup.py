"""The waves of a survey before they are opened: when, whom, until which day, and the sending itself."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from redthread.core.errors import RuleError
from redthread.surveys.actions import surveys as actions
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import Wave
from redthread.surveys.setup_door import survey_for, wave_for
from redthread.surveys.setup_forms import WaveForm
from redthread.surveys.setup_page import asked_words, counts_of, role_choices
from redthread.surveys.views.surveys import show_survey


@login_required
@require_POST
def new(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = survey_for(request, slug, pk)
    try:
        made = actions.add_wave(survey=found, moment=Wave.Moment.AFTER, by=access.person, now=timezone.now())
    except RuleError as error:
        messages.warning(request, str(error))
        return redirect(found)
    return redirect(f"{found.get_absolute_url()}#runde-{made.number}")


@login_required
@require_POST
def change(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    """Saved while it is chosen, by the button, and on the way to the last look before it is sent."""
    access, wave = wave_for(request, slug, pk, number)
    now = timezone.now()
    counts = counts_of(access.network, now)
    form = WaveForm(
        request.POST,
        roles=role_choices(instrument_of(wave.survey), counts),
        auto_id=f"id_wave{number}_%s",
    )
    if form.is_valid():
        try:
            actions.change_wave(wave=wave, plan=form.plan(), by=access.person, now=now)
        except RuleError as error:
            form.add_error("closes_on", str(error))
    is_saved = form.is_valid()
    is_here = bool(request.htmx)  # type: ignore[attr-defined]
    if is_saved and request.POST.get("next") == "opening":
        return HttpResponseClientRedirect(wave.get_absolute_url()) if is_here else redirect(wave)
    if is_here:
        context = {"number": number, "asked": asked_words(wave, counts), "form": form, "is_saved": is_saved}
        return render(request, "surveys/_chosen.html", context)
    if is_saved:
        return redirect(f"{wave.survey.get_absolute_url()}#runde-{number}")
    return show_survey(request, access, wave.survey, {f"wave-{number}": form}, status=400)


@login_required
@require_POST
def removal(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    access, wave = wave_for(request, slug, pk, number)
    try:
        actions.remove_wave(wave=wave, by=access.person, now=timezone.now())
    except RuleError as error:
        messages.warning(request, str(error))
    return redirect(wave.survey)
