"""Staff kits for the own school's people: make one, look at it, close it, take the essence on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.betweenwork.access import Desk
from redthread.betweenwork.actions import staff_kits as actions
from redthread.betweenwork.models import StaffKit
from redthread.betweenwork.staff_kit_access import own_kit_for
from redthread.betweenwork.staff_kit_forms import ClosingForm, EssenceForm, StaffKitForm
from redthread.betweenwork.staff_kit_page import (
    Start,
    answer_address,
    kit_page,
    method_choices,
    start_of,
    suggested_essence,
    summary_reach,
    summary_words,
)
from redthread.betweenwork.staff_time import card_of_kit, time_plan, whole_time
from redthread.betweenwork.try_out_access import writing_access_for
from redthread.betweenwork.writers import schools_of
from redthread.core.errors import RuleError
from redthread.core.kept_nowhere import kept_nowhere
from redthread.core.qr import qr_svg
from redthread.gatherings.method_library import chosen_method
from redthread.networks.access import Access, login_required
from redthread.people.models import Organisation


@login_required
@require_GET
def staff_kits(request: HttpRequest, slug: str) -> HttpResponse:
    access = writing_access_for(request, slug)
    now = timezone.now()
    kits = StaffKit.objects.visible_to(access).select_related("school")
    rows = [(kit, kit.closed_at is None and now < kit.closes_at) for kit in kits]
    for kit, _open in rows:
        kit.network = access.network
    return render(request, "betweenwork/staff_kits.html", {"network": access.network, "kits": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    access = writing_access_for(request, slug)
    start = start_of(access, request.GET, timezone.now())
    form = StaffKitForm(
        request.POST if request.method == "POST" else None,
        initial=start.initial,
        schools=_mine(access, start),
        methods=method_choices(access),
    )
    if form.is_valid():
        try:
            return redirect(_make(access, start, form))
        except RuleError as error:
            form.add_error(None, str(error))
    return render(
        request, "betweenwork/staff_kit_form.html", {"network": access.network, "form": form, "start": start}
    )


def _mine(access: Access, start: Start) -> list[Organisation]:
    """The school that the promise or the line is of; else those one writes for."""
    of = start.commitment or start.line
    if of is not None:
        return [of.school]
    writes = schools_of(access)
    return [
        one.organisation for one in access.memberships if one.organisation and one.organisation_id in writes
    ]


def _make(access: Access, start: Start, form: StaffKitForm) -> StaffKit:
    data = form.cleaned_data
    with override(data["school"].written_norm or "nb"):
        form.full_clean()  # our own questions, in the language that the school writes
    plan = actions.KitPlan(
        title=data["title"],
        purpose=data["purpose"],
        method=chosen_method(access.network, data["method"]),
        staff=data["staff"],
        closes_at=data["closes_on"],
        questions=form.cleaned_data["asked"],
    )
    return actions.make_kit(
        network=access.network,
        school=data["school"],
        key=data["key"],
        plan=plan,
        commitment=start.commitment,
        line=start.line,
        by=access.person,
        now=timezone.now(),
    )


@login_required
@require_GET
@kept_nowhere
def staff_kit(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    _access, kit = own_kit_for(request, slug, pk)
    return _show(request, kit)


def _show(request: HttpRequest, kit: StaffKit, status: int = 200, **forms: Any) -> HttpResponse:
    plan, page = time_plan(card_of_kit(kit)), kit_page(kit, timezone.now())
    context = {
        "network": kit.network,
        "kit": kit,
        "page": page,
        "lead": kit.school.name if page.is_open else f"{kit.school}. {page.reach_words}",
        "plan": plan,
        "minutes": whole_time(plan),
        "address": answer_address(kit),
        "essence": EssenceForm(initial={"essence": kit.essence or suggested_essence(kit, page.results)}),
        "closing": ClosingForm(),
        **forms,
    }
    return render(request, "betweenwork/staff_kit.html", context, status=status)


@login_required
@require_GET
def qr(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    _access, kit = own_kit_for(request, slug, pk)
    return HttpResponse(qr_svg(answer_address(kit)), content_type="image/svg+xml")


@login_required
@require_POST
def close(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, kit = own_kit_for(request, slug, pk, writes=True)
    actions.close_kit(kit=kit, by=access.person, now=timezone.now())
    return redirect(kit)


@login_required
@require_POST
@kept_nowhere
def reopen(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, kit = own_kit_for(request, slug, pk, writes=True)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return _show(request, kit, 400, closing=form)
    try:
        actions.reopen_kit(
            kit=kit, closes_at=form.cleaned_data["closes_on"], by=access.person, now=timezone.now()
        )
    except RuleError as error:
        form.add_error("closes_on", str(error))
        return _show(request, kit, 409, closing=form)
    return redirect(kit)


@login_required
@require_POST
@kept_nowhere
def text_removal(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, kit = own_kit_for(request, slug, pk, writes=True)
    number, text = request.POST.get("number", ""), request.POST.get("text", "").replace("\r\n", "\n")
    if number.isdecimal() and kit_page(kit, timezone.now()).results:
        actions.remove_text(kit=kit, number=int(number), text=text, by=access.person, now=timezone.now())
    return redirect(kit)


@login_required
@require_POST
@kept_nowhere
def essence(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """One tap: the words go into the school's summary, below whatever stands there."""
    access, kit = own_kit_for(request, slug, pk, writes=True)
    form = EssenceForm(request.POST)
    page = kit_page(kit, timezone.now())
    if page.line is None or not page.results:
        return redirect(kit)
    if not form.is_valid():
        return _show(request, kit, 400, essence=form)
    words = form.cleaned_data["essence"]
    actions.take_to_summary(
        kit=kit,
        line=page.line,
        essence=words,
        words=summary_words(kit, page.reached, words),
        reach=summary_reach(page.reached),
        by=access.person,
        now=timezone.now(),
    )
    messages.success(
        request, _("Lagt inn i oppsummeringen. Bare skolen din ser det, til dere ferdigstiller.")
    )
    page.line.assignment.network = kit.network
    return redirect(Desk(page.line, access.person).address())
