"""What is asked, who was asked, what was answered, and what was read out of it; each in its own file."""

from redthread.surveys.models.answers import AnswerBundle, SpentTicket, TextPile
from redthread.surveys.models.fieldwork import OpenCode, RespondentGroup, SurveyInvitation
from redthread.surveys.models.results import WaveResult
from redthread.surveys.models.surveys import OwnInstrument, Survey, Wave

__all__ = [
    "AnswerBundle",
    "OpenCode",
    "OwnInstrument",
    "RespondentGroup",
    "SpentTicket",
    "Survey",
    "SurveyInvitation",
    "TextPile",
    "Wave",
    "WaveResult",
]
