"""What the one who leads presses. Every button is a form's; the page's script sends the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from redthread.core.errors import RuleError
from redthread.live.access import session_for
from redthread.live.actions import cards, clocks, showing, steering, turns
from redthread.live.actions import sessions as actions
from redthread.live.forms_leading import ClockForm, ShowingForm, SpeakerForm, StepForm, TurnForm
from redthread.live.models import LiveSession
from redthread.live.views.leading import after_address, show_lead, wants_part
from redthread.networks.access import SignedInRequest, login_required
from redthread.people.models import Person

Act = Callable[[Person, datetime], object]


def _press(
    request: SignedInRequest, session: LiveSession, act: Act, form: forms.Form | None = None
) -> HttpResponse:
    """Do it, and answer with the room as it is now: parts for the script, else a page to load again.

    What a rule says no to is said; a round that is not over asks why it is left.
    """
    if not session.is_running:
        return redirect(after_address(session))
    if form is not None and not form.is_valid():
        return show_lead(request, session, refused=_said(form))
    try:
        act(request.user, timezone.now())
    except steering.ReasonError as error:
        return show_lead(request, session, asks=str(error), sent=request.POST)
    except RuleError as error:
        return show_lead(request, session, refused=str(error))
    if wants_part(request):
        return show_lead(request, session)
    slug, pk = session.gathering.network.slug, session.gathering.public_id
    return redirect("live:lead", slug, pk, session.public_id)


def _said(form: forms.Form) -> str:
    """The first thing that is wrong; a button that we made sends nothing wrong."""
    return next(str(words) for errors in form.errors.values() for words in errors)


@login_required
@require_POST
def step(
    request: SignedInRequest, slug: str, pk: str, session: str, number: int | None = None
) -> HttpResponse:
    """On or back, for all or for one table. A phase that is jumped over asks why first."""
    found, form = session_for(request, slug, pk, session), StepForm(request.POST)
    if form.is_valid() and form.cleaned_data["til"] and not form.cleaned_data["hvorfor"]:
        return show_lead(request, found, asks=_("Dere hopper over noe. Si kort hvorfor."), sent=request.POST)

    def act(by: Person, now: datetime) -> None:
        sent: dict[str, Any] = form.cleaned_data
        who: dict[str, Any] = {"session": found, "by": by, "now": now}
        why, forward = sent["hvorfor"], not sent["tilbake"]
        seen, to = sent["til"] or (sent["frem"] or sent["tilbake"], None)
        if number is not None:
            steering.move_table(number=number, forward=forward, seen=seen, why=why, **who)
        elif forward:
            steering.go_on(seen=seen, why=why, to=to, **who)
        else:
            steering.go_back(seen=seen, **who)

    return _press(request, found, act, form)


CLOCKS = {
    ClockForm.MORE: clocks.add_time,
    ClockForm.PAUSE: clocks.pause,
    ClockForm.RESUME: clocks.resume,
}


@login_required
@require_POST
def clock(
    request: SignedInRequest, slug: str, pk: str, session: str, number: int | None = None
) -> HttpResponse:
    """Two minutes more, pause, and on again: for all or for one table."""
    found, form = session_for(request, slug, pk, session), ClockForm(request.POST)

    def act(by: Person, now: datetime) -> None:
        CLOCKS[form.cleaned_data["klokke"]](session=found, by=by, now=now, number=number)

    return _press(request, found, act, form)


@login_required
@require_POST
def turn(request: SignedInRequest, slug: str, pk: str, session: str, number: int) -> HttpResponse:
    """«Hopp over turen», when whoever has it does not answer."""
    found, form = session_for(request, slug, pk, session), TurnForm(request.POST)

    def act(by: Person, now: datetime) -> None:
        turns.skip_for(session=found, number=number, turn=form.cleaned_data["tur"], by=by, now=now)

    return _press(request, found, act, form)


@login_required
@require_POST
def table(request: SignedInRequest, slug: str, pk: str, session: str) -> HttpResponse:
    """One more table."""
    found = session_for(request, slug, pk, session)
    return _press(request, found, lambda by, now: actions.add_table(session=found, by=by, now=now))


@login_required
@require_POST
def speaker(request: SignedInRequest, slug: str, pk: str, session: str) -> HttpResponse:
    """«Har snakket»."""
    found, form = session_for(request, slug, pk, session), SpeakerForm(request.POST)

    def act(by: Person, now: datetime) -> None:
        cards.next_speaker(session=found, seen=form.cleaned_data["hvem"], by=by, now=now)

    return _press(request, found, act, form)


@login_required
@require_POST
def shown(request: SignedInRequest, slug: str, pk: str, session: str) -> HttpResponse:
    """Something off all screens, or back."""
    found, form = session_for(request, slug, pk, session), ShowingForm(request.POST)

    def act(by: Person, now: datetime) -> None:
        back, off = form.cleaned_data["igjen"], form.cleaned_data["bort"]
        if back:
            showing.show_again(session=found, idea=back, by=by, now=now)
        else:
            showing.hide(session=found, idea=off, by=by, now=now)

    return _press(request, found, act, form)
