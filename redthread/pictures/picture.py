"""What a picture is: two drawings of the same figures, and a table with them."""

from __future__ import annotations

from typing import Any, NamedTuple

WIDE, NARROW = 720, 358


class Table(NamedTuple):
    """The figures of a picture as text. What is hidden stands with its reason, never as a figure."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Picture(NamedTuple):
    """`svg` is WIDE and `narrow` is NARROW pixels wide, with text of 13 px or more in both.

    Both carry the colours of paper, so that they can be printed as they are; `web/pictures.css` gives them
    those of the page. Everything in them is escaped. They have neither style, script nor anything fetched.
    """

    svg: str
    title: str
    caption: str
    table: Table
    narrow: str


def as_json(picture: Picture) -> dict[str, Any]:
    """What can be stored, so that a picture is drawn once: when its figures are made."""
    return {**picture._asdict(), "table": picture.table._asdict()}


def from_json(stored: dict[str, Any]) -> Picture:
    table = stored["table"]
    rows = tuple(tuple(row) for row in table["rows"])
    return Picture(**{**stored, "table": Table(tuple(table["heading"]), rows)})
