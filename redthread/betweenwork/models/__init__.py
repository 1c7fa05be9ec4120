"""What the schools do between two gatherings, and what they try out."""

from redthread.betweenwork.models.assignments import (
    Assignment,
    AssignmentQuerySet,
    SchoolLine,
    SchoolLineQuerySet,
    SchoolSummary,
    SchoolSummaryQuerySet,
    SubmissionKey,
    SummaryLink,
    SummaryLinkQuerySet,
    SummaryPhoto,
    new_seed,
    next_start,
)
from redthread.betweenwork.models.letters import MonthlyLetter, MonthlyLetterQuerySet
from redthread.betweenwork.models.staff_kits import (
    AnswerPile,
    StaffKit,
    StaffKitQuerySet,
    StaffQuestion,
)
from redthread.betweenwork.models.try_outs import (
    ASKED_AGAIN_AFTER,
    SpiralStep,
    Thanks,
    TryOut,
    TryOutQuerySet,
    TryOutSchool,
)

__all__ = [
    "ASKED_AGAIN_AFTER",
    "AnswerPile",
    "Assignment",
    "AssignmentQuerySet",
    "MonthlyLetter",
    "MonthlyLetterQuerySet",
    "SchoolLine",
    "SchoolLineQuerySet",
    "SchoolSummary",
    "SchoolSummaryQuerySet",
    "SpiralStep",
    "StaffKit",
    "StaffKitQuerySet",
    "StaffQuestion",
    "SubmissionKey",
    "SummaryLink",
    "SummaryLinkQuerySet",
    "SummaryPhoto",
    "Thanks",
    "TryOut",
    "TryOutQuerySet",
    "TryOutSchool",
    "new_seed",
    "next_start",
]
