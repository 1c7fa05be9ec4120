"""What is not needed when a survey has been over for long: who was asked, and which links were used."""

from __future__ import annotations

from datetime import datetime, timedelta

from redthread.surveys.models import SpentTicket, SurveyInvitation, Wave

KEEP = timedelta(days=365)


def forget_who_was_asked(now: datetime) -> None:
    """Duty: a year after a wave is closed its invitations and marks are gone; answers and results stay."""
    over = Wave.objects.filter(closed_at__lt=now - KEEP)
    SurveyInvitation.objects.filter(wave__in=over).delete()
    SpentTicket.objects.filter(wave__in=over).delete()
