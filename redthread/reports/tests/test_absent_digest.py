"""The absent leader's digest: what was decided, what my school promised, and what to do by when."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.betweenwork.actions.assignments import close_gathering
from redthread.betweenwork.models import Assignment
from redthread.gatherings.actions.attendance import record_attendance
from redthread.gatherings.actions.commitments import add_commitment
from redthread.gatherings.actions.minutes import open_minutes
from redthread.gatherings.actions.outcomes import add_outcome
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.testing import make
from redthread.testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast: Cast) -> Gathering:
    return _hold(cast)


def _hold(cast: Cast) -> Gathering:
    now = timezone.now()
    gathering = make.gathering(cast.network, starts_at=now - timedelta(days=3), title="Novembersamling")
    make.gathering(cast.network, starts_at=now + timedelta(days=30), title="Desembersamling")
    open_item = make.item(gathering, AgendaItem.Kind.OWN_SCHOOL, title="Egen skole")
    secret = make.item(gathering, AgendaItem.Kind.STORY, title="Sak X", is_confidential=True)
    open_minutes(gathering=gathering, written_by=cast.liv, by=cast.liv, now=now)
    record_attendance(
        gathering=gathering, presences={cast.mona: "absent", cast.rita: "physical"}, by=cast.liv, now=now
    )
    for item, text in ((open_item, "Vi møtes hver måned."), (secret, "Hemmelig vedtak.")):
        add_outcome(item=item, kind="decision", text=text, by=cast.liv, now=now)
    for school, what in ((cast.asen, "Prøve to-lærer"), (cast.brekka, "Lese høyt hver dag")):
        add_commitment(
            item=open_item,
            school=school,
            what=what,
            who="Teamet",
            due_on=None,
            reach="",
            by=cast.liv,
            now=now,
        )
    return gathering


def lock(gathering: Gathering, cast: Cast) -> None:
    assignment = close_gathering(gathering=gathering, by=cast.liv, now=timezone.now())
    Assignment.objects.filter(pk=assignment.pk).update(theme="Lesing")


def address(gathering: Gathering, name: str = "digest") -> str:
    return reverse(f"reports:{name}", args=[gathering.network.slug, gathering.public_id])


def test_there_is_none_before_the_minutes_are_locked(cast: Cast, held: Gathering) -> None:
    assert SignedInClient(cast.mona).get(address(held)).status_code == 404


def test_the_gathering_leads_to_it_once_it_is_there(cast: Cast, held: Gathering) -> None:
    mona = SignedInClient(cast.mona)
    assert address(held) not in mona.get(held.get_absolute_url()).content.decode()
    lock(held, cast)
    assert address(held) in mona.get(held.get_absolute_url()).content.decode()


def test_it_tells_what_was_decided_what_mine_promised_and_what_is_next(cast: Cast, held: Gathering) -> None:
    lock(held, cast)
    text = SignedInClient(cast.mona).get(address(held)).content.decode()
    for said in ("Vi møtes hver måned.", "Prøve to-lærer", "Mellomarbeid: Lesing", "Også 1 annen skole"):
        assert said in text
    for unseen in ("Hemmelig", "Sak X", "Lese høyt"):
        assert unseen not in text


def test_the_paper_says_the_same_on_one_page(cast: Cast, held: Gathering) -> None:
    lock(held, cast)
    answer = SignedInClient(cast.mona).get(address(held, "digest_pdf"))
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    text = " ".join(reader.pages[0].extract_text().split())
    assert len(reader.pages) == 1
    assert "Vi møtes hver måned." in text
    assert "Prøve to-lærer. Teamet" in text
    assert "Hemmelig" not in text


def test_today_leads_who_was_absent_to_it_and_the_others_to_the_minutes(cast: Cast, held: Gathering) -> None:
    lock(held, cast)
    mona = SignedInClient(cast.mona).get("/").content.decode()
    rita = SignedInClient(cast.rita).get("/").content.decode()
    assert address(held) in mona
    assert "siden du ikke var der" in mona
    assert address(held) not in rita
