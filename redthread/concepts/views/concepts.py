"""The network's words: the list, one of them with its versions, writing and agreeing."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.concepts.access import READ, SAY, WRITE, access_for, concept_for
from redthread.concepts.actions import concepts as actions
from redthread.concepts.forms import AgreedForm, ConceptForm
from redthread.concepts.from_round import FromRound, from_round
from redthread.concepts.gatherings_to_choose import held
from redthread.concepts.models import Concept, ConceptVersion
from redthread.concepts.reading import concept_page, concepts_page
from redthread.core.errors import RuleError
from redthread.networks.access import Access, login_required


@login_required
@require_GET
def all_concepts(request: HttpRequest, slug: str) -> HttpResponse:
    access = access_for(request, slug, needs=READ)
    context = {"network": access.network, "page": concepts_page(access)}
    return render(request, "concepts/list.html", context)


@login_required
@require_GET
def concept(request: HttpRequest, slug: str, pk: str, number: int | None = None) -> HttpResponse:
    access, found = concept_for(request, slug, pk, needs=READ)
    return _show(request, access, found, number)


def _show(
    request: HttpRequest,
    access: Access,
    concept: Concept,
    number: int | None = None,
    form: AgreedForm | None = None,
) -> HttpResponse:
    page = concept_page(access, concept, number)
    if page is None:
        raise Http404
    may_write = access.can(WRITE) and page.is_latest
    if form is None and may_write and page.at_gathering is None:
        form = AgreedForm(gatherings=held(access.network, timezone.now()))
    context = {
        "network": access.network,
        "concept": concept,
        "page": page,
        "may_write": may_write,
        "may_agree": access.can(SAY) and page.is_latest,
        "sees_rounds": access.can(SAY),
        "form": form,
    }
    return render(request, "concepts/concept.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """An empty form, or one that begins from what was answered in a round."""
    access = access_for(request, slug, needs=WRITE)
    start = from_round(access, request.GET.get("runde", ""))
    form = ConceptForm(request.POST or None, is_first=True, initial=start.initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_concept(
                network=access.network,
                word=form.cleaned_data["word"],
                words=form.words(),
                from_round=start.round,
                by=access.person,
                now=timezone.now(),
            )
        except RuleError as error:
            form.add_error("word", str(error))
        else:
            messages.success(request, _("Skrevet inn. Nå kan de andre lese det og si seg enige."))
            return redirect(made)
    return _form(request, access, None, form, start)


def _form(
    request: HttpRequest,
    access: Access,
    concept: Concept | None,
    form: ConceptForm,
    start: FromRound,
    theirs: ConceptVersion | None = None,
) -> HttpResponse:
    context = {
        "network": access.network,
        "concept": concept,
        "form": form,
        "round": start.round,
        "answers": start.answers,
        "theirs": theirs,
    }
    return render(request, "concepts/form.html", context, status=409 if theirs else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """The next version; the one before stays, with who agreed to it."""
    access, found = concept_for(request, slug, pk, needs=WRITE)
    start = from_round(access, request.GET.get("runde", ""))
    latest = found.versions.all()[0]
    form = ConceptForm(request.POST or None, is_first=False, initial=_initial(latest))
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_version(
                concept=found,
                expected=form.cleaned_data["expected"] or 0,
                words=form.words(),
                why=form.cleaned_data["why"],
                from_round=start.round,
                by=access.person,
                now=timezone.now(),
            )
        except actions.ConceptMovedOn as moved:
            form, theirs = _built_on_theirs(request, moved), moved.latest
        else:
            messages.success(request, _("Ny versjon er lagret. Den forrige står fortsatt."))
            return redirect(found)
    return _form(request, access, found, form, start, theirs)


def _initial(latest: ConceptVersion) -> dict[str, object]:
    names = ("meaning", "plain", "instead", "example")
    return {name: getattr(latest, name) for name in names} | {"expected": latest.number}


def _built_on_theirs(request: HttpRequest, moved: actions.ConceptMovedOn) -> ConceptForm:
    """What was typed stays in the form; the next save builds on what the other wrote."""
    typed = request.POST.copy()
    typed["expected"] = str(moved.latest.number)
    form = ConceptForm(typed, is_first=False)
    form.is_valid()
    form.add_error(None, str(moved))
    return form


@login_required
@require_POST
def agreement(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """A member agrees to the version that was read, or takes it back."""
    access, found = concept_for(request, slug, pk, needs=SAY)
    version = _version_in(request, found)
    if request.POST.get("takes_back"):
        actions.take_agreement_back(version=version, by=access.person, now=timezone.now())
        messages.success(request, _("Navnet ditt er tatt bort."))
        return redirect(found)
    try:
        actions.agree(version=version, by=access.person, now=timezone.now())
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Takk. Det står at du er enig."))
    return redirect(found)


def _version_in(request: HttpRequest, concept: Concept) -> ConceptVersion:
    number = request.POST.get("version", "")
    found = get_object_or_404(concept.versions.all(), number=int(number) if number.isdecimal() else 0)
    found.concept = concept
    return found


@login_required
@require_POST
def at_gathering(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = concept_for(request, slug, pk, needs=WRITE)
    version, now = _version_in(request, found), timezone.now()
    form = AgreedForm(request.POST, gatherings=held(access.network, now))
    if not form.is_valid():
        return _show(request, access, found, form=form)
    try:
        actions.agree_at_gathering(
            version=version, gathering=form.cleaned_data["gathering"], by=access.person, now=now
        )
    except RuleError as error:
        messages.error(request, str(error))
    return redirect(found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def put_away(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = concept_for(request, slug, pk, needs=WRITE)
    if request.method == "POST":
        actions.put_away(concept=found, by=access.person, now=timezone.now())
        messages.success(request, _("«%(word)s» er tatt ut av listen.") % {"word": found})
        return redirect("concepts:list", slug)
    return render(request, "concepts/put_away.html", {"network": access.network, "concept": found})
