"""Every change to people and organisations, one public function a verb."""

from redthread.people.actions.municipalities import load_municipalities
from redthread.people.actions.people import AddedPeople, Counts, add_people, import_people
from redthread.people.actions.profile import change_profile
from redthread.people.actions.sign_in import (
    forget_old_sign_in_links,
    link_owner,
    new_sign_in_link,
    sign_out_everywhere,
    use_sign_in_link,
)
from redthread.people.actions.units import LARGEST_CLOSING, UnitReport, import_units

__all__ = [
    "LARGEST_CLOSING",
    "AddedPeople",
    "Counts",
    "UnitReport",
    "add_people",
    "change_profile",
    "forget_old_sign_in_links",
    "import_people",
    "import_units",
    "link_owner",
    "load_municipalities",
    "new_sign_in_link",
    "sign_out_everywhere",
    "use_sign_in_link",
]
