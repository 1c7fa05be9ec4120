"""From a spec, or marks of our own, to an SVG that a page with a strict content security policy can hold."""

from __future__ import annotations

import hashlib
import re
from xml.etree import ElementTree as ET

import vl_convert

from redthread.pictures.colours import EDGE, HATCH, NAMES
from redthread.pictures.lettering import readable
from redthread.pictures.sheet import Spec

SVG = "http://www.w3.org/2000/svg"
FONT = "Inter, Arial, sans-serif"
# Words for assistive technology and for scripts of Vega's own; the picture is one image with a title.
_DROPPED = ("class", "role", "pointer-events", "font-family")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")


def drawn(spec: Spec, *, title: str, told: str) -> str:
    """The spec as SVG. `title` and `told` are read aloud in its place.

    The first call in a process takes about a second, later ones some hundredths.
    """
    found = ET.fromstring(vl_convert.vegalite_to_svg(spec, "6.4"))  # noqa: S314 -- written by vl-convert
    return finished(list(found), spec["width"], spec["height"], title=title, told=told)


def finished(marks: list[ET.Element], width: float, height: float, *, title: str, told: str) -> str:
    """An accessible SVG around the marks, with a class for each colour and ids that no other picture has."""
    # Names without their space, which is told once: which prefix a space is written with is up to whoever was
    # last to say so in the process.
    root = ET.Element("svg", {"xmlns": SVG, **_root_attributes(width, height)})
    root.extend(marks)
    for mark in root.iter():
        mark.tag = mark.tag.rpartition("}")[2]
    for mark in (inner for outer in marks for inner in outer.iter()):
        _clean(mark)
    _drop_empty(root)
    name = "p" + hashlib.sha256(ET.tostring(root) + f"{title}\n{told}".encode()).hexdigest()[:12]
    root.set("aria-labelledby", f"{name}-t {name}-d")
    _hatch(root, f"{name}-h")
    for place, (tag, text) in enumerate((("title", title), ("desc", told))):
        said = ET.Element(tag, {"id": f"{name}-{tag[0]}"})
        said.text = readable(text)
        root.insert(place, said)
    return ET.tostring(root, encoding="unicode")


def _root_attributes(width: float, height: float) -> dict[str, str]:
    return {
        "viewBox": f"0 0 {width:g} {height:g}",
        "width": f"{width:g}",
        "height": f"{height:g}",
        "role": "img",
        "font-family": FONT,
    }


def _clean(mark: ET.Element) -> None:
    for name in [name for name in mark.attrib if name in _DROPPED or name.startswith("aria-")]:
        del mark.attrib[name]
    for name, value in mark.attrib.items():
        mark.set(
            name, _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), value)
        )
    classes = [NAMES[mark.get("fill", "")]] if mark.get("fill") in NAMES else []
    if mark.get("stroke") in NAMES:
        classes.append(f"{NAMES[mark.get('stroke', '')]}-line")
        if mark.tag.endswith("text"):
            mark.set("paint-order", "stroke")
    if classes:
        mark.set("class", " ".join(classes))


def _drop_empty(parent: ET.Element) -> None:
    """Vega's empty frames: groups with nothing in them, paths without length or colour."""
    for child in list(parent):
        _drop_empty(child)
        is_path = child.tag.endswith("path")
        if (is_path and not (child.get("fill") or child.get("stroke"))) or (
            child.tag.endswith("g") and not len(child)
        ):
            parent.remove(child)


def _hatch(root: ET.Element, name: str) -> None:
    """What is hidden: thin slanting lines, drawn by a pattern of the picture's own."""
    hidden = [mark for mark in root.iter() if mark.get("fill") == HATCH]
    if not hidden:
        return
    for mark in hidden:
        mark.set("fill", f"url(#{name})")
        mark.set("class", mark.get("class", "").removeprefix(NAMES[HATCH]).strip())
    pattern = ET.Element(
        "pattern",
        {
            "id": name,
            "width": "7",
            "height": "7",
            "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        },
    )
    line = {
        "d": "M0,0V7",
        "stroke": EDGE,
        "stroke-width": "1",
        "stroke-opacity": "0.45",
        "class": "edge-line",
    }
    ET.SubElement(pattern, "path", line)
    definitions = ET.Element("defs")
    definitions.append(pattern)
    root.insert(0, definitions)
