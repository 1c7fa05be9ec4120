"""Photos of a summary are shown only to those who may see the summary they belong to."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from conftest import SignedInClient
from redthread.betweenwork.actions.photos import put_photo, remove_photo
from redthread.betweenwork.actions.releases import release_summary, take_back
from redthread.betweenwork.models import SchoolLine, SummaryPhoto
from redthread.betweenwork.tests.between import Between, between
from redthread.core.photos import make_anew
from redthread.core.receipts import receipt, secret_of
from redthread.people.models import Person
from redthread.sharing.actions import revoke
from redthread.testing.cast import Cast

JSON = {"Accept": "application/json"}
KEY = "0123456789abcdef"


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


NO_PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def image(size: tuple[int, int] = (40, 30), colour: str = "red") -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def upload(content: bytes, name: str = "bilde.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def send(client: Client, url: str, content: bytes) -> Any:
    """As the page's script sends it."""
    return client.post(url, {"key": KEY, "photo": upload(content)}, headers=JSON)


def put(at: Between, line: SchoolLine, by: Person, colour: str = "red") -> SummaryPhoto:
    content = image(colour=colour)
    picture = make_anew(BytesIO(content), len(content))
    return put_photo(line=line, picture=picture, by=by, now=at.now)


def test_the_script_sends_a_photo_and_the_own_school_sees_it(
    cast: Cast, client: Client, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    url = at.link(cast.mona, name="link_photo")
    sent = image((1700, 100))
    first, again = (send(client, url, sent).json() for _ in range(2))
    photo = SummaryPhoto.objects.get()
    signed = receipt(secret_of(f"summary-ack:{at.asen.public_id}"), KEY)
    assert first == again == {"photo": photo.public_id, "width": 1600, "height": 94, **signed}
    for shown in (client.get(url), as_person(cast.mads).get(at.url("photo", at.asen))):
        assert shown.status_code == 200
        assert shown.content[:3] == b"\xff\xd8\xff"
    assert as_person(cast.rita).get(at.url("photo", at.asen)).status_code == 403


def test_a_form_without_script_sends_text_and_photo_together(cast: Cast, client: Client) -> None:
    link = between(cast).link(cast.mona)
    client.post(link, {"did": "Vi leste.", "photo": upload(image())})
    photo = SummaryPhoto.objects.select_related("summary").get()
    assert photo.summary.did == "Vi leste."


def test_a_wrong_file_saves_nothing_and_the_text_is_still_there(cast: Cast, client: Client) -> None:
    at = between(cast)
    page = client.post(at.link(cast.mona), {"did": "Vi leste.", "photo": upload(NO_PICTURE)})
    assert page.status_code == 400
    assert "Vi kan ikke lese bildet" in page.content.decode()
    assert "Vi leste." in page.content.decode()
    photo_url = at.link(cast.mona, name="link_photo")
    refused = send(client, photo_url, NO_PICTURE)
    assert refused.status_code == 422
    assert "Vi kan ikke lese bildet" in refused.json()["refused"]
    assert client.post(photo_url, {"key": KEY}, headers=JSON).json()["refused"] == "Velg et bilde."
    assert client.post(photo_url, {"key": "?", "photo": upload(image())}, headers=JSON).status_code == 422
    assert not SummaryPhoto.objects.exists()


def test_a_key_that_has_served_another_photo_saves_nothing(cast: Cast, client: Client) -> None:
    url = between(cast).link(cast.mona, name="link_photo")
    first = send(client, url, image()).json()
    answer = send(client, url, image(colour="blue"))
    assert (answer.status_code, answer.json()) == (
        422,
        {"refused": "Bildet er ikke lagret. Velg det en gang til."},
    )
    assert SummaryPhoto.objects.get().public_id == first["photo"]


def is_guarded(answer: HttpResponse) -> bool:
    return (
        answer.headers["Content-Type"] == "image/jpeg"
        and answer.headers["X-Content-Type-Options"] == "nosniff"
        and answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        and answer.headers["Content-Disposition"].startswith("inline")
        and "no-store" in answer.headers["Cache-Control"]
    )


def test_the_network_sees_a_photo_only_while_its_release_stands(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    at.write(at.asen, cast.mona)
    photo = put(at, at.asen, cast.mona)
    url = at.url("shown_photo", None, photo.public_id)
    people = {
        name: as_person(getattr(cast, name)) for name in ("rita", "liv", "kine", "eva", "mads", "stein")
    }
    insiders = ("rita", "liv", "kine", "eva")

    def seen() -> set[str]:
        return {name for name, person in people.items() if person.get(url).status_code == 200}

    assert seen() == {"mads"}
    release_summary(line=at.asen, version=1, photo="", by=cast.mona, now=at.now)
    assert seen() == {"mads"}
    release_summary(line=at.asen, version=1, photo=photo.public_id, by=cast.mona, now=at.now)
    assert seen() == {"mads", *insiders}
    assert is_guarded(people["rita"].get(url))  # type: ignore[arg-type]
    assert url in people["rita"].get(at.url("assignment")).content.decode()
    take_back(line=at.asen, audience="network", by=cast.mona, now=at.now)
    assert seen() == {"mads"}
    assert url not in people["rita"].get(at.url("assignment")).content.decode()


def test_a_photo_goes_with_its_release_whoever_takes_that_back(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    photo = put(at, at.asen, cast.mona)
    release = at.release(at.asen, cast.mona, photo=photo.public_id)
    url, rita = at.url("shown_photo", None, photo.public_id), as_person(cast.rita)
    assert rita.get(url).status_code == 200
    revoke(release=release, by=cast.liv, now=at.now)
    assert rita.get(url).status_code == 404


def test_a_photo_is_found_through_its_own_between_work_only(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    photo = put(at, at.asen, cast.mona)
    at.release(at.asen, cast.mona, photo=photo.public_id)
    stein = as_person(cast.stein)
    other_door = at.url("shown_photo", None, photo.public_id).replace(
        cast.network.slug, cast.steins_network.slug
    )
    assert stein.get(other_door).status_code == 404
    assert stein.get(at.url("shown_photo", None, photo.public_id)).status_code == 404
    assert Client().get(at.url("shown_photo", None, photo.public_id)).status_code == 302
    assert as_person(cast.rita).post(at.url("shown_photo", None, photo.public_id)).status_code == 405


def test_another_photo_is_not_shown_before_it_is_released_and_the_old_one_is_gone(
    cast: Cast, as_person: type[SignedInClient], files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    at = between(cast)
    first = put(at, at.asen, cast.mona)
    at.release(at.asen, cast.mona, photo=first.public_id)
    with django_capture_on_commit_callbacks(execute=True):
        second = put(at, at.asen, cast.mona, "blue")
    rita = as_person(cast.rita)
    for photo in (first, second):
        assert rita.get(at.url("shown_photo", None, photo.public_id)).status_code == 404
    assert [path.name for path in files.rglob("*.jpg")] == [Path(second.file.name or "").name]


def test_taken_away_it_is_gone_for_everybody_at_once_also_from_the_disk(
    cast: Cast, as_person: type[SignedInClient], files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    at = between(cast)
    photo = put(at, at.asen, cast.mona)
    at.release(at.asen, cast.mona, photo=photo.public_id)
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_person(cast.mads).post(at.url("photo_removal", at.asen))
    assert answer.headers["Location"] == at.url("summary", at.asen)
    for person in (cast.mona, cast.rita):
        url = at.url("shown_photo", None, photo.public_id)
        assert as_person(person).get(url).status_code == 404
    assert list(files.rglob("*.jpg")) == []
    remove_photo(line=at.asen, by=cast.mona, now=at.now)  # once more does no harm


def test_the_address_on_disk_tells_nothing_and_cannot_be_asked_for(
    cast: Cast, as_person: type[SignedInClient], files: Path
) -> None:
    at = between(cast)
    at.write(at.asen, cast.mona)
    client = as_person(cast.mona)
    sent = {"key": KEY, "photo": upload(image(), "../../Solfrid på tur.jpg")}
    client.post(at.url("photo", at.asen), sent)
    name = next(files.rglob("*.jpg")).relative_to(files)
    assert "Solfrid" not in str(name)
    assert len(name.stem) == 32
    for address in (f"/{name}", f"/media/{name}", f"/static/{name}"):
        assert client.get(address).status_code == 404


def test_without_a_file_on_disk_the_page_is_whole_and_the_photo_not_found(
    cast: Cast, as_person: type[SignedInClient], files: Path
) -> None:
    at = between(cast)
    put(at, at.asen, cast.mona)
    next(files.rglob("*.jpg")).unlink()
    mona = as_person(cast.mona)
    assert mona.get(at.url("summary", at.asen)).status_code == 200
    assert mona.get(at.url("photo", at.asen)).status_code == 404


def test_photos_have_the_same_doors_as_the_summary(cast: Cast, as_person: type[SignedInClient]) -> None:
    at = between(cast)
    for name in ("photo", "photo_removal"):
        url = at.url(name, at.asen)
        assert as_person(cast.rita).post(url).status_code == 403
        assert as_person(cast.stein).post(url).status_code == 404
        assert Client().post(url).headers["Location"].startswith("/konto/")
    assert as_person(cast.mona).get(at.url("photo_removal", at.asen)).status_code == 405
    assert as_person(cast.mona).delete(at.url("photo", at.asen)).status_code == 405
    assert Client().get(reverse("betweenwork:link_photo", args=["x" * 43])).status_code == 404
