"""What of a try-out the network sees: the text of a release, in the school's written norm. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from redthread.betweenwork.models import SpiralStep, TryOut
from redthread.betweenwork.snapshots import Snapshot
from redthread.core import dates

STORY = "story"  # what the source is, when it is not a try-out


def snapshot_of(try_out: TryOut, reached: Sequence[str], *, language: str = "") -> Snapshot:
    """What was written, as `sharing.actions.release` stores it; `reached` are elements of the spiral.

    People read `label` and `text`. `key` and `value` are for what is drawn and counted. The source in the
    network is only pointed at, never named, so that a source that is taken back is not told of here.
    """
    with override(language or "nb"):
        entries = [
            _entry("want", _("Hva vi vil"), try_out.want),
            _entry("doing", _("Hva vi gjør"), try_out.doing),
            {**_entry("when", _("Når"), when_words(try_out)), "value": begins_on(try_out).isoformat()},
            _entry("with", _("Sammen med"), try_out.with_whom),
            _source(try_out),
            _entry("changed", _("Hva vi har endret"), try_out.changed),
            _entry("assumed", _("Hva vi tar for gitt"), try_out.assumed),
            _entry("unsaid", _("Hva som styrer uten at vi sier det"), try_out.unsaid),
            _spiral(reached),
            *_result(try_out),
        ]
    return [entry for entry in entries if entry["text"]]


def _entry(key: str, label: str, text: str) -> dict[str, str]:
    return {"key": key, "label": label, "text": text.strip()}


def begins_on(try_out: TryOut) -> date:
    return try_out.starts_on or timezone.localdate(try_out.started_at)


def when_words(try_out: TryOut) -> str:
    """«3. november 2026 til 12. januar 2027», or from the day it was started."""
    first = dates.day_and_year(begins_on(try_out))
    if try_out.until_on is None:
        return _("fra %(day)s") % {"day": first}
    return _("%(first)s til %(last)s") % {"first": first, "last": dates.day_and_year(try_out.until_on)}


def _source(try_out: TryOut) -> dict[str, str]:
    label = _("Inspirert av")
    if try_out.inspired_by_id is not None:
        assert try_out.inspired_by is not None
        words = _entry("inspired", label, _("en annen utprøving"))
        return {**words, "value": try_out.inspired_by.public_id}
    if try_out.story is not None:
        told = _entry("inspired", label, _("en praksisfortelling"))
        return {**told, "value": try_out.story.public_id, "of": STORY}
    return _entry("inspired", label, try_out.method.name if try_out.method else try_out.outside)


def _spiral(reached: Sequence[str]) -> dict[str, str]:
    """The elements in the order of the spiral, whatever order they came in."""
    there = [element for element in SpiralStep.Element if element in reached]
    text = "\n".join(str(element.label) for element in there)
    return {**_entry("spiral", _("Læringsspiralen så langt"), text), "value": " ".join(there)}


def _result(try_out: TryOut) -> list[dict[str, str]]:
    if try_out.decided_at is None:
        return []
    decision = TryOut.Decision(try_out.decision)
    ended = {
        **_entry("decision", _("Det endte med"), str(decision.label)),
        "value": decision.value,
        "on": timezone.localdate(try_out.decided_at).isoformat(),
    }
    left = _entry("left", _("Et halvt år etter"), try_out.left)
    if try_out.left_at is not None:
        left["on"] = timezone.localdate(try_out.left_at).isoformat()
    return [
        ended,
        _entry("happened", _("Hva som skjedde"), try_out.happened),
        _entry("hard", _("Hva som var vanskelig"), try_out.hard),
        _entry("rethink", _("Hva vi må tenke nytt om"), try_out.rethink),
        left,
    ]


def value_in(snapshot: Snapshot, key: str, name: str = "value") -> str:
    """What the entry carries for drawing and counting, or nothing."""
    return next((entry.get(name, "") for entry in snapshot if entry.get("key") == key), "")
