"""Who can what, asking each other for help, pairs and small groups."""

from redthread.peers.models.directory import HiddenLine, Offer
from redthread.peers.models.groups import GroupInvitation, GroupRoom
from redthread.peers.models.help import AnswerPace, HelpMessage, HelpRequest, HelpTalk
from redthread.peers.models.pairs import NeighbourNote, Pair

__all__ = [
    "AnswerPace",
    "GroupInvitation",
    "GroupRoom",
    "HelpMessage",
    "HelpRequest",
    "HelpTalk",
    "HiddenLine",
    "NeighbourNote",
    "Offer",
    "Pair",
]
