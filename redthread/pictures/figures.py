"""How figures are written: with a comma, except in English."""

from __future__ import annotations

import math
from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redthread.pictures.lettering import NO_BREAK

MINUS = "\u2212"


def decimal(value: float, decimals: int = 1) -> str:
    """-0.04 as «−0,04»; what is rounded to 0 has no sign."""
    text = f"{value:.{decimals}f}"
    if not text.strip("-0."):
        text = text.lstrip("-")
    return _local(text.replace("-", MINUS))


def percent(share: float) -> str:
    """0.415 as «41 %» or «42 %»: whole per cents, since few people stand behind each."""
    return f"{share * 100:.0f}{NO_BREAK}%"


def interval(low: float, high: float, decimals: int = 1) -> str:
    """«3,1–3,7», and «−0,2 til 0,4» where a dash could be read as a minus."""
    between = "–" if low >= 0 else " " + _("til") + " "
    return f"{decimal(low, decimals)}{between}{decimal(high, decimals)}"


def refuse_nonsense(figures: Iterable[float | None]) -> None:
    """Raises ValueError for what is no figure, so that it is never drawn as one."""
    if not all(figure is None or math.isfinite(figure) for figure in figures):
        raise ValueError("A figure that is drawn must be finite.")


def _local(text: str) -> str:
    return text if (get_language() or "nb").startswith("en") else text.replace(".", ",")
