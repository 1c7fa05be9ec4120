"""A wave for the one who asks: open it, remind, put up a poster, close."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.core.qr import qr_svg
from redthread.networks.access import login_required
from redthread.surveys.actions.closing import close_wave
from redthread.surveys.actions.opening import open_wave
from redthread.surveys.actions.reminding import remind
from redthread.surveys.fieldwork_page import fieldwork
from redthread.surveys.invited import invited_to
from redthread.surveys.models import OpenCode, Wave
from redthread.surveys.opening_page import CodesForm, as_before, opening_page, places_for_codes
from redthread.surveys.role_words import role_words
from redthread.surveys.tickets import address_of_code
from redthread.surveys.wave_access import code_for, codes_for, wave_for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    """Before: who is asked and what they read. After: how it goes."""
    access, wave = wave_for(request, slug, pk, number)
    if wave.opened_at is not None:
        return _show_fieldwork(request, wave)
    now = timezone.now()
    places = places_for_codes(wave, now)
    sent = request.POST if request.method == "POST" else None
    form = CodesForm(sent, places=places, initial=as_before(wave) if places else {})
    if form.is_valid():
        try:
            asked = open_wave(wave=wave, by=access.person, now=now, codes=form.codes())
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("Runden er åpnet. %(count)d får e-post.") % {"count": len(asked.people)}
            )
            return redirect(wave)
    page = opening_page(wave, invited_to(wave, [], now))
    context = {"network": wave.survey.network, "wave": wave, "page": page, "form": form}
    return render(request, "surveys/opening.html", context, status=400 if form.errors else 200)


def _show_fieldwork(request: HttpRequest, wave: Wave, error: str = "", status: int = 200) -> HttpResponse:
    one = next(one for one in fieldwork(wave.survey, timezone.now()) if one.wave.pk == wave.pk)
    context = {"network": wave.survey.network, "wave": wave, "fieldwork": one, "error": error}
    return render(request, "surveys/wave.html", context, status=status)


@login_required
@require_POST
def reminder(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    access, wave = wave_for(request, slug, pk, number)
    try:
        remind(wave=wave, by=access.person, now=timezone.now())
    except RuleError as error:
        return _show_fieldwork(request, wave, str(error), 409)
    messages.success(request, _("De som ikke har svart, får en påminnelse."))
    return redirect(wave)


@login_required
@require_POST
def closing(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    access, wave = wave_for(request, slug, pk, number)
    close_wave(wave=wave, by=access.person, now=timezone.now())
    return redirect("surveys:result", slug, pk, number)


@login_required
@require_GET
def poster(request: HttpRequest, slug: str, pk: str, number: int, code: str) -> HttpResponse:
    """For the wall, to be printed."""
    wave, there = code_for(request, slug, pk, number, code)
    return _posters(request, wave, [there])


@login_required
@require_GET
def posters(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    """All of them, one a sheet."""
    wave, there = codes_for(request, slug, pk, number)
    return _posters(request, wave, get_list_or_404(there))


def _posters(request: HttpRequest, wave: Wave, codes: list[OpenCode]) -> HttpResponse:
    context = {
        "network": wave.survey.network,
        "wave": wave,
        "posters": [{"code": one, "role": role_words(one.role)} for one in codes],
        "entrance": settings.BASE_URL.partition("//")[2] + reverse("surveys:code"),
    }
    return render(request, "surveys/poster.html", context)


@login_required
@require_GET
def code_picture(request: HttpRequest, slug: str, pk: str, number: int, code: str) -> HttpResponse:
    _wave, there = code_for(request, slug, pk, number, code)
    return HttpResponse(qr_svg(address_of_code(there)), content_type="image/svg+xml")
