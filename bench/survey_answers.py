"""Surveys: `python -m bench.survey_answers`, or `--small` to try it out.

A thousand respondents, half of them by a link of their own and half by the codes of ten schools, send their
answers within five seconds, and a tenth of them send the same again. Goals: p95 at most 300 ms, nothing lost
and nothing double. Respondents and server are different processes on the same machine. `--database postgres`
for the other database.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import secrets
import sys
import time
from pathlib import Path
from statistics import median, quantiles

from bench.kit.ready import make_ready, set_environment
from bench.kit.serving import OURS, free_port, processor_seconds, server

GOAL, SECONDS, SCHOOLS = 300, 5.0, 10
DEFINITION = Path("redthread/instruments/library/programme-evaluation.toml")


def main() -> None:
    chosen = options().parse_args()
    set_environment(chosen.database, is_small=True)
    import django

    django.setup()
    from django.utils import timezone

    make_ready(is_small=True, now=timezone.now())
    many = 50 if chosen.small else chosen.respondents
    tokens, answers = wave_of(many)
    port = free_port()
    with server(OURS, port) as process:
        began = processor_seconds(process.pid)
        delays, refused = asyncio.run(send_all(port, tokens, answers))
        spent = processor_seconds(process.pid) - began
    tell(many, delays, refused, stored(), 1000 * spent / (len(delays) + refused))


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true", help="fewer respondents, to try it out")
    parser.add_argument("--respondents", type=int, default=1000)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    return parser


def wave_of(many: int) -> tuple[list[str], dict[str, str]]:
    """An open wave that so many are asked in, their links, and an answer to every question."""
    from django.utils import timezone

    from redthread.networks.models import Network
    from redthread.people.models import Person
    from redthread.surveys.bundles import bundles_for
    from redthread.surveys.definition import instrument_of
    from redthread.surveys.models import (
        AnswerBundle,
        OpenCode,
        RespondentGroup,
        Survey,
        SurveyInvitation,
        TextPile,
        Wave,
    )
    from redthread.surveys.tickets import minted, token_of

    now, network = timezone.now(), Network.objects.order_by("pk")[0]
    Person.objects.filter(email__endswith="@survey.example").delete()
    survey = Survey.objects.create(
        network=network,
        start_key=f"bench-{time.time_ns()}",
        title="Bench",
        definition=DEFINITION.read_text(),
        made_by=network.created_by,
        made_at=now,
    )
    wave = Wave.objects.create(survey=survey, number=1, roles=["principal"], opened_at=now)
    group = RespondentGroup.objects.create(wave=wave, number=1, role="principal", invited=many)
    instrument = instrument_of(survey)
    AnswerBundle.objects.bulk_create(
        AnswerBundle(wave=wave, number=number) for number in range(1, bundles_for(many) + 1)
    )
    items = [item for item in instrument.items if item.is_for("principal")]
    TextPile.objects.bulk_create(
        TextPile(wave=wave, item=item.code) for item in instrument.items if item.kind == "text"
    )
    people = Person.objects.bulk_create(
        Person(name=f"Nils {n}", email=f"nils{n}@survey.example") for n in range(many // 2)
    )
    invitations = SurveyInvitation.objects.bulk_create(
        SurveyInvitation(wave=wave, person=one, role="principal", group=group) for one in people
    )
    each = (many - len(people)) // SCHOOLS
    codes = OpenCode.objects.bulk_create(
        OpenCode(wave=wave, group=group, role="principal", code=secrets.token_hex(5).upper(), most=each)
        for _school in range(SCHOOLS)
    )
    answers = {}
    for item in items:
        scale = instrument.scale_of(item)
        answers[item.code] = str(scale.options[0].value) if scale else "Mer tid sammen om det vi prøver ut."
    phones = [minted(code) for code in codes for _phone in range(each)]
    return [*(token_of(one) for one in invitations), *phones], answers


async def send_all(port: int, tokens: list[str], answers: dict[str, str]) -> tuple[list[float], int]:
    """Milliseconds of each answer that was taken, and how many were not."""
    found = await asyncio.gather(*(one(port, token, n, answers) for n, token in enumerate(tokens)))
    delays = [delay for several in found for delay in several]
    return [delay for delay in delays if delay >= 0], sum(delay < 0 for delay in delays)


async def one(port: int, token: str, number: int, answers: dict[str, str]) -> list[float]:
    await asyncio.sleep(random.random() * SECONDS)
    body = json.dumps({"answers": answers, "key": f"bench-phone-{number:08d}"}).encode()
    return [await post(port, token, body) for _try in range(2 if number % 10 == 0 else 1)]


async def post(port: int, token: str, body: bytes) -> float:
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST /undersokelse/svar/{token}/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
        + body
    )
    answer = await reader.read()
    writer.close()
    return 1000 * (time.perf_counter() - began) if answer.startswith(b"HTTP/1.1 200") else -1


def stored() -> tuple[int, int]:
    """Answers and used tickets of the newest wave."""
    from redthread.surveys.bundles import answers_of
    from redthread.surveys.models import Wave

    wave = Wave.objects.latest("pk")
    return len(answers_of(wave)), wave.spent_tickets.count()


def tell(many: int, delays: list[float], refused: int, there: tuple[int, int], spent: float) -> None:
    p95 = quantiles(delays, n=20)[-1]
    sys.stdout.write(
        f"{many} respondents in {SECONDS:.0f} s, {len(delays)} sent: p50 {median(delays):.0f},"
        f" p95 {p95:.0f} ms (goal: {GOAL}); refused {refused};"
        f" lost {max(0, many - there[0])}, double {max(0, there[0] - many)}, tickets {there[1]};"
        f" {spent:.1f} ms of the processor each\n"
    )


if __name__ == "__main__":
    main()
