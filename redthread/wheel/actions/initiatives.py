"""Initiatives come in, are changed and go out. What a school is part of is its own to tell."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.wheel.models import Initiative

MOST = 100  # of one organisation in one network; source 003 tells of 82 projects at the same time


@transaction.atomic
def add_initiative(
    *,
    network: Network,
    organisation: Organisation,
    name: str,
    about: str,
    starts_on: date,
    ends_on: date | None,
    by: Person,
    now: datetime,
) -> Initiative:
    """Tell the network of an initiative. The same one twice (a double press) is one.

    Raises RuleError when it ends before it starts, and beyond `MOST` of one organisation.
    """
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    _refuse_backwards(starts_on, ends_on)
    mine = network.initiatives.filter(organisation=organisation)
    same = mine.filter(name=name, about=about, starts_on=starts_on, ends_on=ends_on).first()
    if same is not None:
        return same
    if mine.count() >= MOST:
        raise RuleError(
            _("%(who)s har alt %(most)d satsinger her. Fjern noen som er over, og legg inn denne etterpå.")
            % {"who": organisation, "most": MOST}
        )
    return Initiative.objects.create(
        network=network,
        organisation=organisation,
        name=name,
        about=about,
        starts_on=starts_on,
        ends_on=ends_on,
        added_by=by,
        added_at=now,
    )


@transaction.atomic
def change_initiative(
    *,
    initiative: Initiative,
    organisation: Organisation,
    name: str,
    about: str,
    starts_on: date,
    ends_on: date | None,
    by: Person,
    now: datetime,
) -> None:
    """Let the initiative say something else. Raises RuleError when it ends before it starts."""
    _refuse_backwards(starts_on, ends_on)
    Initiative.objects.filter(pk=initiative.pk).update(
        organisation=organisation, name=name, about=about, starts_on=starts_on, ends_on=ends_on
    )


@transaction.atomic
def remove_initiative(*, initiative: Initiative, by: Person, now: datetime) -> None:
    """Take it out of the register. Taken out already, nothing happens."""
    Initiative.objects.filter(pk=initiative.pk).delete()


def _refuse_backwards(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise RuleError(_("Satsingen slutter før den starter. Rett en av datoene."))
