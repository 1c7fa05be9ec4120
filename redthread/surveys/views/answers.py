"""Where somebody answers: by a personal link or a code, without an account, and nothing is kept of who."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from redthread.core.errors import RuleError
from redthread.core.receipts import secret_of
from redthread.surveys.actions.answers import answer_wave, take_texts_away
from redthread.surveys.answer_page import answer_page, language_of
from redthread.surveys.answer_sent import LARGEST, SentError, given_by, sent_by_form
from redthread.surveys.door import ANSWERS, WRONG, code_by, guarded, wave_with_texts
from redthread.surveys.front import LANE
from redthread.surveys.receiving import INTAKE, Arrived, ack_of, too_many_words, unknown_words
from redthread.surveys.tickets import Ticket, minted, receipt_of, ticket_by, tidy_receipt


# The token is the right, and no cookie is, so a forged request has nothing to borrow.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST" and request.content_type == "application/json":
        return guarded(_take_script(request, token))
    ticket = ticket_by(token)
    if ticket is None:
        return guarded(render(request, "surveys/unknown.html", {"words": unknown_words()}, status=404))
    language = language_of(ticket, request.GET.get("sprak", ""))
    translation.activate(language)
    now = timezone.now()
    if request.method == "POST":
        return guarded(_take(request, token, ticket, language, now))
    return guarded(_show(request, token, ticket, language, now))


def _show(
    request: HttpRequest,
    token: str,
    ticket: Ticket,
    language: str,
    now: datetime,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    page = answer_page(ticket, language, now)
    context = {
        "page": page,
        "wave": ticket.wave,
        "key": uuid.uuid4().hex,
        "ack": ack_of(token),
        "store": secret_of(f"survey-store:{token}")[:24],
        "refused": refused,
        "again": ticket.code,
    }
    if not page.is_open and not refused:
        return render(request, "surveys/closed.html", context, status=410)
    return render(request, "surveys/answer.html", context, status=status)


def _take_script(request: HttpRequest, token: str) -> HttpResponse:
    """Where no `front.py` stands before us."""
    content = request.read(LARGEST + 1)
    arrived = Arrived(token, content, request.GET.get("sprak", ""), _address(request))
    ((status, told),) = INTAKE.now(LANE, [arrived])
    return JsonResponse(told, status=status)


def _take(request: HttpRequest, token: str, ticket: Ticket, language: str, now: datetime) -> HttpResponse:
    """Of a page without script."""
    if ANSWERS.wait(_address(request)):
        return _show(request, token, ticket, language, now, too_many_words(), 429)
    try:
        sent = sent_by_form(request)
        given = given_by(sent, ticket)
        answer_wave(ticket=ticket, key=sent.key, given=given, now=now)
    except SentError as error:
        return _show(request, token, ticket, language, now, str(error), error.status)
    except RuleError as error:
        return _show(request, token, ticket, language, now, str(error), 409)
    mine = receipt_of(ticket.seed, sent.key) if given.texts else ""
    context = {"wave": ticket.wave, "receipt": mine, "again": ticket.code}
    return render(request, "surveys/thanks.html", context)


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """For those who type the code by hand."""
    if request.method == "POST":
        return _enter(request, request.POST.get("code", "")[:40])
    return guarded(render(request, "surveys/code.html", {}))


@csrf_exempt
@require_http_methods(["GET", "HEAD"])
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """For those who scan it: each phone gets a token of its own, and nothing is stored of that."""
    return _enter(request, code[:40])


def _enter(request: HttpRequest, typed: str) -> HttpResponse:
    found = code_by(typed)
    if found is not None:
        return guarded(redirect("surveys:answer", minted(found)))
    wait = WRONG.wait(request.META.get("REMOTE_ADDR", ""))
    words = _("Ingen undersøkelse har denne koden. Se på plakaten en gang til.")
    if wait:
        words = _("Det har kommet mange forsøk herfra. Vent %(seconds)d sekunder, og prøv igjen.")
        words %= {"seconds": wait}
    context = {"code": typed[:20], "refused": words}
    return guarded(render(request, "surveys/code.html", context, status=429 if wait else 404))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest, pk: str) -> HttpResponse:
    """Who has the receipt takes away what they wrote."""
    wave = wave_with_texts(pk)
    context: dict[str, object] = {"wave": wave}
    if request.method == "POST":
        wait = WRONG.wait(request.META.get("REMOTE_ADDR", ""))
        mine = tidy_receipt(request.POST.get("receipt", "")[:60])
        gone = 0 if wait else take_texts_away(wave=wave, receipt=mine, now=timezone.now())
        context |= {"gone": gone, "is_asked": True, "receipt": mine}
    return guarded(render(request, "surveys/texts.html", context))
