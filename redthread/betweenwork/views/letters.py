"""The network's monthly letters: read by the members, written and sent by those who plan."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.betweenwork.actions import letters as actions
from redthread.betweenwork.letter_access import draft_for, letter_for, letters_for
from redthread.betweenwork.letter_draft import month_of
from redthread.betweenwork.letter_forms import LetterForm
from redthread.betweenwork.models import MonthlyLetter
from redthread.core.errors import RuleError
from redthread.networks.access import login_required
from redthread.networks.roles import Permission


@login_required
@require_GET
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    access, found = letters_for(request, slug)
    rows = list(found)
    now_month = month_of(timezone.now())
    context = {
        "network": access.network,
        "letters": [one for one in rows if one.sent_at],
        "drafts": [one for one in rows if not one.sent_at],
        "may_write": access.can(Permission.GATHERING_PLAN),
        "has_this_month": any(one.month == now_month for one in rows),
    }
    return render(request, "betweenwork/letters.html", context)


@login_required
@require_POST
def new(request: HttpRequest, slug: str) -> HttpResponse:
    access, _found = letters_for(request, slug, writes=True)
    made = actions.draft_letter(network=access.network, by=access.person, now=timezone.now())
    return redirect(made)


@login_required
@require_GET
def letter(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """A sent letter, to read; a draft leads on to where it is written."""
    access, found = letter_for(request, slug, pk)
    if found.sent_at is None:
        return redirect("betweenwork:letter_writing", slug, pk)
    return render(request, "betweenwork/letter.html", {"network": access.network, "letter": found})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def writing(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = draft_for(request, slug, pk)
    if found.sent_at is not None:
        return redirect(found)
    initial = {"title": found.title, "text": found.text, "version": found.version}
    form = LetterForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and _is_saved(request, found, form):
        return redirect("betweenwork:letter_sending", slug, pk)
    context = {"network": access.network, "letter": found, "form": form}
    return render(request, "betweenwork/letter_form.html", context)


def _is_saved(request: HttpRequest, found: MonthlyLetter, form: forms.Form) -> bool:
    data = form.cleaned_data
    try:
        actions.write_letter(
            letter=found,
            title=data["title"],
            text=data["text"],
            version=data["version"],
            by=request.user,  # type: ignore[arg-type]  # behind the sign-in
            now=timezone.now(),
        )
    except RuleError as error:
        form.add_error(None, str(error))
        return False
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sending(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Exactly what goes out, and to how many; then once."""
    access, found = draft_for(request, slug, pk)
    error = ""
    if found.sent_at is not None:
        return redirect(found)
    if request.method == "POST":
        try:
            actions.send_letter(
                letter=found, seen=request.POST.get("seen", ""), by=access.person, now=timezone.now()
            )
        except RuleError as refused:
            error = str(refused)
        else:
            messages.success(request, _("Brevet er sendt."))
            return redirect(found)
    count = len(actions.readers(access.network, timezone.now()))
    words = ngettext("Sendes til %(count)d person.", "Sendes til %(count)d personer.", count)
    context = {
        "network": access.network,
        "letter": found,
        "seen": actions.mark_of(found),
        "error": error,
        "to_whom": words % {"count": count},
    }
    return render(request, "betweenwork/letter_sending.html", context, status=409 if error else 200)
