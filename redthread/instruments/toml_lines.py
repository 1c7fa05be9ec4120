"""Where in the file a table and its keys stand. What is written in another way than ours has no line."""

from __future__ import annotations

import re

from redthread.instruments.problems import Place

HEADERS = {"section": "sections", "item": "sections.items", "index": "indices", "source": "sources"}
HEADER = re.compile(r"\s*\[{1,2}\s*([\w.-]+)\s*\]{1,2}\s*(?:#.*)?$")
KEY = re.compile(r"\s*([\w-]+)(?:\.[\w-]+)*\s*=")
LONG_STRING = re.compile(r'"""|\'\'\'')


class Lines:
    """Line numbers of the headers and keys of a TOML text."""

    def __init__(self, text: str) -> None:
        self._starts: dict[tuple[str, int], int] = {("", 1): 1}
        self._keys: dict[tuple[str, int, str], int] = {}
        self._read(text)

    def of(self, place: Place) -> int:
        """The line of the key, else of its table, else 0."""
        header = f"scales.{place.name}" if place.kind == "scale" else HEADERS.get(place.kind, "")
        number = 1 if place.kind in ("", "scale") else place.number
        by_key = self._keys.get((header, number, place.key))
        if by_key is not None or (place.key and not place.kind):
            return by_key or 0
        return self._starts.get((header, number), 0) if place.kind else 0

    def _read(self, text: str) -> None:
        header, counts, is_inside = "", {"": 1}, False
        for line_number, line in enumerate(text.splitlines(), start=1):
            if not is_inside and (found := HEADER.match(line)):
                header = found[1]
                counts[header] = counts.get(header, 0) + 1
                self._starts[header, counts[header]] = line_number
            elif not is_inside and (found := KEY.match(line)):
                self._keys.setdefault((header, counts[header], found[1]), line_number)
            is_inside ^= len(LONG_STRING.findall(line)) % 2 == 1
