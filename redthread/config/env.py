"""What the environment may say. Everything has a safe default, and a wrong value stops the start."""

import os
import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent.parent


def home() -> Path:
    """The folder that holds database, files and secret key (`REDTHREAD_HOME`), made when missing."""
    base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder = Path(os.environ.get("REDTHREAD_HOME") or base / "redthread").expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The installation's own key: from `REDTHREAD_SECRET_KEY`, else a file that only the owner can read."""
    given = os.environ.get("REDTHREAD_SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("REDTHREAD_SECRET_KEY must have at least 32 characters.")
        return given
    path = folder / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
