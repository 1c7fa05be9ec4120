"""An instrument as TOML text, in the order of the format and one thing a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from redthread.instruments.model import (
    LANGUAGES,
    AnswerScale,
    Index,
    Instrument,
    Item,
    Option,
    Section,
    Source,
    Text,
)

FORMAT = "redthread-instrument/1"
SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write(instrument: Instrument) -> str:
    """The file; `parse` reads the same instrument out of it."""
    blocks = [_head(instrument), *map(_source, instrument.sources), *map(_scale, instrument.scales.values())]
    for section in instrument.sections:
        blocks += [_section(section), *map(_item, section.items)]
    blocks += map(_index, instrument.indices)
    return "\n".join("\n".join(block) + "\n" for block in blocks)


def _head(instrument: Instrument) -> list[str]:
    lines = [
        f"format = {_quoted(FORMAT)}",
        f"code = {_quoted(instrument.code)}",
        f"version = {instrument.version}",
        f"languages = {_list(instrument.languages)}",
    ]
    if instrument.roles:
        lines.append(f"roles = {_list(instrument.roles)}")
    lines += [f"title = {_text(instrument.title)}", f"about = {_text(instrument.about)}"]
    for key in ("contradictions", "comparisons"):
        if pairs := getattr(instrument, key):
            lines.append(f"{key} = [{', '.join(map(_list, pairs))}]")
    return lines


def _source(source: Source) -> list[str]:
    return ["[[sources]]", f"code = {_quoted(source.code)}", f"text = {_quoted(source.text)}"]


def _scale(scale: AnswerScale) -> list[str]:
    lines = [f"[scales.{scale.code}]", f"kind = {_quoted(scale.kind)}"]
    if scale.has_dont_know:
        lines.append("dont_know = true")
    if scale.has_not_relevant:
        lines.append("not_relevant = true")
    return [*lines, "options = [", *map(_option, scale.options), "]"]


def _option(option: Option) -> str:
    return f"  {{ value = {option.value}, label = {_text(option.label)} }},"


def _section(section: Section) -> list[str]:
    lines = ["[[sections]]", f"title = {_text(section.title)}"]
    return lines if section.intro is None else [*lines, f"intro = {_text(section.intro)}"]


def _item(item: Item) -> list[str]:
    return ["[[sections.items]]", f"code = {_quoted(item.code)}", *_item_lines(item)]


def _item_lines(item: Item) -> Iterator[str]:
    if item.kind != "scale":
        yield f"kind = {_quoted(item.kind)}"
    if item.scale:
        yield f"scale = {_quoted(item.scale)}"
    yield from _words_and_rules(item)
    if item.source:
        yield f"source = {_quoted(item.source)}"


def _words_and_rules(item: Item) -> Iterator[str]:
    yield f"text = {_text(item.text)}"
    if item.versions:
        yield (
            "versions = { "
            + ", ".join(f"{role} = {_text(one)}" for role, one in item.versions.items())
            + " }"
        )
    if item.roles:
        yield f"roles = {_list(sorted(item.roles))}"
    if item.shown_if is not None:
        values = ", ".join(str(value) for value in sorted(item.shown_if.values))
        yield f"shown_if = {{ item = {_quoted(item.shown_if.item)}, values = [{values}] }}"
    if item.is_reversed:
        yield "reversed = true"
    if item.is_sensitive:
        yield "sensitive = true"


def _index(index: Index) -> list[str]:
    lines = [
        "[[indices]]",
        f"code = {_quoted(index.code)}",
        f"title = {_text(index.title)}",
        f"items = {_list(index.items)}",
        f"at_least = {index.at_least!r}",
    ]
    more = {"measures": index.measures, "source": index.source}
    return [*lines, *(f"{key} = {_quoted(value)}" for key, value in more.items() if value)]


def _text(text: Text) -> str:
    """Bokmål always; another language where it has words."""
    said = [(one, text.to(one) if one == "nb" else getattr(text, one)) for one in LANGUAGES]
    return "{ " + ", ".join(f"{one} = {_quoted(words)}" for one, words in said if words) + " }"


def _list(values: Iterable[str]) -> str:
    return "[" + ", ".join(_quoted(value) for value in values) + "]"


def _quoted(value: str) -> str:
    return '"' + "".join(SHORT.get(sign, sign) for sign in value) + '"'
