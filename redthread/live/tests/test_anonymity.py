"""No record ties what is written without a name to who wrote it: not by key, time, order or equal values."""

from __future__ import annotations

import logging
from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from django.db import connection, models

from redthread.live.models import Contribution, Dot, Participant, Receipt, Showing, Turn
from redthread.live.models.contributions import LotKey
from redthread.live.tests.asking import ask
from redthread.live.tests.running import Run, run
from redthread.testing.cast import Cast

NAMELESS: tuple[type[models.Model], ...] = (Contribution, Showing, Dot, Receipt)
# What says where and when in the session, and not who: equal for everybody at the table.
COMMON = {"session", "session_id", "table", "table_id", "phase", "circle", "kind", "number"}


@pytest.mark.parametrize("kind", NAMELESS)
def test_what_may_be_anonymous_has_no_time_and_no_key_that_grows(kind: type[models.Model]) -> None:
    timed = (models.DateTimeField, models.DateField, models.TimeField, models.DurationField)
    grows = (models.AutoField, models.BigAutoField, models.SmallAutoField)
    for field in kind._meta.fields:
        assert not isinstance(field, (*timed, *grows)), field
    assert isinstance(kind._meta.pk, LotKey)
    # Which phone or person is told by `author` alone, and that is empty where no name follows.
    people = [field.name for field in kind._meta.fields if field.related_model is Participant]
    assert people == (["author"] if kind is Contribution else [])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite numbers rows by itself")
