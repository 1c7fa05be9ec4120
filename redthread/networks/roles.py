"""What each role may do. Rights are code with short, stable values."""

from enum import StrEnum

from redthread.networks.models import Role


class Permission(StrEnum):
    NETWORK_VIEW = "network.view"
    NETWORK_MANAGE = "network.manage"  # members, units, bodies, mandate, years
    GATHERING_VIEW = "gathering.view"
    GATHERING_PLAN = "gathering.plan"  # drafts, agenda, publishing, minutes
    AGENDA_PROPOSE = "agenda.propose"
    MINUTES_APPROVE = "minutes.approve"
    SUMMARY_WRITE = "summary.write"  # for one's own school only
    COMMITMENT_CLOSE = "commitment.close"
    OWNER_ANSWER = "owner.answer"  # answers proposals to the owner


_SEE = frozenset({Permission.NETWORK_VIEW, Permission.GATHERING_VIEW})
_TAKE_PART = _SEE | {Permission.AGENDA_PROPOSE, Permission.MINUTES_APPROVE, Permission.SUMMARY_WRITE}
_LEAD = _TAKE_PART | {Permission.NETWORK_MANAGE, Permission.GATHERING_PLAN, Permission.COMMITMENT_CLOSE}

GRANTS: dict[str, frozenset[Permission]] = {
    Role.LEADER: _LEAD,
    Role.DEPUTY: _LEAD,
    Role.MEMBER: _TAKE_PART,
    Role.DELEGATE: _TAKE_PART,
    # The owner's consultant answers, informs and carries upward, but does not own the agenda (000).
    Role.CONSULTANT: _SEE | {Permission.AGENDA_PROPOSE, Permission.MINUTES_APPROVE, Permission.OWNER_ANSWER},
    Role.PARTNER: _SEE,
    Role.GUEST: _SEE,
}

# Whoever chairs a gathering plans and runs that one gathering, whatever else the role grants.
CHAIR_OF_THE_DAY = frozenset({Permission.GATHERING_PLAN, Permission.COMMITMENT_CLOSE})
