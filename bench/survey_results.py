"""From closing to results: 1,000 × 100 and 500,000 × 100 answers, with seconds and the most memory.

The wave lies in the database as it does when it is open: answers in bundles, a spent ticket for each. Timed
is what happens when it is closed: the bundles are held and read, the mask is chosen, figures and pictures
are made and stored. `--small` for the first alone, `--database postgres` for the other database.
"""

from __future__ import annotations

import argparse
import resource
import secrets
import sys
import time
from itertools import islice
from typing import Any

import numpy as np

from bench.kit.ready import make_ready, set_environment
from redthread.instruments.model import AnswerScale, Index, Instrument, Item, Option, Section, Text
from redthread.instruments.toml_writing import write

ITEMS, IN_AN_INDEX, IN_A_BUNDLE, AT_A_TIME, SCHOOLS = 100, 5, 50, 1_000, 5
SHARES = {("principal", "school"): 0.1, ("middle_leader", "school"): 0.25, ("teacher", "school"): 0.55}
SHARES[("teacher", "kindergarten")] = 0.1
GOALS = {1_000: 5.0, 500_000: 30.0}  # seconds
MOST_MEMORY = 2 * 2**20  # KiB


def instrument() -> Instrument:
    def text(words: str) -> Text:
        return Text(words, words, words)

    scale = AnswerScale("agree", "ordered", tuple(Option(v, text(f"{v}")) for v in range(1, 6)), True, True)
    items = tuple(Item(f"q{place}", text(f"Q{place}"), scale="agree") for place in range(ITEMS))
    indices = tuple(
        Index(f"i{first}", text(f"I{first}"), tuple(f"q{first + place}" for place in range(IN_AN_INDEX)))
        for first in range(0, ITEMS, IN_AN_INDEX)
    )
    sections = (Section(text("S"), items),)
    return Instrument("bench", 1, text("B"), text("B"), {"agree": scale}, sections, indices)


def answers(people: int, chance: np.random.Generator) -> np.ndarray:
    """A row somebody: the group's number, and a byte a question, a tenth of them missing."""
    own = chance.normal(size=(people, 1))
    rows = np.empty((people, ITEMS + 1), np.uint8)
    rows[:, 0] = chance.choice(len(SHARES), people, p=list(SHARES.values())) + 1
    rows[:, 1:] = np.clip(np.rint(3 + 0.8 * own + 0.8 * chance.normal(size=(people, ITEMS))), 1, 5)
    rows[:, 1:][chance.random((people, ITEMS)) < 0.1] = 254
    return rows


def wave_of(people: int) -> Any:
    """An open wave that so many have answered by codes, each group at five schools of its own."""
    from django.utils import timezone

    from bench.kit.rows import fast
    from redthread.networks.models import Network
    from redthread.people.models import Organisation
    from redthread.surveys.models import AnswerBundle, OpenCode, RespondentGroup, SpentTicket, Survey, Wave
    from redthread.surveys.tickets import seats_of

    now, network = timezone.now(), Network.objects.order_by("pk")[0]
    OpenCode.objects.filter(wave__survey__start_key="bench-results").delete()
    Survey.objects.filter(start_key="bench-results").delete()
    survey = Survey.objects.create(
        network=network, start_key="bench-results", title="Bench", definition=write(instrument()),
        made_by=network.created_by, made_at=now,
    )  # fmt: skip
    wave = Wave.objects.create(survey=survey, number=1, roles=["teacher"], opened_at=now)
    schools, codes = iter(Organisation.objects.filter(kind="school")), list[OpenCode]()
    for number, ((role, kind), share) in enumerate(SHARES.items(), start=1):
        group = RespondentGroup.objects.create(wave=wave, number=number, role=role, school_kind=kind)
        codes += OpenCode.objects.bulk_create(
            OpenCode(
                wave=wave, group=group, role=role, unit=unit, code=secrets.token_hex(5).upper(),
                most=round(share * people / SCHOOLS),
            )
            for unit in islice(schools, SCHOOLS)
        )  # fmt: skip
    seats = (seat for code in codes for seat in seats_of(code))
    chance = np.random.default_rng(1)
    with fast():
        for first in range(0, people, AT_A_TIME * IN_A_BUNDLE):
            rows = answers(min(AT_A_TIME * IN_A_BUNDLE, people - first), chance)
            AnswerBundle.objects.bulk_create(
                AnswerBundle(
                    wave=wave,
                    number=(first + at) // IN_A_BUNDLE + 1,
                    rows=rows[at : at + IN_A_BUNDLE].tobytes(),
                )
                for at in range(0, len(rows), IN_A_BUNDLE)
            )
            SpentTicket.objects.bulk_create(
                SpentTicket(pk=int(mark[:15], 16), wave=wave, mark=mark, retry=mark, seat=next(seats, None))
                for mark in (secrets.token_hex(32) for _one in range(len(rows)))
            )
    return wave


def seconds_of(wave: Any, people: int) -> tuple[float, float]:
    """On the clock, and of the processor."""
    from django.utils import timezone

    from redthread.surveys.actions.closing import close_wave, make_result
    from redthread.surveys.models import WaveResult

    start, used = time.perf_counter(), time.process_time()
    close_wave(wave=wave, by=None, now=timezone.now())
    make_result(wave=wave, now=timezone.now())
    spent = time.perf_counter() - start, time.process_time() - used
    assert WaveResult.objects.get(wave=wave).figures["levels"][0]["n"] == people
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    chosen = parser.parse_args()
    set_environment(chosen.database, is_small=True)
    import django

    django.setup()
    from django.utils import timezone

    make_ready(is_small=True, now=timezone.now())
    for people in list(GOALS)[: 1 if chosen.small else None]:
        seconds, used = seconds_of(wave_of(people), people)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        is_met = seconds <= GOALS[people] and memory <= MOST_MEMORY
        sys.stdout.write(
            f"{people:>9,} × {ITEMS}: {seconds:6.2f} s (goal {GOALS[people]:g} s),"
            f" of the processor {used:.1f} s, {memory / 1024:,.0f} MiB, {'met' if is_met else 'NOT MET'}\n"
        )


if __name__ == "__main__":
    main()
