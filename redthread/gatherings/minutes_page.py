"""The page where the minutes are written: one sheet for each agenda item, with what may be added there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext as _

from redthread.gatherings.minutes_access import minutes_of, own_schools
from redthread.gatherings.minutes_reading import (
    Reader,
    Section,
    may_read,
    runs,
    section_of,
    sections,
    steps_at,
)
from redthread.gatherings.models import AgendaItem, Gathering, Outcome
from redthread.networks.access import Access
from redthread.networks.roles import Permission
from redthread.people.models import Organisation

PAUSES = (AgendaItem.Kind.BREAK, AgendaItem.Kind.INFORMAL)


class Adding(NamedTuple):
    """One thing that may be written under an item: a link that opens its form; the usual ones stand out."""

    kind: str
    text: str
    school: str = ""
    is_usual: bool = False


class Sheet(NamedTuple):
    """One agenda item while the minutes are written; `form` is the one that is open, if any."""

    section: Section
    addings: list[Adding]
    form: forms.Form | None = None
    kind: str = ""
    editing: Outcome | None = None
    is_own: bool = False  # written by a school's own people, for themselves

    @property
    def item(self) -> AgendaItem:
        return self.section.item


def sheets_of(access: Access, gathering: Gathering) -> list[Sheet]:
    """What the person writes in: every item for those who run the gathering, else one's own school's."""
    reader = _reader(access, gathering)
    if reader.runs:
        found = sections(gathering, lambda one: may_read(one, reader, is_locked=False), steps_at(gathering))
        schools = _schools_in(gathering)
        return [
            Sheet(section, addings(section, schools))
            for section in found
            if section.has_content or section.item.kind not in PAUSES
        ]
    found = sections(gathering, lambda one: may_read(one, reader, is_locked=False), [])
    sheets = [
        Sheet(section, _own(section, access), is_own=True)
        for section in found
        if not section.item.is_confidential
    ]
    return [sheet for sheet in sheets if sheet.addings or sheet.section.lines]


def sheet_of(
    access: Access, item: AgendaItem, *, form: forms.Form | None, kind: str, editing: Outcome | None
) -> Sheet:
    """The sheet of one item, with the form that is open in it."""
    gathering = item.gathering
    reader = _reader(access, gathering)
    section = section_of(item, lambda one: may_read(one, reader, is_locked=False))
    if reader.runs:
        asks_schools = item.kind == AgendaItem.Kind.OWN_SCHOOL and form is None
        schools = _schools_in(gathering) if asks_schools else []
        return Sheet(section, addings(section, schools), form, kind, editing)
    return Sheet(section, _own(section, access), form, kind, editing, is_own=True)


def _schools_in(gathering: Gathering) -> list[Organisation]:
    return [unit.organisation for unit in gathering.network.units.present().select_related("organisation")]


def _reader(access: Access, gathering: Gathering) -> Reader:
    """While the minutes are open, having been there opens nothing more."""
    return Reader(runs(access, minutes_of(gathering)), False, access.organisation_ids)


def _own(section: Section, access: Access) -> list[Adding]:
    if section.item.kind != AgendaItem.Kind.OWN_SCHOOL or not access.can(Permission.SUMMARY_WRITE):
        return []
    if not section.lines:
        return [_promise_of(school) for school in own_schools(access)]
    return [Adding(Outcome.Kind.COMMITMENT, _("En til"), school.public_id) for school in own_schools(access)]


def addings(section: Section, schools: Iterable[Organisation]) -> list[Adding]:
    """The usual kind for the item first; under a reflection, one for each school that waits to promise."""
    names = {
        Outcome.Kind.INFORMATION: _("Informasjon"),
        Outcome.Kind.DECISION: _("Vedtak"),
        Outcome.Kind.COMMITMENT: _("Forpliktelse"),
        Outcome.Kind.PROPOSAL: _("Til skoleeier"),
    }
    if section.item.kind == AgendaItem.Kind.OWN_SCHOOL:
        promised = {line.outcome.commitment.school_id for line in section.lines if _is_promise(line.outcome)}
        usual = [_promise_of(school) for school in schools if school.pk not in promised]
        return [*usual, *(Adding(kind, text) for kind, text in names.items())]
    is_decision = section.item.kind == AgendaItem.Kind.DECISION
    first = Outcome.Kind.DECISION if is_decision else Outcome.Kind.INFORMATION
    others = [Adding(kind, text) for kind, text in names.items() if kind != first]
    return [Adding(first, names[first], is_usual=True), *others]


def _is_promise(outcome: Outcome) -> bool:
    return outcome.kind == Outcome.Kind.COMMITMENT


def _promise_of(school: Organisation) -> Adding:
    return Adding(Outcome.Kind.COMMITMENT, str(school), school.public_id, is_usual=True)
