"""Projects and networks by the word before them: «prosjektet «Fjordlesing»», «Nettverk Lofothav»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redthread.identifying.marks import Found, Kind
from redthread.identifying.windows import matches_in, near

WORD = re.compile(r"(?:rosjekt|atsing|ettverk|rogram|ampanje)")
QUOTED = re.compile(
    r"(?P<what>[pP]rosjekt|[sS]atsing|[nN]ettverk|[pP]rogram|[kK]ampanje)[a-zæøå]{0,6},? (?:som heter "
    r"|kalt |kalla )?"
    r"(?P<name>[«\"“][^«»\"”“\n]{2,60}[»\"”])"
)
NAMED = re.compile(
    r"(?<!\w)(?P<what>Prosjekt|Nettverk) (?P<name>[A-ZÆØÅ][^\W\d_]{2,40}(?: [A-ZÆØÅ][^\W\d_]{1,40}){0,3})"
)


def titled_in(text: str) -> Iterator[Found]:
    for match in matches_in(text, near(text, WORD, before=2, after=180), QUOTED, NAMED):
        is_network = match["what"].lower() == "nettverk"
        kind = Kind.NETWORK if is_network else Kind.PROJECT
        start = match.start("name") if match["name"][0] in '«"“' else match.start()
        yield Found(start, match.end("name"), kind, "[nettverk]" if is_network else "[prosjekt]")
