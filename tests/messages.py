"""Which texts the product shows, and whether each has its nynorsk and English.

`python -m tests.messages` brings the catalogues up to date with the source and lists what is missing.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import template as django_templates

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "redthread"
LANGUAGES = ("nn", "en")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_t": None,  # at once, beside a lazy `_`
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def source_files() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*")):
        parts = set(path.relative_to(PACKAGE).parts)
        if path.suffix in {".py", ".html", ".txt"} and not parts & {
            "tests",
            "testing",
            "demo",
            "migrations",
            "assets",
        }:
            yield path


def code_of(path: Path) -> bytes:
    """Python source as it is; a template as the Python-like text that Django's own extraction uses."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text.encode()
    if "templates" not in path.parts:
        return b""
    marked = django_templates.templatize(text, origin=str(path))
    return "\n".join(line.lstrip() for line in marked.splitlines()).encode()  # indentation means nothing here


def catalogue() -> Catalog:
    """Every marked text in the source, with the places it stands."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for path in source_files():
        place = str(path.relative_to(ROOT))
        for line, message, _comments, context in extract("python", io.BytesIO(code_of(path)), KEYWORDS):
            found.add(message, locations=[(place, line)], context=context)
    return found


def translations(message: Message) -> tuple[str, ...]:
    """The translated text, or both its forms; an empty string where it is missing."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def po_path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> list[str]:
    """Bring one catalogue up to date; returns the texts that still lack a translation."""
    known = read_catalogue(language)
    known.update(catalogue(), no_fuzzy_matching=True)
    known.obsolete.clear()
    known.header_comment = f"# Rødtråd: {language}. The source texts are bokmål."
    known.project, known.version, known.creation_date = "redthread", "1", datetime(2026, 1, 1, tzinfo=UTC)
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, known, width=110, sort_output=True, include_lineno=False, omit_header=False)
    return [str(m.id) for m in known if m.id and not all(translations(m))]


def main() -> None:
    settings.configure(USE_I18N=True)
    for language in LANGUAGES:
        missing = update(language)
        sys.stdout.write(
            f"{language}: {len(missing)} uten oversettelse\n" + "".join(f"  {m!r}\n" for m in missing)
        )


if __name__ == "__main__":
    main()
