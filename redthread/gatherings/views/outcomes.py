"""What came of each agenda item: written, changed and removed while the minutes are open."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings import outcome_writing as writing
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions.commitments import add_commitment, change_commitment
from redthread.gatherings.actions.outcomes import add_outcome, change_outcome, remove_outcome
from redthread.gatherings.minutes_access import (
    PageRequest,
    item_for,
    minutes_of,
    outcome_for,
    schools_to_promise_for,
)
from redthread.gatherings.minutes_page import sheet_of
from redthread.gatherings.minutes_reading import runs
from redthread.gatherings.models import AgendaItem, Outcome
from redthread.networks.access import login_required
from redthread.networks.roles import Permission


@login_required
@require_http_methods(["GET", "POST"])
def outcome_new(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """A new outcome under `item`, of a `kind`; without a kind, the item's section as it is."""
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_VIEW)
    asked = request.POST or request.GET
    item = item_for(request, gathering, asked.get("item", ""))
    kind = _kind(request, item, asked.get("kind", ""))
    if not kind:
        return _show(request, item)
    form = _form(request, item, kind, None)
    if request.method == "POST" and form.is_valid() and _saved(request, form, item, kind, None):
        return _done(request, item)
    return _show(request, item, form, kind)


@login_required
@require_http_methods(["GET", "POST"])
def outcome(request: PageRequest, slug: str, pk: str, outcome: str) -> HttpResponse:
    found = outcome_for(request, slug, pk, outcome)
    form = _form(request, found.item, found.kind, found)
    if request.method == "POST" and form.is_valid() and _saved(request, form, found.item, found.kind, found):
        return _done(request, found.item)
    return _show(request, found.item, form, found.kind, found)


@login_required
@require_POST
def outcome_remove(request: PageRequest, slug: str, pk: str, outcome: str) -> HttpResponse:
    found = outcome_for(request, slug, pk, outcome)
    form = _form(request, found.item, found.kind, found)
    try:
        remove_outcome(outcome=found, by=request.user, now=timezone.now())
    except RuleError as error:
        form.add_error(None, str(error))
        return _show(request, found.item, form, found.kind, found)
    return _done(request, found.item)


def _kind(request: PageRequest, item: AgendaItem, kind: str) -> str:
    """The kind asked for, if the person may write it here; a school's own people write commitments only."""
    if kind and kind not in Outcome.Kind.values:
        raise Http404
    if runs(request.access, minutes_of(item.gathering)) or not kind:
        return kind
    return Outcome.Kind.COMMITMENT


def _form(request: PageRequest, item: AgendaItem, kind: str, found: Outcome | None) -> forms.Form:
    """The form as it was sent, or opened. `reshape` keeps what was typed and asks for what now fits."""
    is_sent = request.method == "POST" and "reshape" not in request.POST
    data = request.POST if is_sent else None
    typed = {} if is_sent else (request.POST or request.GET).dict()
    now, gathering = timezone.now(), item.gathering
    form: forms.Form
    match kind:
        case Outcome.Kind.COMMITMENT:
            schools = schools_to_promise_for(request, gathering)
            form = writing.commitment_form(gathering, data, found, schools=schools, typed=typed, now=now)
        case Outcome.Kind.DECISION:
            form = writing.decision_form(gathering, data, found, typed=typed, now=now)
        case _:
            form = writing.text_form(kind, data, found)
    form.auto_id = f"{item.public_id}-%s"  # several items may have their form open on one page
    return form


def _saved(
    request: PageRequest, form: forms.Form, item: AgendaItem, kind: str, found: Outcome | None
) -> bool:
    """Whether the one action went through; if a rule says no, the form says why and keeps the text."""
    written: dict[str, Any] = {**form.cleaned_data, "by": request.user, "now": timezone.now()}
    written.pop("others_for", None)
    try:
        _save(written, item, kind, found)
    except RuleError as error:
        form.add_error(None, str(error))
        return False
    return True


def _save(written: dict[str, Any], item: AgendaItem, kind: str, found: Outcome | None) -> None:
    if kind == Outcome.Kind.DECISION:
        written = {key: written[key] for key in ("text", "body", "votes", "by", "now")}
    match kind, found:
        case Outcome.Kind.COMMITMENT, None:
            add_commitment(item=item, **written)
        case Outcome.Kind.COMMITMENT, Outcome():
            written.pop("school")
            change_commitment(commitment=found.commitment, **written)
        case _, None:
            add_outcome(item=item, kind=kind, **written)
        case _, Outcome():
            change_outcome(outcome=found, **written)


def _done(request: PageRequest, item: AgendaItem) -> HttpResponse:
    if request.htmx:
        return _show(request, item)
    return redirect(f"{reverse('gatherings:minutes', args=_address(item))}#post-{item.public_id}")


def _show(
    request: PageRequest,
    item: AgendaItem,
    form: forms.Form | None = None,
    kind: str = "",
    editing: Outcome | None = None,
) -> HttpResponse:
    """The item's section for a part; the form on a page of its own where there is no script."""
    if form is None and not request.htmx:
        return redirect("gatherings:minutes", *_address(item))
    sheet = sheet_of(request.access, item, form=form, kind=kind, editing=editing)
    context = {
        "network": item.gathering.network,
        "gathering": item.gathering,
        "sheet": sheet,
        "is_part": bool(request.htmx),
    }
    template = "gatherings/_sheet.html" if request.htmx else "gatherings/outcome.html"
    return render(request, template, context)


def _address(item: AgendaItem) -> list[str]:
    return [item.gathering.network.slug, item.gathering.public_id]
