"""The way to an identity provider and back, and ending a connection to one."""

from __future__ import annotations

from allauth.socialaccount.internal.flows.connect import disconnect
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views as allauth_views
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from redthread.people.oidc import prepare_start


@never_cache
@require_POST
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the provider, to sign in or to connect."""
    try:
        prepare_start(request, provider_id)
        response: HttpResponse = allauth_views.login(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response


@never_cache
@require_GET
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the provider sends the browser back to. What is not a proper answer gets one plain page."""
    try:
        response: HttpResponse = allauth_views.callback(request, provider_id)
    except (RequestException, LookupError, TypeError, ValueError):  # an answer nobody can read
        return render(request, "socialaccount/authentication_error.html", status=401)
    return response


@require_GET
def cancelled(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Innloggingen ble avbrutt. Du kan prøve igjen når du vil."))
    return redirect("account_login")


@login_required
@require_POST
def disconnection(request: HttpRequest, pk: int) -> HttpResponse:
    """End one's own connection to a provider."""
    account = get_object_or_404(SocialAccount, pk=pk, user=request.user)
    disconnect(request, account)
    return redirect("people:profile")
