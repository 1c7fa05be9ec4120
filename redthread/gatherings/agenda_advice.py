"""Kind words about a programme while it is being made: does it fit, and is something easily forgotten?"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.gatherings.agenda_times import Slot, minutes_over
from redthread.gatherings.models import AgendaItem, Gathering

Kind = AgendaItem.Kind
REFLECTIONS = (Kind.CROSS_GROUPS, Kind.OWN_SCHOOL)
TOO_SHORT = 5  # «reflekter sammen i to minutter» (001 L3812-3818)


def length_text(minutes: int) -> str:
    """«25 minutter», «1 time», «2 timer og 5 minutter»."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)d time", "%(count)d timer", hours) % {"count": hours})
    if rest or not hours:
        parts.append(ngettext("%(count)d minutt", "%(count)d minutter", rest) % {"count": rest})
    return _(" og ").join(parts)


def is_over_several_days(gathering: Gathering) -> bool:
    return timezone.localdate(gathering.starts_at) != timezone.localdate(gathering.ends_at)


def balance_text(gathering: Gathering, slots: Sequence[Slot[AgendaItem]]) -> str:
    """Whether the programme fits, in words; over several days, how long it is until the days are marked."""
    if is_over_several_days(gathering) and not any(slot.is_new_day for slot in slots):
        total = sum(slot.item.minutes for slot in slots)
        return _("Programmet er på %(length)s til sammen.") % {"length": length_text(total)}
    over = minutes_over(slots, gathering.starts_at, gathering.ends_at)
    if over > 0:
        return _("Programmet er %(length)s for langt.") % {"length": length_text(over)}
    if over < 0:
        return _("Det er %(length)s til overs.") % {"length": length_text(-over)}
    return _("Programmet fyller hele samlingen.")


def is_too_long(gathering: Gathering, slots: Sequence[Slot[AgendaItem]]) -> bool:
    return minutes_over(slots, gathering.starts_at, gathering.ends_at) > 0


def advice(gathering: Gathering, slots: Sequence[Slot[AgendaItem]]) -> list[str]:
    """What the planner may want to think of; never a demand."""
    items = [slot.item for slot in slots]
    return [*_first_and_last(items), *_reflections(items), *_days(gathering, slots)]


def _first_and_last(items: Sequence[AgendaItem]) -> list[str]:
    kinds = [item.kind for item in items]
    found = []
    if Kind.SINCE_LAST not in kinds:
        found.append(_("«Siden sist» er tatt ut. Da kan det skolene lovet og prøvde, bli borte."))
    elif kinds[0] != Kind.SINCE_LAST:
        found.append(_("«Siden sist» står ikke først. Det er lettest å ta den før nye saker."))
    if Kind.REVIEW not in kinds:
        found.append(_("Oppsummeringen er tatt ut. Noen minutter til slutt holder tråden til neste gang."))
    elif kinds[-1] != Kind.REVIEW:
        found.append(_("Oppsummeringen står ikke sist."))
    return found


def _reflections(items: Sequence[AgendaItem]) -> list[str]:
    return [
        ngettext(
            "«%(title)s» har %(count)d minutt. Å tenke sammen tar ofte lengre tid.",
            "«%(title)s» har %(count)d minutter. Å tenke sammen tar ofte lengre tid.",
            item.minutes,
        )
        % {"title": item.title, "count": item.minutes}
        for item in items
        if item.kind in REFLECTIONS and item.minutes < TOO_SHORT
    ]


def _days(gathering: Gathering, slots: Sequence[Slot[AgendaItem]]) -> list[str]:
    if not is_over_several_days(gathering) or any(slot.is_new_day for slot in slots):
        return []
    return [
        _(
            "Samlingen går over flere dager. Åpne den første posten neste dag, og skriv når den begynner, "
            "så blir klokkeslettene riktige."
        )
    ]
