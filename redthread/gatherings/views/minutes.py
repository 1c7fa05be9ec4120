"""The minutes: opened, written on one page, and read once they are locked."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions.minutes import open_minutes
from redthread.gatherings.approvals import presence_at
from redthread.gatherings.forms.minutes import ApprovalForm, MinuteTakerForm
from redthread.gatherings.minutes_access import PageRequest, minutes_of, own_schools
from redthread.gatherings.minutes_page import Sheet, sheets_of
from redthread.gatherings.minutes_reading import Reader, may_read, runs, sections, steps_at
from redthread.gatherings.models import Gathering, Minutes, Outcome
from redthread.gatherings.outcome_writing import commitment_form, people_in
from redthread.gatherings.owner_answers import answers_met_at
from redthread.networks.access import login_required
from redthread.networks.roles import Permission


@login_required
@require_http_methods(["GET", "POST"])
def minutes(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    if request.method == "POST":
        return _open(request, gathering_for(request, slug, pk, needs=Permission.GATHERING_PLAN))
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_VIEW)
    found = minutes_of(gathering)
    if found is None:
        form = _taker_form(request, gathering) if request.access.can(Permission.GATHERING_PLAN) else None
        return show(request, gathering, "gatherings/minutes_unopened.html", {"form": form})
    if found.is_locked:
        return show_locked(request, gathering, found, ApprovalForm())
    return show(request, gathering, "gatherings/minutes_open.html", _open_page(request, gathering))


@login_required
@require_GET
def minute_taker(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """Somebody else may take over the pen while the minutes are open."""
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_PLAN)
    return show(
        request, gathering, "gatherings/minutes_unopened.html", {"form": _taker_form(request, gathering)}
    )


def _open(request: PageRequest, gathering: Gathering) -> HttpResponse:
    form = _taker_form(request, gathering)
    if form.is_valid():
        try:
            open_minutes(
                gathering=gathering,
                written_by=form.cleaned_data["written_by"],
                by=request.user,
                now=timezone.now(),
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("gatherings:minutes", gathering.network.slug, gathering.public_id)
    return show(request, gathering, "gatherings/minutes_unopened.html", {"form": form})


def _taker_form(request: PageRequest, gathering: Gathering) -> MinuteTakerForm:
    found = minutes_of(gathering)
    writer = found.written_by if found else request.user
    people = people_in(gathering, timezone.now())
    return MinuteTakerForm(request.POST or None, people=people, initial={"written_by": writer.public_id})


def _open_page(request: PageRequest, gathering: Gathering) -> dict[str, Any]:
    sheets = sheets_of(request.access, gathering)
    if runs(request.access, minutes_of(gathering)):
        lock = _address_or_nothing("betweenwork:lock", gathering)
        may_lock = request.access.can(Permission.GATHERING_PLAN)
        confidential = sum(sheet.item.is_confidential for sheet in sheets)
        return {
            "sheets": sheets,
            "runs": True,
            "lock": lock if may_lock else "",
            "confidential": confidential,
            "recorded": gathering.attendances.count(),
        }
    return {"sheets": _with_own_form(request, gathering, sheets), "runs": False}


def _with_own_form(request: PageRequest, gathering: Gathering, sheets: list[Sheet]) -> list[Sheet]:
    """The first reflection where the school has not promised anything yet opens with its form."""
    for place, sheet in enumerate(sheets):
        if sheet.addings and not sheet.section.lines:
            schools = own_schools(request.access)
            form = commitment_form(gathering, None, None, schools=schools, typed={}, now=timezone.now())
            form.fields["what"].widget.attrs.pop("autofocus")  # nobody asked for the keyboard yet
            opened = sheet._replace(form=form, kind=Outcome.Kind.COMMITMENT, addings=[])
            return [*sheets[:place], opened, *sheets[place + 1 :]]
    return sheets


def show_locked(
    request: PageRequest, gathering: Gathering, found: Minutes, form: ApprovalForm
) -> HttpResponse:
    presence = presence_at(gathering)
    me = request.user.pk
    reader = Reader(runs(request.access, found), me in presence.came, request.access.organisation_ids)
    told = sections(gathering, lambda one: may_read(one, reader, is_locked=True), steps_at(gathering))
    may_approve = me in presence.came and request.access.can(Permission.MINUTES_APPROVE)
    context = {
        "sections": [section for section in told if section.has_content],
        "answers": answers_met_at(gathering),
        "presence": presence,
        "may_approve": may_approve and me not in presence.approved_by,
        "has_approved": me in presence.approved_by,
        "may_release": request.access.can(Permission.GATHERING_PLAN),
        "answers_for_owner": request.access.can(Permission.OWNER_ANSWER),
        "files": _files(gathering),
        "form": form,
    }
    return show(request, gathering, "gatherings/minutes_locked.html", context)


def show(request: PageRequest, gathering: Gathering, template: str, context: dict[str, Any]) -> HttpResponse:
    page = {"network": gathering.network, "gathering": gathering, "minutes": minutes_of(gathering)}
    return render(request, template, {**page, **context})


def _files(gathering: Gathering) -> list[dict[str, str]]:
    names = {"PDF": "reports:minutes_pdf", "Word": "reports:minutes_docx"}
    addresses = {text: _address_or_nothing(name, gathering) for text, name in names.items()}
    return [{"text": text, "href": href} for text, href in addresses.items() if href]


def _address_or_nothing(name: str, gathering: Gathering) -> str:
    """Packages above this one may not be there; then their links are left out."""
    try:
        return reverse(name, args=[gathering.network.slug, gathering.public_id])
    except NoReverseMatch:
        return ""
