"""An instrument as the sheets of an XLSForm, which Kobo, ODK and others read. Pure: rows of text, no file.

What XLSForm has no place for stands in columns of our own namespace (`bind::rt:…`, `rt_kind`) and in a sheet
of our own, which others pass by; so nothing is lost on the way out and in again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from redthread.instruments.answering import DONT_KNOW_WORD, NOT_RELEVANT_WORD
from redthread.instruments.model import LANGUAGES, ROLES, AnswerScale, Condition, Instrument, Item, Text

Sheets = Mapping[str, list[list[str]]]

LANGUAGE_COLUMNS = {"nb": "Norsk bokmål (nb)", "nn": "Norsk nynorsk (nn)", "en": "English (en)"}
NAMESPACES = 'rt="urn:redthread:instrument:1"'
LABELS = [f"label::{LANGUAGE_COLUMNS[one]}" for one in LANGUAGES]
FACTS = ["roles", "reversed", "sensitive", "source"]
VERSIONS = [f"{role}_{language}" for role in ROLES for language in LANGUAGES]
OURS = [f"bind::rt:{one}" for one in (*FACTS, *VERSIONS)]
SURVEY = ["type", "name", *LABELS, "relevant", *OURS]
CHOICES = ["list_name", "name", *LABELS, "rt_kind"]
SETTINGS = ["form_title", "form_id", "version", "default_language", "namespaces"]
OWN = ["what", "code", *LANGUAGES, "value"]
NO_ANSWERS = {
    DONT_KNOW_WORD: Text("Vet ikke", "Veit ikkje", "Do not know"),
    NOT_RELEVANT_WORD: Text("Ikke aktuelt", "Ikkje aktuelt", "Not relevant"),
}
YES = "yes"


def to_sheets(instrument: Instrument) -> dict[str, list[list[str]]]:
    """The sheets by their names, each with its heading first."""
    return {
        "survey": [SURVEY, *_survey(instrument)],
        "choices": [CHOICES, *_choices(instrument)],
        "settings": [SETTINGS, _settings(instrument)],
        "redthread": [OWN, *_own(instrument)],
    }


def _survey(instrument: Instrument) -> Iterator[list[str]]:
    for number, section in enumerate(instrument.sections, start=1):
        yield _row(SURVEY, {"type": "begin_group", "name": f"section_{number}", **_labels(section.title)})
        if section.intro is not None:
            note = {"type": "note", "name": f"section_{number}_intro", **_labels(section.intro)}
            yield _row(SURVEY, note)
        for item in section.items:
            yield _row(SURVEY, _item(instrument, item))
        yield _row(SURVEY, {"type": "end_group"})


def _item(instrument: Instrument, item: Item) -> dict[str, str]:
    types = {"scale": f"select_one {item.scale}", "choices": f"select_multiple {item.scale}", "text": "text"}
    facts = {
        "roles": " ".join(sorted(item.roles)),
        "reversed": YES if item.is_reversed else "",
        "sensitive": YES if item.is_sensitive else "",
        "source": item.source,
    }
    for role, text in item.versions.items():
        facts |= {f"{role}_{one}": getattr(text, one) for one in LANGUAGES}
    return {
        "type": types[item.kind],
        "name": item.code,
        **_labels(item.text),
        "relevant": _relevant(instrument, item.shown_if) if item.shown_if else "",
        **{f"bind::rt:{name}": value for name, value in facts.items()},
    }


def _relevant(instrument: Instrument, condition: Condition) -> str:
    several = instrument.item(condition.item).kind == "choices"
    template = "selected(${{{0}}}, '{1}')" if several else "${{{0}}} = '{1}'"
    return " or ".join(template.format(condition.item, value) for value in sorted(condition.values))


def _choices(instrument: Instrument) -> Iterator[list[str]]:
    for scale in instrument.scales.values():
        for name, label in _answers(scale):
            cells = {"list_name": scale.code, "name": name, **_labels(label), "rt_kind": scale.kind}
            yield _row(CHOICES, cells)


def _answers(scale: AnswerScale) -> Iterator[tuple[str, Text]]:
    yield from ((str(option.value), option.label) for option in scale.options)
    if scale.has_dont_know:
        yield DONT_KNOW_WORD, NO_ANSWERS[DONT_KNOW_WORD]
    if scale.has_not_relevant:
        yield NOT_RELEVANT_WORD, NO_ANSWERS[NOT_RELEVANT_WORD]


def _settings(instrument: Instrument) -> list[str]:
    default = LANGUAGE_COLUMNS["nb"]
    return [instrument.title.nb, instrument.code, str(instrument.version), default, NAMESPACES]


def _own(instrument: Instrument) -> Iterator[list[str]]:
    yield ["title", "", *_three(instrument.title), ""]
    yield ["about", "", *_three(instrument.about), ""]
    yield ["languages", "", "", "", "", " ".join(instrument.languages)]
    yield ["roles", "", "", "", "", " ".join(instrument.roles)]
    for source in instrument.sources:
        yield ["source", source.code, "", "", "", source.text]
    for index in instrument.indices:
        yield ["index", index.code, *_three(index.title), " ".join(index.items)]
        yield ["index_at_least", index.code, "", "", "", repr(index.at_least)]
        yield ["index_measures", index.code, "", "", "", index.measures]
        yield ["index_source", index.code, "", "", "", index.source]
    for first, second in instrument.contradictions:
        yield ["contradiction", first, "", "", "", second]
    for first, second in instrument.comparisons:
        yield ["comparison", first, "", "", "", second]


def _three(text: Text) -> list[str]:
    return [getattr(text, one) for one in LANGUAGES]


def _labels(text: Text) -> dict[str, str]:
    return dict(zip(LABELS, _three(text), strict=True))


def _row(heading: list[str], cells: Mapping[str, str]) -> list[str]:
    return [cells.get(column, "") for column in heading]
