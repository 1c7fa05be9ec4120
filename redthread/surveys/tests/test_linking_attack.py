"""Somebody has the whole database file, its journal and old copies of it, and wants to know who said what.

Ten thousand answer, in groups of five hundred. The attacker puts invitations and answers in every order that
the tables and the bytes of the file have, and says that the first belongs to the first. How many are right
must be what chance gives. Twice the attacker is given more: that people answered in the very order in which
they stand in the database, and copies of the file from underway.

What no table can help against, somebody with the server's secret who watches all the time, is in ADR 13.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone
from scipy.stats import binom

from redthread.people.models import Person
from redthread.surveys.actions.answers import spent
from redthread.surveys.bundles import bundles_for, lay_in
from redthread.surveys.models import AnswerBundle, RespondentGroup, SpentTicket, SurveyInvitation, Wave
from redthread.surveys.tests.fieldwork import survey_of
from redthread.surveys.tickets import token_of
from redthread.testing.cast import build

GROUP, WIDTH = 500, 6
SURE = 0.999
ROW = re.compile(rb"[\x01-\x14]\xa5\x5a(...)", re.DOTALL)  # how the simulated answers begin
INVITATION, MARK = re.compile(rb"q(\d{13})"), re.compile(rb"[0-9a-f]{128}")
Lay = Callable[[Wave, Sequence[bytes]], None]
Order = Sequence[int]  # respondents or answers by the respondent's number, as the attacker lines them up


@dataclass
class Fieldwork:
    """What was simulated. `names` is the truth: by what is written in an answer, whose it is."""

    wave: Wave
    invitations: list[SurveyInvitation]
    names: dict[bytes, int] = field(default_factory=dict)
    copies: list[bytes] = field(default_factory=list)

    def group(self, number: int) -> int:
        return number // GROUP


def simulated(many: int) -> Fieldwork:
    cast = build()
    wave = survey_of(cast.network, cast.liv, timezone.now())
    people = Person.objects.bulk_create(
        Person(name=f"Nils {n}", email=f"nils{n}@fjordvik.example") for n in range(many)
    )
    groups = RespondentGroup.objects.bulk_create(
        RespondentGroup(wave=wave, number=1 + n, role=str(n), invited=GROUP) for n in range(many // GROUP)
    )
    invitations = SurveyInvitation.objects.bulk_create(
        SurveyInvitation(
            wave=wave, person=one, role="teacher", group=groups[n // GROUP], public_id=f"q{n:013}"
        )
        for n, one in enumerate(people)
    )
    numbers = range(1, bundles_for(many) + 1)
    AnswerBundle.objects.bulk_create(AnswerBundle(wave=wave, number=number) for number in numbers)
    Wave.objects.filter(pk=wave.pk).update(opened_at=timezone.now())
    found = Fieldwork(wave, invitations)
    written = random.sample(range(1 << 24), many)
    found.names = {code.to_bytes(3, "big"): n for n, code in enumerate(written)}
    return found


def answer_all(of: Fieldwork, order: Sequence[int], lay: Lay, copies: int = 0) -> None:
    """All answer in that order, a few at a time; now and then somebody takes a copy of the file."""
    codes = {n: code for code, n in of.names.items()}
    start, every = 0, len(order) // (copies + 1)
    while start < len(order):
        some = order[start : start + random.choice((1, 40, 200, 400))]
        start += len(some)
        with transaction.atomic():
            SpentTicket.objects.bulk_create(
                spent(of.wave, of.invitations[n].public_id, f"phone-{n}") for n in some
            )
            lay(of.wave, [bytes([1 + of.group(n)]) + b"\xa5\x5a" + codes[n] for n in some])
        if copies and start // every > len(of.copies):
            of.copies.append(whole_file())


def lay_in_order(wave: Wave, rows: Sequence[bytes]) -> None:
    """A fault: each bundle is filled before the next, and the newest answer lies last."""
    last = AnswerBundle.objects.filter(wave=wave).order_by("number")
    for row in rows:
        bundle = next(one for one in last if len(one.rows) < 50 * WIDTH)
        bundle.rows = bytes(bundle.rows) + row
        bundle.save()


def whole_file() -> bytes:
    """Database and journals as they lie on the disk; nothing where they are not files of ours."""
    name = str(connection.settings_dict["NAME"])
    files = [Path(name + end) for end in ("", "-journal", "-wal")]
    return b"".join(path.read_bytes() for path in files if connection.vendor == "sqlite" and path.is_file())


# What the attacker tries.


def orders_of_people(of: Fieldwork, data: bytes) -> Iterator[tuple[str, Order]]:
    yield "by key", list(range(len(of.invitations)))
    yield "by place in the file", list(dict.fromkeys(int(one[1]) for one in INVITATION.finditer(data)))
    by_mark = {one.mark: one for one in SpentTicket.objects.all()}
    guessed = [
        n for n, one in enumerate(of.invitations) if sha256(one.public_id.encode()).hexdigest() in by_mark
    ]
    yield "by a mark without the secret", guessed


def orders_of_answers(of: Fieldwork, data: bytes) -> Iterator[tuple[str, Order]]:
    for name in ("number", "pk"):
        rows = b"".join(bytes(one.rows) for one in AnswerBundle.objects.order_by(name))
        yield f"by {name} of the bundle", read(of, rows)
    seen = read(of, data)
    yield "by first place in the file", list(dict.fromkeys(seen))
    yield "by last place in the file", list(dict.fromkeys(reversed(seen)))
    copies: dict[int, int] = defaultdict(int)
    for number in seen:
        copies[number] += 1
    yield "by how many copies are left", sorted(copies, key=lambda number: -copies[number])
    if of.copies:
        first = dict.fromkeys(number for copy in [*of.copies, data] for number in read(of, copy))
        yield "by the first copy it is in", list(first)


def read(of: Fieldwork, data: bytes) -> list[int]:
    return [of.names[one[1]] for one in ROW.finditer(data) if one[1] in of.names]


def hits(of: Fieldwork, people: Order, answers: Order) -> int:
    """How often the n-th of a group has given the n-th answer of that group."""
    found = 0
    lines = [by_group(of, people), by_group(of, answers)]
    for group in lines[0]:
        found += sum(one == other for one, other in zip(lines[0][group], lines[1][group], strict=False))
    return found


def by_group(of: Fieldwork, numbers: Order) -> Mapping[int, list[int]]:
    lines: dict[int, list[int]] = defaultdict(list)
    for number in numbers:
        lines[of.group(number)].append(number)
    return lines


def attack(of: Fieldwork) -> dict[str, int]:
    """What each try gives, both from the front and from behind."""
    data = whole_file()
    answers = list(orders_of_answers(of, data))
    found = {}
    for who, people in orders_of_people(of, data):
        for what, given in answers:
            found[f"{who}, {what}"] = hits(of, people, given)
            found[f"{who}, {what}, backwards"] = hits(of, people, given[::-1])
    return found


def chance(many: int, tries: int) -> int:
    """The most that chance gives in any of so many tries, in 999 of 1,000 attacks."""
    return int(binom.ppf(1 - (1 - SURE) / tries, many, 1 / GROUP))


@pytest.mark.slow
def test_who_has_the_database_links_nobody_better_than_chance(transactional_db: None) -> None:
    """Though they answered in the very order in which they stand there."""
    of = simulated(10_000)
    answer_all(of, range(10_000), lay_in)

    found = attack(of)

    assert SpentTicket.objects.count() == 10_000
    assert sorted(read(of, b"".join(bytes(one.rows) for one in AnswerBundle.objects.all()))) == [
        *range(10_000)
    ]
    assert {name: count for name, count in found.items() if count > chance(10_000, len(found))} == {}
    assert len(found) == 30
    assert connection.vendor != "sqlite" or len(read(of, whole_file())) >= 10_000


@pytest.mark.slow
def test_who_has_copies_from_underway_as_well_links_nobody_better(transactional_db: None) -> None:
    """A copy tells which answers are newer; who gave them is in no copy."""
    of = simulated(2_000)
    answer_all(of, random.sample(range(2_000), 2_000), lay_in, copies=8)

    found = attack(of)

    assert connection.vendor != "sqlite" or len(of.copies) >= 4
    assert {name: count for name, count in found.items() if count > chance(2_000, len(found))} == {}


def test_answers_that_lie_in_the_order_they_came_are_caught(transactional_db: None) -> None:
    of = simulated(1_000)
    answer_all(of, range(1_000), lay_in_order)

    found = attack(of)

    assert found["by key, by number of the bundle"] == 1_000
    assert max(found.values()) > chance(1_000, len(found))


def test_marks_lead_neither_to_invitations_nor_to_what_was_mailed(transactional_db: None) -> None:
    """Whatever can be made of an id or a link without the secret is no mark; and marks have no order."""
    of = simulated(1_000)
    answer_all(of, range(1_000), lay_in)

    kept = {one for row in SpentTicket.objects.values_list("mark", "retry") for one in row}
    known = {text for one in of.invitations for text in (one.public_id, token_of(one), token_of(one)[14:])}
    made = {sha256(text.encode()).hexdigest() for text in known} | known
    assert kept & made == set()
    by_key = list(SpentTicket.objects.order_by("pk").values_list("mark", flat=True))
    right = [spent(of.wave, one.public_id, "").mark for one in of.invitations]
    assert (
        sum(one == other for one, other in zip(by_key, right, strict=True))
        <= binom.ppf(SURE, 1_000, 1e-3) + 3
    )
