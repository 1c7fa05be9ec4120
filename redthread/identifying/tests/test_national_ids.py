"""The arithmetic of national identity numbers."""

from __future__ import annotations

import pytest

from redthread.identifying.numbers import FIRST, SECOND, is_national_id


def with_check_digits(nine: str) -> str | None:
    """The eleven digits that begin with these nine; None where no check digit exists."""
    first = -sum(int(one) * weight for one, weight in zip(nine, FIRST[:9], strict=True)) % 11
    if first == 10:
        return None
    second = -sum(int(one) * weight for one, weight in zip(f"{nine}{first}", SECOND[:10], strict=True)) % 11
    return None if second == 10 else f"{nine}{first}{second}"


@pytest.mark.parametrize("start", ["150807", "550807", "154807", "158807", "156707", "290204"])
def test_every_kind_with_its_check_digits_is_one(start: str) -> None:
    made = [number for serial in range(100, 400) if (number := with_check_digits(f"{start}{serial}"))]
    assert len(made) > 200
    assert all(is_national_id(number) for number in made)
    for number in made:
        wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
        assert not is_national_id(wrong)


@pytest.mark.parametrize("start", ["320807", "151307", "000807", "300207"])
def test_no_day_of_the_calendar_is_none(start: str) -> None:
    made = [number for serial in range(100, 200) if (number := with_check_digits(f"{start}{serial}"))]
    assert made
    assert not any(is_national_id(number) for number in made)
