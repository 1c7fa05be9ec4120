"""Scales that go one way here and the other way there: people mark the wrong end without noticing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from redthread.instruments.lint.findings import Finding, Severity, scale_place
from redthread.instruments.model import AnswerScale, Instrument
from redthread.instruments.words import marked as _
from redthread.instruments.words import say


def findings(instrument: Instrument) -> Iterator[Finding]:
    used = {item.scale for item in instrument.items}
    scales = [one for one in instrument.scales.values() if one.kind != "nominal" and one.code in used]
    for first, second in combinations(scales, 2):
        if not _same_way(first, second):
            yield Finding(
                "directions", Severity.FIX, scale_place(instrument, second.code)._replace(key="options"),
                say(_("Svarene står i motsatt rekkefølge av dem på skalaen «%(other)s»."), other=first.code),
                say(_("La alle skalaer begynne i samme ende.")),
            )  # fmt: skip
        elif not _same_values(first, second):
            yield Finding(
                "directions", Severity.FIX, scale_place(instrument, second.code)._replace(key="options"),
                say(_("De samme svarene teller motsatt vei på skalaen «%(other)s»."), other=first.code),
                say(_("Gi det samme svaret høyest verdi på begge.")),
            )  # fmt: skip


def _same_way(first: AnswerScale, second: AnswerScale) -> bool:
    """By the words that both have; where they have none in common, by the values."""
    shared = _shared(first, second)
    if len(shared) >= 2:
        return [label for label in _labels(second) if label in shared] == shared
    if first.kind != "ordered" or second.kind != "ordered":
        return True
    return _rises(first) == _rises(second)


def _same_values(first: AnswerScale, second: AnswerScale) -> bool:
    shared = _shared(first, second)
    by_value = [
        sorted(shared, key={o.label.nb.lower(): o.value for o in scale.options}.__getitem__)
        for scale in (first, second)
    ]
    return by_value[0] == by_value[1]


def _shared(first: AnswerScale, second: AnswerScale) -> list[str]:
    return [label for label in _labels(first) if label in _labels(second)]


def _labels(scale: AnswerScale) -> list[str]:
    return [option.label.nb.lower() for option in scale.options]


def _rises(scale: AnswerScale) -> bool:
    return scale.options[0].value < scale.options[-1].value
