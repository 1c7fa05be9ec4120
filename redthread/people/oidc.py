"""Sign-in through an identity provider (Feide, Entra ID or any other OpenID Connect).

Who somebody is at a provider is issuer + subject and nothing else: never the e-mail, never the name.
An identity is joined to a person by that person's own act while signed in, so an identity that nobody
has joined signs nobody in. What a provider tells beyond that is checked and forgotten.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, NamedTuple

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from redthread.people.models import Person

NONCE = "oidc_nonce"
EMPLOYED = frozenset({"employee", "faculty", "staff"})
KEPT_CLAIMS = ("iss", "sub")


class Choice(NamedTuple):
    """One provider as a button on the sign-in page."""

    id: str
    name: str
    url: str


def provider_choices() -> list[Choice]:
    """The providers of this installation, in the order of the configuration."""
    return [
        Choice(app["provider_id"], app["name"], reverse("openid_connect_login", args=[app["provider_id"]]))
        for app in _apps()
    ]


def prepare_start(request: HttpRequest, provider_id: str) -> None:
    """Leave only our own parameters in a request that starts a sign-in, and ask the provider for a nonce.

    allauth passes `auth_params` and `scope` from the address on to the provider, so they must not come from
    outside; it sends no nonce, which binds the answer to this browser.
    """
    nonce = request.session.setdefault(NONCE, secrets.token_urlsafe(24))
    process = "connect" if request.POST.get("process") == "connect" else "login"
    given = request.POST.get("next") or request.GET.get("next") or ""
    request.POST = QueryDict(urlencode({"process": process, "next": given}))
    asked = _rules(provider_id).get("auth_params", {}) | {"nonce": nonce}
    request.GET = QueryDict(urlencode({"auth_params": urlencode(asked)}))


def identity(issuer: str, subject: str) -> str:
    """The key of an identity: the same subject at another issuer is somebody else."""
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Checks what a provider says, keeps issuer and subject, and lets in only those who joined it before."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Person:
        """The first moment the claims are here, and the last before allauth would store them."""
        account = sociallogin.account
        claims: dict[str, Any] = account.extra_data.get("id_token") or {}
        rules = _rules(account.provider)
        _check_claims(claims, rules, nonce=request.session.get(NONCE))
        account.uid = identity(claims["iss"], str(claims[rules.get("subject", "sub")]))
        account.extra_data = {name: claims[name] for name in KEPT_CLAIMS}
        sociallogin.email_addresses = []
        person: Person = sociallogin.user
        return person

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Check affiliation where the rules say so; an unknown identity gets a page, not an account."""
        rules = _rules(sociallogin.account.provider)
        if groups_url := rules.get("groups_url"):
            _check_groups(_fetch_groups(groups_url, sociallogin.token.token), rules.get("realms", []))
        request.session.pop(NONCE, None)
        if sociallogin.state.get("process") == "connect" or sociallogin.is_existing:
            return
        context = {"provider": sociallogin.provider.name}
        raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", context, status=403))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("people:profile")


def _apps() -> list[dict[str, Any]]:
    apps: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return apps


def _rules(provider_id: str) -> dict[str, Any]:
    """What the configuration says of one provider. Raises Http404 when there is no such provider."""
    for app in _apps():
        if app["provider_id"] == provider_id:
            return dict(app["settings"])
    raise Http404


def _check_claims(claims: dict[str, Any], rules: dict[str, Any], *, nonce: str | None) -> None:
    """Raise PermissionDenied unless the claims are an answer to this browser that the rules accept.

    Issuer, audience and expiry are checked by allauth before this. `acr` is checked here because the
    request for it travels through the browser and may have been altered.
    """
    needed = {"iss", "sub", rules.get("subject", "sub")}
    is_complete = all(isinstance(claims.get(name), str) and claims[name] for name in needed)
    is_ours = bool(nonce) and secrets.compare_digest(
        str(claims.get("nonce", "")).encode(), str(nonce).encode()
    )
    is_tenant = "tenant" not in rules or claims.get("tid") == rules["tenant"]
    is_strong = "acr" not in rules or claims.get("acr") in rules["acr"]
    if not (is_complete and is_ours and is_tenant and is_strong):
        raise PermissionDenied


def _fetch_groups(url: str, access_token: str) -> list[dict[str, Any]]:
    """The person's Feide groups. Raises RequestException, which allauth answers with its error page."""
    with get_social_adapter().get_requests_session() as session:
        response = session.get(url, headers={"Authorization": f"Bearer {access_token}"})
        response.raise_for_status()
        groups = response.json()
    if not isinstance(groups, list):
        raise PermissionDenied
    return [group for group in groups if isinstance(group, dict)]


def _check_groups(groups: list[dict[str, Any]], realms: list[str]) -> None:
    """Raise PermissionDenied for pupils, for those who are not employed, and for foreign organisations."""
    affiliations: set[str] = set()
    for group in groups:
        kind, _, place = str(group.get("id", "")).rpartition("fc:org:")
        if kind == "" and place and (not realms or place.split(":")[0] in realms):
            affiliations |= _affiliations(group.get("membership"))
    if "student" in affiliations or not affiliations & EMPLOYED:
        raise PermissionDenied


def _affiliations(membership: Any) -> set[str]:
    given = membership.get("affiliation") if isinstance(membership, dict) else None
    return {given} if isinstance(given, str) else {str(one) for one in given or []}
