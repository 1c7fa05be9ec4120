"""Numbers as they are written: with a comma, except in English, and a real minus."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

MINUS, NO_BREAK = "\u2212", "\u00a0"


def decimal(value: float, decimals: int = 1) -> str:
    """-0.04 as «0,0»: what is rounded to nothing has no sign."""
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    text = text.replace("-", MINUS)
    return text if (get_language() or "nb").startswith("en") else text.replace(".", ",")


def percent(share: float) -> str:
    return f"{share * 100:.0f}{NO_BREAK}%"


def interval(low: float, high: float, decimals: int = 1) -> str:
    """«3,1–3,7», and «−0,2 til 0,4» where a dash could be read as a minus."""
    between = "–" if low >= 0 else f" {_('til')} "
    return f"{decimal(low, decimals)}{between}{decimal(high, decimals)}"
