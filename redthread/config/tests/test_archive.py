"""A backup brings everything back, and a damaged one is refused before anything is touched."""

from __future__ import annotations

import json
import random
import threading
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as real_settings
from django.core.cache import cache
from django.db import connection, transaction

from redthread.config.archive.manifest import current_schema
from redthread.config.archive.reading import opened
from redthread.config.archive.restoring import is_empty, rehearse, restore
from redthread.config.archive.rows import dump, stored_models
from redthread.config.archive.writing import write_archive
from redthread.config.gate import RefusedError
from redthread.config.storage import SWAPPING, alone, running
from redthread.people.models import Organisation, Person
from redthread.testing import make
from redthread.testing.cast import build

NOW = datetime(2026, 10, 14, 7, 0, tzinfo=UTC)
WORDS = "Blåbær 🫐 a\u030a «sitat»; 'hermetegn', \\ og\nlinje"


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    photo = tmp_path / "files" / "summaries" / "bilde æ.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(bytes(range(256)) * 3000)
    return tmp_path


@pytest.fixture
def archive(folder: Path, transactional_db: None) -> Path:
    people = build()
    gathering = make.gathering(people.network, title=WORDS[:40])
    make.outcome(make.item(gathering), text=WORDS)
    Organisation.objects.filter(pk=people.asen.pk).update(name=WORDS[:100])
    return made(folder / "saved.zip")


def made(path: Path, *, with_key: bool = False) -> Path:
    write_archive(path, now=NOW, version="0.1.0", with_key=with_key)
    return path


def everything() -> dict[str, list[bytes]]:
    return {name: list(dump(model)) for name, model in stored_models().items()}


