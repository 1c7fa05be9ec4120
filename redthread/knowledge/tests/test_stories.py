"""Telling a story, showing it, and taking it back from every door at once."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.knowledge.actions.stories import (
    ChangedMeanwhileError,
    delete_story,
    save_story,
    withdraw_story,
)
from redthread.knowledge.models import Reading, Story, StoryAttachment, StoryThanks
from redthread.knowledge.tests.telling import TEXT, again, approve, ask, show, tell, told_and_shown
from redthread.networks.models import Role
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()


@pytest.fixture(autouse=True)
def files_elsewhere(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def url(story: Story, name: str, *more: str) -> str:
    return reverse(f"knowledge:{name}", args=[story.network.slug, story.public_id, *more])


def stories_url(cast: Cast) -> str:
    return reverse("knowledge:stories", args=[cast.network.slug])


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    return " ".join(answer.content.decode().split())


def shown(cast: Cast, **parts: Any) -> Story:
    """Rita's, read through by Mona."""
    return told_and_shown(cast.network, cast.brekka, cast.rita, cast.mona, NOW, **parts)


# Telling


def test_begun_with_two_questions_and_told_one_question_at_a_time(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    mona = as_person(cast.mona)
    new = reverse("knowledge:new", args=[cast.network.slug])
    form = mona.get(new + "?det=ikke").context["form"]
    assert form["outcome"].value() == "did_not"
    sent = {"title": "Skjemaet ingen brukte", "outcome": "did_not", "key": form["key"].value()}
    answer = mona.post(new, sent)
    mona.post(new, sent)
    story = Story.objects.get()
    assert (story.school, story.teller, story.audience) == (cast.asen, cast.mona, "private")
    address = answer.headers["Location"]
    assert address == url(story, "step", "situasjon")
    for part in ("situation", "did", "took", "hard", "otherwise", "tips"):
        form = mona.get(address).context["form"]
        answer = mona.post(address, {part: f"Om {part}", "version": form["version"].value()})
        address = answer.headers["Location"]
    assert address == url(story, "step", "resten")
    form = mona.get(address).context["form"]
    rest = {"title": story.title, "outcome": "did_not", "knowledge": "why", "no_photos": "on"}
    answer = mona.post(address, {**rest, "version": form["version"].value()})
    assert answer.headers["Location"] == url(story, "files")
    story = again(story)
    assert (story.hard, story.knowledge, story.no_photos, story.has_contact) == (
        "Om hard",
        "why",
        True,
        False,
    )
    page = text_of(mona, url(story, "story"))
    assert "Om situation" in page
    for person in (cast.mads, cast.rita, cast.liv, cast.kine, cast.eva):
        assert "ingen brukte" not in text_of(as_person(person), url(story, "story"), 404)
        assert "ingen brukte" not in text_of(as_person(person), stories_url(cast))


def test_what_did_not_work_is_asked_for_by_name_and_takes_no_more(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    mona = as_person(cast.mona)
    page = text_of(mona, stories_url(cast))
    assert "?det=ikke" in page
    assert "Ingen har fortalt om noe som ikke virket ennå." in page
    worked = tell(cast.network, cast.asen, cast.mona, NOW)
    failed = tell(cast.network, cast.asen, cast.mona, NOW, outcome="did_not")
    assert "Steg 4 av 8" in text_of(mona, url(worked, "step", "vanskelig"))
    assert "Steg 4 av 8" in text_of(mona, url(failed, "step", "vanskelig"))
    assert "Hva gjorde at det ikke virket?" in text_of(mona, url(failed, "step", "vanskelig"))
    shown(cast, outcome="did_not")
    assert "Ingen har fortalt om noe som ikke virket" not in text_of(mona, stories_url(cast))


def test_two_windows_and_neither_overwrites_the_other_unseen(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story, mona = tell(cast.network, cast.asen, cast.mona, NOW), as_person(cast.mona)
    address = url(story, "step", "gjort")
    opened = {name: mona.get(address).context["form"]["version"].value() for name in ("one", "two")}
    assert mona.post(address, {"did": "Fra det ene.", "version": opened["one"]}).status_code == 302
    answer = mona.post(address, {"did": "Fra det andre.", "version": opened["two"]})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Fra det ene." in page
    assert "Fra det andre." in page
    assert again(story).did == "Fra det ene."
    again_sent = {"did": "Fra begge.", "version": answer.context["form"]["version"].value()}
    assert mona.post(address, again_sent).status_code == 302
    assert again(story).did == "Fra begge."


def test_saved_on_the_way_and_the_button_is_no_conflict_with_that(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story, mona = tell(cast.network, cast.asen, cast.mona, NOW), as_person(cast.mona)
    address = url(story, "step", "gjort")
    opened = mona.get(address).context["form"]
    window, version = opened["window"].value(), opened["version"].value()
    saved = mona.post(
        address, {"did": "Halv", "version": version, "window": window}, headers={"HX-Request": "true"}
    )
    assert saved.status_code == 200
    assert "Lagret. Bare du ser det." in saved.content.decode()
    assert f'value="{version + 1}"' in saved.content.decode()
    # The button was pressed before the answer came, so it knows the old version still.
    assert mona.post(address, {"did": "Hele", "version": version, "window": window}).status_code == 302
    assert again(story).did == "Hele"
    # What was on its way and comes late overwrites nothing.
    late = mona.post(
        address, {"did": "Ha", "version": version, "window": window}, headers={"HX-Request": "true"}
    )
    assert "endret i et annet vindu" in late.content.decode()
    assert again(story).did == "Hele"


def test_too_long_a_text_comes_back_whole(cast: Cast, as_person: type[SignedInClient]) -> None:
    story, mona = tell(cast.network, cast.asen, cast.mona, NOW), as_person(cast.mona)
    long = "æ" * 4001
    answer = mona.post(url(story, "step", "gjort"), {"did": long, "version": story.version})
    assert answer.status_code == 200
    assert long in answer.content.decode()
    assert again(story).did == TEXT


def test_markup_is_text_everywhere(cast: Cast, as_person: type[SignedInClient]) -> None:
    evil = "<script>alert(1)</script> [lenke](javascript:alert(1)) <img src=x onerror=alert(1)>"
    story = shown(cast, did=evil, title="<b>lesing</b>")
    for client, address in (
        (as_person(cast.mona), url(story, "story")),
        (as_person(cast.mona), stories_url(cast)),
        (as_person(cast.rita), url(story, "gate")),
        (as_person(cast.rita), url(story, "release")),
        (as_person(cast.rita), url(story, "step", "gjort")),
    ):
        page = text_of(client, address)
        for raw in ("<script>alert", "<img src=x", "<b>lesing", 'href="javascript'):
            assert raw not in page, (address, raw)
    assert "&lt;script&gt;alert(1)" in text_of(as_person(cast.mona), url(story, "story"))


# Shown


def test_the_network_sees_what_was_previewed_and_nothing_newer(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story = shown(cast, has_contact=True)
    save_story(story=story, changes={"did": "Nyere ord."}, version=story.version, by=cast.rita, now=NOW)
    for person in (cast.mona, cast.mads, cast.liv, cast.kine, cast.eva):
        answer = as_person(person).get(url(story, "story"))
        page = answer.content.decode()
        assert TEXT in page
        assert "Rita Moe" in page
        assert "Nyere ord." not in page
        assert "no-store" in answer["Cache-Control"]
        assert "og:" not in page
        assert '<meta name="description"' not in page
    assert "Nettverket ser en tidligere utgave." in text_of(as_person(cast.rita), url(story, "story"))
    assert as_person(cast.olav).get(url(story, "story")).status_code == 404


def test_shown_to_the_own_school_only(cast: Cast, as_person: type[SignedInClient]) -> None:
    story = tell(cast.network, cast.asen, cast.mona, NOW)
    approve(story, cast.rita, NOW)
    show(story, NOW, "school")
    assert TEXT in text_of(as_person(cast.mads), url(story, "story"))
    for person in (cast.rita, cast.liv, cast.kine, cast.eva):
        assert TEXT not in text_of(as_person(person), url(story, "story"), 404)
        assert story.title not in text_of(as_person(person), stories_url(cast))
    show(story, NOW)
    assert TEXT in text_of(as_person(cast.rita), url(story, "story"))
    assert Release.objects.standing().count() == 1
    show(story, NOW, "school")
    text_of(as_person(cast.rita), url(story, "story"), 404)


def test_the_list_is_filtered_by_kind_and_by_what_did_not_work(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    shown(cast, title="Hvordan", knowledge="how")
    shown(cast, title="Hvorfor", knowledge="why", outcome="did_not", no_photos=True)
    mads = as_person(cast.mads)

    def titles(query: str) -> set[str]:
        page = text_of(mads, stories_url(cast) + query)
        return {title for title in ("Hvordan", "Hvorfor") if f">{title}<" in page}

    assert titles("") == titles("?slag=tull&det=tull") == {"Hvordan", "Hvorfor"}
    assert titles("?slag=how") == {"Hvordan"}
    assert titles("?det=ikke") == {"Hvorfor"}
    assert titles("?slag=how&det=ikke") == set()


def test_not_to_be_photographed_is_shown_plainly_and_kept_off_paper(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    page = text_of(as_person(cast.mads), url(shown(cast, no_photos=True), "story"))
    assert "Ikke fotografer" in page
    assert "not-on-paper" in page
    assert "Denne fortellingen skal ikke skrives ut." in page
    assert "not-on-paper" not in text_of(as_person(cast.mads), url(shown(cast), "story"))


def test_thanks_with_one_tap_reach_the_teller_and_nobody_else(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story, mads = shown(cast), as_person(cast.mads)
    OutgoingMail.objects.all().delete()
    for _twice in range(2):
        mads.post(url(story, "thanks"), {"text": "Takk! Denne kan vi bruke hos oss."})
    assert StoryThanks.objects.count() == 1
    mail = OutgoingMail.objects.get()
    assert mail.person == cast.rita
    assert "Denne kan vi" not in mail.text
    assert story.title not in mail.subject + mail.text
    assert "«Takk! Denne kan vi bruke hos oss.»" in text_of(as_person(cast.rita), url(story, "story"))
    assert "Denne kan vi bruke hos oss.»" not in text_of(as_person(cast.mona), url(story, "story"))
    as_person(cast.rita).post(url(story, "thanks"), {"text": "Takk, jeg"})
    mona = as_person(cast.mona)
    mona.post(url(story, "thanks"), {"text": "  "})
    assert StoryThanks.objects.count() == 1


def test_news_on_today_names_the_school_and_not_the_story(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story = shown(cast, title="En tittel for seg selv")
    page = text_of(as_person(cast.mona), "/")
    assert "Brekka skole har delt en praksisfortelling" in page
    assert url(story, "story") in page
    assert "En tittel for seg selv" not in page
    withdraw_story(story=story, by=cast.rita, now=NOW)
    assert "praksisfortelling" not in text_of(as_person(cast.mona), "/")


# Taken back


def test_withdrawn_from_every_door_at_once_also_where_it_is_open(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story = shown(cast)
    file = attach(as_person(cast.rita), story, "plan.png", png())
    assert file is not None
    approve(again(story), cast.mona, NOW)
    show(story, NOW)
    mads = as_person(cast.mads)
    assert TEXT in text_of(mads, url(story, "story"))
    assert mads.get(url(story, "file", file.public_id)).status_code == 200
    assert as_person(cast.rita).post(url(story, "withdraw")).status_code == 302
    page = text_of(mads, url(story, "story"), 404)
    assert "Kanskje er den trukket av den som fortalte" in page
    assert mads.get(url(story, "file", file.public_id)).status_code == 404
    assert story.title not in text_of(mads, stories_url(cast))
    assert mads.post(url(story, "thanks"), {"text": "Takk"}).status_code == 404
    assert TEXT in text_of(as_person(cast.rita), url(story, "story"))  # it is hers still


def test_what_is_gone_and_what_never_was_look_the_same(cast: Cast, as_person: type[SignedInClient]) -> None:
    withdrawn, private = shown(cast), tell(cast.network, cast.brekka, cast.rita, NOW)
    withdraw_story(story=withdrawn, by=cast.rita, now=NOW)
    mads = as_person(cast.mads)
    never = reverse("knowledge:story", args=[cast.network.slug, "aaaaaaaaaaaaaa"])
    pages = {
        text_of(mads, address, 404) for address in (url(withdrawn, "story"), url(private, "story"), never)
    }
    assert len({page.split("<main")[1] for page in pages}) == 1


def test_withdrawn_in_a_closed_network_as_well(cast: Cast, as_person: type[SignedInClient]) -> None:
    story = shown(cast)
    cast.network.closed_at = NOW
    cast.network.save()
    rita = as_person(cast.rita)
    assert rita.get(url(story, "gate")).status_code == 403
    assert rita.post(url(story, "withdraw")).status_code == 302
    assert Release.objects.standing().count() == 0


def test_what_is_deleted_leaves_no_word(cast: Cast, as_person: type[SignedInClient]) -> None:
    story = shown(cast, title="Slettes", did="Slettes helt.")
    rita = as_person(cast.rita)
    file = attach(rita, story, "plan.png", png())
    assert file is not None
    StoryThanks.objects.create(story=story, by=cast.mona, text="Slettes", at=NOW)
    rita.post(url(story, "withdraw"), {"slett": "ja"})
    for model in (Story, Release, Reading, StoryThanks, StoryAttachment):
        assert "Slettes" not in str(list(model.objects.values())), model
    text_of(rita, url(story, "story"), 404)
    assert "Slettes" not in text_of(rita, stories_url(cast))


def test_the_file_of_a_deleted_story_is_gone_from_the_disk(
    cast: Cast, as_person: type[SignedInClient], django_capture_on_commit_callbacks: Any, tmp_path: Any
) -> None:
    story = tell(cast.network, cast.asen, cast.mona, NOW)
    attach(as_person(cast.mona), story, "plan.png", png())
    assert len(list(tmp_path.rglob("*.jpg"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        delete_story(story=again(story), by=cast.mona, now=NOW)
    assert list(tmp_path.rglob("*.jpg")) == []


def test_withdrawn_while_the_reader_has_it_open(cast: Cast, as_person: type[SignedInClient]) -> None:
    story = tell(cast.network, cast.asen, cast.mona, NOW)
    ask(story, cast.rita, NOW)
    rita = as_person(cast.rita)
    assert TEXT in text_of(rita, url(story, "reading"))
    withdraw_story(story=story, by=cast.mona, now=NOW)
    assert rita.post(url(story, "reading"), {"answer": "approved"}).status_code == 404
    assert not Reading.objects.exclude(answer="").exists()


# Files


def png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()


def attach(client: Client, story: Story, name: str, content: bytes) -> StoryAttachment | None:
    client.post(url(story, "files"), {"file": SimpleUploadedFile(name, content)})
    return story.attachments.order_by("-pk").first()


def test_a_picture_is_made_anew_without_what_was_hidden_in_it(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    out, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Hemmelig kamera"
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=exif)
    story, mona = tell(cast.network, cast.asen, cast.mona, NOW), as_person(cast.mona)
    made = attach(mona, story, "tavle.jpeg", out.getvalue() + b"Hemmelig hale")
    assert made is not None
    answer = mona.get(url(story, "file", made.public_id))
    assert b"Hemmelig" not in answer.content
    assert answer.content.startswith(b"\xff\xd8\xff")
    assert answer["Content-Disposition"] == 'attachment; filename="tavle.jpg"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bilde.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("side.html", b"<!doctype html><script>alert(1)</script>"),
        ("side.png", b"<!doctype html><script>alert(1)</script>"),
        ("side.pdf", b"GIF89a<script>alert(1)</script>"),
        ("halv.png", png()[:40]),
        ("tom.pdf", b""),
        ("program.exe", b"MZ\x90\x00" + b"\0" * 100),
        ("stor.webp", b"RIFF\x00\x00\x00\x00WEBP" + b"\0" * 50),
    ],
)
def test_what_is_not_allowed_is_refused_with_words(
    cast: Cast, as_person: type[SignedInClient], name: str, content: bytes
) -> None:
    story, mona = tell(cast.network, cast.asen, cast.mona, NOW), as_person(cast.mona)
    answer = mona.post(url(story, "files"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    assert 'id="form-errors"' in answer.content.decode()
    assert story.attachments.count() == 0
    assert again(story).version == story.version


def test_a_bomb_and_a_sixth_file_are_refused(cast: Cast, as_person: type[SignedInClient]) -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", compression=8) as archive:
        archive.writestr("[Content_Types].xml", b"0" * 30_000_000)
    story, mona = tell(cast.network, cast.asen, cast.mona, NOW), as_person(cast.mona)
    attach(mona, story, "bombe.docx", bomb.getvalue())
    assert story.attachments.count() == 0
    for number in range(6):
        attach(mona, story, f"{number}.png", png())
    assert story.attachments.count() == 5


@pytest.mark.parametrize("name", ["../../etc/passwd.png", "..\\..\\con.png", "a\x00b\u202egnp.exe.png"])
def test_names_with_tricks_lead_nowhere(cast: Cast, as_person: type[SignedInClient], name: str) -> None:
    story, mona = tell(cast.network, cast.asen, cast.mona, NOW), as_person(cast.mona)
    made = attach(mona, story, name, png())
    assert made is not None
    assert str(made.file.name).startswith("stories/")
    for trick in ("..", "/", "\\", "\x00", "\u202e"):
        assert trick not in made.file_name


def test_a_file_is_seen_by_others_when_a_release_shows_it(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story, rita, mads = shown(cast), as_person(cast.rita), as_person(cast.mads)
    made = attach(rita, story, "plan.png", png())
    assert made is not None
    address = url(story, "file", made.public_id)
    assert mads.get(address).status_code == 404  # it came after the release
    approve(again(story), cast.mona, NOW)
    show(story, NOW)
    assert mads.get(address).status_code == 200
    assert as_person(cast.stein).get(address).status_code == 404
    rita.post(url(story, "file_removal", made.public_id))
    assert mads.get(address).status_code == 404
    assert address not in text_of(mads, url(story, "story"))


# Many


def test_the_pages_ask_the_same_for_one_and_for_three(cast: Cast, as_person: type[SignedInClient]) -> None:
    counts, mads, rita = [], as_person(cast.mads), as_person(cast.rita)
    for _more in range(3):
        story = shown(cast)
        ask(tell(cast.network, cast.brekka, cast.rita, NOW), cast.mads, NOW)
        tell(cast.network, cast.asen, cast.mads, NOW)
        StoryThanks.objects.create(story=story, by=cast.mona, text="Takk", at=NOW)
        with CaptureQueriesContext(connection) as listed:
            mads.get(stories_url(cast))
        with CaptureQueriesContext(connection) as read:
            rita.get(url(story, "story"))
        counts.append((len(listed), len(read)))
    assert counts[0][0] == counts[2][0] <= 12
    assert max(counts)[1] <= 12


def test_nobody_saves_anothers_story(cast: Cast) -> None:
    story = tell(cast.network, cast.asen, cast.mona, NOW)
    with pytest.raises(ChangedMeanwhileError):
        save_story(story=story, changes={"did": "Andres ord"}, version=story.version, by=cast.mads, now=NOW)
    assert again(story).did == TEXT


def test_who_represents_two_schools_says_which(cast: Cast, as_person: type[SignedInClient]) -> None:
    make.membership(
        cast.network, cast.rita, Role.DELEGATE, cast.asen, starts_at=NOW, ends_at=NOW + timedelta(days=3)
    )
    rita, new = as_person(cast.rita), reverse("knowledge:new", args=[cast.network.slug])
    sent = {"title": "Noe", "outcome": "worked"}
    assert "Velg hvilken skole" in rita.post(new, sent).content.decode()
    rita.post(new, {**sent, "school": cast.asen.public_id})
    assert Story.objects.get().school == cast.asen
    with pytest.raises(RuleError):
        ask(again(Story.objects.get()), Person.objects.get(pk=cast.rita.pk), NOW)
