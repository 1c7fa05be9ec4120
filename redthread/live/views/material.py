"""The raw material of a gathering: what was laid out where one sat, searchable by its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from redthread.gatherings.access import gathering_for
from redthread.live.keeping import in_words
from redthread.live.material import leads, shown_to_person
from redthread.live.models import Contribution, LiveSession, Showing
from redthread.networks.access import SignedInRequest, login_required
from redthread.networks.roles import Permission


class Laid(NamedTuple):
    """What was laid out in one phase, each thing once."""

    title: str
    contributions: list[Contribution]


class Told(NamedTuple):
    session: LiveSession
    kept: str
    phases: list[Laid]


@login_required
@require_GET
def material(request: SignedInRequest, slug: str, pk: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_VIEW)
    is_leader = leads(request.access)
    sessions = list(gathering.live_sessions.all())
    shown = shown_to_person(sessions, request.access.person, is_leader=is_leader)
    words = request.GET.get("sok", "").strip()[:80]
    told = [Told(one, in_words(one), _phases(one, _with(shown[one.pk], words))) for one in sessions]
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "told": [one for one in told if one.phases],
        "has_any": any(shown.values()),
        "emptied": next((in_words(one) for one in sessions if one.emptied_at), ""),
        "words": words,
        "leads": is_leader,
    }
    return render(request, "live/material.html", context)


def _with(shown: Iterable[Showing], words: str) -> list[Showing]:
    """Those that hold every word, however they are written; without words, all."""
    wanted = words.casefold().split()
    return [one for one in shown if all(word in _text_of(one) for word in wanted)]


def _text_of(showing: Showing) -> str:
    made = showing.contribution
    theme = made.theme.name if made.theme else ""
    return f"{made.text} {made.reply} {theme}".casefold()


def _phases(session: LiveSession, shown: Iterable[Showing]) -> list[Laid]:
    there: dict[str, dict[int, Contribution]] = {}
    for one in shown:
        there.setdefault(one.phase, {})[one.contribution_id] = one.contribution
    return [
        Laid(phase.title, list(there[phase.key].values()))
        for phase in session.phases.phases
        if phase.key in there
    ]
