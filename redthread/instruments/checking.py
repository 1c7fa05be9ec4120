"""Whether the parts of an instrument fit together, wherever it was read from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from redthread.instruments.coding import columns
from redthread.instruments.model import MEASURES, AnswerScale, Index, Instrument, Item
from redthread.instruments.problems import Found, Place
from redthread.instruments.words import marked as _

MOST_ITEMS, MOST_OPTIONS, MOST_COLUMNS = 400, 60, 1500
SCALE_KINDS = ("ordered", "nominal", "yes_no")
ITEM_KINDS = ("scale", "choices", "text")


def check_parts(instrument: Instrument, found: Found) -> None:
    """Report what refers to something that is not there, stands twice or cannot be asked or calculated."""
    if len(instrument.items) > MOST_ITEMS:
        found.add(
            Place(), _("Skjemaet har %(count)d spørsmål, og kan ha høyst %(most)d. Del det opp."),
            count=len(instrument.items), most=MOST_ITEMS,
        )  # fmt: skip
        return
    if "nb" not in instrument.languages:
        found.add(Place(key="languages"), _("Bokmål (nb) må være med."))
    for number, scale in enumerate(instrument.scales.values(), start=1):
        _check_scale(scale, Place("scale", number, scale.code), found)
    _check_items(instrument, found)
    _check_twice([index.code for index in instrument.indices], "index", found)
    for number, index in enumerate(instrument.indices, start=1):
        _check_index(instrument, index, Place("index", number, index.code), found)
    _check_pairs("contradictions", instrument.contradictions, instrument, found)
    _check_pairs("comparisons", instrument.comparisons, instrument, found)
    _check_comparisons(instrument, found)
    if not instrument.items:
        found.add(Place(key="sections"), _("Skjemaet har ingen spørsmål. Legg inn minst ett."))
    if not found.problems and len(columns(instrument)) > MOST_COLUMNS:
        found.add(
            Place(),
            _("Svarene tar mer enn %(most)d kolonner. Ha færre svar å velge mellom."),
            most=MOST_COLUMNS,
        )


def _check_scale(scale: AnswerScale, place: Place, found: Found) -> None:
    place = place._replace(key="options")
    values = [option.value for option in scale.options]
    twice = [value for value, times in Counter(values).items() if times > 1]
    if not 2 <= len(values) <= MOST_OPTIONS:
        found.add(place, _("En skala må ha fra 2 til %(most)d svar."), most=MOST_OPTIONS)
    elif scale.kind == "yes_no" and len(values) != 2:
        found.add(place, _("En ja/nei-skala må ha to svar. Bruk «nominal» for flere."))
    if twice:
        found.add(place, _("Verdien %(value)d står flere ganger. Gi hvert svar sin egen."), value=twice[0])
    elif scale.kind == "ordered" and values not in (sorted(values), sorted(values, reverse=True)):
        found.add(place, _("Verdiene i en ordnet skala må stå i rekkefølge. Flytt svarene."))


def _check_items(instrument: Instrument, found: Found) -> None:
    _check_twice([item.code for item in instrument.items], "item", found)
    later = {item.code for item in instrument.items}
    earlier: dict[str, Item] = {}
    for number, item in enumerate(instrument.items, start=1):
        place = Place("item", number, item.code)
        _check_item(instrument, item, place, found)
        if item.shown_if is not None:
            _check_condition(instrument, item, earlier, later, found, place._replace(key="shown_if"))
        earlier[item.code] = item


def _check_item(instrument: Instrument, item: Item, place: Place, found: Found) -> None:
    scale = instrument.scale_of(item)
    if item.kind == "text" and item.scale:
        found.add(place._replace(key="scale"), _("Et spørsmål med fritekst har ingen skala. Ta den bort."))
    elif item.kind != "text" and scale is None:
        found.add(
            place._replace(key="scale"),
            _("Skalaen «%(scale)s» finnes ikke. Legg den inn under «scales»."),
            scale=item.scale,
        )
    if item.is_reversed and (item.kind != "scale" or (scale is not None and scale.kind == "nominal")):
        found.add(place._replace(key="reversed"), _("Bare svar med rekkefølge kan snus. Ta bort «reversed»."))


def _check_condition(
    instrument: Instrument, item: Item, earlier: dict[str, Item], known: set[str], found: Found, place: Place
) -> None:
    condition = item.shown_if
    if condition is None:
        return
    first = earlier.get(condition.item)
    if first is None:
        template = (
            _("Det avhenger av «%(item)s», som ikke står før det. Flytt spørsmålene, så de ikke går i ring.")
            if condition.item in known
            else _("Det avhenger av «%(item)s», som ikke finnes.")
        )
        found.add(place, template, item=condition.item)
        return
    scale = instrument.scale_of(first)
    possible = {option.value for option in scale.options} if scale else set()
    strange = sorted(condition.values - possible)
    if first.kind == "text":
        found.add(
            place, _("Det avhenger av «%(item)s», som er fritekst. Bruk et med skala."), item=first.code
        )
    elif strange or not condition.values:
        found.add(
            place, _("Verdien «%(value)s» er ikke blant svarene på «%(item)s»."),
            value=", ".join(map(str, strange)), item=first.code,
        )  # fmt: skip


def _check_index(instrument: Instrument, index: Index, place: Place, found: Found) -> None:
    items = {item.code: item for item in instrument.items}
    place = place._replace(key="items")
    if not index.items:
        found.add(place, _("Indeksen har ingen spørsmål. Legg inn dem den regnes av."))
    for code in index.items:
        item = items.get(code)
        scale = instrument.scale_of(item) if item else None
        if item is None:
            found.add(place, _("Spørsmålet «%(item)s» finnes ikke."), item=code)
        elif item.kind != "scale" or (scale is not None and scale.kind == "nominal"):
            found.add(place, _("«%(item)s» har ingen verdier som kan regnes sammen. Ta det ut."), item=code)
    if not 0 < index.at_least <= 1:
        found.add(place._replace(key="at_least"), _("Tallet må være over 0 og høyst 1."))
    if index.measures and index.measures not in MEASURES:
        known = ", ".join(MEASURES)
        found.add(place._replace(key="measures"), _("Skriv et av disse: %(known)s."), known=known)


def _check_pairs(key: str, pairs: Iterable[tuple[str, str]], instrument: Instrument, found: Found) -> None:
    kinds = {item.code: item.kind for item in instrument.items}
    for pair in pairs:
        strange = [code for code in pair if kinds.get(code) != "scale"]
        if strange or pair[0] == pair[1]:
            found.add(
                Place(key=key), _("Paret må være to spørsmål med skala. Se på «%(item)s»."),
                item=(strange or pair)[0],
            )  # fmt: skip


def _check_comparisons(instrument: Instrument, found: Found) -> None:
    scales = {item.code: item.scale for item in instrument.items if item.kind == "scale"}
    for pair in instrument.comparisons:
        scale = instrument.scales.get(scales.get(pair[0], ""))
        if not set(pair) <= set(scales) or scale is None:
            continue
        if scales[pair[0]] != scales[pair[1]] or scale.kind != "ordered":
            found.add(
                Place(key="comparisons"),
                _("«%(first)s» og «%(second)s» må ha den samme skalaen, og den må gå fra lite til mye."),
                first=pair[0], second=pair[1],
            )  # fmt: skip


def _check_twice(codes: Iterable[str], kind: str, found: Found) -> None:
    seen: set[str] = set()
    for number, code in enumerate(codes, start=1):
        if code in seen:
            found.add(Place(kind, number, code, "code"), _("Koden står flere ganger. Gi hver sin egen."))
        seen.add(code)
