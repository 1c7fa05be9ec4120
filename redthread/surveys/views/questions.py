"""The questions of a survey that is not sent: leave out, take back, add, say in other words."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.instruments.editing import (
    with_item,
    with_scale,
    with_words,
    without_items,
    without_section,
)
from redthread.instruments.model import Instrument, Item
from redthread.networks.access import Access
from redthread.surveys.actions import surveys as actions
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import Survey
from redthread.surveys.setup_door import survey_for
from redthread.surveys.setup_forms import AGREE, NewQuestionForm, QuestionWordsForm
from redthread.surveys.views.surveys import UNDO


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    """A question of one's own, last in the section of that number."""
    access, found = survey_for(request, slug, pk)
    instrument = instrument_of(found)
    if not 1 <= number <= len(instrument.sections):
        raise Http404
    form = NewQuestionForm(request.POST if request.method == "POST" else None, instrument=instrument)
    if form.is_valid():
        item = form.item()

        def change(before: Instrument) -> Instrument:
            known = with_scale(before, AGREE) if item.scale == AGREE.code else before
            return with_item(known, number, item)

        if _changed(request, access, found, change):
            return redirect(f"{found.get_absolute_url()}#del-{number}")
    return _show(request, access, found, form, _("Nytt spørsmål"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, slug: str, pk: str, code: str) -> HttpResponse:
    access, found = survey_for(request, slug, pk)
    item = _item(found, code)
    initial = {"nb": item.text.nb, "nn": item.text.nn, "en": item.text.en}
    form = QuestionWordsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        text = form.text()
        if _changed(request, access, found, lambda before: with_words(before, code, text)):
            return redirect(f"{found.get_absolute_url()}#sporsmal-{code}")
    return _show(request, access, found, form, _("Endre spørsmålet"))


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
    request: HttpRequest, access: Access, found: Survey, form: QuestionWordsForm, title: str
) -> HttpResponse:
    context = {"network": access.network, "survey": found, "form": form, "title": title}
    return render(request, "surveys/question.html", context, status=400 if form.errors else 200)
