"""Into the room: a code, a table, and in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from redthread.core.errors import RuleError
from redthread.live import flood
from redthread.live.actions import joining as actions
from redthread.live.door import give_key, participant_for, session_by_code
from redthread.live.forms import CodeForm, JoinForm
from redthread.live.models import LiveSession, Participant
from redthread.live.part_of import part_and_school
from redthread.people.models import Person


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """For those who type the code by hand."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        session, wait = _found(request, form.cleaned_data["code"])
        if session is not None:
            return redirect("live:join", session.code)
        form.add_error(
            "code", _too_many(wait) if wait else _("Ingen økt har denne koden nå. Se på skjermen igjen.")
        )
    return render(request, "live/code.html", {"form": form})


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a table, and if one likes a name, school and role. A phone that has a seat goes straight in."""
    session, wait = _found(request, code)
    if session is None:
        return _unknown(request, code, wait)
    seat = participant_for(request, session.public_id)
    if seat is not None and seat.left_at is None:
        return redirect("live:phone", session.public_id)
    person = request.user if isinstance(request.user, Person) else None
    known = _known(session, person, seat)
    form = JoinForm(request.POST or None, session=session, initial=known)
    if form.is_valid():
        wait = flood.JOINS.wait(request.META.get("REMOTE_ADDR", ""))
        try:
            if wait:
                raise RuleError(_too_many(wait))
            return _take_seat(session, person, seat, form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
    context = {"form": form, "session": session, "person": person, "known": _in_words(form) if known else ""}
    return render(request, "live/join.html", context)


def _take_seat(
    session: LiveSession, person: Person | None, seat: Participant | None, fields: dict[str, Any]
) -> HttpResponse:
    """In; who had left comes back to the same seat, so that what was written is still theirs."""
    now = timezone.now()
    response = redirect("live:phone", session.public_id)
    if seat is not None:
        actions.come_back(participant=seat, now=now)
        actions.move(participant=seat, table=fields["table"], now=now)
        return response
    _participant, key = actions.join(session=session, person=person, now=now, **fields)
    give_key(response, session, key)
    return response


def _in_words(form: JoinForm) -> str:
    """What is filled in about the one who comes: «Mona Vik, rektor, Åsen skole»."""
    given = form.initial
    schools = dict(form.fields["school"].choices)  # type: ignore[attr-defined]
    parts = dict(form.fields["part"].choices)  # type: ignore[attr-defined]
    words = [
        given.get("name"),
        parts.get(given.get("part") or None),
        schools.get(given.get("school") or None),
    ]
    return ", ".join(str(word) for word in words if word)


def _unknown(request: HttpRequest, code: str, wait: int) -> HttpResponse:
    words = _too_many(wait) if wait else _("Ingen økt har denne koden nå. Se på skjermen igjen.")
    context = {"form": CodeForm(initial={"code": code}), "refused": words}
    return render(request, "live/code.html", context, status=429 if wait else 404)


def _known(session: LiveSession, person: Person | None, seat: Participant | None) -> dict[str, Any]:
    """What need not be asked: what somebody said before they left, or what is known of who has signed in."""
    if seat is not None:
        school = seat.school.public_id if seat.school else ""
        return {"table": seat.table.number, "name": seat.name, "school": school, "part": seat.part}
    return part_and_school(session, person) if person else {}


def _found(request: HttpRequest, code: str) -> tuple[LiveSession | None, int]:
    """The session, or how long to wait after too many wrong codes from one address."""
    session = session_by_code(code)
    if session is not None:
        return session, 0
    return None, flood.WRONG_CODES.wait(request.META.get("REMOTE_ADDR", ""))


def _too_many(wait: int) -> str:
    words = _("Det har kommet mange forsøk herfra. Vent %(seconds)d sekunder, og prøv igjen.")
    return words % {"seconds": wait}
