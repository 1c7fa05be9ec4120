"""Identity providers as an operator writes them, in the form allauth reads. The settings import this."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ImproperlyConfigured

FEIDE = {
    "name": "Feide",
    "server_url": "https://auth.dataporten.no",
    "scope": ["openid", "groups-org"],
    "groups_url": "https://groups-api.dataporten.no/groups/me/groups",
}
NEEDED = {"id", "name", "server_url", "client_id", "secret"}
ALLOWED = NEEDED | {"scope", "uid_field", "tenant", "realms", "acr", "groups_url"}


def oidc_app(entry: dict[str, Any]) -> dict[str, Any]:
    """One entry of `REDTHREAD_OIDC` in allauth's form. Raises ImproperlyConfigured for what it cannot use.

    Only the id token is read: no name, no e-mail, no national identity number comes into the house.
    """
    given = (FEIDE | entry) if entry.get("id") == "feide" else dict(entry)
    wrong = {*NEEDED - given.keys(), *given.keys() - ALLOWED}
    if wrong:
        raise ImproperlyConfigured(
            f"REDTHREAD_OIDC: missing or unknown in one entry: {', '.join(sorted(wrong))}"
        )
    if not given["server_url"].startswith("https://"):
        raise ImproperlyConfigured("REDTHREAD_OIDC: server_url must start with https://")
    acr = [given["acr"]] if isinstance(given.get("acr"), str) else given.get("acr")
    settings = {
        "server_url": given["server_url"],
        "scope": given.get("scope", ["openid"]),
        "fetch_userinfo": False,
        "oauth_pkce_enabled": True,
        "subject": given.get("uid_field", "sub"),
        **({"acr": acr, "auth_params": {"acr_values": " ".join(acr)}} if acr else {}),
        **{name: given[name] for name in ("tenant", "realms", "groups_url") if given.get(name)},
    }
    return {
        "provider_id": given["id"],
        "name": given["name"],
        "client_id": given["client_id"],
        "secret": given["secret"],
        "settings": settings,
    }


def oidc_apps(text: str) -> list[dict[str, Any]]:
    """The providers in `REDTHREAD_OIDC`, a JSON list of objects; docs/signin.md tells what they hold."""
    try:
        entries = json.loads(text or "[]")
    except ValueError as error:
        raise ImproperlyConfigured(f"REDTHREAD_OIDC is not JSON: {error}") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ImproperlyConfigured("REDTHREAD_OIDC must be a JSON list of objects.")
    return [oidc_app(entry) for entry in entries]
