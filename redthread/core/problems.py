"""What is wrong with something from outside, all of it at once, each with its place."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from redthread.core.errors import InputError

MOST = 50

# Says what is wrong with a cell: its row and column, counted from 1, and the text.
Complain = Callable[[int, int, str], None]


class Problems:
    """Collects what is wrong, one problem a place, and raises it as one InputError."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, str], str] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, text: str, *, row: int = 0, column: str = "") -> None:
        """`row` counts as a spreadsheet does; `column` is the heading as it stands in the file."""
        self._found.setdefault((row, column), text)
        if len(self._found) >= MOST:
            self.stop_if_any()

    def stop_if_any(self) -> None:
        """Raise InputError with one line a problem, in the order of the rows."""
        if self._found:
            raise InputError(*self._lines())

    def _lines(self) -> list[str]:
        in_order = sorted(self._found.items(), key=lambda entry: entry[0][0])
        lines = [_place(row, column) + text for (row, column), text in in_order]
        if len(lines) >= MOST:
            lines.append(_("Det kan være mer. Rett dette først, og prøv igjen."))
        return lines


def _place(row: int, column: str) -> str:
    if row and column:
        return _("Rad %(row)d, kolonne «%(column)s»: ") % {"row": row, "column": column}
    if row:
        return _("Rad %(row)d: ") % {"row": row}
    return _("Kolonne «%(column)s»: ") % {"column": column} if column else ""
