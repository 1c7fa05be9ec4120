"""A fake identity provider: it answers what a real one would over the net, and can be told to lie."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from django.test import Client

from redthread.people.oidc_apps import oidc_apps

ISSUER = "https://idp.example"
SUBJECT = "5b8e2c1e-5555-4000-8000-0123456789ab"
SECRET = "a secret that only the fake provider and the test know"


@dataclass
class FakeProvider:
    """`claims` and `groups` are what it says; `asked` is every address it was asked."""

    claims: dict[str, Any] = field(default_factory=dict)
    groups: Any = field(default_factory=list)
    leaves_out: tuple[str, ...] = ()
    has_id_token: bool = True
    is_down: bool = False
    discovery: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    nonce: str = ""

    def answer(self, session: requests.Session, method: str, url: str, **_: Any) -> requests.Response:
        self.asked.append(url)
        if self.is_down:
            raise requests.ConnectionError
        path = urlsplit(url).path
        if path == "/.well-known/openid-configuration":
            return _json(
                {
                    "issuer": ISSUER,
                    "authorization_endpoint": f"{ISSUER}/authorize",
                    "token_endpoint": f"{ISSUER}/token",
                    "userinfo_endpoint": f"{ISSUER}/userinfo",
                    "jwks_uri": f"{ISSUER}/keys",
                    **self.discovery,
                }
            )
        if path == "/token":
            token = {"id_token": self.id_token()} if self.has_id_token else {}
            return _json({"access_token": "token", "token_type": "Bearer", "expires_in": 60, **token})
        if path == "/groups":
            return _json(self.groups)
        if path == "/userinfo":
            return _json({"sub": SUBJECT, "email": "mona@fjordvik.example", "email_verified": True})
        raise AssertionError(f"nobody should ask {url}")

    def id_token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "sub": SUBJECT,
            "aud": "client",
            "iat": now,
            "exp": now + 60,
            "nonce": self.nonce,
            "email": "mona@fjordvik.example",
            "email_verified": True,
            "pid": "01019012345",
            **self.claims,
        }
        kept = {name: value for name, value in claims.items() if name not in self.leaves_out}
        return jwt.encode(kept, SECRET, algorithm="HS256")

    def start(self, client: Client, process: str = "login", query: str = "") -> dict[str, str]:
        """Press the button; what the browser is sent to the provider with."""
        response = client.post(f"/konto/oidc/idp/login/{query}", {"process": process})
        assert response["Location"].startswith(f"{ISSUER}/authorize?"), response["Location"]
        sent = {name: values[0] for name, values in parse_qs(urlsplit(response["Location"]).query).items()}
        self.nonce = sent["nonce"]
        return sent

    def visit(self, client: Client, process: str = "login") -> Any:
        """The whole round: to the provider and back."""
        state = self.start(client, process)["state"]
        return self.come_back(client, state)

    def come_back(self, client: Client, state: str) -> Any:
        return client.get("/konto/oidc/idp/login/callback/", {"code": "code", "state": state})


def _json(data: Any) -> requests.Response:
    response = requests.Response()
    response.status_code = 200
    response.headers["content-type"] = "application/json"
    response._content = json.dumps(data).encode()
    return response


def configured(**more: Any) -> dict[str, Any]:
    """The setting for one provider, as the environment would give it."""
    entry = {
        "id": "idp",
        "name": "Prøve-ID",
        "server_url": ISSUER,
        "client_id": "client",
        "secret": SECRET,
        **more,
    }
    return {"openid_connect": {"APPS": oidc_apps(json.dumps([entry]))}}


def install(monkeypatch: pytest.MonkeyPatch) -> FakeProvider:
    provider = FakeProvider()
    monkeypatch.setattr(
        requests.Session,
        "request",
        lambda session, method, url, **more: provider.answer(session, method, url),
    )
    return provider
