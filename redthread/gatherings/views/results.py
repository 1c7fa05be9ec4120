"""Published results on the agenda item where they are understood together, and nowhere else."""

from __future__ import annotations

from io import BytesIO

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from redthread.core.errors import InputError, RuleError
from redthread.core.held_files import drop_file, held_file, hold_file
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions import results as actions
from redthread.gatherings.forms.results import ResultFileForm, UnitsForm
from redthread.gatherings.minutes_access import PageRequest, minutes_of
from redthread.gatherings.minutes_reading import runs
from redthread.gatherings.models import AgendaItem, ResultTable
from redthread.gatherings.results_chart import written
from redthread.gatherings.results_page import tables_of
from redthread.gatherings.results_reading import ReadTable, read_results
from redthread.gatherings.results_reading.table import Kind
from redthread.gatherings.results_units import known_names, schools_of
from redthread.gatherings.views.changes import posted
from redthread.networks.access import login_required
from redthread.networks.roles import Permission

PLAN, VIEW = Permission.GATHERING_PLAN, Permission.GATHERING_VIEW
SHOWN = 60  # figures in the preview


@login_required
@require_GET
def results(request: PageRequest, slug: str, pk: str, item: str) -> HttpResponse:
    """The tables of the item, for everybody who sees it."""
    one = _item_of(request, slug, pk, item, needs=VIEW)
    if one.is_confidential and not runs(request.access, minutes_of(one.gathering)):
        raise Http404
    context = {**_about(one), "tables": tables_of(one), "may_plan": request.access.can(PLAN)}
    return render(request, "gatherings/results.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def results_new(request: PageRequest, slug: str, pk: str, item: str) -> HttpResponse:
    """Choose a file; see what is in it and which school each row is; say yes."""
    one = _item_of(request, slug, pk, item, needs=PLAN)
    if "ticket" in request.POST:
        return _keep(request, one, request.POST["ticket"][:100])
    form = ResultFileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        return _preview(request, one, upload.read(), upload.name)
    return _choose(request, one, form)


def _preview(request: PageRequest, item: AgendaItem, content: bytes, file_name: str) -> HttpResponse:
    schools = schools_of(item.gathering.network)
    try:
        read = read_results(BytesIO(content), known=known_names(schools))
    except InputError as error:
        return _choose(request, item, ResultFileForm(), problems=error.problems)
    ticket = hold_file(content, file_name, holder=request.user.public_id, now=timezone.now())
    initial = {"ticket": ticket, "title": suggested_title(read)}
    return _ask(request, item, read, UnitsForm(read=read, schools=schools, initial=initial), file_name)


def _keep(request: PageRequest, item: AgendaItem, ticket: str) -> HttpResponse:
    now, schools = timezone.now(), schools_of(item.gathering.network)
    held = held_file(ticket, holder=request.user.public_id, now=now)
    if held is None:
        told = _("Det har gått for lang tid siden du valgte filen. Velg den en gang til.")
        return _choose(request, item, ResultFileForm(), problems=(told,))
    read = read_results(held.content, known=known_names(schools))
    form = UnitsForm(request.POST, read=read, schools=schools)
    if form.is_valid():
        try:
            actions.add_result_table(
                item=item,
                read=read,
                units=form.chosen(),
                title=form.cleaned_data["title"],
                file_name=held.filename,
                by=request.user,
                now=now,
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            drop_file(ticket, holder=request.user.public_id)
            messages.success(request, _("Resultatene er lagt til på posten."))
            gathering = item.gathering
            return redirect("gatherings:results", gathering.network.slug, gathering.public_id, item.public_id)
    return _ask(request, item, read, form, held.filename)


def suggested_title(read: ReadTable) -> str:
    """«Nasjonale prøver 2025-26»."""
    names = {
        Kind.NATIONAL_TESTS: _("Nasjonale prøver"),
        Kind.PUPIL_SURVEY: _("Elevundersøkelsen"),
        Kind.OWN: _("Resultater"),
    }
    first, last = read.years[0], read.years[-1]
    years = first if first == last else _("%(first)s til %(last)s") % {"first": first, "last": last}
    return f"{names[read.kind]} {years}"


def _choose(
    request: PageRequest, item: AgendaItem, form: ResultFileForm, problems: tuple[str, ...] = ()
) -> HttpResponse:
    context = {**_about(item), "form": form, "problems": problems}
    return render(request, "gatherings/results_new.html", context)


def _ask(
    request: PageRequest, item: AgendaItem, read: ReadTable, form: UnitsForm, file_name: str
) -> HttpResponse:
    context = {
        **_about(item),
        "form": form,
        "figures": [(one, written(one.value, one.uncertainty)) for one in read.figures[:SHOWN]],
        "count": len(read.figures),
        "file_name": file_name,
    }
    return render(request, "gatherings/results_preview.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def results_remove(request: PageRequest, slug: str, pk: str, item: str, table: str) -> HttpResponse:
    one = _item_of(request, slug, pk, item, needs=PLAN)
    found = get_object_or_404(ResultTable.objects.filter(item=one), public_id=table)
    found.item = one
    form = forms.Form(posted(request))
    if form.is_valid():
        actions.remove_result_table(table=found, by=request.user, now=timezone.now())
        messages.success(request, _("Tabellen er tatt bort."))
        return redirect("gatherings:results", slug, pk, item)
    return render(request, "gatherings/results_remove.html", {**_about(one), "form": form, "table": found})


def _item_of(request: PageRequest, slug: str, pk: str, item: str, *, needs: Permission) -> AgendaItem:
    gathering = gathering_for(request, slug, pk, needs=needs)
    found = get_object_or_404(gathering.agenda_items.all(), public_id=item)
    found.gathering = gathering
    if found.kind != AgendaItem.Kind.RESULTS:
        raise Http404
    return found


def _about(item: AgendaItem) -> dict[str, object]:
    return {"network": item.gathering.network, "gathering": item.gathering, "item": item}
