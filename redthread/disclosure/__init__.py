"""Which figures can be shown without giving anybody away, and the attacker that tries. Pure."""

from redthread.disclosure.answers import Told, banded_share, banded_shares, response_rate, shown_mean
from redthread.disclosure.populations import (
    Population,
    of_counts,
    of_people,
    of_unlinked_waves,
    of_waves,
)
from redthread.disclosure.protecting import Protected, Verdict, protect
from redthread.disclosure.tables import (
    NETWORK_SCHOOLS,
    SENSITIVE_K,
    SMALLEST_K,
    USUAL_K,
    WORDS,
    Cell,
    Reason,
    Status,
    Table,
    table,
)

__all__ = [
    "NETWORK_SCHOOLS",
    "SENSITIVE_K",
    "SMALLEST_K",
    "USUAL_K",
    "WORDS",
    "Cell",
    "Population",
    "Protected",
    "Reason",
    "Status",
    "Table",
    "Told",
    "Verdict",
    "banded_share",
    "banded_shares",
    "of_counts",
    "of_people",
    "of_unlinked_waves",
    "of_waves",
    "protect",
    "response_rate",
    "shown_mean",
    "table",
]
