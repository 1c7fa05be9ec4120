"""Text that a file format can hold. Pure."""

from __future__ import annotations

import re
import unicodedata

# What the fonts inside typst are known to have, so that a PDF/UA file can be made of whatever people type:
# Latin with Sami, Greek, Cyrillic, punctuation, currency, arrows and mathematical signs.
SHOWN_IN_PDF = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x24F),
    (0x386, 0x38A),
    (0x38C, 0x38C),
    (0x38E, 0x3A1),
    (0x3A3, 0x3E1),
    (0x400, 0x482),
    (0x48A, 0x4FF),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2015),
    (0x2018, 0x2026),
    (0x2030, 0x203A),
    (0x20A0, 0x20BF),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
)
_NOT_SHOWN = re.compile(
    "[^" + "".join(f"{chr(a)}-{chr(b)}" for a, b in SHOWN_IN_PDF).replace("]", r"\]") + "]+"
)
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INVISIBLE = {"Cc", "Cf", "Mn", "Me"}  # controls, joiners and marks that nothing composes with
MISSING = "□"


def for_pdf(text: str) -> str:
    """The text with a □ for what the PDF's fonts do not have, such as pictures of faces; one paragraph."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    visible = "".join(sign for sign in composed if unicodedata.category(sign) not in _INVISIBLE)
    return _NOT_SHOWN.sub(MISSING, visible)


def for_xml(text: str) -> str:
    """The text without the few signs that no XML file may hold."""
    return _NOT_XML.sub("", text)


def file_name(words: str, ending: str) -> str:
    """A name that every system can save under: no path, no signs with a meaning, at most 80 letters."""
    plain = "".join(sign if sign.isprintable() else " " for sign in words)
    kept = re.sub(r'[\\/:*?"<>|%;]+', " ", plain)
    return f"{' '.join(kept.split())[:80].strip(' .') or 'referat'}.{ending}"
