"""What `redthread analyse --html` writes: one page that stands by itself and may be printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from django.utils.translation import override

import redthread.web
from redthread.config.commands.analysis_diagram import diagram_of
from redthread.stats.wording import number
from redthread.web.templatetags.pictures import picture

STYLE = """
:root {
  color-scheme: light dark;
  --ds-color-neutral-text-default: light-dark(#2b2620, #f0e9dd);
  --ds-color-neutral-text-subtle: light-dark(#60584d, #b9ae9d);
  --ds-color-neutral-border-subtle: light-dark(#dcd2c1, #443d34);
  --ds-color-neutral-border-default: light-dark(#84796b, #988c7c);
  --ds-color-neutral-background-default: light-dark(#fff, #191613);
}
body { color: var(--ds-color-neutral-text-default); background: var(--ds-color-neutral-background-default); }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
div { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
th { text-align: left; } td { text-align: right; }
thead th + th { text-align: right; }
.said { padding-left: 1.2rem; } .note { border-left: .25rem solid; padding-left: .75rem; }
figure { margin: 1.5rem 0; } summary { cursor: pointer; padding: .3rem 0; }
figcaption { font-size: .875rem; color: var(--ds-color-neutral-text-subtle); }
.sr-only { position: absolute; clip-path: inset(50%); }
@media print { :root { color-scheme: light; } body { margin: 0; max-width: none; } }
"""
KINDS = {
    "=~": "måles ved",
    "~": "forklares av",
    "~~": "samvarierer med",
    "~1": "gjennomsnitt",
    ":=": "beregnet:",
}
MISSING = {
    "listwise": "De som ikke har svart på alt i modellen, er utelatt.",
    "fiml": "Alle som har svart på noe i modellen, er med (FIML).",
}


def as_page(made: dict[str, Any], source: str) -> str:
    body = [f"<h1>Analyse av {escape(source)}</h1>", f"<p>{made['people']} rader i filen.</p>"]
    for name, scale in made.get("scales", {}).items():
        body += _scale(name, scale)
    if "model" in made:
        body += _model(made["model"])
    head = f"<title>Analyse av {escape(source)}</title><style>{STYLE}{_picture_style()}</style>"
    view = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    return (
        f'<!doctype html>\n<html lang="nb">\n<head>{view}{head}</head>\n<body>\n'
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


@cache
def _picture_style() -> str:
    """That of the product's own pages, so that a picture looks alike wherever it stands."""
    return (Path(redthread.web.__file__).parent / "static" / "web" / "pictures.css").read_text(
        encoding="utf-8"
    )


def _scale(name: str, scale: dict[str, Any]) -> Iterable[str]:
    yield f"<h2>Skalaen {escape(name)}</h2><p>{escape(scale['sentence'])}</p>"
    if scale["left_out"]:
        who = "1 person" if scale["left_out"] == 1 else f"{scale['left_out']} personer"
        yield f"<p>{who} er utelatt: de har ikke svart på alle spørsmålene.</p>"
    if scale["omega"] is not None:
        low, high = scale["omega_ci"]
        yield f"<p>McDonalds omega er {number(scale['omega'])} ({number(low)} til {number(high)}).</p>"
    yield from (f'<p class="note">{escape(note)}</p>' for note in scale["notes"])
    columns = ("item_mean", "item_sd", "item_rest", "if_dropped")
    rows = [[item, *(_shown(scale[column][item]) for column in columns)] for item in scale["if_dropped"]]
    yield _table("Spørsmålene", ("Spørsmål", "Gjennomsnitt", "SD", "Mot resten", "Alfa uten"), rows)


def _model(model: dict[str, Any]) -> Iterable[str]:
    yield f"<h2>Modellen</h2><p>n = {model['people']}. {MISSING[model['missing']]}</p>"
    yield '<ul class="said">' + "".join(f"<li>{escape(one)}</li>" for one in model["sentences"]) + "</ul>"
    yield from (f'<p class="note">{escape(one)}</p>' for one in model["warnings"])
    with override("nb"):
        yield str(picture(diagram_of(model)))
    rows = [
        [
            f"{one['lhs']} {KINDS[one['op']]} {one['rhs']}".strip(),
            *(_shown(one[column], 3) for column in ("est", "se", "z", "p", "std")),
        ]
        for one in model["estimates"]
    ]
    yield _table("Estimater", ("Sammenheng", "Estimat", "Feil", "z", "p", "Standardisert"), rows)
    explained = [[name, _shown(value)] for name, value in model["r2"].items()]
    if explained:
        yield _table("Forklart varians", ("Variabel", "R²"), explained)


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{cell}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    inside = f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f'<div tabindex="0"><table>{inside}</table></div>'


def _shown(value: float | None, decimals: int = 2) -> str:
    return "–" if value is None else number(value, decimals)
