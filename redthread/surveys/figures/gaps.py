"""How far the roles are from each other, in each index and each item with ordered answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from redthread.instruments.model import Instrument
from redthread.stats.errors import StatsError
from redthread.stats.gaps import perception_gaps
from redthread.surveys.figures.answers import Answers, Numbers, numbers_of
from redthread.surveys.figures.indices import Measured, of_level
from redthread.surveys.figures.levels import ROLE, Level

Cell = dict[str, Any]
INDEX, ITEM = "index", "item"


class Series(NamedTuple):
    """The values of everybody in one index or item, and the levels whose mean is shown."""

    of: str
    code: str
    values: Numbers
    shown: frozenset[str]


def series_of(
    answers: Answers,
    instrument: Instrument,
    measured: Mapping[str, Measured],
    figures: Mapping[str, Mapping[str, Cell]],
) -> Iterator[Series]:
    """Indices first, then ordered items; one at a time, since all at once would fill the memory.

    `figures` are those to show, by «index» and «item». A level without a mean there has none here.
    """
    for code, one in measured.items():
        yield Series(INDEX, code, one.values, _with_mean(figures[INDEX][code]))
    for code, cell in figures[ITEM].items():
        if shown := _with_mean(cell):
            yield Series(ITEM, code, numbers_of(answers, instrument, code), shown)


def _with_mean(figure: Cell) -> frozenset[str]:
    return frozenset(code for code, cell in figure["cells"].items() if cell.get("mean") is not None)


def gap_figures(answers: Answers, levels: Sequence[Level], every: Iterable[Series], tests: int) -> list[Cell]:
    """The widest gap of each between two roles, widest first; `tests` is how many are looked at together."""
    found = []
    for one in every:
        roles = {
            level.code: of_level(answers, level, one.values)[:, None]
            for level in levels
            if level.axis == ROLE and level.code in one.shown
        }
        if len(roles) < 2:
            continue
        try:
            gap = perception_gaps(roles, names=[one.code], level=1 - 0.05 / max(tests, 1))[0]
        except StatsError:
            continue
        found.append(
            {
                "of": one.of,
                "code": one.code,
                "highest": gap.highest,
                "lowest": gap.lowest,
                "difference": round(gap.found.difference, 1),
                "interval": [round(edge, 1) for edge in gap.found.interval],
                "effect": round(gap.found.effect, 1),
                "n": list(gap.found.people),
                "is_clear": gap.is_clear,
            }
        )
    return sorted(found, key=lambda cell: (-cell["difference"], cell["of"], cell["code"]))
