"""The questions of a survey that is not sent: leave out, take back, add, change, move."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.instruments.editing import moved, without_items, without_section
from redthread.instruments.model import Instrument, Item
from redthread.networks.access import Access
from redthread.surveys.actions import surveys as actions
from redthread.surveys.answer_page import condition_words
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import Survey
from redthread.surveys.question_form import QuestionForm
from redthread.surveys.setup_door import survey_for
from redthread.surveys.views.surveys import UNDO


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    """A question of one's own, last in the section of that number."""
    access, found = survey_for(request, slug, pk)
    instrument = instrument_of(found)
    if not 1 <= number <= len(instrument.sections):
        raise Http404
    form = _form(request, found, None)
    if form.is_valid() and _changed(request, access, found, lambda before: form.changed(before, number)):
        return redirect(f"{found.get_absolute_url()}#del-{number}")
    return _show(request, access, found, form, _("Nytt spørsmål"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str, pk: str, code: str) -> HttpResponse:
    access, found = survey_for(request, slug, pk)
    form = _form(request, found, _item(found, code))
    if form.is_valid() and _changed(request, access, found, form.changed):
        _tell_of_languages(request, form, _item(found, code))
        return redirect(f"{found.get_absolute_url()}#sporsmal-{code}")
    return _show(request, access, found, form, _("Endre spørsmålet"))


def _form(request: HttpRequest, found: Survey, item: Item | None) -> QuestionForm:
    roles = {role for wave in found.waves.all() for role in wave.roles}
    data = request.POST if request.method == "POST" else None
    return QuestionForm(data, instrument=instrument_of(found), roles=roles, item=item)


def _tell_of_languages(request: HttpRequest, form: QuestionForm, now: Item) -> None:
    before = form.item.text if form.item else now.text
    if (before.nn and not now.text.nn) or (before.en and not now.text.en):
        words = _("Spørsmålet er nytt på bokmål. Andre språk viser bokmålet til du skriver dem på nytt.")
        messages.info(request, words)


@login_required
@require_POST
def move(request: HttpRequest, slug: str, pk: str, code: str) -> HttpResponse:
    """One place earlier, or one later."""
    access, found = survey_for(request, slug, pk)
    _item(found, code)
    step = -1 if request.POST.get("step") == "up" else 1
    _changed(request, access, found, lambda before: moved(before, code, step))
    return redirect(f"{found.get_absolute_url()}#sporsmal-{code}")


@login_required
@require_POST
def removal(request: HttpRequest, slug: str, pk: str, code: str) -> HttpResponse:
    access, found = survey_for(request, slug, pk)
    _item(found, code)
    _changed(request, access, found, lambda before: without_items(before, {code}))
    return redirect(f"{found.get_absolute_url()}#sporsmalene")


@login_required
@require_POST
def section_removal(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    access, found = survey_for(request, slug, pk)
    if not 1 <= number <= len(instrument_of(found).sections):
        raise Http404
    _changed(request, access, found, lambda before: without_section(before, number))
    return redirect(f"{found.get_absolute_url()}#sporsmalene")


@login_required
@require_POST
def undo(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Take the last change to the questions back, while this browser remembers it."""
    access, found = survey_for(request, slug, pk)
    kept = request.session.pop(UNDO, {})
    if kept.get("survey") == found.public_id:
        try:
            actions.restore_questions(
                survey=found, before=kept["before"], after=kept["after"], by=access.person, now=timezone.now()
            )
        except RuleError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("Angret. Spørsmålene er som de var."))
    return redirect(f"{found.get_absolute_url()}#sporsmalene")


def _item(found: Survey, code: str) -> Item:
    try:
        return instrument_of(found).item(code)
    except KeyError:
        raise Http404 from None


def _changed(
    request: HttpRequest, access: Access, found: Survey, change: Callable[[Instrument], Instrument]
) -> bool:
    """Whether it was changed; then it can be taken back."""
    before = found.definition
    try:
        actions.change_questions(survey=found, change=change, by=access.person, now=timezone.now())
    except RuleError as error:
        messages.warning(request, str(error))
        return False
    request.session[UNDO] = {"survey": found.public_id, "before": before, "after": found.definition}
    return True


def _show(
    request: HttpRequest, access: Access, found: Survey, form: QuestionForm, title: str
) -> HttpResponse:
    context = {
        "network": access.network,
        "survey": found,
        "form": form,
        "title": title,
        "condition": condition_words(instrument_of(found), form.item, get_language() or "nb"),
    }
    return render(request, "surveys/question.html", context, status=400 if form.errors else 200)
