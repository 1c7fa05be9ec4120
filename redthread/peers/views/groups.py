"""Small groups that people make themselves, in two taps from a name or a theme."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.networks.access import Access, SignedInRequest, login_required, network_for
from redthread.networks.models import Membership
from redthread.networks.roles import Permission
from redthread.peers.access import access_for, others_in, own_access_for
from redthread.peers.actions import groups as actions
from redthread.peers.forms import GroupForm, LinkForm
from redthread.peers.models import GroupInvitation, GroupRoom


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Opens with the name and the people that one came from, so that only the button is left."""
    access, now = access_for(request, slug), timezone.now()
    others = others_in(access, now)
    chosen = [key for key in request.GET.getlist("med") if key in others][: actions.MOST_IN_GROUP]
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        people=[(key, one.person.name) for key, one in others.items()],
        initial={"people": chosen, "name": _name(request.GET.get("om", ""), access, others, chosen)},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            group = actions.start_group(
                network=access.network,
                name=data["name"],
                people=[others[key].person for key in data["people"]],
                meeting_url=data["meeting_url"],
                key=data["key"],
                school=next((one.organisation for one in access.memberships if one.organisation), None),
                by=access.person,
                now=now,
            )
        except RuleError as error:
            form.add_error("people", str(error))
        else:
            messages.success(request, _("Gruppa er i gang. De andre er spurt om å bli med."))
            return redirect(group)
    return render(request, "peers/group_new.html", _starting(access, form))


def _name(about: str, access: Access, others: dict[str, Membership], chosen: list[str]) -> str:
    if about.strip():
        return " ".join(about.split())[:120]
    names = [access.person.first_name, *(others[key].person.first_name for key in chosen)]
    return _("%(names)s og %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]} if chosen else ""


def _starting(access: Access, form: GroupForm) -> dict[str, Any]:
    chosen = set(form["people"].value() or [])
    boxes = [(key, label, key in chosen) for key, label in form.fields["people"].choices]  # type: ignore[attr-defined]
    return {
        "network": access.network,
        "form": form,
        "chosen": [box for box in boxes if box[2]],
        "others": [box for box in boxes if not box[2]],
    }


@login_required
@require_POST
def answer(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access = own_access_for(request, slug)
    mine = GroupInvitation.objects.filter(person=access.person, group__parent=access.network)
    invitation = get_object_or_404(mine.select_related("group"), public_id=pk)
    access.require(Permission.PEER_HELP)
    comes = request.POST.get("svar") == "ja"
    try:
        actions.answer_group(invitation=invitation, comes=comes, by=access.person, now=timezone.now())
    except RuleError as error:
        messages.warning(request, str(error))
        return redirect("peers:help", slug)
    messages.success(request, _("Velkommen inn i gruppa.") if comes else _("Sagt fra."))
    return redirect(invitation.group) if comes else redirect("peers:help", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_link(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a self-made group meets on screen; everybody in it may change that."""
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    room = get_object_or_404(GroupRoom, group=network)
    form = LinkForm(
        request.POST if request.method == "POST" else None, initial={"meeting_url": room.meeting_url}
    )
    if request.method == "POST" and form.is_valid():
        actions.set_meeting_link(
            group=network,
            meeting_url=form.cleaned_data["meeting_url"],
            by=cast(SignedInRequest, request).user,
            now=timezone.now(),
        )
        messages.success(request, _("Lenken er lagret."))
        return redirect(network)
    return render(request, "peers/meeting_link.html", {"network": network, "form": form})
