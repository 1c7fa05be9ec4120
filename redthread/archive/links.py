"""Links that people add: shown, never fetched. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_web_address(link: str) -> bool:
    """Whether it is http or https to a named host, without a user name that makes it look like another."""
    if any(ord(sign) < 33 or sign in '<>"\\' for sign in link):
        return False
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        _port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in host.strip(".") and "@" not in parts.netloc


def host_of(link: str) -> str:
    """«udir.no» of a link there, so that everybody sees where it leads."""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
