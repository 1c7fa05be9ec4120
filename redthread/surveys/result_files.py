"""The figures that are shown, as files: CSV and Excel for people, SPSS for researchers.

No file has a row for a person. What one person answered, with whom they are, is what was promised not to be
shown, and a file of answers by role would show it to whoever has the file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from redthread.core.table_writing import write_csv, write_xlsx
from redthread.surveys.level_words import HIDDEN, level_words
from redthread.surveys.measures import MEASURES, Row


def heading() -> tuple[str, ...]:
    return (
        _("Kode"),
        _("Påstand eller indeks"),
        _("Hvem"),
        _("Mål"),
        _("Svar"),
        _("Verdi"),
        _("Verdien ligger"),
        _("Antall svar"),
        _("Sammenlignet med"),
        _("Antall svar der"),
        _("Skjult fordi"),
    )


def cells(row: Row) -> tuple[object, ...]:
    """In the words of the page, with an empty cell for what is hidden."""
    told = (row.code, row.text, level_words(row.level), str(MEASURES[row.measure]), row.answer)
    hidden = str(HIDDEN[row.hidden]) if row.hidden else ""
    compared = (row.against, _or_empty(row.n_against))
    return (*told, _or_empty(row.value), row.words, _or_empty(row.n), *compared, hidden)


def _or_empty(number: float | None) -> object:
    return "" if number is None else number


def csv_file(title: str, rows: Sequence[Row]) -> bytes:
    return write_csv(heading(), [cells(row) for row in rows])


def xlsx_file(title: str, rows: Sequence[Row]) -> bytes:
    return write_xlsx(title, heading(), [cells(row) for row in rows])


def sav_file(title: str, rows: Sequence[Row]) -> bytes:
    """SPSS: a case a figure. Who, what is measured and why it is hidden are numbers with labels."""
    import pandas
    import pyreadstat

    levels = list(dict.fromkeys(row.level for row in rows))
    measures, reasons = list(MEASURES), list(HIDDEN)
    frame = pandas.DataFrame(
        {
            "code": [row.code for row in rows],
            "text": [row.text[:255] for row in rows],
            "who": [float(levels.index(row.level) + 1) for row in rows],
            "measure": [float(measures.index(row.measure) + 1) for row in rows],
            "answer": [row.answer for row in rows],
            "value": _numbers(row.value for row in rows),
            "band": [row.words for row in rows],
            "n": _numbers(row.n for row in rows),
            "against": [row.against[:255] for row in rows],
            "n_against": _numbers(row.n_against for row in rows),
            "hidden": [float(reasons.index(row.hidden) + 1) if row.hidden else 0.0 for row in rows],
        }
    )
    labels: dict[str, dict[float, str]] = {
        "who": _labels([level_words(level) for level in levels]),
        "measure": _labels([str(words) for words in MEASURES.values()]),
        "hidden": {0.0: _("vises"), **_labels([str(words) for words in HIDDEN.values()])},
    }
    return _written(pyreadstat.write_sav, frame, title, labels)


def _numbers(values: Iterable[float | None]) -> list[float]:
    return [float("nan") if value is None else float(value) for value in values]


def _labels(words: Sequence[str]) -> dict[float, str]:
    return {float(place): text for place, text in enumerate(words, start=1)}


def _written(
    write: Callable[..., None], frame: Any, title: str, labels: Mapping[str, Mapping[float, str]]
) -> bytes:
    told = _("Tall som vises, én rad for hvert tall. Ingen rad er en person.")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "figures.sav"
        write(
            frame,
            str(path),
            file_label=title[:60],
            note=told,
            column_labels=dict(zip(frame.columns, heading(), strict=True)),
            variable_value_labels=labels,
        )
        return path.read_bytes()
