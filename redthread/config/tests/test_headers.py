"""Every page says what a browser may do with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from redthread.testing.cast import Cast


def directives(header: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in header.split(";") if " " in part.strip())


@pytest.fixture
def page(cast: Cast) -> Any:
    return Client().get("/konto/innlogging/")


def test_script_and_style_come_from_us_alone(page: Any) -> None:
    policy = directives(page["Content-Security-Policy"])
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == (
        "'none'",
        "'self'",
        "'self'",
    )
    assert (policy["frame-ancestors"], policy["base-uri"], policy["form-action"]) == (
        "'none'",
        "'none'",
        "'self'",
    )
    assert "unsafe" not in page["Content-Security-Policy"]


def test_no_device_is_reached_and_passkeys_work(page: Any) -> None:
    policy = page["Permissions-Policy"].split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(policy)
    assert "publickey-credentials-get=(self)" in policy


def test_no_cache_between_us_and_the_reader_keeps_the_page(page: Any) -> None:
    assert "private" in page["Cache-Control"] or "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    assert page["X-Content-Type-Options"] == "nosniff"


def test_a_sign_in_form_may_lead_to_an_identity_provider_only_when_there_is_one(
    cast: Cast, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [{"provider_id": "feide", "name": "Feide"}]}
    }
    answer = Client().get("/konto/innlogging/")
    assert directives(answer["Content-Security-Policy"])["form-action"] == "'self' https:"
    elsewhere = Client().get("/nettverk/")
    assert directives(elsewhere["Content-Security-Policy"])["form-action"] == "'self'"
