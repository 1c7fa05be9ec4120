"""Who is in the network, who leads what, and who has shown that they know something."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.models import ItemLeader
from redthread.networks.models import Body, Membership, Role, Seat, Year
from redthread.people.models import Position
from redthread.reports.successor.parts import Facts, Section, Table
from redthread.reports.successor.reader import Reader
from redthread.schoolyear.years import school_year_of

MOST_KNOWN = 24


def who(reader: Reader) -> Section:
    """Everybody, by school, with the address that members of the network may see."""
    posts = _posts(reader)
    leading = [
        [one.person.name, _what_they_are(one, posts), one.person.email] for one in reader.roster.others
    ]
    owner = [[reader.network.owner.name, _("skoleeier"), ""]]
    schools = [
        [
            unit.unit.organisation.name,
            "; ".join(f"{one.person.name}, {_what_they_are(one, posts)}" for one in unit.members),
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


def _posts(reader: Reader) -> dict[int, str]:
    people = [one.person_id for one in reader.roster.everybody]
    current = Position.objects.current(reader.today).filter(person__in=people)
    return {post.person_id: post.get_kind_display() for post in current.order_by("-pk")}


def _what_they_are(member: Membership, posts: dict[int, str]) -> str:
    """The position where one is known; in the network the role when it is more than taking part."""
    post = posts.get(member.person_id, "")
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
    seats: dict[int, list[str]] = defaultdict(list)
    for seat in Seat.objects.filter(body__network=reader.network).select_related("person"):
        seats[seat.body_id].append(seat.person.name)
    return [(body.name, ", ".join(seats[body.pk])) for body in Body.objects.filter(network=reader.network)]


def _host_and_chair(host: object, chair: object) -> str:
    parts = [
        _("vertskap: %(name)s") % {"name": host} if host else "",
        _("møteleder: %(name)s") % {"name": chair} if chair else "",
    ]
    return ", ".join(part for part in parts if part)


def knows(reader: Reader) -> Section:
    """From what people have led and what schools have shown; not from what anybody says of anybody, nor what
    they have chosen not to stand with."""
    hidden = set(reader.network.hidden_lines.values_list("person", "key"))
    led: dict[str, list[str]] = defaultdict(list)
    items = ItemLeader.objects.filter(
        Q(item__method__isnull=False),
        item__gathering__in=[one.pk for one in reader.held],
        item__is_confidential=False,
    )
    for one in items.select_related("person", "item__method").order_by("-pk"):
        assert one.item.method is not None
        if (one.person_id, f"method:{one.item.method.public_id}") in hidden:
            continue
        led[one.person.name].append(one.item.method.name)
    people = [[name, _("har ledet: %(what)s") % {"what": _once(what)}] for name, what in led.items()]
    tried: dict[str, list[str]] = defaultdict(list)
    for shown in reader.shown_try_outs:
        if shown.school is not None:
            tried[shown.school.name].append(shown.title)
    schools = [[name, _("har prøvd: %(what)s") % {"what": _once(what)}] for name, what in tried.items()]
    rows = (people + schools)[:MOST_KNOWN]
    return Section("kan", _("Hvem kan hva"), [Table([_("Hvem"), _("Hva de har vist")], rows, [0.25, 0.75])])


def _once(words: list[str]) -> str:
    return ", ".join(dict.fromkeys(words))
