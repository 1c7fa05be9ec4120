"""What a network's year has anyway: taken in, changed, and taken out."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.models import Network
from redthread.people.models import Person
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.models import FixedMatter

MOST = 100  # in one network and year


@transaction.atomic
def add_matter(
    *,
    network: Network,
    year: SchoolYear,
    kind: str,
    name: str,
    starts_on: date,
    ends_on: date,
    goes_on_agenda: bool,
    is_confirmed: bool,
    by: Person,
    now: datetime,
) -> FixedMatter:
    """Take the matter into the year. The same one twice (a double press) is one. Raises RuleError."""
    _check_days(starts_on, ends_on, year)
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    there = FixedMatter.objects.filter(network=network, first_year=year.first_year)
    same = there.filter(kind=kind, name=name, starts_on=starts_on, ends_on=ends_on).first()
    if same is not None:
        return same
    if there.count() >= MOST:
        raise RuleError(
            _("Året har alt %(most)d faste saker. Fjern noen før du legger til.") % {"most": MOST}
        )
    return FixedMatter.objects.create(
        network=network,
        first_year=year.first_year,
        kind=kind,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        goes_on_agenda=goes_on_agenda,
        is_confirmed=is_confirmed,
    )


def change_matter(
    *,
    matter: FixedMatter,
    kind: str,
    name: str,
    starts_on: date,
    ends_on: date,
    goes_on_agenda: bool,
    is_confirmed: bool,
    by: Person,
    now: datetime,
) -> None:
    """Write the matter anew. Raises RuleError for days outside its year."""
    _check_days(starts_on, ends_on, SchoolYear(matter.first_year))
    FixedMatter.objects.filter(pk=matter.pk).update(
        kind=kind,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        goes_on_agenda=goes_on_agenda,
        is_confirmed=is_confirmed,
    )


def remove_matter(*, matter: FixedMatter, by: Person, now: datetime) -> None:
    """Take the matter out of the year."""
    FixedMatter.objects.filter(pk=matter.pk).delete()


def _check_days(starts_on: date, ends_on: date, year: SchoolYear) -> None:
    if ends_on < starts_on:
        raise RuleError(_("Dette slutter før det starter. Rett en av datoene."))
    if starts_on not in year or ends_on not in year:
        raise RuleError(_("Dette er utenfor skoleåret %(year)s. Rett datoen.") % {"year": year})
