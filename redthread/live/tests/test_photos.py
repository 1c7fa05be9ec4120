"""Photos come in once, and go out only where they are shown."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from conftest import SignedInClient
from redthread.core.receipts import receipt
from redthread.live.commands import ack_secret
from redthread.live.leading import ticket_for
from redthread.live.models import Contribution, Participant, Receipt
from redthread.live.pictures import pictures
from redthread.live.reading import read_room
from redthread.live.tests.running import Run, a_key, run
from redthread.testing.cast import Cast

NO_PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def image(colour: str = "red") -> bytes:
    out = BytesIO()
    Image.new("RGB", (1700, 100), colour).save(out, "JPEG")
    return out.getvalue()


def post(at: Run, who: Participant, phase: str, *, content: bytes | None = None, **fields: str) -> Any:
    file = SimpleUploadedFile("../../Solfrid.svg", image() if content is None else content, "image/svg+xml")
    given = {"key": a_key(), "phase": phase, "pen": f"pen-of-{who.pk}", "file": file, **fields}
    address = reverse("live:photo_new", args=[at.session.public_id])
    return at.phone(who).post(address, given, headers={"X-Rom": "1"})


def drawn(cast: Cast) -> Run:
    """A future picture is being drawn at two tables."""
    at = run(cast, "fremtidsbilde")
    at.sit(1), at.sit(1), at.sit(2)
    at.go_to("bilde")
    return at


def status(at: Run, who: Participant, idea: str) -> int:
    return at.phone(who).get(reverse("live:photo", args=[at.session.public_id, idea])).status_code


def test_a_photo_is_made_anew_stored_once_and_acknowledged(cast: Cast, files: Path) -> None:
    at = drawn(cast)
    one, key = at.people[0], a_key()
    first, again = (post(at, one, "bilde", key=key, text="Skolen vår i 2040").json() for _ in range(2))
    made = Contribution.objects.get()
    assert first["id"] == again["id"] == made.public_id
    assert first["ack"] == again["ack"] == receipt(ack_secret(one), key)["ack"]
    assert (made.kind, made.text, made.author, first["ids"]) == ("photo", "Skolen vår i 2040", None, [])
    stored = next(files.rglob("*.jpg"))
    assert re.fullmatch(r"live/\w{14}\.jpg", str(stored.relative_to(files)))
    with Image.open(stored) as read:
        assert (read.format, read.size) == ("JPEG", (1600, 94))


def test_the_same_key_with_another_photo_is_refused(cast: Cast) -> None:
    at = drawn(cast)
    key = a_key()
    post(at, at.people[0], "bilde", key=key)
    answer = post(at, at.people[0], "bilde", key=key, content=image("blue"))
    assert answer.status_code == 422
    assert "brukt til noe annet" in answer.json()["refused"]
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "code", "words"),
    [
        ({"content": NO_PICTURE}, 409, "Vi kan ikke lese bildet"),
        ({"content": b""}, 409, "Vi kan ikke lese bildet"),
        ({"key": "kort"}, 422, "key"),
        ({"phase": "ramme"}, 409, "ikke skrives i denne fasen"),
        ({"phase": "vis"}, 409, "ikke"),
        ({"phase": "finnes-ikke"}, 409, "Fasen finnes ikke"),
        ({"text": "x" * 9000}, 422, "for lang"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_stored(
    cast: Cast, fields: dict[str, Any], code: int, words: str
) -> None:
    at = drawn(cast)
    answer = post(at, at.people[0], **{"phase": "bilde", **fields})
    assert answer.status_code == code
    assert words in answer.json()["refused"]
    assert not Contribution.objects.exists()
    assert not Receipt.objects.exists()


def test_a_photo_for_a_phase_that_is_over_is_kept_marked_and_shown_to_nobody(cast: Cast) -> None:
    at = drawn(cast)
    at.go_to("vis")
    answer = post(at, at.people[0], "bilde").json()
    assert answer["late"] is True
    assert not at.session.showings.exists()
    assert status(at, at.people[1], answer["id"]) == 404


def test_a_phone_without_a_seat_and_a_form_of_another_page_send_nothing(cast: Cast) -> None:
    at = drawn(cast)
    address = reverse("live:photo_new", args=[at.session.public_id])
    fields = {"key": a_key(), "phase": "bilde", "file": SimpleUploadedFile("a.jpg", image())}
    assert Client().post(address, fields, headers={"X-Rom": "1"}).status_code == 403
    assert at.phone(at.people[0]).post(address, fields).status_code == 403
    assert not Contribution.objects.exists()


def test_a_file_over_ten_megabytes_is_not_even_read(cast: Cast) -> None:
    at = drawn(cast)
    answer = post(at, at.people[0], "bilde", content=b"x" * (11 * 2**20))
    assert (answer.status_code, "10 MB" in answer.json()["refused"]) == (422, True)


def test_a_phone_that_floods_is_asked_to_wait(cast: Cast) -> None:
    at = drawn(cast)
    answers = [post(at, at.people[0], "bilde", content=NO_PICTURE) for _ in range(9)]
    assert answers[-1].status_code == 429
    assert answers[-1].json()["wait"] > 0


def test_a_photo_is_seen_by_the_table_it_is_shown_to_and_by_all_when_it_is_presented(cast: Cast) -> None:
    at = drawn(cast)
    one, beside, away = at.people
    idea = post(at, one, "bilde").json()["id"]
    assert [status(at, who, idea) for who in (one, beside, away)] == [200, 200, 404]
    at.go_to("vis")
    assert [status(at, who, idea) for who in (one, beside, away)] == [200, 200, 200]
    answer = at.phone(away).get(reverse("live:photo", args=[at.session.public_id, idea]))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_photo_of_ones_own_notes_is_nobody_elses_in_the_silent_phase(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = run(cast)
    one, beside = at.sit(), at.sit()
    at.go_to("skriv")
    answer = post(at, one, "skriv", from_paper="1", text="Fast tid hver uke\nVikarpool").json()
    ideas = Contribution.objects.filter(kind="idea")
    assert set(answer["ids"]) == {idea.public_id for idea in ideas}
    assert {(i.text, i.from_paper, i.author) for i in ideas} == {
        ("Fast tid hver uke", True, None),
        ("Vikarpool", True, None),
    }
    idea = answer["id"]
    assert status(at, beside, idea) == 404
    liv = as_person(cast.liv)
    assert liv.get(at.url("shown_photo", idea)).status_code == 404
    at.close()
    assert liv.get(at.url("shown_photo", idea)).status_code == 404


def test_what_is_typed_in_is_refused_together_with_its_photo(cast: Cast, files: Path) -> None:
    at = run(cast)
    one = at.sit()
    at.go_to("runde")
    answer = post(at, one, "runde", from_paper="1", text="Fast tid hver uke")
    assert answer.status_code == 409
    assert not Contribution.objects.exists()
    assert list(files.rglob("*.jpg")) == []


def test_the_wall_and_the_leader_see_what_is_shown_and_no_more(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = drawn(cast)
    idea = post(at, at.people[0], "bilde").json()["id"]
    address = reverse("live:photo", args=[at.session.public_id, idea])
    ticket = ticket_for(session=at.session, person=cast.liv, kind="wall")
    member = ticket_for(session=at.session, person=cast.rita, kind="wall")
    tickets = {"wall": ticket, "no ticket": "", "forged": ticket[:-2] + "xx", "a member's ticket": member}

    def seeing() -> set[str]:
        answers = {name: Client().get(address, {"billett": text}) for name, text in tickets.items()}
        for name, person in (("leader", cast.liv), ("member", cast.rita)):
            answers[name] = as_person(person).get(at.url("shown_photo", idea))
        assert {answer.status_code for answer in answers.values()} <= {200, 404}
        return {name for name, answer in answers.items() if answer.status_code == 200}

    assert seeing() == set()
    at.go_to("vis")
    assert seeing() == {"leader", "wall"}
    at.close()
    assert seeing() == {"leader", "wall"}


def test_a_gallery_shows_the_photos_of_a_session_that_still_runs(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    source = drawn(cast)
    idea = post(source, source.people[0], "bilde").json()["id"]
    gallery = run(cast, "gallerivandring", 2, source=source.session)
    host, visitor = gallery.sit(1), gallery.sit(2)
    liv, rita = as_person(cast.liv), as_person(cast.rita)
    assert liv.get(gallery.url("shown_photo", idea)).status_code == 404
    gallery.go_to("besok")
    assert status(gallery, visitor, idea) == 200
    assert status(gallery, host, idea) == 404
    assert liv.get(gallery.url("shown_photo", idea)).status_code == 200
    assert rita.get(gallery.url("shown_photo", idea)).status_code == 404
    assert liv.get(source.url("shown_photo", idea)).status_code == 404


def test_somebody_who_is_signed_in_sees_the_photos_of_the_own_table_afterwards(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = run(cast, "fremtidsbilde")
    mona, rita = at.sit(1, person=cast.mona), at.sit(2, person=cast.rita)
    at.go_to("bilde")
    idea = post(at, mona, "bilde").json()["id"]
    at.close()
    assert as_person(cast.mona).get(at.url("shown_photo", idea)).status_code == 200
    assert as_person(cast.rita).get(at.url("shown_photo", idea)).status_code == 404
    assert status(at, rita, idea) == 404


def test_a_photo_taken_back_is_gone_also_from_the_disk(
    cast: Cast, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    at = drawn(cast)
    one = at.people[0]
    idea = post(at, one, "bilde").json()["id"]
    body = {"key": a_key(), "do": "take_back", "id": idea, "pen": f"pen-of-{one.pk}"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = at.phone(one).post(
            reverse("live:send", args=[at.session.public_id]),
            body,
            content_type="application/json",
            headers={"X-Rom": "1"},
        )
    assert answer.status_code == 200
    assert status(at, one, idea) == 404
    assert list(files.rglob("*.jpg")) == []


def test_a_future_picture_is_presented_with_the_sentences_beside_it(cast: Cast) -> None:
    at = run(cast, "fremtidsbilde")
    one, away = at.sit(1), at.sit(2)
    at.go_to("tegn")
    at.write(one, "tegn", "Vi lærer ute hver uke.", kind="product")
    at.go_to("bilde")
    post(at, one, "bilde", text="Skolen i 2040")
    before = pictures(read_room(at.session))["a"]
    at.go_to("vis")
    shown = pictures(read_room(at.session))["a"]["ph:vis"]
    assert "ph:vis" not in before
    assert {(thing["text"], thing.get("photo", False)) for thing in shown} == {
        ("Vi lærer ute hver uke.", False),
        ("Skolen i 2040", True),
    }
    idea = next(thing["id"] for thing in shown if thing.get("photo"))
    assert status(at, away, idea) == 200
