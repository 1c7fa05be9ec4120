"""The sheets of an XLSForm as an instrument. Ours come back whole; of others' forms, what we can ask.

What we cannot ask is refused with sheet, row and column, and never left out in silence: calculations,
repeats, times and places (which would tell who answers), constraints, hints. `required` and `appearance` are
passed by: nobody is forced to answer here, and every question looks the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from redthread.instruments.answering import DONT_KNOW_WORD, NOT_RELEVANT_WORD
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
    Text,
)
from redthread.instruments.problems import MOST, InstrumentError, Place, Problem
from redthread.instruments.toml_file import parse, write
from redthread.instruments.words import marked as _
from redthread.instruments.words import say
from redthread.instruments.xlsform import YES, Sheets

PASSED_BY = {"required", "appearance", "required_message", "rt_kind"}
KNOWN = {"type", "name", "relevant", "list_name", "list name"}
NO_ANSWER_NAMES = {
    **dict.fromkeys((DONT_KNOW_WORD, "vet_ikke", "dk"), DONT_KNOW_WORD),
    **dict.fromkeys((NOT_RELEVANT_WORD, "ikke_aktuelt", "not_applicable", "na"), NOT_RELEVANT_WORD),
}
LABEL = re.compile(r"label(?:::\s*(.*))?", re.I)
LANGUAGE = re.compile(r"\((\w\w)\)\s*$|^(\w\w)$")
ONE_OF = re.compile(r"\$\{(\w+)\}\s*=\s*'([\w-]+)'|selected\(\s*\$\{(\w+)\}\s*,\s*'([\w-]+)'\s*\)")
CODE = re.compile(r"[^a-z0-9_]+")


@dataclass
class _Row:
    """One row with its cells by their headings, for places and complaints."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")

    def text(self) -> Text:
        """Bokmål, or the words of a column without a language, or English."""
        found = {}
        for heading, words in self.cells.items():
            if label := LABEL.fullmatch(heading):
                found[_language(label[1] or "") or "nb"] = words
        nb = found.get("nb") or found.get("en", "")
        return Text(nb, found.get("nn", ""), found.get("en", "") if found.get("nb") else "")


@dataclass
class _Reading:
    problems: list[Problem] = field(default_factory=list)
    # The numbers that stand for the names of the choices, by list.
    values: dict[str, dict[str, int]] = field(default_factory=dict)

    def refuse(self, row: _Row, column: str, template: str, **values: object) -> None:
        place = Place("cell", row.number, row.sheet, column)
        self.problems.append(Problem(place, say(template, **values)))
        if len(self.problems) >= MOST:
            raise InstrumentError(tuple(self.problems))


def from_sheets(sheets: Sheets) -> Instrument:
    """Raises InstrumentError with everything that cannot be read, and where it stands."""
    reading = _Reading()
    own = [row.cells for row in _rows(sheets, "redthread")]
    rows = list(_rows(sheets, "survey"))
    for row in (*rows, *_rows(sheets, "choices")):
        _refuse_columns(row, reading)
    if not rows:
        reading.refuse(_Row("survey", 1, {}), "type", _("Arket mangler eller er tomt."))
    scales = _scales(sheets, reading)
    sections = _sections(rows, scales, reading)
    if reading.problems:
        raise InstrumentError(tuple(reading.problems))
    settings = next(iter(_rows(sheets, "settings")), _Row("settings", 2, {}))
    instrument = _with_own(_instrument(settings, scales, sections), own)
    return parse(write(instrument))


def _rows(sheets: Sheets, name: str) -> Iterator[_Row]:
    heading, *rows = sheets.get(name) or [[]]
    columns = [
        one.strip() if one.strip().startswith(("label", "bind")) else one.strip().lower() for one in heading
    ]
    for number, cells in enumerate(rows, start=2):
        found = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
        if found:
            yield _Row(name, number, found)


