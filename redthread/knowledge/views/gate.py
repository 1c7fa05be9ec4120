"""The gate, the second reader, and «Ferdigstill»."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from redthread.core.errors import RuleError
from redthread.core.kept_nowhere import kept_nowhere
from redthread.knowledge.access import access_for, own_story_for, reading_in
from redthread.knowledge.actions import gate as actions
from redthread.knowledge.actions import readings, releases
from redthread.knowledge.actions import stories as story_actions
from redthread.knowledge.forms import AnswerForm, ReaderForm
from redthread.knowledge.gate import look_over
from redthread.knowledge.models import KeptWord, Reading, Story
from redthread.knowledge.snapshot import texts_of, value_in
from redthread.knowledge.views.stories import gone
from redthread.networks.access import Access, login_required
from redthread.networks.models import Membership
from redthread.networks.roles import Permission
from redthread.sharing.models import Audience
from redthread.sharing.preview import preview_of

PLACE = re.compile(r"([a-z]{1,12}):([0-9]{1,5})")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def gate(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Every mark in the text, each with what can be done about it in one tap."""
    access, found = own_story_for(request, slug, pk)
    error = ""
    if request.method == "POST":
        try:
            _decide(request, found)
        except RuleError as refused:
            error = str(refused)
            found.refresh_from_db()
        else:
            return redirect(f"{request.path}#merker")
    context = {
        "network": access.network,
        "story": found,
        "gate": look_over(found, found.attachments.values_list("file_name", flat=True)),
        "reasons": KeptWord.Reason.choices,
        "error": error,
    }
    return render(request, "knowledge/gate.html", context, status=409 if error else 200)


def _decide(request: HttpRequest, story: Story) -> None:
    """One press: the suggestion, all of them, the word as it is, or ask about it again."""
    by, now, sent = story.teller, timezone.now(), request.POST
    version = int(sent["version"]) if re.fullmatch("[0-9]{1,9}", sent.get("version", "")) else 0
    word = {name: sent.get(name, "").replace("\r\n", "\n") for name in ("part", "kind", "text")}
    if place := PLACE.fullmatch(sent.get("bytt", "")):
        where = actions.Place(place[1], int(place[2]))
        actions.take_suggestion(story=story, place=where, version=version, by=by, now=now)
    elif "alle" in sent:
        count = actions.take_all_suggestions(story=story, version=version, by=by, now=now)
        messages.success(
            request, ngettext("%(n)d ord er byttet.", "%(n)d ord er byttet.", count) % {"n": count}
        )
    elif "behold" in sent:
        actions.keep_word(story=story, **word, reason=sent["behold"], by=by, now=now)
    elif "angre" in sent:
        actions.ask_again(story=story, **word, by=by, now=now)


def _members(access: Access) -> list[Membership]:
    members = Membership.objects.current(timezone.now()).filter(
        network=access.network, person__is_active=True
    )
    others = members.exclude(person=access.person).select_related("person", "organisation")
    return list(others.order_by("person__name", "pk"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def reader(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Choose who reads it through before anybody else."""
    access, found = own_story_for(request, slug, pk)
    form = ReaderForm(request.POST or None, members=_members(access), school=found.school_id)
    if "avlys" in request.POST:
        readings.call_off_reading(story=found, by=access.person, now=timezone.now())
        messages.success(request, _("Avlyst. Ingen andre ser fortellingen nå."))
        return redirect(found)
    if request.method == "POST" and form.is_valid():
        chosen = form.people[form.cleaned_data["reader"]]
        try:
            readings.ask_reader(story=found, reader=chosen, by=access.person, now=timezone.now())
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s får en e-post med lenke.") % {"name": chosen})
            return redirect(found)
    context = {"network": access.network, "story": found, "form": form}
    return render(request, "knowledge/reader.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def reading(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """The second reader's page: exactly what others would see, and two buttons."""
    access = access_for(request, slug)
    found = reading_in(access, pk)
    if found is None:
        return gone(request, access)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            readings.answer_reading(reading=found, by=access.person, now=timezone.now(), **form.cleaned_data)
        except RuleError as error:
            form.add_error("word", str(error))
        else:
            messages.success(request, _("Takk for at du leste. Svaret er sendt."))
            return redirect("knowledge:stories", slug)
    snapshot = releases.snapshot_for(found.story)
    context = {
        "network": access.network,
        "story": found.story,
        "texts": texts_of(snapshot),
        "no_photos": bool(value_in(snapshot, "no_photos")),
        "files": found.story.attachments.all(),
        "form": form,
        "answers": Reading.Answer,
    }
    return render(request, "knowledge/reading.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def release(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """«Ferdigstill»: exactly what will be seen, and by whom; then they do."""
    access, found = own_story_for(request, slug, pk)
    error = ""
    if request.method == "POST":
        audience, seen = request.POST.get("audience", ""), request.POST.get("seen", "")
        try:
            releases.release_story(
                story=found, audience=audience, seen=seen, by=access.person, now=timezone.now()
            )
        except RuleError as refused:
            error = str(refused)
        else:
            messages.success(request, _("Ferdigstilt. Takk for at du forteller!"))
            return redirect(found)
    context = {
        "network": access.network,
        "story": found,
        "approval": releases.approval_of(found),
        "error": error,
        **_preview(access, found, request.GET.get("for", "")),
    }
    return render(request, "knowledge/release.html", context, status=409 if error else 200)


def _preview(access: Access, story: Story, wanted: str) -> dict[str, object]:
    audience = Audience.SCHOOL if wanted == "skolen" else Audience.NETWORK
    snapshot = releases.snapshot_for(story)
    preview = preview_of(
        audience=audience, network=access.network, school=story.school, title=story.title, snapshot=snapshot
    )
    seen = releases.mark_of(audience, story.title, snapshot)
    return {"preview": preview, "audience": audience, "seen": seen}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def withdraw(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Take it back, after being asked; also in a network that is closed."""
    access, found = own_story_for(request, slug, pk, Permission.GATHERING_VIEW)
    if request.method == "POST" and "slett" in request.POST:
        story_actions.delete_story(story=found, by=access.person, now=timezone.now())
        messages.success(request, _("Fortellingen er slettet."))
        return redirect("knowledge:stories", slug)
    if request.method == "POST":
        story_actions.withdraw_story(story=found, by=access.person, now=timezone.now())
        messages.success(request, _("Trukket. Bare du ser fortellingen nå."))
        return redirect(found)
    context = {
        "network": access.network, "story": found, "is_seen": releases.is_seen(found),
    }  # fmt: skip
    return render(request, "knowledge/withdraw.html", context)
