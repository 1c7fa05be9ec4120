"""A round of «Hva legger du i …»: started, answered, closed and read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.concepts.access import SAY, WRITE, access_for, round_for
from redthread.concepts.actions import rounds as actions
from redthread.concepts.actions.concepts import key_of
from redthread.concepts.forms import AnswerForm, RoundForm
from redthread.concepts.gatherings_to_choose import coming
from redthread.concepts.models import AlignmentRound
from redthread.concepts.reading import side_by_side
from redthread.core.errors import RuleError
from redthread.networks.access import Access, login_required


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    access, now = access_for(request, slug, needs=WRITE), timezone.now()
    form = RoundForm(
        request.POST or None,
        gatherings=coming(access.network, now),
        initial={"word": request.GET.get("ord", "")[:80]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_round(
                network=access.network,
                word=form.cleaned_data["word"],
                shows_names=form.cleaned_data["names"] == "med",
                gathering=form.cleaned_data["gathering"],
                by=access.person,
                now=now,
            )
        except RuleError as error:
            form.add_error("word", str(error))
        else:
            messages.success(request, _("Runden er i gang. Den står på «I dag» hos alle som er med."))
            return redirect(made)
    return render(request, "concepts/round_new.html", {"network": access.network, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """While it is open: one's own answer. When it is closed: all of them."""
    access, found = round_for(request, slug, pk, needs=SAY)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_round(
                round=found, text=form.cleaned_data["text"], by=access.person, now=timezone.now()
            )
        except RuleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Svaret er lagret. Du kan endre det til runden avsluttes."))
        return redirect(found)
    return _show(request, access, found, form)


def _show(request: HttpRequest, access: Access, found: AlignmentRound, form: AnswerForm) -> HttpResponse:
    own = found.answers.filter(person=access.person).first() if found.is_open else None
    if own is not None and not form.is_bound:
        form = AnswerForm(initial={"text": own.text})
    context = {
        "network": access.network,
        "round": found,
        "form": form,
        "own": own,
        "answers": side_by_side(found),
        "concept": access.network.concepts.in_use().filter(key=key_of(found.word)).first(),
        "may_write": access.can(WRITE),
    }
    return render(request, "concepts/round.html", context)


@login_required
@require_POST
def close(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = round_for(request, slug, pk, needs=WRITE)
    try:
        actions.close_round(round=found, by=access.person, now=timezone.now())
    except RuleError as error:
        messages.error(request, str(error))
    return redirect(found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """End it without showing anything; asked once more, for the answers are deleted."""
    access, found = round_for(request, slug, pk, needs=WRITE)
    if request.method != "POST":
        return render(request, "concepts/round_drop.html", {"network": access.network, "round": found})
    try:
        actions.drop_round(round=found, by=access.person, now=timezone.now())
    except RuleError as error:
        messages.error(request, str(error))
        return redirect(found)
    messages.success(request, _("Runden er avsluttet. Svarene er slettet."))
    return redirect("concepts:list", slug)
