"""School owners from the table of municipalities and counties."""

from __future__ import annotations

from django.db import transaction

from redthread.people.models import Organisation
from redthread.people.municipalities import counties, owner_names

OSLO = "03"  # a municipality that is also a county; it is one owner


@transaction.atomic
def load_municipalities() -> int:
    """Make an owner of each municipality and county that is not there yet; says how many were made.

    A county has its own two digits where a municipality has four.
    """
    municipality, county = Organisation.OwnerKind.MUNICIPALITY, Organisation.OwnerKind.COUNTY
    wanted = {(municipality, number): name for number, name in owner_names().items()}
    wanted |= {
        (county, number): f"{name} fylkeskommune" for number, name in counties().items() if number != OSLO
    }
    there = set(
        Organisation.objects.filter(owner_kind__in=(municipality, county)).values_list(
            "owner_kind", "municipality_number"
        )
    )
    missing = [
        Organisation(kind=Organisation.Kind.OWNER, owner_kind=kind, municipality_number=number, name=name)
        for (kind, number), name in wanted.items()
        if (kind, number) not in there
    ]
    return len(Organisation.objects.bulk_create(missing))
