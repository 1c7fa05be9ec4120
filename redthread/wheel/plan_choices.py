"""What a person has settled in a proposal, as `YearPlan.choices` keeps it. Pure but for its texts.

`rows` has one entry a gathering, by its public id, or by its number while it is only proposed: `day` and
`days` (it stands fast there), `loose` (it no longer does), `host`, `chair` and `theme`. `saved` is what the
plan last saved of each gathering, so that what somebody changed afterwards is left alone. `placed` is which
agenda item each fixed matter became, and `done` the fingerprint of what was saved last.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

WORDS = ("host", "chair", "theme")


@dataclass
class Choices:
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    saved: dict[str, dict[str, Any]] = field(default_factory=dict)
    placed: dict[str, str] = field(default_factory=dict)
    done: str = ""

    @classmethod
    def read(cls, stored: object) -> Choices:
        """From what is stored; anything that is not as it should be counts as not there."""
        parts = stored if isinstance(stored, dict) else {}
        return cls(
            _rows(parts.get("rows")),
            _rows(parts.get("saved")),
            _words(parts.get("placed")),
            str(parts.get("done", "")),
        )

    def stored(self) -> dict[str, Any]:
        rows = {key: row for key, row in self.rows.items() if row}
        return {"rows": rows, "saved": self.saved, "placed": self.placed, "done": self.done}

    def day_of(self, key: str) -> date | None:
        """The day that a person has chosen for it."""
        return day_from(self.rows.get(key, {}).get("day"))

    def days_of(self, key: str) -> int:
        days = self.rows.get(key, {}).get("days", 1)
        return days if isinstance(days, int) and 1 <= days <= 14 else 1


def day_from(text: object) -> date | None:
    """A day written 2026-10-13; None for anything else."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _rows(found: object) -> dict[str, dict[str, Any]]:
    rows = found if isinstance(found, dict) else {}
    return {key: dict(row) for key, row in rows.items() if isinstance(row, dict)}


def _words(found: object) -> dict[str, str]:
    words = found if isinstance(found, dict) else {}
    return {key: value for key, value in words.items() if isinstance(value, str)}
