"""Which columns are a scale (TOML), and which of them are turned round before anything is calculated."""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from redthread.config.commands.answer_files import read_text
from redthread.core.errors import InputError

if TYPE_CHECKING:
    from redthread.config.commands.answer_files import Answers
    from redthread.stats.answers import Matrix

Range = tuple[float, float]
FORM = 'Write [scales] and under it: culture = ["item1", "item2"]'
RANGE_FORM = "Write [range] and under it the lowest and highest answer: min = 1 and max = 5"
QUOTES = ' Names with æ, ø, å or a space stand in quotes: "læring" = ["item1", "item2"]'
HINTS = {
    "overwrite": " A scale may be written twice; give each its own name.",
    "Expected '='": QUOTES,
    "Invalid statement": QUOTES,
}


class Scales(NamedTuple):
    """`range` is that of every question in the scales, where it is told; `reversed` are turned on it."""

    items: dict[str, list[str]]
    reversed: tuple[str, ...] = ()
    range: Range | None = None

    def columns(self) -> list[str]:
        return list(dict.fromkeys(item for items in self.items.values() for item in items))

    def limits(self) -> dict[str, Range]:
        return dict.fromkeys(self.columns(), self.range) if self.range else {}

    def answers(self, answers: Answers, name: str) -> Matrix:
        """The answers to one scale: 2 of 1 to 5 is 4 when turned."""
        items = self.items[name]
        matrix = answers.columns(items)
        if self.range:
            turned = [item in self.reversed for item in items]
            matrix[:, turned] = sum(self.range) - matrix[:, turned]
        return matrix


def read_scales(path: Path) -> Scales:
    """`[scales]` with `name = ["item1", …]`; perhaps `[reversed]` items and a `[range]`.

    Raises InputError with the place.
    """
    try:
        content = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        hint = next((text for sign, text in HINTS.items() if sign in str(error)), "")
        raise InputError(f"{path}: {error}.{hint}") from None
    unknown = sorted(set(content) - {"scales", "reversed", "range"})
    if unknown:
        raise InputError(
            f"{path}: unknown key «{unknown[0]}». The file has [scales], and may have [reversed] and [range]."
        )
    scales = content.get("scales")
    if not isinstance(scales, dict) or not scales:
        raise InputError(f"{path}: has no scales. {FORM}")
    for name, items in scales.items():
        _refuse_no_scale(path, name, items)
    found = Scales(scales, range=_range(path, content))
    return found._replace(reversed=_reversed(path, content, found))


def _refuse_no_scale(path: Path, name: str, items: Any) -> None:
    if not name.strip():
        raise InputError(f"{path}: a scale has no name. {FORM}")
    if not _is_list_of_names(items):
        raise InputError(f'{path}: {name} is not a list of columns. Write {name} = ["item1", "item2"]')
    if len(items) < 2:
        raise InputError(f"{path}: {name} has {len(items)} items; a scale needs two or more.")
    _refuse_twice(path, name, items)


def _range(path: Path, content: dict[str, Any]) -> Range | None:
    if "range" not in content:
        return None
    table = content["range"]
    if not isinstance(table, dict) or set(table) != {"min", "max"}:
        raise InputError(f"{path}: [range] needs min and max, and nothing else. {RANGE_FORM}.")
    low, high = table["min"], table["max"]
    if not (_is_number(low) and _is_number(high) and low < high):
        raise InputError(f"{path}: [range] needs two numbers, and min below max. {RANGE_FORM}.")
    return float(low), float(high)


def _reversed(path: Path, content: dict[str, Any], scales: Scales) -> tuple[str, ...]:
    if "reversed" not in content:
        return ()
    table = content["reversed"]
    items = table.get("items") if isinstance(table, dict) and set(table) == {"items"} else None
    if not items or not _is_list_of_names(items):
        raise InputError(f'{path}: [reversed] needs a list. Write under it: items = ["item3"]')
    _refuse_twice(path, "[reversed]", items)
    strange = next((item for item in items if item not in scales.columns()), None)
    if strange:
        raise InputError(f"{path}: [reversed] has «{strange}», which is in no scale.")
    if not scales.range:
        raise InputError(f"{path}: [reversed] needs to know the range. {RANGE_FORM}.")
    return tuple(items)


def _refuse_twice(path: Path, name: str, items: list[str]) -> None:
    twice = next((item for item, times in Counter(items).items() if times > 1), None)
    if twice:
        raise InputError(f"{path}: {name} has «{twice}» twice.")


def _is_list_of_names(items: Any) -> bool:
    return isinstance(items, list) and all(isinstance(item, str) and item.strip() for item in items)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
