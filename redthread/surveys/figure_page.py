"""One item or index with all behind its figures: the words to each role, n, the rule, the source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from redthread.instruments.model import CHANGE, DOSE, Index, Instrument, Item
from redthread.pictures.figures import decimal
from redthread.pictures.picture import Table
from redthread.surveys.drawn import Numbered, pictures_at
from redthread.surveys.figures.modules import modules_of
from redthread.surveys.level_words import level_words, why_hidden
from redthread.surveys.result_words import interval_words, mean_words, reliability_words, share_words
from redthread.surveys.role_words import ROLES

Figures = Mapping[str, Any]


class Fact(NamedTuple):
    label: str
    told: str


class Part(NamedTuple):
    code: str
    name: str


class FigurePage(NamedTuple):
    """`wordings` are the words to each role that was asked in its own; `parts` are the items of an index, or
    the indices that an item is part of. `rounded` tells of percentages that do not add up to 100."""

    code: str
    title: str
    table: Table
    facts: list[Fact]
    wordings: list[Fact]
    parts_are: str
    parts: list[Part]
    reliability: Table | None
    rounded: str = ""


def pictures_about(code: str, pictures: Figures, instrument: Instrument) -> list[Numbered]:
    """Of a module, and of the indices of modules and outcome: how they go together."""
    indices = [one.code for one in instrument.indices if one.measures in (DOSE, CHANGE)]
    return pictures_at(pictures, "modules-") if code in (*indices, *modules_of(instrument)) else []


def figure_page(code: str, figures: Figures, instrument: Instrument) -> FigurePage | None:
    """None for a code that is neither an item with figures nor an index."""
    language = get_language() or "nb"
    for index in instrument.indices:
        if index.code == code:
            return _of_index(index, figures, instrument, language)
    for item in instrument.items:
        if item.code == code and item.kind != "text":
            return _of_item(item, figures, instrument, language)
    return None


def index_table(cells: Mapping[str, Any]) -> Table:
    heading = (_("Hvem"), _("Gjennomsnitt"), _("95 % intervall"), _("Standardavvik"), _("Antall svar"))
    rows = tuple(
        (
            level_words(level),
            mean_words(cell),
            interval_words(cell),
            decimal(cell["sd"]) if "sd" in cell else "–",
            str(cell.get("n", "–")),
        )
        for level, cell in cells.items()
    )
    return Table(heading, rows)


def item_table(item: Item, figures: Figures, instrument: Instrument, language: str) -> Table:
    """Levels down; how many, the mean and the answers across; of several answers, each is a share."""
    scale = instrument.scale_of(item)
    assert scale is not None
    labels = tuple(option.label.to(language) for option in scale.options)
    columns = [one["cells"] for one in figures["items"].values() if one["item"] == item.code]
    has_mean = scale.kind == "ordered" and item.kind != "choices"
    heading = (
        _("Hvem"),
        _("Antall svar"),
        *((_("Gjennomsnitt"),) if has_mean else ()),
        *labels,
        *((_("Vet ikke"),) if scale.has_dont_know and item.kind != "choices" else ()),
        *((_("Ikke aktuelt"),) if scale.has_not_relevant and item.kind != "choices" else ()),
    )
    rows = tuple(_row(level, columns, heading) for level in columns[0])
    return Table(heading, rows)


def _row(level: str, columns: list[Mapping[str, Any]], heading: tuple[str, ...]) -> tuple[str, ...]:
    first = columns[0][level]
    if "hidden" in first:
        return (level_words(level), why_hidden(first), *("–" for _one in heading[2:]))
    if "share" in first:
        shares = [share_words(cells[level].get("share")) for cells in columns]
    else:
        shares = [share_words(share) for share in first["shares"]]
    mean = [mean_words(first)] if "mean" in first else []
    rest = [share_words(first[key]) for key in ("dont_know", "not_relevant") if key in first]
    return (level_words(level), str(first["n"]), *mean, *shares, *rest)


def _of_item(item: Item, figures: Figures, instrument: Instrument, language: str) -> FigurePage:
    least = max(one["k"] for one in figures["items"].values() if one["item"] == item.code)
    scale = instrument.scale_of(item)
    assert scale is not None
    options = ", ".join(f"{option.label.to(language)} ({option.value})" for option in scale.options)
    facts = [
        Fact(_("Svar å velge mellom"), options),
        Fact(
            _("Manglende svar"),
            _(
                "«Vet ikke» og «ikke aktuelt» teller ikke i antallet, gjennomsnittet og andelene. "
                "De er selv andeler av alle som tok stilling."
            ),
        ),
        Fact(_("Slik er det regnet"), _item_rule(item, scale.kind)),
        Fact(_("Vises når"), _at_least(least)),
        *_turned(item),
        *_source(item.source),
    ]
    wordings = [Fact(str(ROLES.get(role, role)), text.to(language)) for role, text in item.versions.items()]
    table = item_table(item, figures, instrument, language)
    within = [Part(one.code, one.title.to(language)) for one in instrument.indices if item.code in one.items]
    words = item.text.to(language)
    rounded = _rounded(item, figures)
    return FigurePage(item.code, words, table, facts, wordings, _("Inngår i"), within, None, rounded)


def _rounded(item: Item, figures: Figures) -> str:
    """What to say where the percentages of some level are 99 or 101 in all."""
    if item.kind == "choices":
        return _("Man kunne velge flere svar, så andelene kan bli mer enn 100 % til sammen.")
    cells = figures["items"][item.code]["cells"].values()
    totals = [sum(round(share * 100) for share in cell["shares"]) for cell in cells if _is_exact(cell)]
    if all(total == 100 for total in totals):
        return ""
    return _("Andelene er avrundet hver for seg, og blir derfor ikke alltid 100 % til sammen.")


def _is_exact(cell: Figures) -> bool:
    return all(isinstance(share, float) for share in cell.get("shares", [None]))


def _item_rule(item: Item, kind: str) -> str:
    if item.kind == "choices":
        return _("Andelen av dem som svarte, som valgte hvert svar. Man kunne velge flere.")
    if kind == "ordered":
        return _("Andelen som valgte hvert svar, og summen av verdiene delt på antallet som svarte.")
    return _("Andelen av dem som svarte, som valgte hvert svar.")


def _at_least(count: int) -> str:
    return ngettext("Minst %(count)d har svart.", "Minst %(count)d har svart.", count) % {"count": count}


def _turned(item: Item) -> list[Fact]:
    words = _("Påstanden er formulert motsatt, og snus når indeksen regnes ut.")
    return [Fact(_("Snudd"), words)] if item.is_reversed else []


def _source(source: str) -> list[Fact]:
    return [Fact(_("Kilde"), source)] if source else []


def _of_index(index: Index, figures: Figures, instrument: Instrument, language: str) -> FigurePage:
    figure = figures["indices"][index.code]
    share = {"percent": f"{index.at_least * 100:.0f}"}
    facts = [
        Fact(_("Pålitelighet"), reliability_words(figure["reliability"])),
        Fact(
            _("Slik er det regnet"),
            _("Hver persons gjennomsnitt over spørsmålene, og så gjennomsnittet av dem i hver gruppe."),
        ),
        Fact(
            _("Manglende svar"),
            _("En person regnes med når minst %(percent)s %% av spørsmålene er besvart.") % share,
        ),
        Fact(_("Vises når"), _at_least(figures["k"])),
        *_source(index.source),
    ]
    parts = [Part(code, instrument.item(code).text.to(language)) for code in index.items]
    table = index_table(figure["cells"])
    each = _each(figure["reliability"], instrument, language)
    are = _("Spørsmålene i indeksen")
    return FigurePage(index.code, index.title.to(language), table, facts, [], are, parts, each)


def _each(found: Figures, instrument: Instrument, language: str) -> Table | None:
    if "each" not in found:
        return None
    rows = tuple(
        (
            instrument.item(one["item"]).text.to(language),
            _or_dash(one["item_rest"]),
            _or_dash(one["alpha_without"]),
        )
        for one in found["each"]
    )
    return Table((_("Spørsmål"), _("Henger sammen med resten"), _("Alfa uten spørsmålet")), rows)


def _or_dash(value: float | None) -> str:
    return "–" if value is None else decimal(value, 2)
