"""Whatever an instrument holds, its file holds the same."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from redthread.instruments.model import (
    LANGUAGES,
    MEASURES,
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
from redthread.instruments.toml_file import parse, write

words = st.text(
    st.one_of(st.characters(exclude_categories=("Cs", "Cc")), st.sampled_from("\n\"\\'#[]{}=")),
    min_size=1,
    max_size=30,
).filter(str.strip)
maybe = st.one_of(st.just(""), words)
texts = st.builds(Text, words, maybe, maybe)
roles = st.frozensets(st.sampled_from(ROLES))
flags = st.booleans()


@st.composite
def scales(draw: st.DrawFn, code: str) -> AnswerScale:
    kind = draw(st.sampled_from(("ordered", "nominal", "yes_no")))
    count = 2 if kind == "yes_no" else draw(st.integers(2, 6))
    values = draw(st.lists(st.integers(-99, 99), min_size=count, max_size=count, unique=True))
    if kind == "ordered":
        values.sort(reverse=draw(flags))
    options = tuple(Option(value, draw(texts)) for value in values)
    return AnswerScale(code, kind, options, draw(flags), draw(flags))


@st.composite
def items(draw: st.DrawFn, code: str, known: dict[str, AnswerScale], earlier: list[Item]) -> Item:
    kind = draw(st.sampled_from(("scale", "choices", "text")))
    scale = "" if kind == "text" else draw(st.sampled_from(sorted(known)))
    can_turn = kind == "scale" and known[scale].kind != "nominal"
    first = draw(st.sampled_from([None, *(one for one in earlier if one.kind != "text")]))
    condition = None
    if first is not None:
        values = [option.value for option in known[first.scale].options]
        condition = Condition(first.code, draw(st.frozensets(st.sampled_from(values), min_size=1)))
    return Item(
        code=code,
        text=draw(texts),
        kind=kind,
        scale=scale,
        versions=draw(st.dictionaries(st.sampled_from(ROLES), texts, max_size=2)),
        roles=draw(roles),
        shown_if=condition,
        is_reversed=can_turn and draw(flags),
        is_sensitive=draw(flags),
        source=draw(maybe),
    )


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    known = {code: draw(scales(code)) for code in ("one", "two_2")}
    found: list[Item] = []
    sections = []
    for _number in range(draw(st.integers(1, 3))):
        start = len(found)
        for count in range(draw(st.integers(0 if found else 1, 3))):
            found.append(draw(items(f"q{start + count}", known, found)))
        sections.append(Section(draw(texts), tuple(found[start:]), draw(st.none() | texts)))
    can_mean = [one.code for one in found if one.kind == "scale" and known[one.scale].kind != "nominal"]
    indices: tuple[Index, ...] = ()
    if can_mean:
        chosen = draw(st.lists(st.sampled_from(can_mean), min_size=1, unique=True))
        measures = draw(st.sampled_from(("", *MEASURES)))
        indices = (
            Index("mean", draw(texts), tuple(chosen), draw(st.floats(0.01, 1)), draw(maybe), measures),
        )
    with_scale = [one.code for one in found if one.kind == "scale"]
    pair = tuple(with_scale[:2])
    ordered = [one for one in found if one.kind == "scale" and known[one.scale].kind == "ordered"]
    alike = tuple(
        (one.code, other.code) for one, other in combinations(ordered, 2) if one.scale == other.scale
    )
    return Instrument(
        code=draw(st.from_regex(r"[a-z][a-z0-9_-]{0,20}", fullmatch=True)),
        version=draw(st.integers(1, 9999)),
        title=draw(texts),
        about=draw(texts),
        scales=known,
        sections=tuple(sections),
        indices=indices,
        sources=tuple(draw(st.lists(st.builds(Source, words, words), max_size=2))),
        languages=draw(st.sampled_from((("nb",), ("nb", "en"), LANGUAGES))),
        roles=tuple(sorted(draw(roles))),
        contradictions=(pair,) if len(pair) == 2 and draw(flags) else (),
        comparisons=alike[:1] if draw(flags) else (),
    )


@settings(max_examples=60, deadline=None)
@given(instruments())
def test_parse_reads_what_write_wrote(instrument: Instrument) -> None:
    assert parse(write(instrument)) == instrument
