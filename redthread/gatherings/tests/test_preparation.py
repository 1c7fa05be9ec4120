"""What to do before a gathering: files known by content, sent in one mail, and kindly counted."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from redthread.core.checked_files import OFFICE, PDF, kind_of, shown_name
from redthread.core.errors import RuleError
from redthread.gatherings.actions import preparation as actions
from redthread.gatherings.actions.agenda import remove_agenda_item
from redthread.gatherings.models import AgendaItem, Gathering, ItemLeader, Preparation, Prepared
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.at_once import at_once
from redthread.testing.cast import Cast, build

NOW = timezone.now()
PDF_BYTES = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
PNG_BYTES = b"\x89PNG\r\n\x1a\n....IHDR....IEND\xaeB`\x82"
JPEG_BYTES = b"\xff\xd8\xff\xe0....\xff\xd9"
Kind = Preparation.Kind


def document(types: str = "wordprocessingml.document", parts: dict[str, bytes] | None = None) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types><Override ContentType="{OFFICE}{types}.main+xml"/></Types>'
        )
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return file.getvalue()


def odt() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return file.getvalue()


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def gathering(cast: Cast) -> Gathering:
    made = make.gathering(cast.network)
    make.item(made, AgendaItem.Kind.STORY, title="Lesing i alle fag")
    make.item(made, AgendaItem.Kind.DECISION, title="Bekymring for Solfrid", is_confidential=True)
    return made


def item_of(gathering: Gathering, number: int = 0) -> AgendaItem:
    found = gathering.agenda_items.all()[number]
    found.gathering = gathering
    return found


def added(gathering: Gathering, number: int = 0, kind: str = Kind.READING, **fields: Any) -> Preparation:
    fields = {"text": "Kapittel 3", "url": "", "upload": None, "minutes": 10, **fields}
    by = gathering.created_by
    return actions.add_preparation(item=item_of(gathering, number), kind=kind, by=by, now=NOW, **fields)


def added_file(gathering: Gathering, number: int = 0, name: str = "Notat.pdf") -> Preparation:
    upload = actions.Upload(BytesIO(PDF_BYTES), name, PDF)
    return added(gathering, number, Kind.FILE, upload=upload, text="")


def send(gathering: Gathering) -> int:
    return actions.send_preparation(gathering=gathering, by=gathering.created_by, now=NOW)


def ready(one: Preparation, person: Person, answer: str = "") -> None:
    actions.say_ready(preparation=one, is_ready=True, answer=answer, by=person, now=NOW)


def url(gathering: Gathering, name: str, *more: str) -> str:
    return reverse(f"gatherings:{name}", args=[gathering.network.slug, gathering.public_id, *more])


# Files are known by their content.


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PDF_BYTES, "pdf"),
        (JPEG_BYTES, "jpg"),
        (PNG_BYTES, "png"),
        (document(), "docx"),
        (document("presentationml.presentation"), "pptx"),
        (document("spreadsheetml.sheet"), "xlsx"),
        (odt(), "odt"),
    ],
)
def test_a_file_is_what_is_in_it(content: bytes, ending: str) -> None:
    assert kind_of(BytesIO(content), len(content)).ending == ending


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "tom"),
        (b"<html><script>alert(1)</script>", "kan ta imot"),
        (b"MZ\x90\x00", "kan ta imot"),
        (b"\xd0\xcf\x11\xe0 gammel Word", "kan ta imot"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kan ta imot"),
        (b"%PDF-1.7 halv", "skadet"),
        (b"\xff\xd8\xff halvt bilde" + b"." * 200, "skadet"),
        (b"PK\x03\x04 ikke en zip", "skadet"),
        (document()[:-30], "skadet"),
        (document(parts={"word/vbaProject.bin": b"x"}), "makroer"),
    ],
)
def test_what_we_cannot_trust_is_refused_with_a_reason(content: bytes, told: str) -> None:
    with pytest.raises(RuleError, match=told):
        kind_of(BytesIO(content), len(content))


def test_a_macro_document_is_refused_whatever_it_is_called() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
        )
    with pytest.raises(RuleError, match="makroer"):
        kind_of(file, len(file.getvalue()))


def test_a_file_that_unpacks_to_gigabytes_is_refused() -> None:
    bomb = document(parts={"word/document.xml": b"0" * 30_000_000})
    with pytest.raises(RuleError, match="for stor når den pakkes ut"):
        kind_of(BytesIO(bomb), len(bomb))


def test_a_file_over_twenty_megabytes_is_refused_unread() -> None:
    with pytest.raises(RuleError, match="20 MB"):
        kind_of(BytesIO(PDF_BYTES), 20 * 2**20 + 1)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Notat.pdf", "Notat.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Skrivebord\\Årsplan 2026.docx", "Årsplan 2026.pdf"),
        ("faktura\u202efdp.exe", "fakturafdp.pdf"),
        ('a"\r\nSet-Cookie: x.pdf', 'a"Set-Cookie: x.pdf'),
        ("", "fil.pdf"),
        ("x" * 400 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_cleaned_and_gets_the_ending_of_the_content(name: str, shown: str) -> None:
    assert shown_name(name, PDF) == shown


# Adding and fetching.


def test_the_planner_adds_a_file_and_only_the_planner_has_it_until_it_is_sent(
    cast: Cast, gathering: Gathering, as_person: Any, files: Path
) -> None:
    item = item_of(gathering)
    data = {"file": SimpleUploadedFile("Notat.docx.exe", PDF_BYTES), "text": "Side 2", "minutes": "15"}
    response = as_person(cast.liv).post(url(gathering, "preparation_new", item.public_id, "fil"), data)
    assert response.status_code == 302
    one = Preparation.objects.get()
    assert (one.file_name, one.minutes) == ("Notat.docx.pdf", 15)
    stored = [path for path in files.rglob("*") if path.is_file()]
    assert [path.suffix for path in stored] == [".pdf"]
    assert "Notat" not in str(stored[0])
    address = url(gathering, "preparation_file", one.public_id)
    assert as_person(cast.liv).get(address).content == PDF_BYTES
    assert as_person(cast.mona).get(address).status_code == 404
    send(gathering)
    answer = as_person(cast.mona).get(address)
    assert answer.content == PDF_BYTES
    assert answer["Content-Disposition"] == 'attachment; filename="Notat.docx.pdf"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_a_bad_file_explains_itself_and_stores_nothing(
    cast: Cast, gathering: Gathering, as_person: Any, files: Path
) -> None:
    page = url(gathering, "preparation_new", item_of(gathering).public_id, "fil")
    data = {"file": SimpleUploadedFile("Notat.pdf", b"MZ not a pdf"), "text": "Beholdt"}
    text = as_person(cast.liv).post(page, data).content.decode()
    assert "kan ta imot PDF" in text
    assert "Beholdt" in text
    assert not Preparation.objects.exists()
    assert not [path for path in files.rglob("*") if path.is_file()]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://nrk.no/x", "https://a@b.no/", "ftp://x.no"])
def test_a_link_must_be_safe(cast: Cast, gathering: Gathering, as_person: Any, link: str) -> None:
    page = url(gathering, "preparation_new", item_of(gathering).public_id, "lesing")
    answer = as_person(cast.liv).post(page, {"text": "Les", "url": link})
    assert answer.status_code == 200
    assert not Preparation.objects.exists()


@pytest.mark.parametrize("kind", ["lesing", "fil", "sporsmal"])
def test_something_empty_is_not_added(cast: Cast, gathering: Gathering, as_person: Any, kind: str) -> None:
    page = url(gathering, "preparation_new", item_of(gathering).public_id, kind)
    assert as_person(cast.liv).post(page, {}).status_code == 200
    assert not Preparation.objects.exists()


def test_what_is_taken_away_goes_with_its_file(
    cast: Cast, gathering: Gathering, as_person: Any, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    one = added_file(gathering)
    with django_capture_on_commit_callbacks(execute=True):
        as_person(cast.liv).post(url(gathering, "preparation_remove", one.public_id))
    assert not Preparation.objects.exists()
    assert not [path for path in files.rglob("*") if path.is_file()]


def test_an_item_with_preparation_is_not_taken_out_by_accident(cast: Cast, gathering: Gathering) -> None:
    added_file(gathering)
    with pytest.raises(RuleError, match="Ta dem bort først"):
        remove_agenda_item(item=item_of(gathering), by=cast.liv, now=NOW)
    assert Preparation.objects.exists()


# Sending.


def test_sending_asks_first_and_gives_everybody_one_mail(
    cast: Cast, gathering: Gathering, as_person: Any
) -> None:
    added(gathering)
    added(gathering, kind=Kind.QUESTION, text="Hva virket hos dere?", minutes=None)
    liv = as_person(cast.liv)
    text = liv.get(url(gathering, "preparation_send")).content.decode()
    assert all(person.name in text for person in cast.insiders())
    assert not OutgoingMail.objects.exists()
    for _press in range(2):
        liv.post(url(gathering, "preparation_send"))
    mails = OutgoingMail.objects.all()
    assert sorted(mail.person_id for mail in mails) == sorted(person.pk for person in cast.insiders())
    for words in ("Les: Kapittel 3 (10 min)", "Tenk på: Hva virket hos dere?", "Lesing i alle fag"):
        assert words in mails[0].text


def test_what_comes_later_is_one_more_mail_with_only_the_new(cast: Cast, gathering: Gathering) -> None:
    added(gathering)
    send(gathering)
    added(gathering, text="Kapittel 4")
    added(gathering, text="Kapittel 5")
    send(gathering)
    texts = [mail.text for mail in OutgoingMail.objects.filter(person=cast.rita).order_by("pk")]
    assert len(texts) == 2
    assert "Kapittel 3" not in texts[1]
    assert "Kapittel 4" in texts[1]
    assert "Kapittel 5" in texts[1]


def test_nothing_confidential_is_mailed_or_shown(cast: Cast, gathering: Gathering, as_person: Any) -> None:
    secret = added(gathering, 1, text="HEMMELIG notat")
    secret_file = added_file(gathering, 1, name="HEMMELIG.pdf")
    with pytest.raises(RuleError, match="Alt er sendt"):
        send(gathering)
    added(gathering)
    send(gathering)
    assert not [mail for mail in OutgoingMail.objects.all() if "HEMMELIG" in mail.text + mail.subject]
    mona = as_person(cast.mona)
    page = mona.get(gathering.get_absolute_url()).content.decode()
    assert "HEMMELIG" not in page
    assert "Solfrid" not in page
    assert mona.get(url(gathering, "preparation_file", secret_file.public_id)).status_code == 404
    assert mona.post(url(gathering, "preparation_ready", secret.public_id)).status_code == 404
    assert "HEMMELIG" in as_person(cast.liv).get(url(gathering, "preparation")).content.decode()


def test_what_becomes_confidential_after_sending_is_gone_at_once(
    cast: Cast, gathering: Gathering, as_person: Any
) -> None:
    one = added_file(gathering)
    send(gathering)
    gathering.agenda_items.update(is_confidential=True)
    mona = as_person(cast.mona)
    assert "Notat.pdf" not in mona.get(gathering.get_absolute_url()).content.decode()
    assert mona.get(url(gathering, "preparation_file", one.public_id)).status_code == 404


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"published_at": None, "audience": "group"}, "kladd"),
        ({"cancelled_at": NOW}, "avlyst"),
        ({"starts_at": NOW - timedelta(days=2), "ends_at": NOW - timedelta(days=1)}, "over"),
    ],
)
def test_preparation_is_sent_only_for_what_comes(
    cast: Cast, gathering: Gathering, fields: dict[str, Any], told: str
) -> None:
    added(gathering)
    Gathering.objects.filter(pk=gathering.pk).update(**fields)
    with pytest.raises(RuleError, match=told):
        send(gathering)
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_is_mailed_once() -> None:
    cast = build()
    gathering = make.gathering(cast.network)
    make.item(gathering)
    added(gathering)
    at_once(lambda: send(gathering), lambda: send(gathering))
    assert OutgoingMail.objects.count() == len(cast.insiders())


# «Jeg er klar».


def test_a_participant_is_ready_answers_and_may_take_it_back(
    cast: Cast, gathering: Gathering, as_person: Any
) -> None:
    reading = added(gathering)
    question = added(gathering, kind=Kind.QUESTION, text="Hva virket?", minutes=15)
    send(gathering)
    mona = as_person(cast.mona)
    page = mona.get(gathering.get_absolute_url()).content.decode()
    assert "Omtrent 25 minutter til sammen" in page
    assert "De som leder samlingen eller økten, ser svaret" in page
    mona.post(url(gathering, "preparation_ready", reading.public_id), {"klar": "ja"})
    mona.post(url(gathering, "preparation_ready", question.public_id), {"answer": "To-lærer"})
    assert "Du er klar" in mona.get(gathering.get_absolute_url()).content.decode()
    assert sorted(Prepared.objects.values_list("person__name", "answer")) == [
        ("Mona Vik", ""),
        ("Mona Vik", "To-lærer"),
    ]
    mona.post(url(gathering, "preparation_ready", reading.public_id), {"klar": "nei"})
    mona.post(url(gathering, "preparation_ready", question.public_id), {"answer": " "})
    assert not Prepared.objects.exists()


def test_with_htmx_only_the_list_comes_back(cast: Cast, gathering: Gathering, as_person: Any) -> None:
    one = added(gathering)
    send(gathering)
    answer = as_person(cast.mona).post(
        url(gathering, "preparation_ready", one.public_id), {"klar": "ja"}, headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert text.lstrip().startswith("<section")
    assert "Du er klar" in text


@pytest.mark.django_db(transaction=True)
def test_a_double_press_is_one_answer() -> None:
    cast = build()
    gathering = make.gathering(cast.network)
    make.item(gathering)
    one = added(gathering)
    at_once(lambda: ready(one, cast.mona), lambda: ready(one, cast.mona))
    assert Prepared.objects.count() == 1


def test_after_the_gathering_nobody_says_they_are_ready(cast: Cast, gathering: Gathering) -> None:
    one = added(gathering)
    with pytest.raises(RuleError, match="over"):
        actions.say_ready(preparation=one, is_ready=True, answer="", by=cast.mona, now=gathering.ends_at)


# Who is ready.


def test_readiness_counts_kindly_and_names_only_those_who_are_ready(
    cast: Cast, gathering: Gathering, as_person: Any
) -> None:
    one = added(gathering)
    question = added(gathering, kind=Kind.QUESTION, text="Hva virket?", minutes=None)
    send(gathering)
    ready(one, cast.mona)
    ready(question, cast.mads, "Høytlesing")
    text = as_person(cast.liv).get(url(gathering, "preparation")).content.decode()
    main = re.sub(r"(?s)^.*<main", "", text)
    assert "1 av 5 har sagt at de er klare." in main  # Eva reads along, and is not counted
    assert "1 av 5 har svart." in main
    assert "Mona Vik" in main
    assert "Høytlesing" in main
    assert "Rita Moe" not in main
    assert "Kine Aas" not in main


def test_a_session_leader_sees_their_own_item_and_no_other(
    cast: Cast, gathering: Gathering, as_person: Any
) -> None:
    own = added(gathering, kind=Kind.QUESTION, text="Hva virket?")
    other_item = make.item(gathering, title="En annen sak")
    other = actions.add_preparation(
        item=other_item, kind=Kind.QUESTION, text="Hva er vanskelig?", url="", upload=None, minutes=None,
        by=cast.liv, now=NOW,
    )  # fmt: skip
    send(gathering)
    ready(own, cast.mona, "Dette svaret er til økta")
    ready(other, cast.mona, "Dette er til andre")
    ItemLeader.objects.create(item=item_of(gathering), person=cast.rita)
    text = as_person(cast.rita).get(url(gathering, "preparation")).content.decode()
    assert "Dette svaret er til økta" in text
    assert "Dette er til andre" not in text
    assert "En annen sak" not in text
    assert "Ta bort" not in text
    assert as_person(cast.mads).get(url(gathering, "preparation")).status_code == 403
    assert as_person(cast.stein).get(url(gathering, "preparation")).status_code == 404


def test_participants_see_nobody_elses_answers(cast: Cast, gathering: Gathering, as_person: Any) -> None:
    question = added(gathering, kind=Kind.QUESTION, text="Hva virket?")
    send(gathering)
    ready(question, cast.mona, "Bare til lederen")
    assert "Bare til lederen" not in as_person(cast.rita).get(gathering.get_absolute_url()).content.decode()


def test_a_draft_shows_nothing(cast: Cast, gathering: Gathering, as_person: Any) -> None:
    one = added_file(gathering)
    Gathering.objects.filter(pk=gathering.pk).update(published_at=None, audience="group")
    Preparation.objects.update(mailed_at=NOW)
    mona = as_person(cast.mona)
    assert mona.get(gathering.get_absolute_url()).status_code == 404
    assert mona.get(url(gathering, "preparation_file", one.public_id)).status_code == 404


def test_the_pages_ask_as_often_for_one_as_for_many(
    cast: Cast, gathering: Gathering, as_person: Any, django_assert_max_num_queries: Any,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    ready(added(gathering), cast.mona)
    send(gathering)
    liv = as_person(cast.liv)
    pages = [gathering.get_absolute_url(), url(gathering, "preparation")]
    counts = []
    for page in pages:
        liv.get(page)
        with django_assert_max_num_queries(16) as few:
            liv.get(page)
        counts.append(len(few))
    for number in range(3):
        one = added(gathering, text=f"Kapittel {number}")
        ready(one, cast.mads)
    send(gathering)
    for page, count in zip(pages, counts, strict=True):
        with django_assert_num_queries(count):
            liv.get(page)
