"""Two worlds that differ only in what was said under a confidential item: nobody who was not there can tell.

Not from a page, a count, an order, a file, a mail or what the owner is sent.
"""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.gatherings.actions.digest import digest_of
from redthread.gatherings.actions.outcomes import VoteGiven
from redthread.gatherings.digest import digest_text
from redthread.gatherings.models import AgendaItem, Commitment, Outcome, Vote
from redthread.gatherings.owner_view import minutes_snapshot
from redthread.gatherings.tests.meeting import SECRET, WHISPER, Meeting, meet
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast

CANARIES = (SECRET, WHISPER, "Solfrid", "avlastning", "Ringer hjem", "Uenig om Solfrid")
TOKEN = re.compile(rb'("X-CSRFToken": "|name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}')


def hold(cast: Cast) -> Meeting:
    """Locked minutes with one open outcome of each kind. Mads and Kine did not come."""
    meeting = meet(cast)
    meeting.write("decision", "Felles lesetest")
    meeting.write("proposal", "Frikjøp")
    meeting.promise(cast.asen, "Åsen prøver to-lærer")
    meeting.came(cast.mona, cast.liv, cast.rita)
    return meeting


def whisper(meeting: Meeting) -> None:
    """Fill the confidential item, straight into the database so that all else keeps its place."""
    cast, item = meeting.cast, meeting.secret
    AgendaItem.objects.filter(pk=item.pk).update(title=SECRET, description=WHISPER)
    for kind in ("information", "proposal", "decision"):
        made = make.outcome(item, kind, text=WHISPER, audience="group")
    Vote.objects.create(outcome=made, person=cast.rita, choice="against", reason="Uenig om Solfrid")
    promise = make.outcome(item, Outcome.Kind.COMMITMENT, text="Ringer hjem", audience="group")
    Commitment.objects.create(
        network=cast.network,
        gathering=meeting.gathering,
        outcome=promise,
        school=cast.asen,
        what="Ringer hjem",
        who="Mona",
        audience="group",
    )


def hush(meeting: Meeting) -> None:
    meeting.secret.outcomes.all().delete()
    AgendaItem.objects.filter(pk=meeting.secret.pk).update(title="Fortrolig", description="")


def received(meeting: Meeting, person: Person, coming: str) -> dict[str, bytes]:
    """Everything that this package and the one above give the person about the gathering."""
    client = SignedInClient(person)
    slug, gathering = meeting.cast.network.slug, meeting.gathering.public_id
    addresses = [
        meeting.url("minutes"),
        meeting.url("since_last"),
        meeting.url("gathering"),
        coming,
        reverse("reports:minutes_pdf", args=[slug, gathering]),
        reverse("reports:minutes_docx", args=[slug, gathering]),
        reverse("sharing:owner"),
    ]
    answers = {address: client.get(address) for address in addresses}
    return {
        address: b"%d " % answer.status_code + TOKEN.sub(b"", answer.content)
        for address, answer in answers.items()
    }


@pytest.mark.parametrize("name", ["mads", "kine", "eva", "olav", "stein"])
@pytest.mark.parametrize("state", ["open", "locked"])
def test_who_was_not_there_receives_the_same_in_both_worlds(cast: Cast, name: str, state: str) -> None:
    meeting = hold(cast)
    if state == "locked":
        meeting.lock()
    next_time = make.gathering(cast.network, starts_at=timezone.now())
    coming = reverse("gatherings:since_last", args=[cast.network.slug, next_time.public_id])
    who = getattr(cast, name)
    hush(meeting)
    quiet = received(meeting, who, coming)
    whisper(meeting)
    assert received(meeting, who, coming) == quiet
    for content in quiet.values():
        assert WHISPER.encode() not in content


@pytest.mark.parametrize("name", ["liv", "mona", "rita"])
def test_who_was_there_reads_it_in_the_minutes_and_in_no_file(cast: Cast, name: str) -> None:
    meeting = hold(cast)
    meeting.lock()
    next_time = make.gathering(cast.network, starts_at=timezone.now())
    coming = reverse("gatherings:since_last", args=[cast.network.slug, next_time.public_id])
    who = getattr(cast, name)
    hush(meeting)
    quiet = received(meeting, who, coming)
    whisper(meeting)
    told = received(meeting, who, coming)
    page = told[meeting.url("minutes")].decode()
    for canary in (SECRET, WHISPER, "Ringer hjem", "Uenig om Solfrid"):
        assert canary in page
    for address in told:
        if "referat." in address:
            assert told[address] == quiet[address]


def test_the_digest_and_what_the_owner_is_sent_are_the_same_in_both_worlds(cast: Cast) -> None:
    meeting = hold(cast)
    meeting.lock()

    def sent() -> tuple[str, object]:
        return digest_text(digest_of(meeting.gathering), {cast.asen.pk}), minutes_snapshot(meeting.gathering)

    hush(meeting)
    quiet = sent()
    whisper(meeting)
    assert sent() == quiet


def test_locking_mails_nothing_of_what_was_whispered(cast: Cast) -> None:
    meeting = hold(cast)
    no = [VoteGiven(cast.rita, "against", "Uenig om Solfrid")]
    meeting.write("decision", WHISPER, item=meeting.secret, votes=no)
    meeting.promise(cast.asen, "Ringer hjem", item=meeting.secret)
    meeting.lock()
    mails = list(OutgoingMail.objects.all())
    assert len(mails) == 2
    for mail in mails:
        for canary in CANARIES:
            assert canary not in mail.subject + mail.text


def test_what_becomes_confidential_after_locking_is_hidden_and_what_was_so_stays_hidden(cast: Cast) -> None:
    meeting = hold(cast)
    meeting.write("information", WHISPER, item=meeting.secret)
    meeting.lock()
    AgendaItem.objects.filter(pk=meeting.secret.pk).update(is_confidential=False)
    AgendaItem.objects.filter(pk=meeting.decision.pk).update(is_confidential=True)
    mads = SignedInClient(cast.mads)
    page = mads.get(meeting.url("minutes")).content.decode()
    assert WHISPER not in page
    assert "Felles lesetest" not in page
    for kind in ("pdf", "docx"):
        address = reverse(f"reports:minutes_{kind}", args=[cast.network.slug, meeting.gathering.public_id])
        assert mads.get(address).status_code == 200
    assert WHISPER not in str(minutes_snapshot(meeting.gathering))
    assert "Frikjøp" not in str(minutes_snapshot(meeting.gathering))
