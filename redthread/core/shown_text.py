"""What people type, as it is shown. Pure."""

from __future__ import annotations

import unicodedata

# Marks that turn the direction of what follows, so that a text can be made to look like another.
TURNING = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"))
# What a keyboard or a document may have for a new line or a space.
BREAKS = {**dict.fromkeys(map(ord, "\r\u2028\u2029\v\f\x85"), "\n"), ord("\t"): " "}
UNSEEN = ("Cc", "Cf", "Zs", "Mn", "Me")


def clean(text: str) -> str:
    """The text as it is shown: composed, without control characters and marks that turn direction, and empty
    when there is nothing to see in it."""
    lines = text.replace("\r\n", "\n").translate(BREAKS)
    kept = "".join(one for one in lines.translate(TURNING) if one == "\n" or _is_text(one))
    whole = unicodedata.normalize("NFC", kept).strip()
    return whole if any(unicodedata.category(one) not in UNSEEN for one in whole) else ""


def _is_text(one: str) -> bool:
    return unicodedata.category(one) not in ("Cc", "Cs")
