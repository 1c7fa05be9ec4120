"""The mailbox that answers from calendars come to, as the settings name it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

PORTS = {"imaps": 993, "imap": 143}


@dataclass(frozen=True)
class ReplyMailbox:
    """Where it is, how to sign in, and its own e-mail address, which invitations are sent from."""

    host: str
    port: int
    is_secure: bool
    user: str
    password: str = field(repr=False)  # error pages and logs show the rest
    folder: str
    address: str


def read_address(value: str) -> ReplyMailbox | None:
    """The mailbox of `imaps://user:password@host/INBOX?address=svar@kommune.no`; None when it is not one.

    `address` may be left out when the user name is the address, and the folder when it is INBOX.
    """
    try:
        parts = urlsplit(value)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    address = parse_qs(parts.query).get("address", [user])[0]
    if not (port and parts.hostname and user and password and is_address(address)):
        return None
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return ReplyMailbox(parts.hostname, port, parts.scheme == "imaps", user, password, folder, address)


def is_address(text: str) -> bool:
    name, at, host = text.partition("@")
    return bool(name and at and host) and "@" not in host and text.isprintable() and " " not in text
