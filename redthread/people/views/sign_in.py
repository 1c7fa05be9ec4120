"""Signing in by mailed code or by a one-time link, and out again."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from redthread.people import actions
from redthread.people.oidc import provider_choices

log = logging.getLogger(__name__)

_ask_for_code = RequestLoginCodeView.as_view(
    template_name="account/sign_in.html", extra_context={"providers": provider_choices}
)
_confirm_code = ConfirmLoginCodeView.as_view(template_name="account/confirm_code.html")
_log_out = LogoutView.as_view()


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The one page for getting in. The answer is the same for an address that nobody has."""
    if request.method == "POST" and request.user.is_anonymous:
        clear_login(request)  # whoever asks again wants a new code, not the page for the old one
    try:
        return _render(_ask_for_code(request))
    except (SMTPException, OSError):
        log.exception("A sign-in code could not be mailed")
        clear_login(request)
        return render(request, "account/mail_failed.html", status=503)


@require_http_methods(["GET", "POST"])
def confirm_code(request: HttpRequest) -> HttpResponse:
    return _render(_confirm_code(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    return _render(_log_out(request))


@require_http_methods(["GET"])
def inactive(request: HttpRequest) -> HttpResponse:
    return render(request, "account/inactive.html", status=403)


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET only shows a button, so that mail scanners cannot use the link up; POST signs in, once."""
    now = timezone.now()
    if request.method == "GET":
        person = actions.link_owner(token=token, now=now)
        shown = {"person": person, "next": get_next_redirect_url(request) or ""}
        if person:
            return render(request, "people/sign_in_link.html", shown)
    elif person := actions.use_sign_in_link(token=token, now=now):
        request.session.flush()  # somebody else may have been signed in here
        return _render(perform_login(request, person))
    if request.user.is_authenticated:
        return redirect(get_next_redirect_url(request) or "/")
    return render(request, "people/sign_in_link_spent.html", status=410)


def _render(response: HttpResponse) -> HttpResponse:
    """Templates of allauth are rendered late; do it now, so that a failure is ours to answer."""
    rendered: HttpResponse = response.render() if hasattr(response, "render") else response
    return rendered
