"""Marks on a sheet, gathered as layers of one Vega-Lite spec: across in figures, down in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from redthread.pictures.colours import INK, LINE
from redthread.pictures.lettering import SIZE

Spec = dict[str, Any]
_PIXELS: Spec = {"domain": [0, 1], "range": [0, 1], "zero": False, "nice": False}
_COLOUR: Spec = {"color": {"field": "colour", "type": "nominal", "scale": None}}
_POINT: Spec = {
    "x": {"field": "across", "type": "quantitative", "axis": None},
    "y": {"field": "down", "type": "quantitative", "axis": None},
    **_COLOUR,
}
_BETWEEN: Spec = {
    "x": {"field": "start", "type": "quantitative", "axis": None},
    "x2": {"field": "end"},
    "y": {"field": "top", "type": "quantitative", "axis": None},
    "y2": {"field": "bottom"},
    **_COLOUR,
}


class Bar(NamedTuple):
    start: float
    end: float
    top: float
    bottom: float
    colour: str


class Stroke(NamedTuple):
    start: float
    end: float
    top: float
    bottom: float
    colour: str = LINE


class Dot(NamedTuple):
    across: float
    down: float
    colour: str = INK
    shape: str = "circle"


class Head(NamedTuple):
    """The head of an arrow, turned so many degrees with the clock from pointing right."""

    across: float
    down: float
    angle: float
    colour: str = INK


class Words(NamedTuple):
    across: float
    down: float
    text: str
    colour: str = INK


class Sheet:
    """`domain` is laid from the pixel `left` to the pixel `right`. Layers are drawn as they come."""

    def __init__(self, *, domain: tuple[float, float], left: float, right: float) -> None:
        self.domain, self._left, self._right = domain, left, right
        self._layers: list[Spec] = []

    def pixel(self, figure: float) -> float:
        low, high = self.domain
        return self._left + (figure - low) / (high - low) * (self._right - self._left)

    def at(self, pixel: float) -> float:
        """The figure that stands at this pixel: where something is placed on the sheet, not on the scale."""
        low, high = self.domain
        return low + (pixel - self._left) / (self._right - self._left) * (high - low)

    def bars(self, bars: Sequence[Bar], **mark: Any) -> None:
        self._add({"type": "rect", **mark}, bars, _BETWEEN)

    def strokes(self, strokes: Sequence[Stroke], *, width: float = 1, **mark: Any) -> None:
        self._add({"type": "rule", "strokeWidth": width, **mark}, strokes, _BETWEEN)

    def dots(self, dots: Sequence[Dot], *, area: float = 110, **mark: Any) -> None:
        look = {"type": "point", "filled": True, "opacity": 1, "size": area, **mark}
        self._add(look, dots, _POINT | {"shape": {"field": "shape", "type": "nominal", "scale": None}})

    def heads(self, heads: Sequence[Head], *, area: float = 110) -> None:
        """Each with its tip at the place that is given."""
        look = {
            "type": "point",
            "filled": True,
            "opacity": 1,
            "size": area,
            "shape": "M-2,-0.75L0,0L-2,0.75Z",
        }
        self._add(look, heads, _POINT | {"angle": {"field": "angle", "type": "quantitative", "scale": None}})

    def line(self, points: Sequence[tuple[float, float]], colour: str, *, width: float, **mark: Any) -> None:
        """One line through the points, in their order."""
        look = {"type": "line", "stroke": colour, "strokeWidth": width, "strokeCap": "round", **mark}
        values = [
            {"across": across, "down": down, "place": place} for place, (across, down) in enumerate(points)
        ]
        encoding = {"x": _POINT["x"], "y": _POINT["y"], "order": {"field": "place", "type": "quantitative"}}
        self._layers.append({"mark": look, "data": {"values": values}, "encoding": encoding})

    def words(self, words: Sequence[Words], *, size: float = SIZE, **mark: Any) -> None:
        look = {"type": "text", "fontSize": size, "baseline": "alphabetic", "align": "left", **mark}
        self._add(look, words, _POINT | {"text": {"field": "text", "type": "nominal"}})

    def _add(self, mark: Spec, rows: Sequence[Bar | Stroke | Dot | Head | Words], encoding: Spec) -> None:
        if rows:
            values = [row._asdict() for row in rows]
            self._layers.append({"mark": mark, "data": {"values": values}, "encoding": encoding})

    def spec(self, width: float, height: float) -> Spec:
        """The whole as a plain Vega-Lite spec, which any tool that knows Vega-Lite can draw."""
        across = {"domain": self.domain, "range": [self._left, self._right], "zero": False, "nice": False}
        layers = [_scaled(layer, across) for layer in self._layers]
        return {
            "width": width,
            "height": height,
            "autosize": "none",
            "padding": 0,
            "background": None,
            "config": {"view": {"stroke": None}, "aria": False},
            "layer": layers,
        }


def _scaled(layer: Spec, across: Spec) -> Spec:
    encoding = layer["encoding"]
    scaled = {"x": {**encoding["x"], "scale": across}, "y": {**encoding["y"], "scale": _PIXELS}}
    return {**layer, "encoding": encoding | scaled}
