"""Answering a date poll without an account: by one's own mailed address, or as a guest with a name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from redthread.core.errors import RuleError
from redthread.gatherings.actions import polls as actions
from redthread.gatherings.forms.polls import AnswerForm, GuestAnswerForm
from redthread.gatherings.models import DatePoll, Voter
from redthread.gatherings.models.polls import new_key
from redthread.gatherings.poll_access import poll_by_open_link, voter_by_link

LinkView = Callable[[HttpRequest, str], HttpResponse]


def by_address(view: LinkView) -> Callable[..., HttpResponse]:
    """One plain page when the address leads nowhere; nobody keeps the page or finds it by searching.

    The address itself is the right, and no cookie is, so a forged request has nothing to borrow.
    """

    @csrf_exempt
    @wraps(view)
    def entered(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except Http404:
            response = render(request, "gatherings/poll_gone.html", status=404)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return entered


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
@by_address
def poll_answer(request: HttpRequest, token: str) -> HttpResponse:
    """One's own answer, and nobody else's; it can be changed until a date is chosen."""
    voter = voter_by_link(token, timezone.now())
    if voter.person is not None:
        translation.activate(voter.person.language)
    if not voter.poll.is_open:
        return _over(request, voter.poll)
    form = AnswerForm(_posted(request), options=voter.poll.options.all(), initial=_answered(voter))
    if form.is_valid():
        word = form.cleaned_data["word"]
        try:
            actions.answer_poll(voter=voter, choices=form.choices(), word=word, now=timezone.now())
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("gatherings:poll_answer", token)
    return render(request, "gatherings/poll_answer.html", {"poll": voter.poll, "voter": voter, "form": form})


def _answered(voter: Voter) -> dict[str, str]:
    answers = voter.answers.select_related("option")
    return {"word": voter.word, **{f"dato_{one.option.public_id}": one.choice for one in answers}}


def _over(request: HttpRequest, poll: DatePoll) -> HttpResponse:
    """No more is asked; the date is told once the gathering is published."""
    chosen = poll.gathering
    is_told = chosen is not None and chosen.published_at is not None and not chosen.is_cancelled
    context = {"poll": poll, "gathering": chosen if is_told else None}
    return render(request, "gatherings/poll_over.html", context)


@require_http_methods(["GET", "POST"])
@by_address
def poll_open_answer(request: HttpRequest, token: str) -> HttpResponse:
    """A guest's answer; afterwards the guest has an address of their own, where it can be changed."""
    poll = poll_by_open_link(token)
    form = GuestAnswerForm(_posted(request), options=poll.options.all(), initial={"key": new_key()})
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("key", "name", "word")}
        try:
            voter = actions.answer_as_guest(poll=poll, choices=form.choices(), now=timezone.now(), **said)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("gatherings:poll_answer", voter.key)
    return render(request, "gatherings/poll_answer.html", {"poll": poll, "voter": None, "form": form})
