"""The doctor says what is fine, what to look at, and what must be mended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from redthread.config.commands.doctor import FINE, LOOK, MEND, findings
from redthread.config.storage import SWAPPING
from redthread.config.worker import HEARTBEAT
from redthread.notices.actions import queue_mail
from redthread.notices.models import OutgoingMail
from redthread.testing.cast import Cast


def said(state: str) -> str:
    return "\n".join(finding.what for finding in findings() if finding.state == state)


def test_a_healthy_installation_needs_no_mending(cast: Cast) -> None:
    cache.set(HEARTBEAT, timezone.now())
    fine = said(FINE)
    for part in ("redthread", "database", "people: 8", "worker last seen", "mails waiting now: 0", "disk"):
        assert part in fine
    assert said(MEND) == ""


def test_late_and_refused_mails_and_a_missing_worker_are_shown(cast: Cast) -> None:
    hour_ago = timezone.now() - timedelta(hours=1)
    for key in ("late", "refused"):
        queue_mail(
            person=cast.mona, kind=OutgoingMail.Kind.NEWS, key=key, subject="s", text="t", now=hour_ago
        )
    OutgoingMail.objects.filter(key="refused").update(given_up_at=hour_ago)
    cache.set(HEARTBEAT, hour_ago)
    look = said(LOOK)
    for part in (
        "mails waiting now: 1, of them late: 1",
        "given up the last seven days: 1",
        "worker last seen",
    ):
        assert part in look


def test_an_interrupted_restore_must_be_mended(cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.HOME = tmp_path
    (tmp_path / SWAPPING).touch()
    assert "restore was interrupted" in said(MEND)


@pytest.mark.parametrize(
    ("backend", "told"),
    [
        ("smtp", "mail leaves by post.kommune.no:587"),
        ("filebased", "EMAIL_URL is not set"),
        ("console", "console"),
    ],
)
def test_where_mails_go_is_told(cast: Cast, settings: Any, backend: str, told: str) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "post.kommune.no", 587
    assert told in said(FINE) + said(LOOK)


def test_no_secret_is_told(cast: Cast, settings: Any) -> None:
    settings.EMAIL_HOST_PASSWORD = "s3cret-word"
    everything = said(FINE) + said(LOOK) + said(MEND)
    assert "s3cret-word" not in everything
    assert settings.SECRET_KEY not in everything
