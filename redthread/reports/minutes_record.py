"""What a file with the minutes tells, in the reader's language. Nothing confidential is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.approvals import Presence, presence_at
from redthread.gatherings.minutes_reading import Line, Section, exported_sections
from redthread.gatherings.minutes_text import dissent_text, due_text
from redthread.gatherings.models import Attendance, Commitment, Gathering, Minutes, Outcome, OwnerAnswer
from redthread.gatherings.owner_answers import answers_met_at


@dataclass(frozen=True)
class Point:
    """One thing that was said, decided or promised: what it is, the text, and what belongs to it."""

    kind: str
    text: str
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """One heading and its points."""

    title: str
    points: list[Point]


@dataclass(frozen=True)
class Table:
    """Who was there; `rows` are as wide as `head`."""

    title: str
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Record:
    """The whole file, in the order in which it is read."""

    language: str
    title: str
    network: str
    made_at: datetime
    draft_mark: str  # empty once the minutes are locked
    facts: list[tuple[str, str]]
    there: Table
    parts: list[Part]
    closing: list[str]
    page_words: tuple[str, str]  # «Side» 1 «av» 3


def record_of(gathering: Gathering, minutes: Minutes) -> Record:
    """The record of a gathering (with host, body and chair at hand) whose minutes are open or locked."""
    presence = presence_at(gathering)
    parts = [_part(section) for section in exported_sections(gathering, is_locked=minutes.is_locked)]
    answers = [_answer(answer) for answer in answers_met_at(gathering)]
    if answers:
        parts.append(Part(_("Svar fra skoleeier siden sist"), answers))
    return Record(
        language=get_language() or "nb",
        title=_("Referat: %(title)s") % {"title": gathering.title},
        network=gathering.network.name,
        made_at=minutes.locked_at or minutes.opened_at,
        draft_mark=_("Utkast – referatet er ikke låst") if not minutes.is_locked else "",
        facts=_facts(gathering, minutes),
        there=_there(presence),
        parts=parts,
        closing=_closing(presence, minutes),
        page_words=(_("Side"), _("av")),
    )


def _facts(gathering: Gathering, minutes: Minutes) -> list[tuple[str, str]]:
    facts = [
        (_("Nettverk"), gathering.network.name),
        (_("Organ"), gathering.body.name if gathering.body else ""),
        (_("Når"), dates.when(gathering.starts_at, gathering.ends_at)),
        (_("Sted"), gathering.place),
        (_("Vertskap"), gathering.host.name if gathering.host else ""),
        (_("Tema"), gathering.theme),
        (_("Møteleder"), gathering.chair.name if gathering.chair else ""),
        (_("Referent"), minutes.written_by.name),
    ]
    return [(label, value) for label, value in facts if value]


def _there(presence: Presence) -> Table:
    how = {str(value): str(text) for value, text in Attendance.Presence.choices}
    rows = sorted(presence.rows, key=lambda row: (not row.school, row.school, row.name))
    return Table(
        _("Til stede"),
        [_("Skole"), _("Navn"), _("Hvordan")],
        [[row.school or _("Andre"), row.name, how[row.presence]] for row in rows],
    )


def _part(section: Section) -> Part:
    steps = [
        Point(
            f"{step.commitment.school.name} – {step.get_choice_display()}", step.commitment.what, [step.word]
        )
        for step in section.steps
    ]
    return Part(section.item.title, [*steps, *(_point(line) for line in section.lines)])


def _point(line: Line) -> Point:
    outcome = line.outcome
    kind = outcome.get_kind_display().capitalize()
    match outcome.kind:
        case Outcome.Kind.COMMITMENT:
            return Point(
                f"{kind} – {outcome.commitment.school.name}", outcome.text, _promise(outcome.commitment)
            )
        case Outcome.Kind.DECISION:
            decided_by = f"{kind} – {outcome.body.name}" if outcome.body else kind
            dissents = [dissent_text(vote) for vote in line.dissents]
            return Point(decided_by, outcome.text, [line.how_decided, *dissents])
        case _:
            return Point(kind, outcome.text)


def _promise(commitment: Commitment) -> list[str]:
    who_and_when = ", ".join(part for part in (commitment.who, due_text(commitment)) if part)
    reach = _("Personalet nås: %(how)s") % {"how": commitment.reach} if commitment.reach else ""
    return [note for note in (who_and_when, reach) if note]


def _answer(answer: OwnerAnswer) -> Point:
    given = f"{answer.answered_by.name}, {dates.day_and_year(answer.answered_at)}"
    return Point(_("Forslag: %(text)s") % {"text": answer.question}, answer.text, [given])


def _closing(presence: Presence, minutes: Minutes) -> list[str]:
    if minutes.locked_at is None:
        return []
    locked = _("Låst %(day)s av %(name)s.") % {
        "day": dates.day_and_year(minutes.locked_at),
        "name": minutes.locked_by,
    }
    approved = _("Godkjent av %(approved)d av %(able)d som var til stede.") % {
        "approved": presence.approved,
        "able": presence.able,
    }
    remarks = [
        _("Merknad fra %(name)s: %(text)s") % {"name": row.name, "text": row.remark}
        for row in presence.remarks
    ]
    return [locked, *([approved] if presence.able else []), *remarks]
