"""The import commands, and the register's live service behind them."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from redthread.people.imports.command import import_people, import_units
from redthread.people.models import Organisation, Person
from redthread.people.tests.test_unit_import import SCHOOL, SECOND, page, school
from redthread.testing.cast import Cast

pytestmark = pytest.mark.django_db


def save(folder: Path, name: str, document: Any) -> Path:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def units(*files: Path, **more: Any) -> tuple[int, str]:
    out = io.StringIO()
    return import_units(files, out=out, **more), out.getvalue()


def people(path: Path, **more: Any) -> tuple[int, str]:
    out = io.StringIO()
    return import_people(path, out=out, **more), out.getvalue()


def test_saved_pages_or_a_folder_of_them_go_in(tmp_path: Path) -> None:
    save(tmp_path, "1.json", page(school(), total=2))
    save(tmp_path, "2.json", page(school(SECOND, "Andre skole"), total=2))
    code, told = units(tmp_path)
    assert code == 0
    assert told.splitlines() == [
        f"+ {SCHOOL} Fjellet skole, Askøy kommune",
        f"+ {SECOND} Andre skole, Askøy kommune",
        "2 nye, 0 endret, 0 lagt ned, 0 som før, 0 utelatt.",
    ]


def test_a_trial_tells_and_changes_nothing(tmp_path: Path) -> None:
    code, told = units(save(tmp_path, "1.json", page(school())), is_trial=True)
    assert (code, Organisation.objects.count()) == (0, 0)
    assert told.endswith("Prøvekjøring: ingenting er endret.\n")


def test_what_is_refused_is_told_with_exit_code_1(tmp_path: Path) -> None:
    code, told = units(save(tmp_path, "1.json", page(school(), total=9)))
    assert (code, told.splitlines()[-1]) == (1, "Ingenting er endret.")
    code, told = units(tmp_path / "nowhere.json")
    assert code == 1
    code, told = people(tmp_path / "nowhere.csv")
    assert code == 1


def test_people_go_in_after_a_trial(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "folk.csv"
    path.write_text(
        "Navn;E-post;Skole;Stilling\nNina Ås;nina@fjordvik.example;Åsen skole;lærer\n"
        "Mona V.;mona@fjordvik.example;Åsen skole;rektor\n",
        encoding="cp1252",
    )
    code, told = people(path, is_trial=True)
    assert code == 0
    assert told.splitlines() == [
        "+ nina@fjordvik.example Nina Ås, Åsen skole",
        "= mona@fjordvik.example Mona V., Åsen skole (heter Mona Vik her)",
        "Prøvekjøring: ingenting er endret.",
    ]
    assert not Person.objects.filter(email="nina@fjordvik.example").exists()
    assert people(path) == (0, "1 nye, 0 endret, 1 som før.\n")


def test_wrong_rows_are_told_and_nothing_goes_in(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "folk.csv"
    path.write_text("Navn;E-post\nNina;nina\nOla;ola@fjordvik.example\n", encoding="utf-8")
    code, told = people(path)
    assert code == 1
    assert told.splitlines() == [
        "Rad 2, kolonne «E-post»: «nina» er ikke en e-postadresse.",
        "Ingenting er endret.",
    ]
    assert not Person.objects.filter(email="ola@fjordvik.example").exists()


class FakeRegister(BaseHTTPRequestHandler):
    """Answers two pages of one school each, or something else when told to."""

    answer: ClassVar[bytes] = b""
    status: ClassVar[int] = 200
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        number = int(parse_qs(urlsplit(self.path).query)["sidenummer"][0])
        unit = school() if number == 1 else school(SECOND, "Andre skole")
        body = self.answer or json.dumps({**page(unit, total=2), "AntallSider": 2}).encode()
        self.send_response(self.status)
        self.send_header("Location", "http://127.0.0.1:9/")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def register(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[FakeRegister]]:
    server = HTTPServer(("127.0.0.1", 0), FakeRegister)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.NSR_URL = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(FakeRegister, "asked", [])
    yield FakeRegister
    server.shutdown()
    server.server_close()


def test_the_live_service_is_read_page_by_page(register: type[FakeRegister]) -> None:
    code, told = units(is_fetching=True)
    assert (code, told.splitlines()[-1]) == (0, "2 nye, 0 endret, 0 lagt ned, 0 som før, 0 utelatt.")
    assert register.asked == [
        "/v4/enheter?sidenummer=1&antallperside=1000",
        "/v4/enheter?sidenummer=2&antallperside=1000",
    ]


@pytest.mark.parametrize(
    ("status", "answer"), [(500, b""), (302, b""), (200, b"nonsense"), (200, b"{}"), (200, b"[1]")]
)
def test_a_service_that_answers_otherwise_changes_nothing(
    register: type[FakeRegister], monkeypatch: pytest.MonkeyPatch, status: int, answer: bytes
) -> None:
    monkeypatch.setattr(register, "status", status)
    monkeypatch.setattr(register, "answer", answer)
    code, told = units(is_fetching=True)
    assert (code, told.splitlines()[0]) == (
        1,
        "Registeret svarte ikke som ventet på side 1. Prøv senere.",
    )
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("url", ["", "http://data.example", "file:///etc/passwd", "ftp://x.example"])
def test_the_service_is_off_unless_it_has_an_https_address(settings: Settings, url: str) -> None:
    settings.NSR_URL = url
    code, told = units(is_fetching=True)
    assert code == 1
    assert "REDTHREAD_NSR_URL" in told
