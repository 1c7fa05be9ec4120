"""Passkeys: signing in with one, adding one, removing one."""

from __future__ import annotations

from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView, RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

passkey_sign_in = never_cache(require_http_methods(["GET", "POST"])(LoginWebAuthnView.as_view()))
passkey_new = login_required(
    never_cache(
        require_http_methods(["GET", "POST"])(AddWebAuthnView.as_view(template_name="mfa/passkey_new.html"))
    )
)
passkey_removal = login_required(require_POST(RemoveWebAuthnView.as_view()))


@require_GET
def to_profile(request: HttpRequest) -> HttpResponse:
    """Where allauth would list passkeys; ours are on the person's own page."""
    return redirect("people:profile")
