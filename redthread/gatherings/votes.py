"""Who may vote in a body, and what the votes say. Pure; the rules are the bodies' own (002 L6344-6348)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, TypeVar

from redthread.networks.models import Body


class HasSeat(Protocol):
    """What is asked of a seat in a body."""

    person_id: int
    municipality_id: int | None
    is_voting: bool


Seat = TypeVar("Seat", bound=HasSeat)


class Count(NamedTuple):
    """The votes of one decision."""

    in_favour: int
    against: int
    abstained: int

    @property
    def given(self) -> int:
        return self.in_favour + self.against + self.abstained

    @property
    def leans(self) -> str:
        """`for`, `against` or `even`: which side has more votes; those who abstain count for neither.

        The sources name no majority rule, so the minutes say how the votes fell and nothing more.
        """
        if self.in_favour == self.against:
            return "even"
        return "for" if self.in_favour > self.against else "against"


def voters(rule: str, seats: Iterable[Seat]) -> list[Seat]:
    """The seats that may vote, in the order given.

    Without a rule nobody votes: the body agrees, or talks on. With one, the voting seats vote; where the vote
    is the municipality's, a seat without a municipality (PPT, union, development adviser) only has the right
    to speak (002 L6344-6348).
    """
    match rule:
        case Body.VoteRule.PER_MEMBER:
            return [seat for seat in seats if seat.is_voting]
        case Body.VoteRule.PER_MUNICIPALITY:
            return [seat for seat in seats if seat.is_voting and seat.municipality_id is not None]
        case _:
            return []


def count(choices: Sequence[str]) -> Count:
    """Count votes given as `for`, `against` or `abstained`."""
    return Count(choices.count("for"), choices.count("against"), choices.count("abstained"))
