"""What the wheel stores keeps its own order."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.utils import timezone

from redthread.testing.cast import Cast
from redthread.wheel.models import SchoolRoute


def test_one_route_is_in_force_a_year(cast: Cast) -> None:
    fields = {
        "owner": cast.owner,
        "first_year": 2026,
        "confirmed_by": cast.liv,
        "confirmed_at": timezone.now(),
    }
    old = SchoolRoute.objects.create(**fields)
    with pytest.raises(IntegrityError):
        SchoolRoute.objects.create(**fields)
    assert old.replaced_at is None
