"""What is held of a session in the room: who sits where, what is written, and where it is shown."""

from redthread.live.models.afterwards import PulseAnswer, TakenIn
from redthread.live.models.contributions import Contribution, Dot, Showing, Theme
from redthread.live.models.participants import Part, Participant, RoleCard
from redthread.live.models.receipts import Receipt
from redthread.live.models.sessions import LiveSession, Step, Table
from redthread.live.models.turns import Speaker, Turn

__all__ = [
    "Contribution",
    "Dot",
    "LiveSession",
    "Part",
    "Participant",
    "PulseAnswer",
    "Receipt",
    "RoleCard",
    "Showing",
    "Speaker",
    "Step",
    "Table",
    "TakenIn",
    "Theme",
    "Turn",
]
