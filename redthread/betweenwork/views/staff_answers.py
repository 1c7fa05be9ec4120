"""Where a teacher answers: by the code, without an account, and without anything kept of who it was."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from redthread.betweenwork.actions.staff_answers import answer_kit
from redthread.betweenwork.models import StaffKit
from redthread.betweenwork.staff_kit_access import ANSWERS, WRONG_CODES, is_still_known, kit_by_code
from redthread.betweenwork.staff_kit_forms import StaffAnswerForm
from redthread.betweenwork.views.ways_in import guarded, wants_json
from redthread.core.errors import RuleError
from redthread.core.receipts import receipt, secret_of

LARGEST = 16 * 1024  # bytes of one answer
Page = dict[str, Any]


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """For those who type the code by hand."""
    typed = request.POST.get("code", "")[:40]
    if request.method == "POST":
        kit = kit_by_code(typed)
        if kit is not None and is_still_known(kit, timezone.now()):
            return guarded(redirect("betweenwork:staff_answer", kit.code))
        return _unknown(request, typed)
    return guarded(render(request, "betweenwork/staff_code.html", {}))


# The code is the right, and no cookie is, so a forged request has nothing to borrow.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    kit = kit_by_code(code)
    if kit is None or not is_still_known(kit, timezone.now()):
        return _unknown(request, code)
    translation.activate(kit.school.written_norm or "nb")
    if request.method == "POST":
        return guarded(_take(request, kit))
    if not kit.is_open(timezone.now()):
        return guarded(render(request, "betweenwork/staff_closed.html", {"kit": kit}, status=410))
    return guarded(_show(request, kit, StaffAnswerForm(questions=list(kit.questions.all()))))


def _take(request: HttpRequest, kit: StaffKit) -> HttpResponse:
    wait = ANSWERS.wait(request.META.get("REMOTE_ADDR", ""))
    if wait:
        words = _("Det kommer mange svar på en gang. Vi prøver igjen om litt.")
        return _refuse(request, kit, None, words, 429, wait=wait)
    if wants_json(request) and int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return _refuse(request, kit, None, _("Svaret er for langt. Kort det ned, og prøv igjen."), 422)
    form = StaffAnswerForm(_sent(request), questions=list(kit.questions.all()))
    if not form.is_valid():
        return _refuse(request, kit, form, form.in_words(), 422)
    key = form.cleaned_data["key"]
    try:
        answer_kit(kit=kit, key=key, answers=form.cleaned_data["answers"], now=timezone.now())
    except RuleError as error:
        return _refuse(request, kit, form, str(error), 409)
    if wants_json(request):
        return JsonResponse(receipt(ack_of(kit), key))
    return redirect("betweenwork:staff_thanks", kit.code)


def _sent(request: HttpRequest) -> Page:
    """What the form or the script sent. What is not ours is an empty answer."""
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        body = {}
    if not isinstance(body, dict):
        return {}
    return {str(name): value for name, value in body.items() if isinstance(value, str)}


def _refuse(
    request: HttpRequest, kit: StaffKit, form: StaffAnswerForm | None, words: str, status: int, **more: int
) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"refused": words, **more}, status=status)
    form = form or StaffAnswerForm(request.POST, questions=list(kit.questions.all()))
    return _show(request, kit, form, words, status)


def _show(
    request: HttpRequest, kit: StaffKit, form: StaffAnswerForm, refused: str = "", status: int = 200
) -> HttpResponse:
    context = {"kit": kit, "form": form, "refused": refused, "ack": ack_of(kit)}
    return render(request, "betweenwork/staff_answer.html", context, status=status)


@require_http_methods(["GET", "HEAD"])
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    kit = kit_by_code(code)
    if kit is None or not is_still_known(kit, timezone.now()):
        return _unknown(request, code)
    translation.activate(kit.school.written_norm or "nb")
    return guarded(render(request, "betweenwork/staff_thanks.html", {"kit": kit}))


def ack_of(kit: StaffKit) -> str:
    """The secret by which the page knows our receipts: of the kit, and the same for all phones."""
    return secret_of(f"staff-ack:{kit.public_id}")


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    wait = WRONG_CODES.wait(request.META.get("REMOTE_ADDR", ""))
    many = _("Det har kommet mange forsøk herfra. Vent %(seconds)d sekunder, og prøv igjen.")
    words = (
        many % {"seconds": wait} if wait else _("Ingen spørsmål har denne koden. Se på arket en gang til.")
    )
    status = 429 if wait else 404
    if wants_json(request):
        return guarded(JsonResponse({"refused": words}, status=404))
    return guarded(
        render(request, "betweenwork/staff_code.html", {"code": code[:20], "refused": words}, status=status)
    )
