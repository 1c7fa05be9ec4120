"""How a figure is printed beside its goal."""

from __future__ import annotations


def yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
