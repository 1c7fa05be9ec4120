"""`redthread grim`: can the percentages (or means) of a report come from the number of people it states?"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from redthread.core.errors import InputError

if TYPE_CHECKING:
    from redthread.stats.grim import Checked

IMPOSSIBLE = 1
MOST_SHOWN = 3


def run(options: argparse.Namespace) -> int:
    """0 when everything is possible, 1 when something is not."""
    from redthread.stats.errors import StatsError

    if not options.percent and not options.mean:
        raise InputError("Nothing to check. Give --percent 2.5 or --mean 3.27, as many times as you like.")
    try:
        found = [_percent(one, options.n) for one in options.percent or ()]
        found += [_mean(one, options.n, options.items) for one in options.mean or ()]
        whole = _whole(options.percent or [], options.n) if options.whole else None
    except StatsError as error:
        raise InputError(str(error)) from None
    if options.json:
        made = {"n": options.n, "figures": found} | ({"whole": whole} if whole else {})
        sys.stdout.write(json.dumps(made, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{one['text']}\n" for one in [*found, *([whole] if whole else [])])
    is_fine = all(one["possible"] for one in found) and (whole is None or whole["possible"])
    return 0 if is_fine else IMPOSSIBLE


def _percent(percent: str, people: int) -> dict[str, Any]:
    from redthread.stats.grim import check_percent, possible_people

    checked = check_percent(percent, people=people)
    made: dict[str, Any] = {
        "percent": percent,
        "possible": checked.is_possible,
        "counts": list(checked.counts),
    }
    if checked.is_possible:
        counts = " or ".join(str(count) for count in checked.counts[:MOST_SHOWN])
        more = ", or more" if len(checked.counts) > MOST_SHOWN else ""
        return made | {"text": f"{percent} % of {people} is possible: {counts} people{more}."}
    ranges = possible_people(percent, most=min(people, 2_000))[:MOST_SHOWN]
    made["possible_n"] = [[one.start, one.stop - 1] for one in ranges]
    return made | {"text": _impossible(percent, people, checked, made["possible_n"])}


def _impossible(percent: str, people: int, checked: Checked, ranges: list[list[int]]) -> str:
    near = ", ".join(f"{count} is {100 * count / people:.2f} %" for count in checked.nearest)
    text = f"{percent} % of {people} is impossible: {near}."
    if ranges:
        spans = ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in ranges)
        text += f" It fits n = {spans}: fewer may have answered, or only some were asked."
    return text


def _mean(mean: str, people: int, items: int) -> dict[str, Any]:
    from redthread.stats.grim import check_mean

    if items < 1:
        raise InputError("--items must be 1 or more.")
    checked = check_mean(mean, people=people, items=items)
    low, high = checked.nearest
    points = people * items
    said = "is possible" if checked.is_possible else "is impossible"
    text = f"A mean of {mean} from {people} people and {items} whole-number items {said}"
    if not checked.is_possible:
        text += f": the nearest are {low / points:.4f} and {high / points:.4f}"
    return {"mean": mean, "possible": checked.is_possible, "text": text + "."}


def _whole(percents: list[str], people: int) -> dict[str, Any]:
    from redthread.stats.grim import check_whole

    whole = check_whole(percents, people=people)
    total = float(whole.total)
    text = f"Together they are {total:g} %"
    text += (
        ", as far as rounding allows 100."
        if whole.adds_up
        else f", and rounding explains {float(whole.slack):g} at most."
    )
    if whole.adds_up and not whole.is_possible:
        text += f" But {people} people cannot be divided so."
    if whole.counts:
        text += f" The people are {' + '.join(str(count) for count in whole.counts)} = {people}."
    return {
        "total": total,
        "possible": whole.adds_up and whole.is_possible,
        "counts": whole.counts,
        "text": text,
    }
