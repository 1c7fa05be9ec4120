"""Words for what stands in the minutes, the same on the page, in files and in a release. Pure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.models import Commitment, CommitmentStep, Vote
from redthread.gatherings.votes import Count


def votes_text(votes: Count) -> str:
    """«5 for, 1 mot, 1 avsto. Flertallet var for.»"""
    counted = _("%(for)d for, %(against)d mot, %(abstained)d avsto.") % {
        "for": votes.in_favour,
        "against": votes.against,
        "abstained": votes.abstained,
    }
    leans = {"for": _("Flertallet var for."), "against": _("Flertallet var mot."), "even": _("Like mange.")}
    return f"{counted} {leans[votes.leans]}"


def dissent_text(vote: Vote) -> str:
    """«Mona Vik var uenig: vi har ikke tid i høst.»"""
    return _("%(name)s var uenig: %(reason)s") % {"name": vote.person, "reason": vote.reason}


def due_text(commitment: Commitment) -> str:
    return _("innen %(day)s") % {"day": dates.day_and_year(commitment.due_on)} if commitment.due_on else ""


def step_text(step: CommitmentStep) -> str:
    """«Åsen skole: Prøve ut to-lærer – fullført. Elevene leser mer.»"""
    commitment = step.commitment
    return f"{commitment.school}: {commitment.what} – {step.get_choice_display()}. {step.word}"
