"""What the worker does by the clock: a wave closes after its last day, and who was asked is forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from redthread.surveys.actions.closing import close_wave
from redthread.surveys.actions.forgetting import forget_who_was_asked
from redthread.surveys.actions.last_day import close_waves_that_are_over
from redthread.surveys.bundles import answers_of
from redthread.surveys.models import SpentTicket, SurveyInvitation, Wave
from redthread.surveys.tests.answered import answered_wave, schools_in, survey_of
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


def test_what_has_changed_is_told_though_nobody_knows_who_was_asked_before(cast: Cast) -> None:
    """Two of the three roles were too few and became one, so that the answers name only the third."""
    answered = {"principal": 3, "middle_leader": 12, "teacher": 40}
    schools, told = schools_in(cast.network, cast.owner), []
    for then in (NOW, NOW - timedelta(days=366)):
        survey = survey_of(cast.network, cast.liv, then)
        for number, at in enumerate((then, NOW), start=1):
            wave = answered_wave(survey, answered, schools, at, number=number, seed=number)
            close_wave(wave=wave, by=cast.liv, now=at)
            forget_who_was_asked(NOW)
        told.append(Wave.objects.get(pk=wave.pk).result.figures["changes"])

    assert SurveyInvitation.objects.filter(wave__survey=survey).values("wave").distinct().count() == 1
    assert told[0] == told[1]
    assert {change["level"] for change in told[0][0]["changes"]} == {"total", "role:teacher"}


def test_a_wave_closes_by_itself_when_its_last_day_is_over(cast: Cast) -> None:
    people(cast.network, cast.asen, 6)
    last = timezone.localdate(NOW)
    wave = opened(cast.network, cast.liv, NOW, roles=["principal"], closes_on=last)
    answer(ticket_of(wave, cast.mona), NOW, useful=4)

    close_waves_that_are_over(NOW)
    assert Wave.objects.get().closed_at is None
    later = NOW + timedelta(days=1)
    for _run in range(2):
        close_waves_that_are_over(later)

    closed = Wave.objects.get()
    assert (closed.closed_at, closed.closed_by) == (later, None)
