"""What is open, what each school promised last, and the dates ahead."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import CharField, DateField, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.betweenwork.models import Assignment
from redthread.betweenwork.try_out_snapshot import value_in
from redthread.concepts.models import AlignmentRound
from redthread.core import dates
from redthread.gatherings.models import AgendaProposal, Commitment, DatePoll, Outcome
from redthread.reports.successor.owner_lines import owner_answered, unsent_proposals, waits_for_the_owner
from redthread.reports.successor.parts import Line, Lines, Section, Table, unbroken
from redthread.reports.successor.reader import Reader
from redthread.wheel.models import FixedMatter

MOST_OPEN, MOST_DATES = 30, 14
PROPOSAL, POLL, ROUND = range(3)  # in the order in which they are told


def open_matters(reader: Reader) -> Section:
    """Everything that waits for somebody, with where it stands."""
    rows = [
        [
            one.school.name,
            one.what,
            one.who,
            _day(one.due_on),
            one.gathering.title,
        ]
        for one in reader.commitments
        if one.state == Commitment.State.OPEN
    ]
    head = [_("Skole"), _("Hva"), _("Hvem"), _("Innen"), _("Fra samlingen")]
    promised = Table(head, rows[:MOST_OPEN], [0.18, 0.34, 0.17, 0.14, 0.17], _("Forpliktelser som pågår"))
    return Section(
        "apent",
        _("Det som er åpent"),
        [
            Lines(between_work(reader), _("Mellomarbeid")),
            promised,
            Lines(waits_for_the_owner(reader), _("Saker som venter på svar fra skoleeier")),
            Lines(_waits_for_the_leader(reader), _("Venter på den som leder")),
            Lines(_try_outs(reader), _("Utprøvinger som pågår, og som er vist for nettverket")),
        ],
    )


def _day(day: date | None) -> str:
    return unbroken(dates.day(day)) if day else ""


def between_work(reader: Reader) -> list[Line]:
    """What the schools do now; who has not reported is told as it is, «ikke meldt inn ennå»."""
    found: dict[Assignment, list[str]] = {}
    ends: dict[int, str] = {}
    for line in reader.between_work:
        silent = found.setdefault(line.assignment, [])
        ends[line.assignment_id] = dates.day(line.next_starts_at) if line.next_starts_at else ""
        if getattr(line, "summary", None) is None or line.summary.filed_at is None:
            silent.append(line.school.name)
    return [
        Line(
            _("«%(theme)s», til %(day)s") % {"theme": work.theme, "day": ends[work.pk]}
            if ends[work.pk]
            else f"«{work.theme}»",
            _("Ikke meldt inn ennå: %(schools)s") % {"schools": ", ".join(silent)}
            if silent
            else _("Alle skolene har meldt inn"),
        )
        for work, silent in found.items()
    ]


def _waits_for_the_leader(reader: Reader) -> list[Line]:
    waits = [
        Line(
            _("Utkast til samling: %(title)s") % {"title": one.title}, dates.when(one.starts_at, one.ends_at)
        )
        for one in reader.ahead
        if one.is_draft
    ]
    waits += [
        Line(_("Referatet er ikke låst: %(title)s") % {"title": one.title}, dates.day_and_year(one.starts_at))
        for one in reader.held
        if not (hasattr(one, "minutes") and one.minutes.is_locked)
    ]
    waits += [
        Line(_("Forslaget er ikke sendt til skoleeier: %(text)s") % {"text": one.text}, _from(one))
        for one in unsent_proposals(reader)
    ]
    return waits + [_waiting(*row) for row in _questions(reader)]


def _from(outcome: Outcome) -> str:
    return _("fra %(gathering)s") % {"gathering": f"«{outcome.item.gathering}»"}


def _questions(reader: Reader) -> list[tuple[int, int, str, date | None, str]]:
    """What is asked and not closed, of three kinds in one query: kind, number, text, by when, about what."""
    no_day, about_none = Value(None, output_field=DateField()), Value("", output_field=CharField())
    polls = DatePoll.objects.filter(network=reader.network, closed_at=None, withdrawn_at=None)
    proposals = AgendaProposal.objects.filter(
        gathering__in=[one.pk for one in reader.ahead], answered_at=None
    )
    rounds = AlignmentRound.objects.open().filter(network=reader.network)
    found = (
        polls.order_by().values_list(Value(POLL), "pk", "title", "answer_by", about_none),
        proposals.order_by().values_list(Value(PROPOSAL), "pk", "title", no_day, "gathering__title"),
        rounds.order_by().values_list(Value(ROUND), "pk", "word", no_day, about_none),
    )
    return sorted(found[0].union(*found[1:], all=True), key=lambda row: row[:2])


def _waiting(kind: int, _number: int, text: str, by: date | None, about: str) -> Line:
    if kind == PROPOSAL:
        to = _("til %(gathering)s") % {"gathering": f"«{about}»"}
        return Line(_("Svar på forslag til sak: %(title)s") % {"title": text}, to)
    if kind == POLL:
        return Line(_("Datoavstemning: %(title)s") % {"title": text}, _by(by))
    return Line(_("Runde som går: Hva legger du i «%(word)s»?") % {"word": text})


def _by(day: date | None) -> str:
    return _("svar innen %(day)s") % {"day": dates.day(day)} if day else ""


def _try_outs(reader: Reader) -> list[Line]:
    """Those whose end the network has not been told."""
    going = [one for one in reader.shown_try_outs if not value_in(one.snapshot, "decision")]
    return [Line(one.title, one.school.name if one.school else "") for one in going[:MOST_OPEN]]


def promised(reader: Reader) -> Section:
    """The newest promise of each school, and how it stands. Schools in turn, never by how much is done."""
    newest: dict[int, Commitment] = {}
    for one in reader.commitments:
        newest.setdefault(one.school_id, one)
    rows = []
    for school in reader.schools:
        last = newest.get(school.pk)
        if last is not None:
            rows.append(
                [
                    school.name,
                    last.what,
                    unbroken(dates.day_and_year(last.gathering.starts_at)),
                    _stands(last),
                ]
            )
    head = [_("Skole"), _("Lovet sist"), _("Når"), _("Hvordan det står")]
    schools = Table(head, rows, [0.18, 0.38, 0.19, 0.25])
    answers = Lines(owner_answered(reader), _("Det skoleeier har svart"))
    return Section("lovet", _("Hva skolene lovet sist"), [schools, answers])


def _stands(commitment: Commitment) -> str:
    word, state = getattr(commitment, "last_word", ""), commitment.get_state_display()
    return f"{state}: {word}" if word else state


def coming(reader: Reader) -> Section:
    """Gatherings and fixed matters ahead, the nearest first."""
    dated: list[tuple[date, Line]] = [
        (
            timezone.localdate(one.starts_at),
            Line(
                f"{dates.when(one.starts_at, one.ends_at)}: {one.title}",
                ", ".join(
                    part
                    for part in (
                        one.place,
                        _("vertskap: %(name)s") % {"name": one.host} if one.host else "",
                        _("utkast") if one.is_draft else "",
                    )
                    if part
                ),
                settings.BASE_URL + one.get_absolute_url(),
            ),
        )
        for one in reader.ahead
    ]
    matters = FixedMatter.objects.filter(network=reader.network, ends_on__gte=reader.today)
    dated += [
        (one.starts_on, Line(f"{dates.day_and_year(one.starts_on)}: {one.name}", one.get_kind_display()))
        for one in matters
    ]
    dated.sort(key=lambda pair: pair[0])
    lines = Lines([line for _day, line in dated[:MOST_DATES]])
    return Section("datoer", _("Datoer fremover"), [lines])
