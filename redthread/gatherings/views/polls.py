"""Date polls for those who plan: make, ask, look, choose, withdraw."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.actions import polls as actions
from redthread.gatherings.forms.polls import PollForm
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import DatePoll
from redthread.gatherings.poll_access import poll_for
from redthread.gatherings.poll_page import notes_on, poll_page, start_of_poll
from redthread.gatherings.poll_text import open_address_of
from redthread.gatherings.views.changes import posted
from redthread.networks.access import login_required, network_for
from redthread.networks.roles import Permission

PLAN = Permission.GATHERING_PLAN


@login_required
@require_GET
def poll_list(request: PageRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=PLAN)
    polls = list(DatePoll.objects.filter(network=network).select_related("gathering"))
    return render(request, "gatherings/poll_list.html", {"network": network, "polls": polls})


@login_required
@require_http_methods(["GET", "POST"])
def poll_new(request: PageRequest, slug: str) -> HttpResponse:
    """The form opens with days that the network's rhythm points at."""
    network, now = network_for(request, slug, needs=PLAN), timezone.now()
    start = start_of_poll(network, now)
    latest = start.suggestion.latest
    initial: dict[str, object] = {"place": latest.place if latest and not start.suggestion.host else ""}
    form = PollForm(posted(request), times=start.times, initial=initial)
    if form.is_valid():
        try:
            made = actions.make_poll(network=network, by=request.user, now=now, **form.fields_of_poll())
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("gatherings:poll", slug, made.public_id)
    return render(request, "gatherings/poll_form.html", {"network": network, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def poll_edit(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    poll, now = poll_for(request, slug, pk), timezone.now()
    if not poll.is_draft:
        return redirect("gatherings:poll", slug, pk)
    times = [(one.starts_at, one.ends_at) for one in poll.options.all()]
    initial = {name: getattr(poll, name) for name in ("title", "about", "place", "answer_by")}
    form = PollForm(posted(request), times=times, initial=initial)
    if form.is_valid():
        try:
            actions.change_poll(poll=poll, by=request.user, now=now, **form.fields_of_poll())
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("gatherings:poll", slug, pk)
    return render(request, "gatherings/poll_form.html", {"network": poll.network, "poll": poll, "form": form})


@login_required
@require_GET
def poll(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """A draft with its dates; once it is sent, how the dates stand."""
    one = poll_for(request, slug, pk)
    context = {
        "network": one.network,
        "poll": one,
        "page": poll_page(one),
        "open_address": open_address_of(one) if one.open_key else "",
    }
    return render(request, "gatherings/poll.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def poll_send(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """Who will be asked; POST asks them."""
    one, now = poll_for(request, slug, pk), timezone.now()
    if not one.is_draft:
        return redirect("gatherings:poll", slug, pk)
    form = forms.Form(posted(request))
    if form.is_valid():
        try:
            count = actions.send_poll(poll=one, by=request.user, now=now)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            words = ngettext(
                "%(count)d person blir spurt på e-post.", "%(count)d personer blir spurt på e-post.", count
            )
            messages.success(request, words % {"count": count})
            return redirect("gatherings:poll", slug, pk)
    options = list(one.options.all())
    notes = notes_on(one.network, options)
    context = {
        "network": one.network,
        "poll": one,
        "form": form,
        "people": actions.people_to_ask(one.network, now),
        "options": [(option, notes[option.pk]) for option in options],
    }
    return render(request, "gatherings/poll_send.html", context)


@login_required
@require_POST
def poll_guests(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """Turn the address for guests on or off."""
    one = poll_for(request, slug, pk)
    is_open = request.POST.get("gjester") == "ja"
    try:
        actions.set_open_link(poll=one, is_open=is_open, by=request.user, now=timezone.now())
    except RuleError as error:
        messages.warning(request, str(error))
    else:
        words = _("Gjester kan svare med lenken.") if is_open else _("Lenken for gjester er slått av.")
        messages.success(request, words)
    return redirect("gatherings:poll", slug, pk)


@login_required
@require_http_methods(["GET", "POST"])
def poll_close(request: PageRequest, slug: str, pk: str, option: str) -> HttpResponse:
    """What choosing this date does; POST chooses it and shows the drafted gathering."""
    one, now = poll_for(request, slug, pk), timezone.now()
    chosen = get_object_or_404(one.options.all(), public_id=option)
    form = forms.Form(posted(request))
    if form.is_valid():
        try:
            gathering = actions.close_poll(poll=one, option=chosen, by=request.user, now=now)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Samlingen er laget som kladd. Ingen får beskjed før du publiserer."))
            return redirect("gatherings:gathering", slug, gathering.public_id)
    ranked = next(line for line in poll_page(one).ranked if line.option == chosen)
    context = {"network": one.network, "poll": one, "form": form, "line": ranked}
    return render(request, "gatherings/poll_close.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def poll_withdraw(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    one = poll_for(request, slug, pk)
    form = forms.Form(posted(request))
    if form.is_valid():
        try:
            actions.withdraw_poll(poll=one, by=request.user, now=timezone.now())
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Datoavstemningen er trukket tilbake."))
            return redirect("gatherings:poll_list", slug)
    context = {"network": one.network, "poll": one, "form": form}
    return render(request, "gatherings/poll_withdraw.html", context)