def changed(source: Path, target: Path, name: str, content: bytes | None, *, also: str = "") -> Path:
    """A copy of the archive in which one entry is replaced, taken out (None), or added under `also`."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
            elif content is not None:
                new.writestr(entry, content)
        if also:
            new.writestr(also, b"foreign")
    return target


def listed(source: Path, **changes: Any) -> bytes:
    with zipfile.ZipFile(source) as file:
        return json.dumps(json.loads(file.read("manifest.json")) | changes).encode()


def refusal(path: Path) -> str:
    with pytest.raises(RefusedError) as refused, opened(path):
        pass
    return str(refused.value)


def test_a_restored_archive_is_the_same_rows_and_the_same_files(archive: Path, folder: Path) -> None:
    before, photo = everything(), (folder / "files/summaries/bilde æ.jpg").read_bytes()
    assert sum(map(len, before.values())) > 30
    Person.objects.update(name="Noen andre")
    (folder / "files/summaries/bilde æ.jpg").unlink()
    (folder / "files/later.jpg").write_bytes(b"later")
    with opened(archive) as whole:
        restore(whole, now=NOW)
    assert everything() == before
    assert [p.name for p in (folder / "files").rglob("*") if p.is_file()] == ["bilde æ.jpg"]
    assert (folder / "files/summaries/bilde æ.jpg").read_bytes() == photo
    assert (folder / "files.replaced-20261014-070000/later.jpg").exists()
    assert not (folder / SWAPPING).exists()
    cache.set("attempts", 1)  # what counts sign-in attempts is there at once
    Person.objects.create_user(name="Ny", email="ny@fjordvik.example")  # keys go on above those restored


def test_the_same_data_saved_twice_is_the_same_text(archive: Path, folder: Path) -> None:
    again = made(folder / "again.zip")
    with opened(archive) as one, opened(again) as other:
        assert one.manifest.entries == other.manifest.entries


def test_any_engine_s_archive_can_be_rebuilt_in_an_embedded_database(archive: Path) -> None:
    with opened(archive) as whole:
        rehearse(whole)  # reads every row back and compares; raises when anything differs


def test_an_archive_made_while_people_write_holds_whole_changes_only(
    folder: Path, transactional_db: None
) -> None:
    stop = threading.Event()

    def write() -> None:
        try:
            while not stop.is_set():
                with transaction.atomic():
                    owner = make.owner(name="par", owner_kind="private")
                    make.school(owner, name="par")
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            with opened(made(folder / f"{number}.zip")) as archive:
                kinds = Counter(json.loads(line)["kind"] for line in archive.lines("people.organisation"))
            assert kinds["owner"] == kinds["school"]
    finally:
        stop.set()
        writer.join()
    assert Organisation.objects.count() > 0


def test_sign_ins_and_the_key_stay_at_home_unless_the_key_is_asked_for(archive: Path, folder: Path) -> None:
    key = real_settings.SECRET_KEY
    names = zipfile.ZipFile(archive).namelist()
    assert "secret_key" not in names
    assert not [name for name in names if name.startswith(("tables/sessions.", "tables/usersessions."))]
    with_key = made(folder / "with-key.zip", with_key=True)
    assert zipfile.ZipFile(with_key).read("secret_key").decode() == key
    with opened(with_key) as whole:
        restore(whole, now=NOW)
    assert (folder / "secret_key").read_text() == key
    assert (folder / "secret_key").stat().st_mode & 0o077 == 0


def test_an_archive_is_never_overwritten(archive: Path) -> None:
    before = archive.read_bytes()
    with pytest.raises(RefusedError, match="exists already"):
        made(archive)
    assert archive.read_bytes() == before


def test_one_altered_byte_is_noticed_or_changes_nothing(archive: Path, folder: Path) -> None:
    good, draw, noticed = archive.read_bytes(), random.Random(14), 0
    with opened(archive) as whole:
        contents = {name: whole.read(name) for name in whole.manifest.entries}
    bad = folder / "bad.zip"
    for place in draw.sample(range(len(good)), 200):
        bad.write_bytes(good[:place] + bytes([good[place] ^ (1 << draw.randrange(8))]) + good[place + 1 :])
        try:
            with opened(bad) as whole:
                assert {name: whole.read(name) for name in whole.manifest.entries} == contents
        except RefusedError:
            noticed += 1
    assert noticed > 100  # the rest stood where an archive says things twice


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_cut_off_archive_is_refused(archive: Path, folder: Path, share: float) -> None:
    whole = archive.read_bytes()
    short = folder / "short.zip"
    short.write_bytes(whole[: int(len(whole) * share)])
    assert "not an archive" in refusal(short)


def test_a_missing_file_or_table_is_named(archive: Path, folder: Path) -> None:
    name = "files/summaries/bilde æ.jpg"
    assert name in refusal(changed(archive, folder / "a.zip", name, None))
    table = "tables/people.person.jsonl"
    assert table in refusal(changed(archive, folder / "b.zip", table, None))


def test_an_exchanged_entry_is_refused_also_when_the_zip_is_sound(archive: Path, folder: Path) -> None:
    table = "tables/people.person.jsonl"
    assert "checksum" in refusal(changed(archive, folder / "a.zip", table, b"{}\n"))


@pytest.mark.parametrize(
    "name",
    ["../outside", "files/../../outside", "/etc/passwd", "files\\..\\x", "files//x", "other", "files/C:x"],
)
def test_names_that_lead_elsewhere_are_refused(archive: Path, folder: Path, name: str) -> None:
    entries = json.loads(listed(archive))["entries"] | {name: {"size": 7, "sha256": "0" * 64, "rows": 1}}
    bad = changed(archive, folder / "a.zip", "manifest.json", listed(archive, entries=entries), also=name)
    assert "does not belong there" in refusal(bad)
    assert "does not belong there" in refusal(changed(archive, folder / "b.zip", "", None, also=name))
    assert not (folder.parent / "outside").exists()


def test_an_entry_that_is_not_on_the_list_is_refused(archive: Path, folder: Path) -> None:
    assert "more than its list" in refusal(changed(archive, folder / "a.zip", "", None, also="files/extra"))


@pytest.mark.parametrize("last", ["0000_older", "9999_newer"])
def test_an_archive_of_another_release_is_refused_by_name(archive: Path, folder: Path, last: str) -> None:
    schema = current_schema() | {"people": last}
    other = changed(
        archive, folder / "a.zip", "manifest.json", listed(archive, schema=schema, version="0.9.0")
    )
    assert "version 0.9.0" in refusal(other)
    assert "(people)" in refusal(other)


def test_a_list_that_is_not_ours_is_refused(archive: Path, folder: Path) -> None:
    for number, text in enumerate([b"", b"[]", b"{}", b'{"entries": 3}', listed(archive, format=2)]):
        assert "list of contents" in refusal(
            changed(archive, folder / f"{number}.zip", "manifest.json", text)
        ) or text == listed(archive, format=2)


def test_rows_that_do_not_fit_leave_everything_as_it_was(archive: Path, folder: Path) -> None:
    before = everything()
    with opened(archive) as whole:
        whole.lines = lambda table: iter([b'{"id": 1}\n'])  # type: ignore[method-assign]
        with pytest.raises(RefusedError, match="line 1"):
            restore(whole, now=NOW)
    assert everything() == before
    assert (folder / "files/summaries/bilde æ.jpg").exists()
    with running(folder):
        pass


def test_only_an_installation_with_people_counts_as_taken(folder: Path, transactional_db: None) -> None:
    assert is_empty()
    make.person()
    assert not is_empty()


def test_nothing_is_restored_under_a_running_server_and_nothing_starts_on_half_a_restore(
    folder: Path,
) -> None:
    with running(folder), running(folder), pytest.raises(RefusedError, match="Stop"), alone(folder):
        pass
    with alone(folder), pytest.raises(RefusedError, match="being restored"), running(folder):
        pass
    (folder / SWAPPING).touch()
    with pytest.raises(RefusedError, match="interrupted"), running(folder):
        pass
