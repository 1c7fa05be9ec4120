"""What a year is planned from and drawn with. The dates themselves are gatherings."""

from redthread.wheel.models.matters import FixedMatter, Initiative
from redthread.wheel.models.plans import BlockedDays, HostWish, YearPlan
from redthread.wheel.models.routes import RoutePeriod, SchoolRoute

__all__ = [
    "BlockedDays",
    "FixedMatter",
    "HostWish",
    "Initiative",
    "RoutePeriod",
    "SchoolRoute",
    "YearPlan",
]
