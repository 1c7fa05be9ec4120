"""Telling a story: begun with two questions, one question a screen, and its files."""

from __future__ import annotations

import uuid
from textwrap import shorten
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.checked_files import content_type_of
from redthread.core.errors import RuleError
from redthread.core.kept_nowhere import kept_nowhere
from redthread.knowledge.access import (
    access_for,
    attachment_in,
    own_story_for,
    schools_told_for,
    telling_access_for,
)
from redthread.knowledge.actions import stories as actions
from redthread.knowledge.forms import (
    LONGEST_TITLE,
    AttachForm,
    BeginForm,
    RestForm,
    StepForm,
    VersionedForm,
)
from redthread.knowledge.models import Story
from redthread.knowledge.parts import REST, Step, steps_of
from redthread.networks.access import login_required

OUTCOMES = {"virket": Story.Outcome.WORKED, "ikke": Story.Outcome.DID_NOT}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """A story can be proposed from another page, posted so that its words stand in no address."""
    access = telling_access_for(request, slug)
    wanted = OUTCOMES.get(request.GET.get("det", ""), "")
    is_proposed = "forslag" in request.POST
    begins = {"key": str(uuid.uuid4()), "outcome": wanted}
    if is_proposed:
        begins["title"] = shorten(request.POST["forslag"], LONGEST_TITLE, placeholder=" …")
        begins["school"] = request.POST.get("school", "")
    form = BeginForm(
        request.POST if request.method == "POST" and not is_proposed else None,
        initial=begins,
        schools=schools_told_for(access),
    )
    if form.is_valid():
        made = actions.begin_story(
            network=access.network, by=access.person, now=timezone.now(), **form.cleaned_data
        )
        return redirect("knowledge:step", slug, made.public_id, steps_of(made)[0].slug)
    context = {
        "network": access.network,
        "form": form,
        "is_failure": wanted == Story.Outcome.DID_NOT,
        "is_proposed": is_proposed,
    }
    return render(request, "knowledge/new.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def step(request: HttpRequest, slug: str, pk: str, step: str) -> HttpResponse:
    """One question, or the rest. What is typed is saved on the way, and again by the button."""
    access, found = own_story_for(request, slug, pk)
    steps = steps_of(found)
    number = next((place for place, one in enumerate(steps) if one.slug == step), len(steps))
    if number == len(steps) and step != REST:
        raise Http404
    here = steps[number] if number < len(steps) else None
    form = _form(request, found, here)
    theirs = None
    if request.method == "POST" and form.is_valid():
        theirs = _save(found, form, is_on_the_way=bool(request.htmx))  # type: ignore[attr-defined]
        if request.htmx:  # type: ignore[attr-defined]
            return _saved(request, found, form, is_saved=theirs is None)
        if theirs is None:
            return _onward(request, found, number)
        form.data = {**request.POST.dict(), "version": str(theirs.version)}
    context = {
        "network": access.network, "story": found, "form": form, "step": here, "theirs": theirs,
        "there": getattr(theirs, here.part) if theirs and here else "", "number": number + 1,
        "of": len(steps) + 2, "before": _before(found, number),
    }  # fmt: skip
    return render(request, "knowledge/step.html", context, status=409 if theirs else 200)


def _form(request: HttpRequest, story: Story, here: Step | None) -> VersionedForm:
    names = [here.part] if here else [name for name in RestForm.base_fields if hasattr(story, name)]
    initial = {**{name: getattr(story, name) for name in names}, "version": story.version}
    initial["window"] = str(uuid.uuid4())
    data = request.POST if request.method == "POST" else None
    return StepForm(data, initial=initial, step=here) if here else RestForm(data, initial=initial)


def _save(story: Story, form: VersionedForm, *, is_on_the_way: bool) -> Story | None:
    """Saves, or gives what somebody else has saved meanwhile. What is saved on the way is never late: it is
    of exactly the version that the window knows, so that it cannot come after the button."""
    window = form.cleaned_data["window"]
    try:
        actions.save_story(
            story=story,
            changes=form.changes(),
            version=form.cleaned_data["version"],
            window="" if is_on_the_way else window,
            saved_in=window if is_on_the_way else "",
            by=story.teller,
            now=timezone.now(),
        )
    except actions.ChangedMeanwhileError as error:
        return error.there
    return None


def _saved(request: HttpRequest, story: Story, form: VersionedForm, *, is_saved: bool) -> HttpResponse:
    version = story.version if is_saved else form.cleaned_data["version"]
    context = {"version": version, "is_saved": is_saved}
    return render(request, "knowledge/_saved.html", context)


def _onward(request: HttpRequest, story: Story, number: int) -> HttpResponse:
    """The next screen; or the story itself, for whoever came from there to change one thing."""
    if "ferdig" in request.POST:
        return redirect(story)
    slugs = [*(one.slug for one in steps_of(story)), REST]
    if number + 1 < len(slugs):
        return redirect("knowledge:step", story.network.slug, story.public_id, slugs[number + 1])
    return redirect("knowledge:files", story.network.slug, story.public_id)


def _before(story: Story, number: int) -> str:
    return steps_of(story)[number - 1].slug if number else ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def files(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = own_story_for(request, slug, pk)
    form = AttachForm(request.POST, request.FILES) if request.method == "POST" else AttachForm()
    if request.method == "POST" and form.is_valid():
        try:
            attached = form.cleaned_data["file"]
            actions.attach_file(story=found, attached=attached, by=access.person, now=timezone.now())
        except RuleError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("Filen er lagt ved."))
            return redirect(request.path)
    context: dict[str, Any] = {
        "network": access.network, "story": found, "form": form, "attachments": found.attachments.all(),
        "last": REST, "number": len(steps_of(found)) + 2,
    }  # fmt: skip
    return render(request, "knowledge/files.html", context)


@login_required
@require_POST
def file_removal(request: HttpRequest, slug: str, pk: str, attachment: str) -> HttpResponse:
    access, found = own_story_for(request, slug, pk)
    one = get_object_or_404(found.attachments.select_related("story"), public_id=attachment)
    actions.remove_attachment(attachment=one, by=access.person, now=timezone.now())
    messages.success(request, _("Filen er tatt bort."))
    return redirect("knowledge:files", slug, pk)


@login_required
@require_GET
def file(request: HttpRequest, slug: str, pk: str, attachment: str) -> HttpResponse:
    """The file to keep, never to show: it cannot run, or be taken for another kind of file."""
    one = attachment_in(access_for(request, slug), pk, attachment)
    try:
        with one.file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=content_type_of(one.file_name))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = content_disposition_header(True, one.file_name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
