"""An instrument as a TOML file: `parse` refuses a file with all that is wrong in it, `write` writes one.

`parse(write(x)) == x` for every instrument that `parse` accepts. The format is told in docs/instruments.md.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from redthread.instruments.checking import ITEM_KINDS, SCALE_KINDS, check_parts
from redthread.instruments.model import (
    LANGUAGES,
    ROLES,
    AnswerScale,
    Condition,
    Index,
    Instrument,
    Item,
    Option,
    Section,
    Source,
)
from redthread.instruments.problems import Found, InstrumentError, Place, Problem
from redthread.instruments.toml_lines import Lines
from redthread.instruments.toml_table import INSTRUMENT_CODE, Table
from redthread.instruments.toml_writing import FORMAT, write
from redthread.instruments.words import marked as _
from redthread.instruments.words import say

MOST_BYTES = 1_000_000
LARGEST_VALUE = 9999
LONGEST_TITLE = 150
# Python's reader takes time and memory by the square of how long a dotted key is.
LONG_PATH = re.compile(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){12}""")
AT_LINE = re.compile(r"at line (\d+)")

__all__ = ["parse", "write"]


def parse(text: str) -> Instrument:
    """Raises InstrumentError with every problem and its place; then nothing of the file is accepted."""
    values = _read(text)
    found = Found()
    try:
        instrument = _instrument(Table(values, Place(), found))
        found.stop_if_any()
        check_parts(instrument, found)
        found.stop_if_any()
    except InstrumentError as error:
        lines = Lines(text)
        raise InstrumentError(tuple(one._replace(line=lines.of(one.place)) for one in error.found)) from None
    return instrument


def _read(text: str) -> dict[str, Any]:
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise InstrumentError((Problem(Place(), say(_("Filen er større enn 1 MB. Del den opp."))),))
    try:
        if LONG_PATH.search(text):
            raise ValueError
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = AT_LINE.search(str(error))
        said = say(_("Filen er ikke TOML. Se etter anførselstegn, klammer og likhetstegn som mangler."))
        raise InstrumentError((Problem(Place(), said, int(line[1]) if line else 0),)) from None


def _instrument(table: Table) -> Instrument:
    if table.take("format", str) not in (FORMAT, ""):
        table.complain("format", _("Formatet må være «%(format)s»."), format=FORMAT)
    instrument = Instrument(
        code=table.code(pattern=INSTRUMENT_CODE),
        version=_whole(table, "version", least=1),
        title=table.text("title", longest=LONGEST_TITLE),
        about=table.text("about"),
        languages=table.all_of("languages", LANGUAGES, default=LANGUAGES),
        roles=table.all_of("roles", ROLES),
        contradictions=_pairs(table, "contradictions"),
        comparisons=_pairs(table, "comparisons"),
        sources=tuple(_source(one) for one in table.tables("sources", "source")),
        scales=_scales(table),
        sections=_sections(table),
        indices=tuple(_index(one) for one in table.tables("indices", "index")),
    )
    table.nothing_else()
    return instrument


def _whole(table: Table, key: str, *, least: int) -> int:
    value = int(table.take(key, int))
    if not least <= value <= LARGEST_VALUE and type(table.values.get(key)) is int:
        table.complain(key, _("Tallet må være fra %(least)d til %(most)d."), least=least, most=LARGEST_VALUE)
    return value


def _pairs(table: Table, key: str) -> tuple[tuple[str, str], ...]:
    pairs = table.take(key, list, default=[])
    if not all(
        type(pair) is list and len(pair) == 2 and all(type(code) is str for code in pair) for pair in pairs
    ):
        table.complain(key, _('Hvert par skal være to koder, slik: ["q3", "q9"].'))
        return ()
    return tuple((first, second) for first, second in pairs)


def _source(table: Table) -> Source:
    source = Source(table.string("code"), table.string("text"))
    table.nothing_else()
    return source


def _scales(table: Table) -> dict[str, AnswerScale]:
    found: dict[str, AnswerScale] = {}
    for number, (code, values) in enumerate(table.take("scales", dict, default={}).items(), start=1):
        if type(values) is not dict:
            table.complain("scales", _("Hver skala skal være en tabell, slik: [scales.%(code)s]"), code=code)
            continue
        one = Table({"code": code, **values}, Place("scale", number, code), table.found)
        if "code" in values:
            one.complain("code", _("Feltet er ukjent. Se etter skrivefeil, eller ta det bort."))
        found[code] = _scale(one)
    return found


def _scale(table: Table) -> AnswerScale:
    scale = AnswerScale(
        code=table.code(),
        kind=table.one_of("kind", SCALE_KINDS),
        options=tuple(
            _option(Table(one.values, table.place._replace(key=""), table.found))
            for one in table.tables("options", "scale", required=True)
        ),
        has_dont_know=table.take("dont_know", bool, default=False),
        has_not_relevant=table.take("not_relevant", bool, default=False),
    )
    table.nothing_else()
    return scale


def _option(table: Table) -> Option:
    option = Option(_whole(table, "value", least=-LARGEST_VALUE), table.text("label", longest=300))
    table.nothing_else()
    return option


def _sections(table: Table) -> tuple[Section, ...]:
    sections: list[Section] = []
    items = 0
    for one in table.tables("sections", "section", required=True):
        section = Section(
            title=one.text("title", longest=300),
            items=tuple(_item(item) for item in one.tables("items", "item", start=items + 1)),
            intro=one.text_or_none("intro"),
        )
        one.nothing_else()
        items += len(section.items)
        sections.append(section)
    return tuple(sections)


def _item(table: Table) -> Item:
    versions = table.take("versions", dict, default={})
    for role in versions:
        if role not in ROLES:
            table.complain("versions", _("Rollen «%(role)s» er ukjent."), role=role)
    item = Item(
        code=table.code(),
        text=table.text("text"),
        kind=table.one_of("kind", ITEM_KINDS, default="scale"),
        scale=table.string("scale", default=""),
        versions={role: table.as_text("versions", _as_table(words)) for role, words in versions.items()},
        roles=frozenset(table.all_of("roles", ROLES)),
        shown_if=_condition(table),
        is_reversed=table.take("reversed", bool, default=False),
        is_sensitive=table.take("sensitive", bool, default=False),
        source=table.string("source", default=""),
    )
    table.nothing_else()
    return item


def _as_table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"nb": value}


def _condition(table: Table) -> Condition | None:
    if "shown_if" not in table.values:
        return None
    one = Table(table.take("shown_if", dict), table.place, table.found)
    values = one.take("values", list)
    if not all(type(value) is int and abs(value) <= LARGEST_VALUE for value in values):
        table.complain("shown_if", _("«values» skal være en liste av hele tall."))
        values = []
    table.once("shown_if", values)
    condition = Condition(one.string("item"), frozenset(values))
    one.nothing_else()
    return condition


def _index(table: Table) -> Index:
    index = Index(
        code=table.code(),
        title=table.text("title", longest=300),
        items=table.strings("items"),
        at_least=table.take("at_least", float, default=0.5),
        source=table.string("source", default=""),
        measures=table.string("measures", default=""),
    )
    table.nothing_else()
    return index