def _refuse_columns(row: _Row, reading: _Reading) -> None:
    for column in row.cells:
        label = LABEL.fullmatch(column)
        if label and label[1] and not _language(label[1]):
            reading.refuse(
                row, column, _("Språket er ukjent. Bruk bokmål (nb), nynorsk (nn) eller engelsk (en).")
            )
        elif not (label or column in KNOWN | PASSED_BY or column.startswith("bind::rt:")):
            reading.refuse(row, column, _("Dette kan vi ikke spørre med. Tøm kolonnen, og prøv igjen."))


def _language(name: str) -> str:
    found = LANGUAGE.search(name.strip())
    code = (
        (found[1] or found[2]).lower()
        if found
        else {"english": "en", "bokmål": "nb", "nynorsk": "nn"}.get(name.strip().lower(), "")
    )
    return "nb" if code == "no" else code if code in LANGUAGES else ""


def _code(name: str) -> str:
    return CODE.sub("_", name.lower())[:31]


def _scales(sheets: Sheets, reading: _Reading) -> dict[str, AnswerScale]:
    by_list: dict[str, list[_Row]] = {}
    for row in _rows(sheets, "choices"):
        by_list.setdefault(_code(row.get("list_name") or row.get("list name")), []).append(row)
    return {code: _scale(code, rows, reading) for code, rows in by_list.items()}


def _scale(code: str, rows: list[_Row], reading: _Reading) -> AnswerScale:
    answers = [row for row in rows if row.get("name") not in NO_ANSWER_NAMES]
    none = {NO_ANSWER_NAMES[row.get("name")] for row in rows if row.get("name") in NO_ANSWER_NAMES}
    names = [row.get("name") for row in answers]
    are_numbers = all(re.fullmatch(r"-?\d{1,4}", name) for name in names)
    numbers = [int(name) for name in names] if are_numbers else list(range(1, len(names) + 1))
    reading.values[code] = dict(zip(names, numbers, strict=True))
    rises = numbers in (sorted(numbers), sorted(numbers, reverse=True))
    kind = rows[0].get("rt_kind") or ("ordered" if are_numbers and rises else "nominal")
    options = tuple(Option(number, row.text()) for number, row in zip(numbers, answers, strict=True))
    return AnswerScale(code, kind, options, DONT_KNOW_WORD in none, NOT_RELEVANT_WORD in none)


def _sections(rows: list[_Row], scales: Mapping[str, AnswerScale], reading: _Reading) -> tuple[Section, ...]:
    sections: list[Section] = []
    is_inside = False
    lists: dict[str, str] = {}
    for row in rows:
        kind, _space, choices = row.get("type").partition(" ")
        whole = row.get("type").replace(" ", "_")
        if whole == "begin_group" and not is_inside:
            sections.append(Section(row.text(), ()))
            is_inside = True
        elif whole == "end_group":
            is_inside = False
        elif kind == "note" and is_inside and not sections[-1].items and sections[-1].intro is None:
            sections[-1] = replace(sections[-1], intro=row.text())
        elif item := _item(row, kind, _code(choices), lists, reading):
            if not sections or not is_inside:
                sections, is_inside = _opened(sections, is_inside)
            sections[-1] = replace(sections[-1], items=(*sections[-1].items, item))
            lists[item.code] = item.scale
            if item.scale and item.scale not in scales:
                reading.refuse(
                    row, "type", _("Listen «%(list)s» står ikke i arket «choices»."), list=item.scale
                )
    return tuple(one for one in sections if one.items)


def _opened(sections: list[Section], is_inside: bool) -> tuple[list[Section], bool]:
    """A section for questions outside groups, unless one of those is the last already."""
    is_loose = sections and sections[-1].title == Text("Spørsmål", "Spørsmål", "Questions")
    return sections if is_loose else [
        *sections,
        Section(Text("Spørsmål", "Spørsmål", "Questions"), ()),
    ], is_inside


