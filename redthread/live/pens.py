"""A pen is a phone's own secret, sent with what it writes and stored nowhere. Pure."""

from __future__ import annotations

from hashlib import sha256

from redthread.live.models import LiveSession


def pen_hash_of(session: LiveSession, pen: str, on: str) -> str:
    """What is stored of a pen on one record, `on` its address; on any other record it looks different, so
    that what one phone wrote without a name cannot be told from what it wrote with one."""
    return sha256(f"{session.public_id}:{on}:{pen}".encode()).hexdigest() if pen else ""
