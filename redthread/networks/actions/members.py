"""People come into a network, change their role there, and leave. Nothing is overwritten: history stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.models import Membership, Network, Role
from redthread.people.models import Organisation, Person, Position

HANDOVER = timedelta(days=1)  # whoever leads on must do so longer than this


@transaction.atomic
def add_membership(
    *,
    network: Network,
    person: Person,
    role: str,
    organisation: Organisation | None,
    by: Person,
    now: datetime,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Membership:
    """Let the person in, from `starts_at` (now when not given); `ends_at` itself is already outside.

    Raises RuleError when the person is in already, when the end is not after the start, and for a partner
    without an end (T4: access ends with the agreement).
    """
    starts_at = starts_at or now
    _check_period(role=role, starts_at=starts_at, ends_at=ends_at)
    _lock(network)
    there = Membership.objects.not_over(now).filter(network=network, person=person).first()
    if there is not None:
        raise RuleError(
            _("%(person)s er allerede med, som %(role)s. Endre rollen i stedet.")
            % {"person": person, "role": there.get_role_display()}
        )
    return _open(network, person, role, organisation, starts_at, ends_at, by)


@transaction.atomic
def add_from_above(
    *, network: Network, memberships: Iterable[Membership], by: Person, now: datetime
) -> list[Membership]:
    """Let people of the network above into a sub-group as members, for the units they represent there.

    Their time here ends with their time there. Raises RuleError as `add_membership` does.
    """
    return [
        add_membership(
            network=network,
            person=one.person,
            role=Role.PARTNER if one.role == Role.PARTNER else Role.MEMBER,
            organisation=one.organisation,
            ends_at=one.ends_at,
            by=by,
            now=now,
        )
        for one in memberships
    ]


@transaction.atomic
def invite(
    *,
    network: Network,
    email: str,
    name: str,
    position: str,
    role: str,
    organisation: Organisation | None,
    ends_at: datetime | None,
    by: Person,
    now: datetime,
) -> Membership:
    """Let one person in, known or new; the e-mail tells which. A known person keeps the name they have.

    `position` ("" for none) is what they are at the unit, and is entered unless it is known. Raises RuleError
    as `add_membership` does.
    """
    person = Person.objects.filter(email=email).first() or Person.objects.create_user(email, name)
    if position and organisation is not None:
        _know_position(person, organisation, position, now)
    return add_membership(
        network=network, person=person, role=role, organisation=organisation, ends_at=ends_at, by=by, now=now
    )


def _know_position(person: Person, organisation: Organisation, kind: str, now: datetime) -> None:
    today = timezone.localdate(now)
    same = Position.objects.filter(person=person, organisation=organisation, kind=kind)
    if not same.current(today).exists():
        same.get_or_create(
            person=person, organisation=organisation, kind=kind, starts_on=today, defaults={"ends_on": None}
        )


@transaction.atomic
def end_membership(*, membership: Membership, ends_at: datetime, by: Person, now: datetime) -> None:
    """End the membership at `ends_at` (never before now); access stops at that very second.

    A membership that has not begun by then is taken away. Raises RuleError when nobody would lead.
    """
    ends_at = max(ends_at, now)
    _lock(membership.network)
    if membership.role == Role.LEADER:
        _somebody_else_leads(membership, after=ends_at, now=now)
    standing = Membership.objects.not_over(now).filter(pk=membership.pk)
    if membership.starts_at >= ends_at:
        standing.delete()
    else:
        standing.update(ends_at=ends_at, ended_by=by)


@transaction.atomic
def change_role(
    *,
    membership: Membership,
    role: str,
    organisation: Organisation | None,
    ends_at: datetime | None,
    by: Person,
    now: datetime,
) -> Membership:
    """Give the person another role, unit or end from now on: a new row; the old one ends and is kept.

    Raises RuleError as `add_membership` does, when nobody would lead, and when somebody else was first.
    """
    _check_period(role=role, starts_at=now, ends_at=ends_at)
    _lock(membership.network)
    if membership.role == Role.LEADER and (role != Role.LEADER or ends_at is not None):
        after = ends_at if role == Role.LEADER and ends_at else now
        _somebody_else_leads(membership, after=after, now=now)
    standing = Membership.objects.not_over(now).filter(pk=membership.pk, ends_at=membership.ends_at)
    if membership.starts_at >= now:
        changed, _rows = standing.delete()
    else:
        changed = standing.update(ends_at=now, ended_by=by)
    if changed == 0:
        raise RuleError(_("Noen andre endret deltakelsen akkurat nå. Se hvordan den er, og prøv igjen."))
    starts_at = max(membership.starts_at, now)
    return _open(membership.network, membership.person, role, organisation, starts_at, ends_at, by)


@transaction.atomic
def change_role_from(
    *, membership: Membership, role: str, starts_at: datetime, by: Person, now: datetime
) -> Membership:
    """Give the person another role from a moment ahead, for the same unit; until then they keep the one they
    have. At once when the moment has come. Raises RuleError as `change_role` does, and when the membership
    ends before then.
    """
    if starts_at <= now:
        return change_role(
            membership=membership,
            role=role,
            organisation=membership.organisation,
            ends_at=membership.ends_at,
            by=by,
            now=now,
        )
    _lock(membership.network)
    if membership.ends_at is not None:
        raise RuleError(
            _("%(person)s er med til en bestemt dag. Endre det først.") % {"person": membership.person}
        )
    as_seen = Membership.objects.current(now).filter(pk=membership.pk, ends_at=None)
    if as_seen.update(ends_at=starts_at, ended_by=by) == 0:
        raise RuleError(_("Noen andre endret deltakelsen akkurat nå. Se hvordan den er, og prøv igjen."))
    return _open(membership.network, membership.person, role, membership.organisation, starts_at, None, by)


@transaction.atomic
def undo_coming_role(*, network: Network, person: Person, role: str, by: Person, now: datetime) -> None:
    """The role that was to begin later is not given, and the one before goes on. Nothing if it has begun."""
    _lock(network)
    coming = Membership.objects.filter(network=network, person=person, role=role, starts_at__gt=now).first()
    if coming is None:
        return
    before = Membership.objects.current(now).filter(network=network, person=person, ends_at=coming.starts_at)
    ends_at = coming.ends_at
    coming.delete()
    before.update(ends_at=ends_at, ended_by=None)


def _check_period(*, role: str, starts_at: datetime, ends_at: datetime | None) -> None:
    if role == Role.PARTNER and ends_at is None:
        raise RuleError(_("En ekstern partner må ha en sluttdato. Skriv den siste dagen i avtalen."))
    if ends_at is not None and ends_at <= starts_at:
        raise RuleError(_("Siste dag må være etter den første. Velg en senere dato."))


def _lock(network: Network) -> None:
    """Those who change the members of one network wait for each other."""
    Network.objects.select_for_update().get(pk=network.pk)


def _somebody_else_leads(membership: Membership, *, after: datetime, now: datetime) -> None:
    others = Membership.objects.current(now).filter(network=membership.network_id, role=Role.LEADER)
    others = others.exclude(person=membership.person_id)
    others = others.filter(Q(ends_at=None) | Q(ends_at__gt=after + HANDOVER))
    if not membership.network.is_closed and not others.exists():
        raise RuleError(_("Nettverket må ha en leder. Gjør noen andre til nettverksleder først."))


def _open(
    network: Network,
    person: Person,
    role: str,
    organisation: Organisation | None,
    starts_at: datetime,
    ends_at: datetime | None,
    by: Person,
) -> Membership:
    try:
        with transaction.atomic():
            return Membership.objects.create(
                network=network,
                person=person,
                role=role,
                organisation=organisation,
                starts_at=starts_at,
                ends_at=ends_at,
                added_by=by,
            )
    except IntegrityError as error:
        raise RuleError(_("%(person)s er allerede med i nettverket.") % {"person": person}) from error
