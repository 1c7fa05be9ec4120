"""Learning partners, critical friends and process leaders: invited, answered, shown and ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.networks.access import Access, login_required
from redthread.networks.models import Membership
from redthread.peers.access import access_for, others_in, pair_for
from redthread.peers.actions import pairs as actions
from redthread.peers.forms import PairAnswerForm, PairForm, half_a_year
from redthread.peers.help_page import is_asked, is_from
from redthread.people.models import Organisation, Person


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    access, now = access_for(request, slug), timezone.now()
    others = others_in(access, now)
    initial: dict[str, Any] = {**half_a_year(timezone.localdate(now)), "kind": "partners"}
    initial["with_whom"] = request.GET.get("med", "")
    sent = request.POST if request.method == "POST" else None
    form = PairForm(sent, others=_choices(access, others), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = _invite(access, others, form, now)
        except RuleError as error:
            form.add_error("with_whom", str(error))
        else:
            messages.success(request, _("Invitasjonen er sendt. Ingen andre ser den."))
            return redirect(made)
    return render(request, "peers/pair_new.html", {"network": access.network, "form": form})


def own_school(access: Access) -> Organisation | None:
    return next((one.organisation for one in access.memberships if one.organisation), None)


def _choices(access: Access, others: dict[str, Membership]) -> list[Any]:
    """Schools, for one who represents one, and people."""
    schools = {
        one.organisation.public_id: one.organisation.name
        for one in others.values()
        if one.organisation and one.organisation_id not in access.organisation_ids
    }
    by_name = sorted(schools.items(), key=lambda pair: (pair[1], pair[0]))
    people = [(f"person:{key}", one.person.name) for key, one in others.items()]
    ours = [(f"school:{key}", name) for key, name in by_name] if own_school(access) else []
    groups = [(_("En skole"), ours)] if ours else []
    return [("", _("Velg")), *groups, (_("En person"), people)]


def _invite(access: Access, others: dict[str, Membership], form: PairForm, now: datetime) -> Any:
    data = form.cleaned_data
    scope, _colon, key = data["with_whom"].partition(":")
    to_person: Person | None = others[key].person if scope == "person" else None
    schools = {one.organisation.public_id: one.organisation for one in others.values() if one.organisation}
    return actions.invite_to_pair(
        network=access.network,
        kind=data["kind"],
        school=own_school(access),
        to_person=to_person,
        to_school=schools[key] if scope == "school" else None,
        terms=actions.Terms(data["about"], data["from_on"], data["until_on"], data["shows"]),
        key=data["key"],
        by=access.person,
        now=now,
    )


@login_required
@require_GET
def pair(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = pair_for(request, slug, pk)
    mine = is_from(found, access)
    context = {
        "network": access.network,
        "pair": found,
        "is_asked": is_asked(found, access),
        "is_from": mine,
        "i_show": found.from_shows if mine else found.to_shows,
        "they_show": found.to_shows if mine else found.from_shows,
    }
    return render(request, "peers/pair.html", context)


@login_required
@require_POST
def answer(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = pair_for(request, slug, pk)
    if is_from(found, access):
        raise Http404  # there is nothing to answer for whoever invited
    says_yes = request.POST.get("svar") == "ja"
    form = PairAnswerForm(request.POST)
    shows = form.is_valid() and form.cleaned_data["shows"]
    try:
        actions.answer_pair(pair=found, says_yes=says_yes, shows=shows, by=access.person, now=timezone.now())
    except RuleError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Svaret er sendt."))
    return redirect(found)


@login_required
@require_POST
def shown(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = pair_for(request, slug, pk)
    actions.set_shown(
        pair=found,
        is_from=is_from(found, access),
        shows="shows" in request.POST,
        by=access.person,
        now=timezone.now(),
    )
    messages.success(request, _("Lagret."))
    return redirect(found)


@login_required
@require_POST
def end(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = pair_for(request, slug, pk)
    actions.end_pair(pair=found, by=access.person, now=timezone.now())
    messages.success(request, _("Avsluttet."))
    return redirect("peers:help", slug)
