"""A year after the closing nobody can see who was asked, and the answers stay."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from redthread.surveys.actions.forgetting import forget_who_was_asked
from redthread.surveys.bundles import answers_of
from redthread.surveys.models import SpentTicket, SurveyInvitation, Wave
from redthread.surveys.tests.fieldwork import answer, opened, people, ticket_of
from redthread.testing.cast import Cast

NOW = timezone.now()


def test_who_was_asked_is_forgotten_a_year_after_the_closing(cast: Cast) -> None:
    people(cast.network, cast.asen, 6)
    old, new = (opened(cast.network, cast.liv, NOW, roles=["principal"]) for _survey in range(2))
    for wave in (old, new):
        answer(ticket_of(wave, cast.mona), NOW, useful=4)
    Wave.objects.filter(pk=old.pk).update(closed_at=NOW - timedelta(days=366))
    Wave.objects.filter(pk=new.pk).update(closed_at=NOW - timedelta(days=364))

    for _run in range(2):
        forget_who_was_asked(NOW)

    assert {one.wave_id for one in SurveyInvitation.objects.all()} == {new.pk}
    assert {one.wave_id for one in SpentTicket.objects.all()} == {new.pk}
    assert len(answers_of(old)) == 1
