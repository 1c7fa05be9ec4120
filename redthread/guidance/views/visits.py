"""The log of visits and guidance: the overview, one visit, writing it down, the calendar."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.guidance.actions import visits as actions
from redthread.guidance.calendar_text import visit_calendar
from redthread.guidance.door import (
    access_for,
    is_of_school,
    is_visitors,
    log_for,
    own_visit_for,
    schools_visit_for,
    visit_for,
)
from redthread.guidance.forms import VisitForm, WordsForm
from redthread.guidance.models import Visit
from redthread.guidance.visits_page import visits_page
from redthread.networks.access import Access
from redthread.networks.models import Unit
from redthread.networks.roles import Permission
from redthread.people.models import Organisation


@login_required
@require_GET
def visits(request: HttpRequest, slug: str) -> HttpResponse:
    access, now = log_for(request, slug), timezone.now()
    page = visits_page(access, now, only_long_ago=bool(request.GET.get("lenge")))
    context = {"network": access.network, "page": page, "may_write": access.can(Permission.VISIT_WRITE)}
    return render(request, "guidance/visits.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    access = access_for(request, slug, Permission.VISIT_WRITE)
    initial = {"key": uuid.uuid4(), "school": request.GET.get("skole", "")}
    form = VisitForm(request.POST or None, schools=_schools(access), initial=initial)
    if request.method == "POST" and form.is_valid():
        made = actions.write_visit(
            network=access.network,
            school=form.cleaned_data["school"],
            key=form.cleaned_data["key"],
            log=form.log(),
            by=access.person,
            now=timezone.now(),
        )
        return redirect(made)
    return render(request, "guidance/visit_form.html", {"network": access.network, "form": form})


def _schools(access: Access) -> list[Organisation]:
    units = Unit.objects.present().filter(network=access.network).select_related("organisation")
    return [unit.organisation for unit in units]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = own_visit_for(request, slug, pk)
    if found.is_called_off:
        raise Http404
    names = [name for name in VisitForm.base_fields if name not in ("school", "key")]
    form = VisitForm(request.POST or None, schools=(), initial={one: getattr(found, one) for one in names})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_visit(
                visit=found, log=form.log(), version=version, by=access.person, now=timezone.now()
            )
        except RuleError as error:
            form.add_error(None, str(error))
        except actions.ChangedMeanwhileError as error:
            form.data = {**request.POST.dict(), "version": str(error.there.version)}
            form.add_error(None, _("Du har lagret i et annet vindu. Lagre igjen for å beholde dette."))
        else:
            return redirect(found)
    context = {"network": access.network, "form": form, "visit": found}
    return render(request, "guidance/visit_form.html", context)


@login_required
@require_GET
def visit(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = visit_for(request, slug, pk)
    return _show(request, access, found)


def _show(request: HttpRequest, access: Access, found: Visit, form: WordsForm | None = None) -> HttpResponse:
    is_school, is_mine = is_of_school(access, found), is_visitors(access, found)
    context = {
        "network": access.network,
        "visit": found,
        "is_school": is_school,
        "is_mine": is_mine,
        "is_planned": found.day > timezone.localdate(),
        "may_finish": (is_school or access.can(Permission.VISIT_WRITE)) and found.is_step_open,
        "answers_story": is_school and found.visitor_id != access.person.pk,
        "may_tell": is_school and bool(found.story_agreed) and not found.is_called_off,
        "form": form or WordsForm(initial={"text": found.school_words}),
    }
    return render(request, "guidance/visit.html", context)


@login_required
@require_POST
def words(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """The school's own."""
    access, found = schools_visit_for(request, slug, pk)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _show(request, access, found, form)
    actions.say_as_school(visit=found, text=form.cleaned_data["text"], by=access.person, now=timezone.now())
    messages.success(request, _("Skolens ord er lagret."))
    return redirect(found)


@login_required
@require_POST
def consent(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """The school says whether something from the visit may be told to others."""
    access, found = schools_visit_for(request, slug, pk)
    agrees, story = request.POST.get("svar") == "ja", request.POST.get("tekst", "")
    try:
        actions.answer_story(visit=found, agrees=agrees, story=story, by=access.person, now=timezone.now())
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Svaret er lagret. Dere kan ombestemme dere når som helst."))
    return redirect(found)


@login_required
@require_POST
def step(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """What was agreed is done."""
    access, found = visit_for(request, slug, pk)
    if not is_of_school(access, found):
        access.require(Permission.VISIT_WRITE)
    actions.finish_step(visit=found, by=access.person, now=timezone.now())
    messages.success(request, _("Fint. Steget er tatt."))
    return redirect(found)


@login_required
@require_POST
def call_off(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = own_visit_for(request, slug, pk)
    actions.call_off(visit=found, by=access.person, now=timezone.now())
    messages.success(request, _("Besøket er avlyst. Skolen får beskjed på e-post."))
    return redirect("guidance:visits", slug)


@login_required
@require_GET
def calendar(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    _access, found = visit_for(request, slug, pk)
    text = visit_calendar(found, found.written_at)
    kind = "text/calendar; charset=utf-8"
    name = {"Content-Disposition": 'attachment; filename="besok.ics"'}
    return HttpResponse(text, content_type=kind, headers=name)
