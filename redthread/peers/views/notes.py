"""Notes that ask for, or offer, somebody who leads a process at another school."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.networks.access import Access, login_required
from redthread.peers.access import access_for
from redthread.peers.actions import pairs as actions
from redthread.peers.forms import NoteForm, half_a_year
from redthread.peers.models import NeighbourNote
from redthread.people.models import Organisation


def _own_schools(access: Access) -> list[Organisation]:
    return [one.organisation for one in access.memberships if one.organisation]


@login_required
@require_GET
def board(request: HttpRequest, slug: str) -> HttpResponse:
    access = access_for(request, slug)
    today = timezone.localdate()
    notes = NeighbourNote.objects.filter(network=access.network, pair=None, until_on__gte=today)
    context = {
        "network": access.network,
        "notes": list(notes.select_related("school", "by")),
        "own": access.organisation_ids,
        "may_write": bool(_own_schools(access)),
    }
    return render(request, "peers/notes.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    access, now = access_for(request, slug), timezone.now()
    schools = {one.public_id: one for one in _own_schools(access)}
    if not schools:
        raise PermissionDenied
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        schools=[(key, school.name) for key, school in schools.items()],
        initial={**half_a_year(timezone.localdate(now))},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        terms = actions.Terms(data["about"], data["from_on"], data["until_on"], data["shows"])
        try:
            actions.put_up_note(
                network=access.network,
                kind=data["kind"],
                school=schools[data["school"]],
                terms=terms,
                key=data["key"],
                by=access.person,
                now=now,
            )
        except RuleError as error:
            form.add_error("until_on", str(error))
        else:
            messages.success(request, _("Oppslaget henger. Alle som er med i nettverket, ser det."))
            return redirect("peers:notes", slug)
    return render(request, "peers/note_new.html", {"network": access.network, "form": form})


@login_required
@require_POST
def take(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access = access_for(request, slug)
    note = get_object_or_404(NeighbourNote, network=access.network, public_id=pk)
    school = next(iter(_own_schools(access)), None)
    if school is None:
        raise PermissionDenied
    try:
        pair = actions.take_note(
            note=note, school=school, shows="shows" in request.POST, by=access.person, now=timezone.now()
        )
    except RuleError as error:
        messages.warning(request, str(error))
        return redirect("peers:notes", slug)
    messages.success(request, _("Dere er et par. Ta kontakt og avtal resten."))
    return redirect("peers:pair", slug, pair.public_id)


@login_required
@require_POST
def removal(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access = access_for(request, slug)
    note = get_object_or_404(NeighbourNote, network=access.network, public_id=pk)
    if note.school_id not in access.organisation_ids:
        raise PermissionDenied
    actions.take_down_note(note=note, by=access.person, now=timezone.now())
    messages.success(request, _("Oppslaget er tatt ned."))
    return redirect("peers:notes", slug)
