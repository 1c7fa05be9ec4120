"""What the environment may say. Everything has a safe default, and a wrong value stops the start."""

from __future__ import annotations

import ipaddress
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from redthread.notices.reply_mailbox import ReplyMailbox, read_address

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent.parent


def home() -> Path:
    """The folder that holds database, files and secret key (`REDTHREAD_HOME`), made when missing."""
    base = Path(env.str("XDG_DATA_HOME", default="") or Path.home() / ".local" / "share")
    folder = Path(env.str("REDTHREAD_HOME", default="") or base / "redthread").expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"REDTHREAD_HOME: cannot make the folder {folder} ({error.strerror})."
        ) from error
    return folder


def secret_key(folder: Path) -> str:
    """The installation's own key: from `REDTHREAD_SECRET_KEY`, else a file that only the owner can read."""
    given = env.str("REDTHREAD_SECRET_KEY", default="")
    if given:
        return _long_enough(given, "REDTHREAD_SECRET_KEY")
    path = folder / "secret_key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    if path.stat().st_mode & 0o077:
        raise ImproperlyConfigured(f"Others can read {path}. Close it with: chmod 600 {path}")
    return _long_enough(path.read_text().strip(), str(path))


def _write_once(path: Path, text: str) -> None:
    """Two processes may start at once: whoever links first has made the key, and it is never half a key."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _long_enough(key: str, where: str) -> str:
    if len(key) < 32:
        raise ImproperlyConfigured(f"{where} must hold at least 32 characters.")
    return key


def port() -> int:
    """`PORT`, where the web server listens."""
    value = env.str("PORT", default="8000")
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65535:
        raise ImproperlyConfigured(f"PORT must be a number from 1 to 65535, not “{value}”.")
    return int(value)


def web_address(listening_port: int) -> str:
    """`REDTHREAD_URL`: the address people type, without a slash at the end.

    Plain http is refused for an address that others than this machine and its local network can reach,
    because cookies and sign-in links would travel in the open.
    """
    value = env.str("REDTHREAD_URL", default="") or f"http://localhost:{listening_port}"
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(f"REDTHREAD_URL must look like https://rodtrad.kommune.no, not “{value}”.")
    if parts.scheme == "http" and not is_local(parts.hostname):
        raise ImproperlyConfigured(
            f"REDTHREAD_URL is {value}: use https, or others can read sign-in links on the way."
        )
    return f"{parts.scheme}://{parts.netloc}"


def host_names(address: str) -> list[str]:
    """`REDTHREAD_HOSTS`: the names under which the server answers; a star would let others choose one."""
    names: list[str] = env.list("REDTHREAD_HOSTS", default=[]) or [urlsplit(address).hostname or ""]
    if "*" in names:
        raise ImproperlyConfigured("REDTHREAD_HOSTS must name the hosts; * would let visitors choose one.")
    return [*names, "127.0.0.1", "localhost"]


def is_local(host: str) -> bool:
    """Whether the host is this machine or on a private network."""
    if host == "localhost" or host.endswith((".localhost", ".local")):
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


def is_debugging(address: str) -> bool:
    """`REDTHREAD_DEBUG`, for developers: shows errors with code and data, so never on a public address."""
    is_on: bool = env.bool("REDTHREAD_DEBUG", default=False)
    if is_on and not is_local(urlsplit(address).hostname or ""):
        raise ImproperlyConfigured("REDTHREAD_DEBUG shows people's data in error pages: only for localhost.")
    return is_on


def reply_mailbox() -> ReplyMailbox | None:
    """`REDTHREAD_REPLY_MAILBOX`, where answers from people's calendars are read; none unless set."""
    value = env.str("REDTHREAD_REPLY_MAILBOX", default="")
    if not value:
        return None
    box = read_address(value)
    if box is None:
        raise ImproperlyConfigured(
            "REDTHREAD_REPLY_MAILBOX must look like imaps://user:password@host/INBOX?address=svar@kommune.no"
        )
    if not box.is_secure and not is_local(box.host):
        raise ImproperlyConfigured(
            "REDTHREAD_REPLY_MAILBOX: use imaps, or others can read the password on the way."
        )
    return box
