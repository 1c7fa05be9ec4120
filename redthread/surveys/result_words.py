"""Figures in words: shares, bands, means and what lies behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.pictures.figures import decimal, interval, percent
from redthread.stats.wording import judge_reliability
from redthread.surveys.level_words import HIDDEN, NO_MEAN, why_hidden
from redthread.surveys.weight import reliability_of

Cell = Mapping[str, Any]


def share_words(share: float | list[float] | None) -> str:
    """«42 %», «under 20 %», «over 80 %», «20–40 %»; a dash for what is not asked."""
    if share is None:
        return "–"
    if isinstance(share, float):
        return percent(share)
    low, high = share
    if low == 0:
        return _("under %(share)s") % {"share": percent(high)}
    if high == 1:
        return _("over %(share)s") % {"share": percent(low)}
    return f"{low * 100:.0f}–{percent(high)}"


def mean_words(cell: Cell) -> str:
    """The mean, or why there is none."""
    if cell.get("mean") is not None:
        return decimal(cell["mean"])
    return why_hidden(cell) or str(HIDDEN[NO_MEAN])


def interval_words(cell: Cell) -> str:
    return interval(cell["low"], cell["high"]) if "low" in cell else "–"


def people_words(count: int) -> str:
    return ngettext("%(count)d svar", "%(count)d svar", count) % {"count": count}


RELIABLE = {
    "good": lambda: _("Spørsmålene måler godt sammen."),
    "acceptable": lambda: _("Spørsmålene måler akseptabelt sammen."),
    "poor": lambda: _("Spørsmålene måler for dårlig sammen til å leses som ett tall. Les dem hver for seg."),
}
WHY_NOT = {
    "too_few": lambda: _("For få har svart på alle spørsmålene til at påliteligheten kan regnes ut."),
    "too_few_items": lambda: _("Indeksen har ett spørsmål, og da finnes det ingen pålitelighet å regne ut."),
    "zero_variance": lambda: _(
        "Svarene på et av spørsmålene er for like til at påliteligheten kan regnes ut."
    ),
    "no_sum": lambda: _("Spørsmålene opphever hverandre, så påliteligheten kan ikke regnes ut."),
    "all_missing": lambda: _("Ingen har svart på et av spørsmålene, så påliteligheten kan ikke regnes ut."),
    "hidden": lambda: _("Påliteligheten er skjult sammen med tallene."),
}


def reliability_words(found: Cell) -> str:
    """How well the items measure together, with what that means, or why it cannot be said."""
    lowest, figures = reliability_of(found), reliability_figures(found)
    return figures if lowest is None else f"{figures} {RELIABLE[judge_reliability(lowest)]()}"


def measured_words(found: Cell | None) -> str:
    """In short, what an index that is told first rests on; None is a question alone."""
    if found is None:
        return _("Ett spørsmål alene.")
    words = RELIABLE[judge_reliability(reliability_of(found) or 0)]()
    if judge_reliability(found["alpha_ci"][0]) == "poor":
        return words + " " + _("Intervallet rundt påliteligheten er bredt.")
    return words


def reliability_figures(found: Cell) -> str:
    """How well the items measure together, or why that cannot be said."""
    if "alpha" not in found:
        return (WHY_NOT.get(found["why_not"]) or WHY_NOT["too_few"])()
    low, high = found["alpha_ci"]
    figures = {
        "alpha": decimal(found["alpha"], 2),
        "interval": interval(low, high, 2),
        "n": found["n"],
        "items": found["items"],
    }
    said = _("Alfa %(alpha)s (%(interval)s), %(items)d spørsmål, n = %(n)d.") % figures
    if found.get("omega") is not None:
        low, high = found["omega_ci"]
        words = {"omega": decimal(found["omega"], 2), "interval": interval(low, high, 2)}
        said += " " + _("Omega %(omega)s (%(interval)s).") % words
    return said


def difference_words(cell: Cell) -> str:
    """«0,4 (0,1–0,7), effekt 0,5»."""
    sign = "+" if cell["difference"] > 0 else ""
    words = {
        "difference": sign + decimal(cell["difference"]),
        "interval": interval(*cell["interval"]),
        "effect": decimal(cell["effect"]),
    }
    return _("%(difference)s (%(interval)s), effekt %(effect)s") % words
