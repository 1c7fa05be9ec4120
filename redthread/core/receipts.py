"""Receipts that a phone knows from anybody else's answer; a portal that answers 200 to everything has none.

A page is given a secret when it is opened, and each answer carries a signature over the key of what was sent.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from django.conf import settings


def secret_of(page: str) -> str:
    """What a page is told; `page` says whose it is, and is the same however often it is opened."""
    return _signed(settings.SECRET_KEY, page)


def receipt(secret: str, key: str) -> dict[str, str]:
    """What goes into the answer when what was sent under `key` is stored."""
    return {"key": key, "ack": _signed(secret, key)}


def _signed(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode(), sha256).hexdigest()
