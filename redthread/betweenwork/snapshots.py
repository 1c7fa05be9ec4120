"""What of a summary the others see: the text of a release, and how many reached their staff. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from redthread.betweenwork.drafts import Draft
from redthread.betweenwork.models import SchoolSummary

Snapshot = list[dict[str, str]]


def draft_of(summary: SchoolSummary | None) -> Draft:
    if summary is None:
        return Draft()
    return Draft(summary.did, summary.happened, summary.hard, summary.reach)


def snapshot_of(draft: Draft, *, language: str = "") -> Snapshot:
    """The answers that were given, in the school's written norm, as `sharing.actions.release` stores them.

    `key` and `value` are for counting; people read `label` and `text`.
    """
    with override(language or "nb"):
        texts = [
            {"key": "did", "label": _("Hva vi gjorde"), "text": draft.did.strip()},
            {"key": "happened", "label": _("Hva som skjedde"), "text": draft.happened.strip()},
            {"key": "hard", "label": _("Hva som var vanskelig"), "text": draft.hard.strip()},
        ]
        if draft.reach:
            label = SchoolSummary.Reach(draft.reach).label
            reached = {"key": "reach", "label": _("Hvem vi nådde"), "text": str(label).capitalize()}
            texts.append({**reached, "value": draft.reach})
    return [entry for entry in texts if entry["text"]]


class Reached(NamedTuple):
    """How many schools have said how far they have come, counted over released summaries only."""

    whole: int
    part: int
    not_yet: int

    @property
    def total(self) -> int:
        return self.whole + self.part + self.not_yet

    @property
    def dots(self) -> list[SchoolSummary.Reach]:
        """One for each school, for the picture beside the words."""
        reach = SchoolSummary.Reach
        return [reach.WHOLE] * self.whole + [reach.PART] * self.part + [reach.NOT_YET] * self.not_yet

    def in_words(self) -> list[str]:
        """«3 skoler har nådd hele personalet»; what nobody has said is left out."""
        return [
            words % {"count": count}
            for count, words in (
                (
                    self.whole,
                    ngettext(
                        "%(count)d skole har nådd hele personalet",
                        "%(count)d skoler har nådd hele personalet",
                        self.whole,
                    ),
                ),
                (
                    self.part,
                    ngettext(
                        "%(count)d skole har nådd en del av personalet",
                        "%(count)d skoler har nådd en del av personalet",
                        self.part,
                    ),
                ),
                (
                    self.not_yet,
                    ngettext(
                        "%(count)d skole har ikke kommet dit ennå",
                        "%(count)d skoler har ikke kommet dit ennå",
                        self.not_yet,
                    ),
                ),
            )
            if count
        ]


def reached(snapshots: Iterable[Snapshot]) -> Reached:
    """Counted from what has been released, and nothing else."""
    values = [entry.get("value", "") for snapshot in snapshots for entry in snapshot if "value" in entry]
    reach = SchoolSummary.Reach
    return Reached(*(values.count(value) for value in (reach.WHOLE, reach.PART, reach.NOT_YET)))
