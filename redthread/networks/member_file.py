"""Members from a file: who they are, what they are in the network, and what adding them would do.

The file is read by `redthread.people.imports.people`; here a row gets its role and period in the network.
The preview and the change itself both ask here, so that what is done is what was shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from redthread.core.problems import Problems
from redthread.networks.days import end_of, start_of
from redthread.networks.models import Membership, Network, Role, Unit
from redthread.people.imports.people import PersonRow, read_people
from redthread.people.models import Organisation

WORDS: dict[Role, str] = {
    Role.LEADER: "nettverksleder, leder, nettverksleiar, leiar, network leader, leader",
    Role.DEPUTY: "nestleder, nestleiar, deputy",
    Role.MEMBER: "medlem, deltaker, deltakar, member",
    Role.DELEGATE: "delegat, delegate",
    Role.CONSULTANT: "skoleeiers konsulent, konsulent, skuleeigars konsulent, consultant",
    Role.PARTNER: "ekstern partner, partner",
    Role.GUEST: "gjest, guest",
}
_ROLES = {re.sub(r"\W+", "", word): role for role, words in WORDS.items() for word in words.split(",")}


class MemberRow(NamedTuple):
    """One person of the file. `there` is the membership they have already, which stays as it is."""

    person: PersonRow
    role: Role
    starts_at: datetime
    ends_at: datetime | None
    there: Membership | None


class MemberFile(NamedTuple):
    """The people, all rows about them, the units that come in with them, and headings not used."""

    members: list[MemberRow]
    rows: tuple[PersonRow, ...]
    new_units: list[Organisation]
    unused: tuple[str, ...]

    @property
    def new_members(self) -> list[MemberRow]:
        return [member for member in self.members if member.there is None]


def role_of(word: str) -> Role | None:
    """Which role a word means; nothing written means member, an unknown word None."""
    return _ROLES.get(re.sub(r"\W+", "", word.casefold())) if word.strip() else Role.MEMBER


def read_members(network: Network, file: BinaryIO, filename: str, *, now: datetime) -> MemberFile:
    """The members in a CSV or Excel file. Raises InputError with every problem, each with row and column."""
    found = read_people(file, filename, units=_places(network))
    problems = Problems()
    there = _there(network, now)
    members: dict[str, MemberRow] = {}
    for row in found.rows:
        member = _member(row, there.get(row.email), now, problems)
        first = members.setdefault(row.email, member)
        if first.role != member.role:
            problems.add(_("samme person har en annen rolle lenger opp."), row=row.number, column=_("Rolle"))
    problems.stop_if_any()
    listed = list(members.values())
    return MemberFile(listed, found.rows, _new_units(network, listed), found.unused)


def _places(network: Network) -> QuerySet[Organisation]:
    """Where the people of the file may work: within the owner's tree, in a regional network anywhere."""
    if network.kind == Network.Kind.REGIONAL:
        return Organisation.objects.filter(is_active=True)
    if network.kind == Network.Kind.SCHOOL:
        return Organisation.objects.filter(taking_part__network=network, taking_part__left_on=None)
    taking_part = Unit.objects.present().filter(network=network).values("organisation")
    tree = Q(pk=network.owner_id) | Q(parent=network.owner_id, is_active=True)
    return Organisation.objects.filter(tree | Q(pk__in=taking_part))


def _there(network: Network, now: datetime) -> dict[str, Membership]:
    rows = Membership.objects.not_over(now).filter(network=network).select_related("person")
    return {row.person.email: row for row in rows}


def _member(row: PersonRow, there: Membership | None, now: datetime, problems: Problems) -> MemberRow:
    role, ends_at = role_of(row.role), end_of(row.ends_on)
    if role is None:
        known = ", ".join(words.split(",")[0] for words in WORDS.values())
        text = _("vi kjenner ikke rollen «%(text)s». Bruk en av disse: %(known)s.")
        problems.add(text % {"text": row.role[:60], "known": known}, row=row.number, column=_("Rolle"))
    if role == Role.PARTNER and ends_at is None:
        problems.add(_("en ekstern partner må ha en sluttdato."), row=row.number, column=_("Til"))
    if ends_at is not None and ends_at <= now and there is None:
        problems.add(_("sluttdatoen er forbi."), row=row.number, column=_("Til"))
    starts_at = max(now, start_of(row.starts_on) or now)
    return MemberRow(row, role or Role.MEMBER, starts_at, ends_at, there)


def _new_units(network: Network, members: Iterable[MemberRow]) -> list[Organisation]:
    """Schools and the like that come in with their people. An owner never comes in by a file."""
    present = set(Unit.objects.present().filter(network=network).values_list("organisation_id", flat=True))
    found = {
        member.person.organisation.pk: member.person.organisation
        for member in members
        if member.there is None and member.person.organisation is not None
        if member.person.organisation.kind != Organisation.Kind.OWNER
    }
    return sorted(
        (unit for pk, unit in found.items() if pk not in present), key=lambda unit: (unit.name, unit.pk)
    )
