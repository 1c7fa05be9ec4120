"""How many have answered, in words."""

from __future__ import annotations

from django.utils.translation import ngettext


def answers(people: int | None) -> str:
    """«52 svar»; nothing when it is not known."""
    return "" if people is None else ngettext("%(count)d svar", "%(count)d svar", people) % {"count": people}
