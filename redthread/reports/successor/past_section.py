"""The history on two pages, the words the network shares, and where things are."""

from __future__ import annotations

from collections import Counter, defaultdict
from textwrap import shorten

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.concepts.reading import words_of
from redthread.core import dates
from redthread.gatherings.models import Commitment, Outcome
from redthread.knowledge.story_reading import told_in
from redthread.networks.mandate_changes import FIELDS
from redthread.networks.models import Mandate
from redthread.reports.successor.parts import Facts, Line, Lines, Section, Table, unbroken
from redthread.reports.successor.reader import Reader

LONGEST, MOST_DECISIONS, MOST_STORIES = 170, 4, 12


def mandate(reader: Reader) -> Section:
    latest = reader.mandate
    rows = [(_label(name), getattr(latest, name)) for name in FIELDS if latest and getattr(latest, name)]
    links = [Line(link.title, "", link.url) for link in latest.links.all()] if latest else []
    return Section("mandat", _("Mandatet"), [Facts(rows), Lines(links, _("Planer nettverket bygger på"))])


def _label(name: str) -> str:
    return str(Mandate._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]


def history(reader: Reader) -> Section:
    """Gatherings with their theme, what was decided in the open, and what became of the promises, in all.

    How many of a gathering's promises are done is told for the network, never for one school.
    """
    shown = reader.latest
    decisions: dict[int, list[str]] = defaultdict(list)
    for outcome in reader.outcomes:
        if outcome.kind == Outcome.Kind.DECISION:
            words = shorten(outcome.text, LONGEST, placeholder=" …")
            decisions[outcome.item.gathering_id].append(words)
    states: dict[int, Counter[str]] = defaultdict(Counter)
    for commitment in reader.commitments:
        states[commitment.gathering_id][commitment.state] += 1
    rows = [
        [
            unbroken(dates.day_and_year(one.starts_at)),
            f"{one.title} ({one.theme})" if one.theme and one.theme not in one.title else one.title,
            " ".join(_ended(text) for text in decisions[one.pk][:MOST_DECISIONS]),
            _became(states[one.pk]),
        ]
        for one in shown
    ]
    head = [_("Når"), _("Samling og tema"), _("Vedtak"), _("Hva det ble til")]
    earlier = len(reader.held) - len(shown)
    lead = (
        ngettext(
            "De siste samlingene først. %(n)d eldre står i tråden.",
            "De siste samlingene først. %(n)d eldre står i tråden.",
            earlier,
        )
        % {"n": earlier}
        if earlier
        else ""
    )
    return Section("historie", _("Historien"), [Table(head, rows, [0.19, 0.28, 0.34, 0.19])], lead)


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _became(states: Counter[str]) -> str:
    words = [
        (Commitment.State.CLOSED, _("%(n)d forpliktelser fullført")),
        (Commitment.State.OPEN, _("%(n)d pågår")),
        (Commitment.State.LET_GO, _("%(n)d lagt bort")),
    ]
    return ", ".join(text % {"n": states[state]} for state, text in words if states[state])


def concepts(reader: Reader) -> Section:
    rows = [(word, shorten(meaning, LONGEST, placeholder=" …")) for word, meaning in words_of(reader.network)]
    return Section("begreper", _("Ordene våre"), [Facts(rows)])


def stories(reader: Reader) -> Section:
    """The names of those that the network is shown, with where they are read; never their words."""
    shown = told_in(reader.network, reader.releases)
    rows = [Line(one.title, one.school.name, settings.BASE_URL + one.href) for one in shown[:MOST_STORIES]]
    return Section("fortellinger", _("Praksisfortellinger som er delt"), [Lines(rows)])


def only_you_know(reader: Reader) -> Section:
    """What the one who led has written for the next."""
    one = reader.handover
    rows = (
        [
            (_("Det som ikke står noe sted"), one.unwritten),
            (_("Hvem du bør snakke med først"), one.call_first),
            (_("Det du bør ta vare på"), one.take_care),
        ]
        if one
        else []
    )
    lead = _("Skrevet av %(name)s") % {"name": one.made_by} if one else ""
    return Section(
        "fra-leder", _("Fra den som ledet før deg"), [Facts([row for row in rows if row[1]])], lead
    )


def where_things_are(reader: Reader) -> Section:
    slug = reader.network.slug
    places = [
        (_("Tråden: alt som er lovet og gjort"), "thread:network"),
        (_("Årshjulet"), "wheel:network"),
        (_("Samlinger, program og referater"), "gatherings:list"),
        (_("Mellomarbeid og skolenes oppsummeringer"), "betweenwork:list"),
        (_("Utprøvinger"), "betweenwork:try_outs"),
        (_("Mandatet og eldre versjoner"), "networks:mandate"),
        (_("Deltakere"), "networks:members"),
        (_("Metoder"), "gatherings:methods"),
        (_("Begreper"), "concepts:list"),
        (_("Praksisfortellinger"), "knowledge:stories"),
        (_("Materialer"), "archive:materials"),
        (_("Hvem kan hva"), "peers:directory"),
        (_("Besøk og veiledning"), "guidance:visits"),
        (_("Saker til skoleeier"), "voice:matters"),
    ]
    rows = [Line(text, "", settings.BASE_URL + reverse(name, args=[slug])) for text, name in places]
    return Section("hvor", _("Hvor ting er"), [Lines(rows)])
