"""Which backgrounds are told apart in a wave: none with fewer than `k` invited. Pure.

First the kind of school goes, for a role where not every kind has enough; then the smallest roles become one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from redthread.surveys.figures.levels import Background


def coarsened(invited: Mapping[Background, int], k: int) -> dict[Background, Background]:
    """What each background is stored as. Who are invited must be `k` or more in all.

    >>> coarsened({("teacher", "school"): 6, ("teacher", "support"): 2}, 5)
    {('teacher', 'school'): ('teacher', ''), ('teacher', 'support'): ('teacher', '')}
    >>> coarsened({("principal", "school"): 7, ("owner", ""): 1, ("adviser", ""): 5}, 5)[("adviser", "")]
    ('', '')
    """
    stored = {one: _without_kind(one, invited, k) for one in invited}
    roles: Counter[str] = Counter()
    for (role, _kind), count in invited.items():
        roles[role] += count
    merged = _too_few(roles, k)
    return {one: ("", "") if one[0] in merged else new for one, new in stored.items()}


def _without_kind(one: Background, invited: Mapping[Background, int], k: int) -> Background:
    role, kind = one
    kinds = [count for (other, _kind), count in invited.items() if other == role]
    return (role, kind if len(kinds) > 1 and min(kinds) >= k else "")


def _too_few(roles: Counter[str], k: int) -> set[str]:
    """The roles that become one: those with fewer than `k`, and the next smallest until they are enough."""
    merged: set[str] = set()
    together = 0
    for role, count in sorted(roles.items(), key=lambda pair: (pair[1], pair[0])):
        if count >= k and (together == 0 or together >= k):
            break
        merged.add(role)
        together += count
    return merged