@pytest.mark.django_db
@pytest.mark.parametrize("kind", NAMELESS)
def test_the_key_is_all_that_sqlite_knows_of_the_order(kind: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT type FROM pragma_table_info('{kind._meta.db_table}') WHERE pk = 1")
        assert cursor.fetchone()[0].lower() == "integer"  # then the hidden row number is the key itself


def an_anonymous_session(cast: Cast) -> Run:
    """«Strukturert uenighet»: written in silence, laid out in turns, and weighed; everybody takes part."""
    at = run(cast, "strukturert_uenighet", 1)
    for number in range(5):
        at.sit(name=f"Navn{number}", school=cast.asen, part="teacher", person=None)
    at.go_to("mot")
    wrote: dict[int, list[str]] = {}
    for one in (*at.people, *at.people):
        text = f"Innvending {one.pk}.{len(wrote.get(one.pk, []))}"
        given = {"phase": "mot", "kind": "idea", "text": text, "pen": f"hemmelig-penn-{one.pk}"}
        wrote.setdefault(one.pk, []).append(ask(at, one, "write", **given)["id"])
    at.go_to("runde")
    for turn in range(8):
        one = at.people[turn % 5]
        idea = wrote[one.pk][turn // 5]
        ask(at, one, "lay", phase="runde", turn=turn, id=idea, pen=f"hemmelig-penn-{one.pk}")
    at.go_to("velg")
    for one in at.people:
        for idea in (wrote[at.people[0].pk][0], wrote[at.people[1].pk][0]):
            ask(at, one, "dot", phase="velg", id=idea, pen=f"hemmelig-penn-{one.pk}")
    return at


def rows(kind: type[models.Model]) -> list[dict[str, Any]]:
    return list(kind._default_manager.values())


def values(found: list[dict[str, Any]]) -> set[str]:
    """What stands in the rows, but for what says where in the session, and what is empty or yes and no."""
    flat: set[str] = set()
    for row in found:
        for name, value in row.items():
            if name not in COMMON and value not in (None, "", 0, 1, {}, [], True, False):
                flat.add(str(value))
    return flat


def test_no_value_is_shared_between_people_or_turns_and_what_is_anonymous(cast: Cast) -> None:
    an_anonymous_session(cast)
    assert not Contribution.objects.exclude(author=None).exists()
    assert not Showing.objects.exclude(name="").exists()
    who = values(rows(Participant)) | values(rows(Turn))
    for kind in NAMELESS:
        shared = who & values(rows(kind))
        # The session's and the table's keys are small numbers, and so are seats and turns.
        assert not {value for value in shared if not (value.isdigit() and len(value) < 6)}, kind


def test_no_two_things_that_one_phone_wrote_can_be_told_to_be_by_the_same(cast: Cast) -> None:
    an_anonymous_session(cast)
    hashes = [row["pen_hash"] for kind in (Contribution, Dot) for row in rows(kind)]
    assert len(hashes) == 10 + 10
    assert len(set(hashes)) == len(hashes)
    assert all(len(one) == 64 for one in hashes)
    for one, other in combinations(rows(Receipt), 2):
        assert one["key"] != other["key"]
        assert one["body_hash"] != other["body_hash"]


def test_a_name_given_once_tells_nothing_of_what_the_same_phone_writes_without(cast: Cast) -> None:
    at = run(cast, "igp", 1)
    mona = at.sit(name="Mona")
    at.sit()
    at.go_to("skriv")
    pen = {"pen": "hemmelig-penn"}
    ideas = [ask(at, mona, "write", phase="skriv", kind="idea", text=t, **pen)["id"] for t in ("En", "To")]
    at.go_to("runde")
    ask(at, mona, "lay", phase="runde", turn=0, id=ideas[0], **pen)
    named, nameless = (Contribution.objects.get(public_id=one) for one in ideas)
    assert (named.author, nameless.author) == (mona, None)
    assert values([vars(named)]) & values([vars(nameless)]) <= {str(named.table_id), str(named.session_id)}


def test_what_was_written_under_a_name_and_laid_out_without_one_loses_it(cast: Cast) -> None:
    at = run(cast, "praksisfortelling", 1)
    mona = at.sit(name="Mona")
    at.go_to("fortell")
    given = {"phase": "fortell", "kind": "idea", "text": "Hvorfor?", "pen": "penn", "with_name": True}
    idea = ask(at, mona, "write", **given)["id"]
    at.go_to("oppklar")
    ask(at, mona, "lay", phase="oppklar", turn=0, id=idea, pen="penn", with_name=False)
    made = Contribution.objects.get(public_id=idea)
    assert (made.author, made.showings.get().name, made.kind) == (None, "", "question")


def test_turns_of_an_anonymous_round_do_not_tell_which_idea_was_laid_out(cast: Cast) -> None:
    """In the order of keys, places or addresses, or as the database gives them, nothing follows the turns."""
    told: Counter[str] = Counter()
    times = 6
    for _ in range(times):
        at = an_anonymous_session(cast)
        laid = [turn.participant_id for turn in Turn.objects.filter(session=at.session, kind="laid")]
        shown = Showing.objects.filter(session=at.session)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.text FROM live_showing s JOIN live_contribution c ON c.id = s.contribution_id"
                " WHERE s.session_id = %s",
                [at.session.pk],
            )
            stored = [row[0] for row in cursor.fetchall()]
        orders = {
            "key": [one.contribution.text for one in shown.order_by("pk")],
            "place": [one.contribution.text for one in shown.order_by("place")],
            "address": [one.contribution.text for one in shown.order_by("contribution__public_id")],
        }
        if connection.vendor == "sqlite":
            orders["stored"] = stored
        for name, texts in orders.items():
            writers = [int(text.split()[1].split(".")[0]) for text in texts]
            assert len(writers) == len(laid) == 8
            told[name] += writers == laid
    assert all(told[name] < times for name in told)
    assert max(told.values(), default=0) <= 1


def test_dots_are_counted_with_the_person_and_what_they_are_on_is_not(cast: Cast) -> None:
    at = an_anonymous_session(cast)
    stored = [Participant.objects.get(pk=one.pk).dots for one in at.people]
    assert stored == [{"velg": 2}] * 5
    ideas = {str(one) for one in Contribution.objects.values_list("pk", flat=True)}
    ideas |= set(Contribution.objects.values_list("public_id", flat=True))
    assert not ideas & values(rows(Participant))


def test_closing_the_session_writes_everything_anew_at_once_and_changes_nothing(cast: Cast) -> None:
    """So that the database's own marks of what was stored together tell nothing afterwards."""
    at = an_anonymous_session(cast)
    kinds: tuple[type[models.Model], ...] = (*NAMELESS, Participant)
    before = [sorted(map(str, rows(kind))) for kind in kinds]
    at.close()
    assert [sorted(map(str, rows(kind))) for kind in kinds] == before
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in ("live_contribution", "live_showing", "live_dot", "live_receipt"):
                cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {table}")
                assert cursor.fetchone()[0] == 1


def test_logs_hold_nothing_of_what_is_written_or_by_which_pen(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.WARNING, logger="django.db.backends")  # never on where people work
    an_anonymous_session(cast)
    assert "Innvending" not in caplog.text
    assert "hemmelig-penn" not in caplog.text
