"""Who is in the network, who leads what, and who has shown that they know something."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.models import ItemLeader
from redthread.networks.models import Membership, Role, Seat, Year
from redthread.peers.access import peers_in
from redthread.peers.models import HiddenLine, Offer
from redthread.people.models import Position
from redthread.reports.successor.parts import Facts, Section, Table
from redthread.reports.successor.reader import Reader
from redthread.schoolyear.years import school_year_of

MOST_KNOWN = 24


def who(reader: Reader) -> Section:
    """Everybody, by school, with the address that members of the network may see."""
    leading = [[one.person.name, _what_they_are(one), one.person.email] for one in reader.roster.others]
    owner = [[reader.network.owner.name, _("skoleeier"), ""]]
    schools = [
        [
            unit.unit.organisation.name,
            "; ".join(f"{one.person.name}, {_what_they_are(one)}" for one in unit.members),
            "; ".join(one.person.email for one in unit.members[:2]),
        ]
        for unit in reader.roster.units
    ]
    return Section(
        "hvem",
        _("Hvem er med"),
        [
            Table([_("Navn"), _("Rolle"), _("E-post")], leading + owner, [0.3, 0.35, 0.35]),
            Table([_("Skole"), _("Hvem"), _("E-post")], schools, [0.2, 0.45, 0.35]),
        ],
    )


def _what_they_are(member: Membership) -> str:
    """The position where one is known; in the network the role when it is more than taking part."""
    kind: str | None = getattr(member, "post", None)
    post = str(Position.Kind(kind).label) if kind else ""
    role = member.get_role_display()
    if member.role in (Role.MEMBER, Role.DELEGATE):
        return post or role
    return f"{role} ({post})" if post and member.role in (Role.LEADER, Role.DEPUTY) else role


def leads(reader: Reader) -> Section:
    """The year's theme and chair, whoever holds a seat in a body, and hosts and chairs of what is ahead."""
    year = (
        Year.objects.filter(network=reader.network, first_year=school_year_of(reader.today).first_year)
        .select_related("chair")
        .first()
    )
    rows = [
        (_("Hovedtema i år"), year.theme if year else ""),
        (_("Valgt leder i år"), year.chair.name if year and year.chair else ""),
        (_("Hvem leder møtene"), reader.network.get_chair_rule_display()),
        *_bodies(reader),
        *(
            (dates.day_and_year(one.starts_at), _host_and_chair(one.host, one.chair))
            for one in reader.ahead
            if one.host or one.chair
        ),
    ]
    return Section("leder", _("Hvem leder hva"), [Facts([row for row in rows if row[1]])])


def _bodies(reader: Reader) -> list[tuple[str, str]]:
    seats: dict[str, list[str]] = defaultdict(list)
    there = Seat.objects.filter(body__network=reader.network).select_related("person", "body")
    for seat in there.order_by("body", "pk"):
        seats[seat.body.name].append(seat.person.name)
    return [(name, ", ".join(people)) for name, people in seats.items()]


def _host_and_chair(host: object, chair: object) -> str:
    parts = [
        _("vertskap: %(name)s") % {"name": host} if host else "",
        _("møteleder: %(name)s") % {"name": chair} if chair else "",
    ]
    return ", ".join(part for part in parts if part)


def knows(reader: Reader) -> Section:
    """What people offer and have led and what schools have shown; not what anybody says of anybody, nor what
    they have chosen not to stand with, nor of those who are no longer here."""
    people: dict[str, list[str]] = defaultdict(list)
    for name, offered in _offered(reader).items():
        people[name].append(_("kan hjelpe med: %(what)s") % {"what": _once(offered)})
    for name, methods in _led(reader).items():
        people[name].append(_("har ledet: %(what)s") % {"what": _once(methods)})
    tried: dict[str, list[str]] = defaultdict(list)
    for shown in reader.shown_try_outs:
        if shown.school is not None:
            tried[shown.school.name].append(shown.title)
    schools = [[name, _("har prøvd: %(what)s") % {"what": _once(what)}] for name, what in tried.items()]
    rows = [[name, "; ".join(what)] for name, what in sorted(people.items())] + schools
    head = [_("Hvem"), _("Hva de har vist")]
    return Section("kan", _("Hvem kan hva"), [Table(head, rows[:MOST_KNOWN], [0.25, 0.75])])


def _offered(reader: Reader) -> dict[str, list[str]]:
    here = peers_in(reader.network, reader.now).values("person")
    shown = Offer.objects.shown().filter(network=reader.network, person__in=here)
    offered: dict[str, list[str]] = defaultdict(list)
    for one in shown.select_related("person").order_by("what", "pk"):
        offered[one.person.name].append(one.what)
    return offered


def _led(reader: Reader) -> dict[str, list[str]]:
    """Methods by the names of those who have led them, the latest first."""
    hidden = HiddenLine.objects.filter(
        network=reader.network,
        person=OuterRef("person"),
        key=Concat(Value("method:"), OuterRef("item__method__public_id")),
    )
    items = ItemLeader.objects.filter(
        ~Exists(hidden),
        item__method__isnull=False,
        item__gathering__in=[one.pk for one in reader.held],
        item__is_confidential=False,
        person__in=[one.person_id for one in reader.roster.everybody],
    )
    led: dict[str, list[str]] = defaultdict(list)
    for one in items.select_related("person", "item__method").order_by("-pk"):
        assert one.item.method is not None
        led[one.person.name].append(one.item.method.name)
    return led


def _once(words: list[str]) -> str:
    return ", ".join(dict.fromkeys(words))
