"""What each role may do. Rights are code with short, stable values."""

from enum import StrEnum

from redthread.networks.models import Role


class Permission(StrEnum):
    NETWORK_VIEW = "network.view"
    NETWORK_MANAGE = "network.manage"  # members, units, bodies, mandate, years
    CONTACTS_VIEW = "contacts.view"  # the members' e-mail addresses; not for partners and guests
    SUBGROUP_START = "subgroup.start"  # a small group is light to make (001 L4522-4546)
    PEER_HELP = "peer.help"  # who can what, asking, pairs; never for those who carry upward
    GATHERING_VIEW = "gathering.view"
    GATHERING_PLAN = "gathering.plan"  # drafts, agenda, publishing, minutes
    AGENDA_PROPOSE = "agenda.propose"
    MINUTES_APPROVE = "minutes.approve"
    SUMMARY_WRITE = "summary.write"  # for one's own school only
    COMMITMENT_CLOSE = "commitment.close"
    OWNER_ANSWER = "owner.answer"  # answers proposals to the owner
    VISIT_WRITE = "visit.write"  # guides schools, and keeps the log of it
    SURVEY_RUN = "survey.run"  # asks, and reads what may be shown; never who has answered what


_SEE = frozenset({Permission.NETWORK_VIEW, Permission.GATHERING_VIEW})
_TALK = _SEE | {Permission.CONTACTS_VIEW, Permission.AGENDA_PROPOSE, Permission.MINUTES_APPROVE}
_TAKE_PART = _TALK | {Permission.SUMMARY_WRITE, Permission.SUBGROUP_START, Permission.PEER_HELP}
_LEAD = _TAKE_PART | {
    Permission.NETWORK_MANAGE,
    Permission.GATHERING_PLAN,
    Permission.COMMITMENT_CLOSE,
    Permission.VISIT_WRITE,
    Permission.SURVEY_RUN,
}

GRANTS: dict[str, frozenset[Permission]] = {
    Role.LEADER: _LEAD,
    Role.DEPUTY: _LEAD,
    Role.MEMBER: _TAKE_PART,
    Role.DELEGATE: _TAKE_PART,
    # The owner's consultant answers, informs and carries upward, but does not own the agenda (000).
    Role.CONSULTANT: _TALK | {Permission.OWNER_ANSWER},
    Role.PARTNER: _SEE | {Permission.VISIT_WRITE, Permission.SURVEY_RUN},
    Role.GUEST: _SEE,
}

# Whoever chairs a gathering plans and runs that one gathering, whatever else the role grants.
CHAIR_OF_THE_DAY = frozenset({Permission.GATHERING_PLAN, Permission.COMMITMENT_CLOSE})

# In a closed network everything can be read, and its leaders may end access or open it again.
IN_A_CLOSED_NETWORK = _SEE | {Permission.NETWORK_MANAGE, Permission.CONTACTS_VIEW}
