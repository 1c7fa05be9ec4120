"""The log tells what happened without opening a door or naming a person."""

from __future__ import annotations

import logging

import pytest

from redthread.config.logs import ScrubbedFormatter, logging_settings, scrub


@pytest.mark.parametrize(
    ("line", "clean"),
    [
        ("GET /innlogging/s3cr3t-T0ken/ 200", "GET /innlogging/…/ 200"),
        ("POST /oppsummering/abc:def_9/", "POST /oppsummering/…/"),
        ("GET /paaminnelser/1:xyz:sig/", "GET /paaminnelser/…/"),
        ("GET /konto/password/reset/key/3-abc/ 302", "GET /konto/… 302"),
        ("GET /konto/confirm-email/abc:def/", "GET /konto/…"),
        (
            "GET /konto/oidc/feide/login/callback/?code=s3cr3t&state=x",
            "GET /konto/oidc/feide/login/callback/?…",
        ),
        ("no way to mona.vik+x@fjordvik.kommune.no today", "no way to … today"),
        ("DETAIL:  Key (name)=(Mona Vik) already exists.", "DETAIL:  …"),
        ("GET /nettverk/ost/samlinger/ 200", "GET /nettverk/ost/samlinger/ 200"),
    ],
)
def test_what_opens_a_door_or_names_a_person_is_taken_out(line: str, clean: str) -> None:
    assert scrub(line) == clean


def test_a_stack_trace_is_cleaned_as_well() -> None:
    try:
        raise ValueError("bad address mona@fjordvik.example")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "at %s", ("/innlogging/abc/",), (ValueError, error, None)
        )
    assert "mona" not in ScrubbedFormatter("%(message)s").format(record)
    assert "/innlogging/…/" in ScrubbedFormatter("%(message)s").format(record)


def test_the_web_server_keeps_no_list_of_requests() -> None:
    chosen = logging_settings("WARNING")
    assert chosen["loggers"]["uvicorn.access"] == {"handlers": [], "level": "CRITICAL", "propagate": False}
    assert chosen["handlers"]["stderr"]["formatter"] == "line"
