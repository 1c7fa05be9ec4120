"""Rights by role, in one table that reads like the rule."""

import pytest

from redthread.networks.models import Role
from redthread.networks.roles import GRANTS, IN_A_CLOSED_NETWORK, Permission

TABLE = """
                    leader deputy member delegate consultant partner guest
network.view        x      x      x      x        x          x       x
gathering.view      x      x      x      x        x          x       x
contacts.view       x      x      x      x        x          -       -
agenda.propose      x      x      x      x        x          -       -
minutes.approve     x      x      x      x        x          -       -
summary.write       x      x      x      x        -          -       -
subgroup.start      x      x      x      x        -          -       -
peer.help           x      x      x      x        -          -       -
visit.write         x      x      -      -        -          x       -
survey.run          x      x      -      -        -          x       -
network.manage      x      x      -      -        -          -       -
gathering.plan      x      x      -      -        -          -       -
commitment.close    x      x      -      -        -          -       -
owner.answer        -      -      -      -        x          -       -
"""
ROLES, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(row[0], role, mark == "x") for row in ROWS for role, mark in zip(ROLES, row[1:], strict=True)]


@pytest.mark.parametrize(("permission", "role", "is_granted"), CELLS)
def test_what_each_role_may_do(permission: str, role: str, is_granted: bool) -> None:
    assert (Permission(permission) in GRANTS[role]) is is_granted


def test_the_table_tells_of_every_role_and_every_permission() -> None:
    assert list(Role.values) == ROLES
    assert {row[0] for row in ROWS} == set(Permission)


def test_a_closed_network_lets_nobody_plan_write_or_answer() -> None:
    assert {
        Permission.NETWORK_VIEW,
        Permission.GATHERING_VIEW,
        Permission.CONTACTS_VIEW,
        Permission.NETWORK_MANAGE,
    } == IN_A_CLOSED_NETWORK
