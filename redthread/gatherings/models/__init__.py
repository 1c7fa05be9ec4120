"""A gathering with its agenda, who came, what was said yes to, and what each school promised."""

from redthread.gatherings.models.agenda import AgendaItem, AgendaProposal, ItemLeader
from redthread.gatherings.models.attendance import Attendance, AttendanceQuerySet
from redthread.gatherings.models.commitments import Commitment, CommitmentQuerySet, CommitmentStep
from redthread.gatherings.models.gatherings import Gathering, GatheringQuerySet
from redthread.gatherings.models.groups import Group, Grouping, GroupPlace, PairWish
from redthread.gatherings.models.invitations import CalendarFeed, Invitation
from redthread.gatherings.models.methods import BalanceNorm, DayTemplate, DayTemplateQuerySet, Method, Shared
from redthread.gatherings.models.minutes import Approval, Minutes
from redthread.gatherings.models.outcomes import SHARED, Outcome, OutcomeQuerySet, OwnerAnswer, Vote
from redthread.gatherings.models.polls import DateAnswer, DateOption, DatePoll, Voter
from redthread.gatherings.models.preparation import Preparation, Prepared
from redthread.gatherings.models.results import ResultCell, ResultTable

__all__ = [
    "SHARED",
    "AgendaItem",
    "AgendaProposal",
    "Approval",
    "Attendance",
    "AttendanceQuerySet",
    "BalanceNorm",
    "CalendarFeed",
    "Commitment",
    "CommitmentQuerySet",
    "CommitmentStep",
    "DateAnswer",
    "DateOption",
    "DatePoll",
    "DayTemplate",
    "DayTemplateQuerySet",
    "Gathering",
    "GatheringQuerySet",
    "Group",
    "GroupPlace",
    "Grouping",
    "Invitation",
    "ItemLeader",
    "Method",
    "Minutes",
    "Outcome",
    "OutcomeQuerySet",
    "OwnerAnswer",
    "PairWish",
    "Preparation",
    "Prepared",
    "ResultCell",
    "ResultTable",
    "Shared",
    "Vote",
    "Voter",
]
