"""Surveys of a network, for those who ask: the list, a new one, and the page on which one is set up."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.instruments.library import instruments
from redthread.instruments.toml_file import parse
from redthread.networks.access import Access, SignedInRequest, login_required, network_for
from redthread.networks.roles import Permission
from redthread.sharing.models import Release
from redthread.surveys.actions import surveys as actions
from redthread.surveys.fieldwork_page import fieldwork
from redthread.surveys.models import OwnInstrument, Survey
from redthread.surveys.own_start import CODE as OWN_START
from redthread.surveys.own_start import own_start
from redthread.surveys.preview import preview_page
from redthread.surveys.results_access import reads_results, shared_waves
from redthread.surveys.setup_door import access_for, survey_for
from redthread.surveys.setup_forms import FileForm, StartForm, SurveyForm
from redthread.surveys.setup_page import counts_of, setup_page
from redthread.surveys.start_page import start_page

UNDO = "survey_undo"


@login_required
@require_GET
def surveys(request: SignedInRequest, slug: str) -> HttpResponse:
    """All of them to those who ask; to the other members those whose results are shared with them."""
    network = network_for(request, slug, needs=Permission.NETWORK_VIEW)
    access = request.access
    if not reads_results(access):
        waves = shared_waves(Release.objects.visible_to(access)).order_by("-closed_at", "-pk")
        return render(request, "surveys/list_shared.html", {"network": network, "waves": list(waves)})
    found = access.network.surveys.all() & Survey.objects.standing()
    context = {"network": access.network, "surveys": list(found.prefetch_related("waves"))}
    return render(request, "surveys/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    access = access_for(request, slug)
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if made := _start(access, form.cleaned_data["code"], form.cleaned_data["key"]):
            return redirect(made)
        messages.warning(request, _("Skjemaet finnes ikke lenger. Velg et annet."))
    return show_start(request, access, FileForm())


def show_start(request: HttpRequest, access: Access, form: FileForm, status: int = 200) -> HttpResponse:
    context = {
        "network": access.network,
        "page": start_page(access.network),
        "form": form,
        "key": uuid.uuid4(),
    }
    return render(request, "surveys/new.html", context, status=status)


def _start(access: Access, code: str, key: str) -> Survey | None:
    """From our own library by its code, from one of the network's by its address, or with own questions."""
    instrument = own_start() if code == OWN_START else instruments().get(code)
    if instrument is None:
        own: OwnInstrument | None = access.network.instruments.filter(public_id=code).first()
        if own is None:
            return None
        instrument = parse(own.definition)
    now = timezone.now()
    return actions.start_survey(
        network=access.network, key=key, instrument=instrument, by=access.person, now=now
    )


@login_required
@require_GET
def survey(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = survey_for(request, slug, pk)
    return show_survey(request, access, found, {})


def show_survey(
    request: HttpRequest, access: Access, found: Survey, forms: Mapping[str, object], status: int = 200
) -> HttpResponse:
    now = timezone.now()
    found.network = access.network
    context = {
        "network": access.network,
        "survey": found,
        "page": setup_page(found, fieldwork(found, now), counts_of(access.network, now), forms),
        "can_undo": request.session.get(UNDO, {}).get("survey") == found.public_id,
    }
    return render(request, "surveys/survey.html", context, status=status)


@login_required
@require_POST
def change(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Saved while it is written and by the button, in turn; without script by the button alone."""
    access, found = survey_for(request, slug, pk)
    form = SurveyForm(request.POST, auto_id="id_survey_%s")
    is_on_the_way = bool(request.htmx)  # type: ignore[attr-defined]
    saved = form.is_valid() and _save(access, found, form)
    if is_on_the_way:
        return render(request, "surveys/_saved.html", {"form": form, "is_saved": saved})
    if saved:
        return redirect(found)
    return show_survey(request, access, found, {"words": form}, status=409)


def _save(access: Access, found: Survey, form: SurveyForm) -> bool:
    try:
        actions.change_survey(
            survey=found,
            words=form.words(),
            version=form.cleaned_data["version"],
            by=access.person,
            now=timezone.now(),
        )
    except RuleError as error:
        form.add_error(None, str(error))
        return False
    except actions.ChangedMeanwhileError as error:
        form.data = {**form.data.dict(), "version": str(error.there.version)}  # type: ignore[attr-defined]
        form.add_error(None, _("Den er lagret i et annet vindu. Lagre igjen for å beholde dette."))
        return False
    form.data = {**form.data.dict(), "version": str(found.version)}  # type: ignore[attr-defined]
    return True


@login_required
@require_POST
def drop(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = survey_for(request, slug, pk)
    try:
        actions.drop_survey(survey=found, by=access.person, now=timezone.now())
    except RuleError as error:
        messages.warning(request, str(error))
        return redirect(found)
    messages.success(request, _("Kladden er forkastet. Ingen har fått noe."))
    return redirect("surveys:list", slug)


@login_required
@require_GET
def preview(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """What somebody of a role gets to see, at the width of a phone."""
    access, found = survey_for(request, slug, pk)
    page = preview_page(found, request.GET.get("rolle", ""), request.GET.get("sprak", ""), timezone.now())
    return render(
        request, "surveys/preview.html", {"network": access.network, "survey": found, **page._asdict()}
    )
