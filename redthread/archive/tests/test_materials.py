"""The archive: what is added is for the network, is what it says it is, and opens from where it is needed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from conftest import SignedInClient
from redthread.archive.actions.materials import Words, add_material
from redthread.archive.models import Material
from redthread.archive.tests.files import PDF, docx, photo, upload, zipped
from redthread.networks.models import Membership
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def url(cast: Cast, name: str, material: Material | None = None) -> str:
    args = [cast.network.slug, *([material.public_id] if material else [])]
    return reverse(f"archive:{name}", args=args)


def sent(**fields: Any) -> dict[str, Any]:
    return {"kind": "file", "title": "Lysark om lesing", "key": "key-of-a-form-1", **fields}


def link(cast: Cast, **words: Any) -> Material:
    words.setdefault("title", "En god artikkel")
    return add_material(
        network=cast.network,
        key=f"key-{Material.objects.count():06d}",
        kind="article",
        words=Words(**words),
        url="https://www.udir.no/lesing",
        upload=None,
        by=cast.mona,
        now=NOW,
    )


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_file_is_added_found_and_fetched(cast: Cast, as_person: type[SignedInClient]) -> None:
    mona = as_person(cast.mona)
    assert "Alle i nettverket ser det du legger inn, med en gang." in page(mona, url(cast, "new"))
    fields = sent(
        file=upload(PDF, "../../Lysark\u202e.pdf"), about="Fra sist", themes="Lesing, vurdering,lesing"
    )
    answer = mona.post(url(cast, "new"), fields)
    made = Material.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.file_name, made.audience, made.added_by) == ("Lysark.pdf", "network", cast.mona)
    assert "/" not in str(made.file.name).removeprefix("material/")
    assert [theme.name for theme in made.themes.all()] == ["lesing", "vurdering"]
    rita = as_person(cast.rita)
    assert "Lysark om lesing" in page(rita, url(cast, "materials"))
    assert "Lysark om lesing" in page(rita, url(cast, "materials") + "?tema=LESING")
    assert "Ingenting passer med valget" in page(rita, url(cast, "materials") + "?tema=regning")
    got = rita.get(url(cast, "file", made))
    assert got.content == PDF
    assert got.headers["Content-Disposition"] == 'attachment; filename="Lysark.pdf"'
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert got.headers["Cache-Control"] == "private, no-store"


def test_neither_a_file_nor_a_link_is_called_optional_and_the_chosen_one_is_asked_for(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    address = reverse("archive:new", args=[cast.network.slug])
    page = as_person(cast.mona).get(address).content.decode()
    for field in ("id_file", "id_url"):
        label = page.partition(f'for="{field}"')[2].partition("</label>")[0]
        assert label
        assert "valgfritt" not in label
    for kind, asked in (("file", "Velg en fil."), ("link", "Lim inn lenken.")):
        data = {"kind": kind, "title": "Lysark", "key": "nothing-chosen"}
        text = as_person(cast.mona).post(address, data).content.decode()
        assert {one for one in ("Velg en fil.", "Lim inn lenken.") if one in text} == {asked}


def test_what_was_put_in_before_another_kind_was_chosen_is_left_out(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    address = reverse("archive:new", args=[cast.network.slug])
    link = {"kind": "link", "url": "https://udir.no/", "title": "Lysark", "key": "changed-ones-mind"}
    file = SimpleUploadedFile("a.exe", b"MZ")
    assert as_person(cast.mona).post(address, {**link, "file": file}).status_code == 302
    assert Material.objects.get().file.name == ""
    both = {
        **link,
        "kind": "file",
        "url": "udir",
        "file": SimpleUploadedFile("a.pdf", PDF),
        "key": "again-a-file",
    }
    assert as_person(cast.mona).post(address, both).status_code == 302
    assert Material.objects.get(kind="file").url == ""


def test_sent_twice_is_one(cast: Cast, as_person: type[SignedInClient]) -> None:
    mona = as_person(cast.mona)
    for _turn in range(2):
        mona.post(url(cast, "new"), sent(file=upload(PDF, "a.pdf")))
    assert Material.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "bilde.svg", "Vi kan ta imot PDF"),
        (b"<!doctype html><script>alert(1)</script>", "side.html", "Vi kan ta imot PDF"),
        (b"<!doctype html><script>alert(1)</script>", "notat.txt", "Filen er en nettside"),
        (b"Hei <script>alert(1)</script>", "notat.csv", "Filen er en nettside"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "side.txt", "Filen er en nettside"),
        (b"Hei\0der", "notat.txt", "Dette er ikke en tekstfil"),
        (b"", "tom.pdf", "Filen er tom"),
        (b"MZ\x90\x00", "program.pdf", "Vi kan ta imot PDF"),
        (b"#!/bin/sh\n", "lysark.pdf", "Vi kan ta imot PDF"),
        (b"<html>%PDF-1.4 %%EOF", "lysark.pdf", "Vi kan ta imot PDF"),
        (b"%PDF-1.4\nhalf of it", "lysark.pdf", "Filen er skadet"),
        (PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript >>"), "a.pdf", "har programmer"),
        (PDF.replace(b"/Catalog", b"/Catalog /AA << /S /J#61vaScript >>"), "a.pdf", "har programmer"),
        (PDF + zipped(a=b"b"), "to.pdf", "to slags filer i én"),
        (b"GIF89a" + docx(), "to.docx", "Vi kan ta imot PDF"),
        (docx(word__vbaProject=b"x"), "makro.docx", "Filen har makroer"),
        (docx(word__bomb=b"0" * 30_000_000), "bombe.docx", "for stor når den pakkes ut"),
        (zipped(a=b"b"), "arkiv.zip", "Vi kan ta imot PDF"),
        (b"\x89PNG\r\n\x1a\nnot a picture", "bilde.png", "Vi kan ikke lese bildet"),
    ],
)
def test_what_is_not_what_it_says_is_refused_in_words(
    content: bytes, name: str, words: str, cast: Cast, as_person: type[SignedInClient]
) -> None:
    answer = as_person(cast.mona).post(url(cast, "new"), sent(file=upload(content, name)))
    assert words in answer.content.decode()
    assert "Lysark om lesing" in answer.content.decode()  # what was typed is still there
    assert not Material.objects.exists()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_made_anew_without_place_and_person(
    kind: str, cast: Cast, as_person: type[SignedInClient]
) -> None:
    as_person(cast.mona).post(url(cast, "new"), sent(file=upload(photo(kind), "tavla.png")))
    made = Material.objects.get()
    with made.file.open("rb") as file:
        content = file.read()
    assert made.file_name == "tavla.jpg"
    assert not Image.open(io.BytesIO(content)).getexif()
    assert b"Fotograf" not in content


@pytest.mark.parametrize("name", ["notat.txt", "tall.csv"])
def test_text_is_kept_as_text(name: str, cast: Cast, as_person: type[SignedInClient]) -> None:
    as_person(cast.mona).post(url(cast, "new"), sent(file=upload("Skole;Øving\n3 < 4".encode(), name)))
    made = Material.objects.get()
    assert made.file_name == name
    got = as_person(cast.rita).get(url(cast, "file", made))
    assert got.headers["Content-Type"].startswith("text/")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,hei",
        "ftp://udir.no/fil",
        "https://udir.no@annet.example/",
        "https://lokal",
        "https://udir.no/<script>",
        "bare noe",
        "",
    ],
)
def test_only_web_addresses_are_links(address: str, cast: Cast, as_person: type[SignedInClient]) -> None:
    answer = as_person(cast.mona).post(url(cast, "new"), sent(kind="link", url=address))
    assert "Lim inn" in answer.content.decode()
    assert not Material.objects.exists()


def test_a_link_says_where_it_leads(cast: Cast, as_person: type[SignedInClient]) -> None:
    answer = as_person(cast.mona).post(url(cast, "new"), sent(kind="film", url="https://www.nrk.no/skole"))
    made = Material.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    shown = page(as_person(cast.eva), made.get_absolute_url())
    assert "Åpne hos nrk.no" in shown
    assert 'href="https://www.nrk.no/skole"' in shown
    assert as_person(cast.rita).get(url(cast, "file", made)).status_code == 404


def test_it_opens_from_the_programme_where_it_is_needed(cast: Cast, as_person: type[SignedInClient]) -> None:
    gathering = make.gathering(cast.network, cast.liv)
    item, secret = make.item(gathering), make.item(gathering, is_confidential=True)
    choice = page(as_person(cast.mona), url(cast, "new") + f"?samling={gathering.public_id}")
    assert item.public_id in choice
    assert secret.public_id not in choice
    link(cast, title="Til innlegget", item=item)
    link(cast, title="Til det fortrolige", item=secret)
    shown = page(as_person(cast.rita), gathering.get_absolute_url())
    assert "Til innlegget" in shown
    assert "Til det fortrolige" not in shown


def test_a_draft_is_not_told_of_by_what_lies_with_it(cast: Cast, as_person: type[SignedInClient]) -> None:
    draft = make.gathering(cast.network, cast.liv, is_published=False, title="Hemmelig planlagt")
    made = link(cast, item=make.item(draft))
    for address in (made.get_absolute_url(), url(cast, "materials")):
        assert "Hemmelig planlagt" not in page(as_person(cast.mona), address)
        assert "Hemmelig planlagt" in page(as_person(cast.liv), address)
    assert "Hemmelig planlagt" not in page(as_person(cast.rita), url(cast, "new"))


def test_ones_own_is_changed_and_taken_away_and_leaders_may_take_away(
    cast: Cast,
    as_person: type[SignedInClient],
    files_of_its_own: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    mona = as_person(cast.mona)
    mona.post(url(cast, "new"), sent(file=upload(PDF, "a.pdf")))
    made = Material.objects.get()
    for client in (as_person(cast.rita), as_person(cast.eva)):
        assert client.get(url(cast, "remove", made)).status_code == 403
        assert client.post(url(cast, "change", made), {"title": "Tull"}).status_code == 403
    mona.post(url(cast, "change", made), {"title": "Nytt navn", "themes": "regning"})
    made.refresh_from_db()
    assert (made.title, [theme.name for theme in made.themes.all()]) == ("Nytt navn", ["regning"])
    assert list(files_of_its_own.rglob("*.pdf"))
    with django_capture_on_commit_callbacks(execute=True):
        as_person(cast.liv).post(url(cast, "remove", made))
    assert not Material.objects.exists()
    assert not list(files_of_its_own.rglob("*.pdf"))


def test_access_is_asked_each_time(cast: Cast, as_person: type[SignedInClient]) -> None:
    as_person(cast.mona).post(url(cast, "new"), sent(file=upload(PDF, "a.pdf")))
    made, rita = Material.objects.get(), as_person(cast.rita)
    assert rita.get(url(cast, "file", made)).status_code == 200
    Membership.objects.filter(person=cast.rita).update(ends_at=timezone.now())
    assert rita.get(url(cast, "file", made)).status_code == 404
    assert as_person(cast.stein).get(url(cast, "file", made)).status_code == 404
    assert as_person(cast.olav).get(url(cast, "materials")).status_code == 404


def test_the_list_asks_the_same_of_the_database_for_one_and_three(
    cast: Cast, as_person: type[SignedInClient], django_assert_max_num_queries: Any
) -> None:
    rita = as_person(cast.rita)
    for _turn in range(3):
        link(cast, themes=("lesing",))
        with django_assert_max_num_queries(7):
            rita.get(url(cast, "materials"))
