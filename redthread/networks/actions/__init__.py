"""Every change to networks, one public function a verb."""

from redthread.networks.actions.bodies import (
    add_body,
    add_ready_bodies,
    change_body,
    give_seat,
    remove_body,
    take_seat,
)
from redthread.networks.actions.mandates import MandateMovedOn, write_mandate
from redthread.networks.actions.member_file import add_members
from redthread.networks.actions.members import (
    add_from_above,
    add_membership,
    change_role,
    change_role_from,
    end_membership,
    invite,
    undo_coming_role,
)
from redthread.networks.actions.networks import close_network, rename_network, reopen_network, start_network
from redthread.networks.actions.units import move_unit_turn, take_in_unit, unit_leaves
from redthread.networks.actions.years import set_chair_rule, set_year

__all__ = [
    "MandateMovedOn",
    "add_body",
    "add_from_above",
    "add_members",
    "add_membership",
    "add_ready_bodies",
    "change_body",
    "change_role",
    "change_role_from",
    "close_network",
    "end_membership",
    "give_seat",
    "invite",
    "move_unit_turn",
    "remove_body",
    "rename_network",
    "reopen_network",
    "set_chair_rule",
    "set_year",
    "start_network",
    "take_in_unit",
    "take_seat",
    "undo_coming_role",
    "unit_leaves",
    "write_mandate",
]