def _item(row: _Row, kind: str, scale: str, lists: Mapping[str, str], reading: _Reading) -> Item | None:
    kinds = {"select_one": "scale", "select_multiple": "choices", "text": "text"}
    if kind not in kinds:
        reading.refuse(
            row, "type", _("Typen «%(type)s» kan vi ikke spørre med. Ta bort raden."), type=row.get("type")
        )
        return None
    fact = {name: row.get(f"bind::rt:{name}") for name in ("roles", "reversed", "sensitive", "source")}
    return Item(
        code=_code(row.get("name")),
        text=row.text(),
        kind=kinds[kind],
        scale=scale if kind != "text" else "",
        versions=dict(_versions(row)),
        roles=frozenset(fact["roles"].split()),
        shown_if=_condition(row, lists, reading) if row.get("relevant") else None,
        is_reversed=fact["reversed"] == YES,
        is_sensitive=fact["sensitive"] == YES,
        source=fact["source"],
    )


def _versions(row: _Row) -> Iterator[tuple[str, Text]]:
    for role in ROLES:
        words = [row.get(f"bind::rt:{role}_{language}") for language in LANGUAGES]
        if any(words):
            yield role, Text(*words)


def _condition(row: _Row, lists: Mapping[str, str], reading: _Reading) -> Condition | None:
    """«${q1} = '1' or ${q1} = '2'», or the same with `selected`; nothing else."""
    parts = [ONE_OF.fullmatch(part.strip()) for part in re.split(r"\s+or\s+", row.get("relevant"))]
    found = [(part[1] or part[3], part[2] or part[4]) for part in parts if part]
    items = {_code(name) for name, _value in found}
    values = reading.values.get(lists.get(next(iter(items), ""), ""), {})
    if len(found) < len(parts) or len(items) != 1 or not all(value in values for _name, value in found):
        reading.refuse(
            row,
            "relevant",
            _("Vilkåret kan ikke leses. Vi kan bare vise et spørsmål etter visse svar på ett før det."),
        )
        return None
    return Condition(items.pop(), frozenset(values[value] for _name, value in found))


def _instrument(settings: _Row, scales: dict[str, AnswerScale], sections: tuple[Section, ...]) -> Instrument:
    title = settings.get("form_title") or "Skjema"
    code = re.sub(r"[^a-z0-9_-]+", "-", (settings.get("form_id") or "skjema").lower()).strip("-_0123456789")
    version = settings.get("version")
    return Instrument(
        code=code or "skjema",
        version=int(version) if re.fullmatch(r"[1-9]\d{0,3}", version) else 1,
        title=Text(title[:150]),
        about=Text(title),
        scales=scales,
        sections=sections,
    )


def _with_own(instrument: Instrument, rows: list[Mapping[str, str]]) -> Instrument:
    """With what only our own sheet tells."""
    indices: dict[str, Index] = {}
    for row in rows:
        code, value = row.get("code", ""), row.get("value", "")
        text = Text(*(row.get(language, "") for language in LANGUAGES))
        match row.get("what"):
            case "title":
                instrument = replace(instrument, title=text)
            case "about":
                instrument = replace(instrument, about=text)
            case "languages":
                instrument = replace(instrument, languages=tuple(value.split()))
            case "roles":
                instrument = replace(instrument, roles=tuple(value.split()))
            case "source":
                instrument = replace(instrument, sources=(*instrument.sources, Source(code, value)))
            case what:
                _index_row(indices, str(what), code, text, value)
    return replace(
        instrument,
        indices=tuple(indices.values()),
        contradictions=_pairs(rows, "contradiction"),
        comparisons=_pairs(rows, "comparison"),
    )


def _pairs(rows: list[Mapping[str, str]], what: str) -> tuple[tuple[str, str], ...]:
    return tuple((row.get("code", ""), row.get("value", "")) for row in rows if row.get("what") == what)


def _index_row(indices: dict[str, Index], what: str, code: str, text: Text, value: str) -> None:
    if what == "index":
        indices[code] = Index(code, text, tuple(value.split()))
    elif what == "index_at_least" and code in indices and re.fullmatch(r"[01](?:\.\d+)?", value):
        indices[code] = replace(indices[code], at_least=float(value))
    elif what == "index_measures" and code in indices:
        indices[code] = replace(indices[code], measures=value)
    elif what == "index_source" and code in indices:
        indices[code] = replace(indices[code], source=value)
