"""Asking for help and answering: between two, whatever the others in the network may do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.core.kept_nowhere import kept_nowhere
from redthread.networks.access import Access, login_required
from redthread.networks.roles import Permission
from redthread.notices.sender import reads_replies
from redthread.peers.access import access_for, others_in, talk_for, writing_talk_for
from redthread.peers.actions import asking as actions
from redthread.peers.forms import AskForm, MessageForm, ThanksForm
from redthread.peers.help_page import help_page
from redthread.peers.keeping import KEPT_AFTER_CLOSING
from redthread.peers.models import HelpTalk


@login_required
@require_GET
@kept_nowhere
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    access = access_for(request, slug)
    page = help_page(access, timezone.now())
    return render(request, "peers/help.html", {"network": access.network, "page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    access, now = access_for(request, slug), timezone.now()
    others = others_in(access, now)
    choices = [(key, _named(one)) for key, one in others.items()]
    initial = {"people": request.GET.getlist("til"), "about": request.GET.get("om", "")[:100]}
    form = AskForm(request.POST if request.method == "POST" else None, people=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        people = [others[key].person for key in data["people"]]
        try:
            made = actions.ask_for_help(
                network=access.network,
                people=people,
                about=data["about"],
                text=data["text"],
                key=data["key"],
                by=access.person,
                now=now,
            )
        except RuleError as error:
            form.add_error("people", str(error))
        else:
            messages.success(request, _("Sendt. Bare den du spurte, ser det."))
            talks = list(made.talks.select_related("request__network"))
            return redirect(
                talks[0] if len(talks) == 1 else "peers:help", *([] if len(talks) == 1 else [slug])
            )
    return render(request, "peers/ask.html", _asking(access, form))


def _named(one: Any) -> str:
    return f"{one.person.name}, {one.organisation.name}" if one.organisation else one.person.name


def _asking(access: Access, form: AskForm) -> dict[str, Any]:
    """The chosen stand first; the others are there to be added."""
    chosen = set(form["people"].value() or [])
    boxes = [(key, label, key in chosen) for key, label in form.fields["people"].choices]  # type: ignore[attr-defined]
    return {
        "network": access.network,
        "form": form,
        "chosen": [box for box in boxes if box[2]],
        "others": [box for box in boxes if not box[2]],
    }


@login_required
@require_GET
@kept_nowhere
def talk(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = talk_for(request, slug, pk)
    return _show(request, access, found)


def _show(
    request: HttpRequest, access: Access, found: HelpTalk, form: MessageForm | None = None, status: int = 200
) -> HttpResponse:
    me, now = access.person, timezone.now()
    other = found.other_than(me)
    other_is_here = actions.is_here(access.network, other, now)
    may_write = found.is_open and other_is_here and access.can(Permission.PEER_HELP)
    context = {
        "network": access.network,
        "talk": found,
        "other": other,
        "is_mine": found.request.asked_by_id == me.pk,
        "told": list(found.messages.select_related("by")),
        "other_is_here": other_is_here,
        "may_write": may_write,
        "form": form or MessageForm(name=other.first_name),
        "thanks": ThanksForm(),
        "reads_replies": reads_replies(),
        "kept_days": KEPT_AFTER_CLOSING.days,
        "me": me,
    }
    return render(request, "peers/talk.html", context, status=status)


@login_required
@require_POST
@kept_nowhere
def message(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = writing_talk_for(request, slug, pk)
    form = MessageForm(request.POST, name=found.other_than(access.person).first_name)
    if form.is_valid():
        data, now = form.cleaned_data, timezone.now()
        try:
            actions.write(talk=found, text=data["text"], key=data["key"], by=access.person, now=now)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Sendt."))
            return redirect(found)
    return _show(request, access, found, form)


@login_required
@require_POST
def decline(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = writing_talk_for(request, slug, pk)
    try:
        actions.decline(talk=found, by=access.person, now=timezone.now())
    except RuleError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Sagt fra. Du kan skrive hvis det blir tid likevel."))
    return redirect(found)


@login_required
@require_POST
def close(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = writing_talk_for(request, slug, pk)
    _for_the_asker(access, found)
    form = ThanksForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Takken er for lang. Skriv høyst 200 tegn."))
        return redirect(found)
    actions.close_talk(talk=found, thanks=form.cleaned_data["thanks"], by=access.person, now=timezone.now())
    messages.success(request, _("Samtalen er avsluttet."))
    return redirect(found)


@login_required
@require_POST
def withdrawal(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = talk_for(request, slug, pk)
    _for_the_asker(access, found)
    actions.withdraw(request=found.request, by=access.person, now=timezone.now())
    messages.success(request, _("Spørsmålet er trukket, og det som sto der, er slettet."))
    return redirect("peers:help", slug)


def _for_the_asker(access: Access, found: HelpTalk) -> None:
    """There is nothing to close or take back for whoever was asked."""
    if found.request.asked_by_id != access.person.pk:
        raise Http404
