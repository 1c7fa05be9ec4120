"""The phone's page is light, has every text its scripts ask for, and names every script it needs."""

from __future__ import annotations

import gzip
import posixpath
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from redthread.gatherings.method_words import Names, PhaseKind, RoleKey, Rule, Sees
from redthread.live.phone_page import MODULES
from redthread.live.phone_texts import phone_texts
from redthread.live.tests.running import run
from redthread.testing.cast import Cast

HEAVIEST = 60_000
IMPORT = re.compile(r"""from\s*"(\.[^"]+)";""")
SAID = re.compile(r"""\b(say|says|count)\(\s*(?:p, )?["`]([a-z_]+)["`]""")


def file_of(name: str) -> Path:
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found)


SCRIPTS = {name: file_of(name).read_text() for name in ("live/phone.js", *MODULES)}


def imports_of(name: str) -> set[str]:
    found = IMPORT.findall(SCRIPTS[name])
    return {posixpath.normpath(posixpath.join(posixpath.dirname(name), one)) for one in found}


def test_the_whole_page_weighs_no_more_than_sixty_kilobytes(cast: Cast) -> None:
    at = run(cast)
    page = at.phone(at.sit()).get(reverse("live:phone", args=[at.session.public_id]))
    assert page.status_code == 200
    html = page.content.decode()
    served = re.findall(r'(?:href|src)="/static/([^"]+)"', html)
    assert {"live/live.css", "live/phone.js", *MODULES} <= set(served)
    files = [file_of(name).read_bytes() for name in served]
    weight = sum(len(gzip.compress(body, 6)) for body in (page.content, *files))
    assert weight <= HEAVIEST


def test_the_page_names_every_script_that_is_imported_and_no_other() -> None:
    reached, rest = set[str](), ["live/phone.js"]
    while rest:
        name = rest.pop()
        if name not in reached:
            reached.add(name)
            rest += imports_of(name)
    assert reached - {"live/phone.js"} == set(MODULES)


def test_no_scripts_import_each_other_in_a_ring() -> None:
    left = {name: imports_of(name) for name in SCRIPTS}
    while left:
        free = {name for name, wanted in left.items() if not wanted & left.keys()}
        assert free, f"a ring among {sorted(left)}"
        left = {name: wanted for name, wanted in left.items() if name not in free}


def test_every_text_that_a_script_asks_for_is_there_and_every_text_is_asked_for() -> None:
    texts, whole = phone_texts(), "\n".join(SCRIPTS.values())
    asked = {
        key
        for word, name in SAID.findall(whole)
        for key in ([f"{name}_one", f"{name}_many"] if word == "count" else [name])
    }
    assert asked - texts.keys() == set()
    by_pattern = re.compile(r"(rule|role|does|sees|names|write|answer)_|(scribe|teller)_writes")
    left = {
        key
        for key in texts.keys() - asked
        if f'"{key}"' not in whole and f"{key.rpartition('_')[0]}`" not in whole and not by_pattern.match(key)
    }
    assert left - {key for key in left if f'"{key.rpartition("_")[0]}"' in whole} == set()


def test_every_rule_role_and_way_of_seeing_has_its_words() -> None:
    texts = phone_texts()
    roles = set(RoleKey.values) - {RoleKey.FACILITATOR}
    assert {f"rule_{rule}" for rule in Rule.values} <= texts.keys()
    assert {f"{word}_{role}" for word in ("role", "does") for role in roles} <= texts.keys()
    assert {f"names_{one}" for one in Names.values} <= texts.keys()
    seen = set(Sees.values) - {Sees.AUTHOR} | {"role"}
    assert {f"sees_{who}{when}" for who in seen for when in ("", "_end")} <= texts.keys()


def test_every_kind_of_phase_has_a_screen() -> None:
    table = re.search(r"const KINDS = \{(.*?)\};", SCRIPTS["live/phone/screen.js"], re.S)
    assert table is not None
    assert set(re.findall(r"^  (\w+)", table.group(1), re.M)) == set(PhaseKind.values)


def test_no_page_of_the_room_fetches_anything_from_elsewhere(client: Client) -> None:
    html = client.get(reverse("live:code")).content.decode()
    assert re.findall(r'(?:src|href)="(?!/)[^"]*"', html) == []
    assert "style=" not in html
