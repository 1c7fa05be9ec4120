"""A wave is closed: small groups are merged, and its results are made, once."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from django.db import transaction
from django.utils.translation import override

from redthread.identifying.known_index import Index
from redthread.knowledge.known_names import known_of
from redthread.people.models import Person
from redthread.surveys.bundles import width_of
from redthread.surveys.closed_waves import Invited, closed_wave, earlier_waves, groups_of, piles_of
from redthread.surveys.definition import instrument_of
from redthread.surveys.drawn import pictures_of
from redthread.surveys.figures.made import figures_of
from redthread.surveys.figures.response import Round, response_figures
from redthread.surveys.free_text import texts_of
from redthread.surveys.merging import Merged, merged, renumbering
from redthread.surveys.models import AnswerBundle, Wave, WaveResult

AT_ONCE = 5_000  # answers; more are left to the worker, and the page says so
WRITTEN_AT_ONCE = 500


@transaction.atomic
def close_wave(*, wave: Wave, by: Person | None, now: datetime) -> None:
    """Take no more answers, and make the results of those that came. Closed again it changes nothing.

    `by` is None when the last day is over.
    """
    # Whoever lays in an answer holds its bundle until it is laid; so all of them are in before it closes.
    bundles = list(AnswerBundle.objects.select_for_update(no_key=True).filter(wave=wave).order_by("number"))
    is_open = Wave.objects.filter(pk=wave.pk, opened_at__isnull=False, closed_at=None)
    if is_open.update(closed_at=now, closed_by=by) == 0:
        return
    wave.closed_at, wave.closed_by = now, by
    _merge_small_groups(wave, bundles)
    if sum(len(bundle.rows) for bundle in bundles) <= AT_ONCE * width_of(wave.survey):
        make_result(wave=wave, now=now)


@transaction.atomic
def make_result(*, wave: Wave, now: datetime) -> None:
    """Work out and keep what may be shown of a closed wave. A result that is made stays as it is."""
    if WaveResult.objects.filter(wave=wave).exists():
        return
    survey, invited = wave.survey, Invited(wave)
    instrument = instrument_of(survey)
    before, rounds = earlier_waves(wave)
    closed = closed_wave(wave, invited)
    figures = figures_of(closed, instrument, before)
    now_told = Round(invited.asked(), closed.people, figures["levels"])
    figures["response"] = response_figures(now_told, rounds, k=survey.k)
    figures["texts"] = texts_of(piles_of(wave), Index(known_of(survey.network)))
    with override(survey.network.owner.written_norm or "nb"):
        waves = [*((one.number, one.figures) for one in before), (wave.number, figures)]
        pictures = pictures_of(waves, instrument)
    WaveResult.objects.create(wave=wave, figures=figures, pictures=pictures, made_at=now)


def make_waiting_results(now: datetime) -> None:
    """The worker's part: closed waves whose results are not made yet."""
    waiting = Wave.objects.filter(closed_at__isnull=False, result=None, survey__dropped_at=None)
    for wave in waiting.select_related("survey__network__owner").order_by("closed_at", "pk"):
        make_result(wave=wave, now=now)


def _merge_small_groups(wave: Wave, bundles: list[AnswerBundle]) -> None:
    """Write the bundles anew where a stored background is that of fewer than k who have answered."""
    width = width_of(wave.survey)
    matrices = [np.frombuffer(bytes(bundle.rows), np.uint8).reshape(-1, width) for bundle in bundles]
    counts = sum((np.bincount(matrix[:, 0], minlength=256) for matrix in matrices), np.zeros(256, int))
    found = merged(groups_of(wave), dict(enumerate(counts.tolist())), wave.survey.k)
    if not found:
        return
    now_called = np.arange(256, dtype=np.uint8)
    for old, new in renumbering(found).items():
        now_called[old] = new
    for bundle, matrix in zip(bundles, matrices, strict=True):
        written = matrix.copy()
        written[:, 0] = now_called[matrix[:, 0]]
        bundle.rows = written.tobytes()
    AnswerBundle.objects.bulk_update(bundles, ["rows"], batch_size=WRITTEN_AT_ONCE)
    for one in found:
        _merge_rows(wave, one)


def _merge_rows(wave: Wave, one: Merged) -> None:
    """Those who were asked follow their group, by mail or by code."""
    groups = {group.number: group for group in wave.groups.filter(number__in=one.numbers)}
    into = groups.pop(one.number)
    for asked in (wave.codes, wave.invitations):
        asked.filter(group__in=groups.values()).update(group=into)
    into.role, into.school_kind = one.role, one.kind
    into.invited += sum(group.invited for group in groups.values())
    into.save(update_fields=["role", "school_kind", "invited"])
    wave.groups.filter(number__in=groups).delete()
