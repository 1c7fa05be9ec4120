"""What the log says: what happened and where, never an e-mail address or a link that opens a door."""

from __future__ import annotations

import logging
import re
from typing import Any

HIDDEN = "…"
_DOORS = re.compile(r"/(innlogging|oppsummering|paaminnelser|svar|kode|fritekst|kalender)/[^/\s\"'?]+")
_ALLAUTH_KEYS = re.compile(r"/konto/([a-z0-9/-]*?)/key/[^\s\"'?]+|/konto/confirm-email/[^\s\"'?]+")
_QUERY = re.compile(r"(/[^\s\"'?]*)\?[^\s\"']+")
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_VALUES = re.compile(r"^(DETAIL:\s+).*$", re.MULTILINE)


def scrub(text: str) -> str:
    """Takes out tokens in addresses, query strings, e-mail addresses and values quoted by PostgreSQL."""
    text = _DOORS.sub(rf"/\1/{HIDDEN}", text)
    text = _ALLAUTH_KEYS.sub(f"/konto/{HIDDEN}", text)
    text = _QUERY.sub(rf"\1?{HIDDEN}", text)
    text = _EMAIL.sub(HIDDEN, text)
    return _VALUES.sub(rf"\1{HIDDEN}", text)


class ScrubbedFormatter(logging.Formatter):
    """Cleans the finished line, the stack trace included, so that no logger can forget to."""

    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))


def logging_settings(level: str) -> dict[str, Any]:
    """One stream to standard error; the web server's own log of every request is off."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "redthread.config.logs.ScrubbedFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},  # a 404 is no event
            "uvicorn": {"handlers": [], "level": "WARNING", "propagate": True},
            "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
