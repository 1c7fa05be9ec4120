"""A network's materials as one page shows them: the newest first, by theme, kind, method and school."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from redthread.archive.access import shows_item
from redthread.archive.links import host_of
from redthread.archive.models import Material
from redthread.networks.access import Access

MOST = 100  # on one page; the search finds the rest


class Line(NamedTuple):
    material: Material
    host: str
    shows_item: bool
    themes: list[str]


class Chosen(NamedTuple):
    """What the list is narrowed to; what is not among the choices narrows nothing."""

    theme: str = ""
    kind: str = ""
    school_kind: str = ""
    method: str = ""

    @property
    def is_any(self) -> bool:
        return any(self)


class MaterialList(NamedTuple):
    lines: list[Line]
    more: int
    has_any: bool
    themes: list[str]
    methods: list[tuple[str, str]]
    chosen: Chosen


def chosen_from(query: Mapping[str, str]) -> Chosen:
    kind, school = query.get("type", ""), query.get("skole", "")
    return Chosen(
        theme=query.get("tema", "")[:40],
        kind=kind if kind in Material.Kind.values else "",
        school_kind=school if school in Material.SchoolKind.values else "",
        method=query.get("metode", "")[:20],
    )


def material_list(access: Access, chosen: Chosen) -> MaterialList:
    """Two queries."""
    found = Material.objects.visible_to(access).select_related("added_by", "method", "item__gathering")
    every = [line_of(access, one) for one in found.prefetch_related("themes")]
    fitting = [line for line in every if _fits(line, chosen)]
    counted = Counter(theme.casefold() for line in every for theme in line.themes)
    names = {theme.casefold(): theme for line in reversed(every) for theme in line.themes}
    methods = {
        line.material.method.public_id: line.material.method.name for line in every if line.material.method
    }
    return MaterialList(
        lines=fitting[:MOST],
        more=max(0, len(fitting) - MOST),
        has_any=bool(every),
        themes=[
            names[key] for key, _count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:12]
        ],
        methods=sorted(methods.items(), key=lambda one: one[1]),
        chosen=chosen,
    )


def line_of(access: Access, material: Material) -> Line:
    material.network = access.network
    return Line(
        material,
        host_of(material.url),
        shows_item(access, material.item),
        [theme.name for theme in material.themes.all()],
    )


def _fits(line: Line, chosen: Chosen) -> bool:
    one = line.material
    return (
        (not chosen.theme or chosen.theme.casefold() in {theme.casefold() for theme in line.themes})
        and (not chosen.kind or one.kind == chosen.kind)
        and (not chosen.school_kind or one.school_kind in ("", chosen.school_kind))
        and (not chosen.method or (one.method is not None and one.method.public_id == chosen.method))
    )
