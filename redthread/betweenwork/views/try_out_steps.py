"""What happens to a try-out on its way: the spiral, the result, what is left, thanks, and who is shown it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.betweenwork.actions import try_out_releases as releases
from redthread.betweenwork.actions import try_out_results as results
from redthread.betweenwork.actions import try_outs as actions
from redthread.betweenwork.models import SpiralStep, TryOut
from redthread.betweenwork.try_out_access import found_in, own_try_out_for, taking_part_access_for
from redthread.betweenwork.try_out_forms import AgainForm, ResultForm
from redthread.betweenwork.writers import schools_of
from redthread.core.errors import RuleError
from redthread.networks.access import login_required
from redthread.sharing.models import Audience
from redthread.sharing.preview import preview_of


@login_required
@require_POST
def element(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """An element of the spiral is reached, or was not after all."""
    access, found = own_try_out_for(request, slug, pk)
    which, off = request.POST.get("element", ""), request.POST.get("off", "")
    now = timezone.now()
    if which in SpiralStep.Element.values:
        results.reach_element(try_out=found, element=which, by=access.person, now=now)
    elif off in SpiralStep.Element.values:
        results.take_back_element(try_out=found, element=off, by=access.person, now=now)
    else:
        raise Http404
    return redirect(found.get_absolute_url() + "#spiral")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def result(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = own_try_out_for(request, slug, pk)
    is_guided = found.depth == TryOut.Depth.GUIDED or bool(found.rethink)
    names = ("decision", "happened", "hard", "rethink", "version")
    initial = {name: getattr(found, name) for name in names}
    form = ResultForm(request.POST or None, initial=initial, is_guided=is_guided)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            results.record_result(try_out=found, by=access.person, now=timezone.now(), **form.cleaned_data)
        except RuleError as error:
            form.add_error("happened", str(error))
        except actions.ChangedMeanwhileError as error:
            theirs = error.there
            form.data = {**request.POST.dict(), "version": str(theirs.version)}
        else:
            return redirect("betweenwork:try_out_release", slug, found.public_id)
    context = {"network": access.network, "try_out": found, "form": form, "theirs": theirs}
    return render(request, "betweenwork/try_out_result.html", context, status=409 if theirs else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Half a year later: what is left of it?"""
    access, found = own_try_out_for(request, slug, pk)
    form = AgainForm(request.POST or None, initial={"left": found.left, "version": found.version})
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            results.answer_again(try_out=found, by=access.person, now=timezone.now(), **form.cleaned_data)
        except RuleError as error:
            form.add_error("left", str(error))
        except actions.ChangedMeanwhileError as error:
            theirs = error.there
            form.data = {**request.POST.dict(), "version": str(theirs.version)}
        else:
            return redirect("betweenwork:try_out_release", slug, found.public_id)
    context = {"network": access.network, "try_out": found, "form": form, "theirs": theirs}
    return render(request, "betweenwork/try_out_again.html", context, status=409 if theirs else 200)


@login_required
@require_POST
def thanks(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = own_try_out_for(request, slug, pk)
    text = request.POST.get("text", "")
    try:
        actions.thank(try_out=found, text=text, by=access.person, now=timezone.now())
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Takken er sendt."))
    return redirect(found)


@login_required
@require_POST
def taking_part(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """One's own school does it together with the one that started it, or is not with it after all."""
    access = taking_part_access_for(request, slug)
    found = found_in(access, pk)
    writes = schools_of(access)
    wanted = request.POST.get("join") or request.POST.get("leave", "")
    mine = [m.organisation for m in access.memberships if m.organisation and m.organisation_id in writes]
    school = next(
        (one for one in mine if one.public_id == wanted), None if wanted else next(iter(mine), None)
    )
    if school is None:
        raise PermissionDenied
    now = timezone.now()
    try:
        if "leave" in request.POST:
            actions.leave_try_out(try_out=found, school=school, by=access.person, now=now)
        else:
            actions.join_try_out(try_out=found, school=school, by=access.person, now=now)
    except RuleError as error:
        messages.error(request, str(error))
    return redirect(found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """«Ferdigstill» to the network: exactly what it will see, and then it does."""
    access, found = own_try_out_for(request, slug, pk)
    error = ""
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            releases.release_try_out(try_out=found, seen=seen, by=access.person, now=timezone.now())
        except RuleError as refused:
            error = str(refused)
            found.refresh_from_db()
        else:
            messages.success(request, _("Ferdigstilt. Takk for at dere deler!"))
            return redirect(found)
    snapshot = releases.snapshot_for(found)
    preview = preview_of(
        audience=Audience.NETWORK,
        network=access.network,
        school=found.school,
        title=found.title,
        snapshot=snapshot,
    )
    context = {
        "network": access.network,
        "try_out": found,
        "preview": preview,
        "seen": releases.mark_of(found.title, snapshot),
        "standing": releases.standing_release(found),
        "error": error,
    }
    return render(request, "betweenwork/try_out_release.html", context, status=409 if error else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = own_try_out_for(request, slug, pk)
    releases.take_back_try_out(try_out=found, by=access.person, now=timezone.now())
    messages.success(request, _("Trukket tilbake. Bare skolen din ser det nå."))
    return redirect(found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Take it away, after being asked; for the school that started it."""
    access, found = own_try_out_for(request, slug, pk)
    if found.school_id not in schools_of(access):
        raise PermissionDenied
    if request.method == "POST":
        actions.withdraw_try_out(try_out=found, by=access.person, now=timezone.now())
        messages.success(request, _("Utprøvingen er tatt bort."))
        return redirect("betweenwork:try_outs", slug)
    context = {"network": access.network, "try_out": found}
    return render(request, "betweenwork/try_out_withdraw.html", context)
