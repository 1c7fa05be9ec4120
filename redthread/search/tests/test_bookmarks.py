"""«Ta vare på»: one's own list, of what one may still see."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.archive.models import Bookmark
from redthread.betweenwork.actions.try_out_releases import take_back_try_out
from redthread.betweenwork.tests.trying import show, start
from redthread.search.tests.test_search import material
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()


def keep(client: Client, kind: str, thing: str, **fields: str) -> int:
    return client.post(reverse("search:keep", args=[kind, thing]), fields).status_code


def mine(client: Client) -> str:
    return client.get(reverse("search:bookmarks")).content.decode()


def test_each_kind_is_kept_from_its_own_page_and_let_go_there(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    shown = start(cast.network, cast.brekka, cast.rita, NOW, title="Flaggermusjakt")
    show(shown, cast.rita, NOW)
    things: dict[str, Any] = {
        "material": material(cast.network, cast.mona, "Lysark om flaggermus"),
        "gathering": make.gathering(cast.network, cast.liv, title="Flaggermussamling"),
        "try_out": shown,
    }
    mads = as_person(cast.mads)
    pages = {kind: (one.get_absolute_url(), one.public_id) for kind, one in things.items()}
    pages["method"] = (reverse("gatherings:method_library", args=[cast.network.slug, "igp"]), "igp")
    for kind, (address, thing) in pages.items():
        assert "Ta vare på" in mads.get(address).content.decode(), kind
        assert keep(mads, kind, thing) == 302
        assert keep(mads, kind, thing) == 302
        assert 'name="slipp"' in mads.get(address).content.decode(), kind
    assert Bookmark.objects.count() == 4
    for title in ("Lysark om flaggermus", "Flaggermussamling", "Flaggermusjakt", "IGP"):
        assert title in mine(mads)
    assert "Flaggermusjakt" in mads.get(reverse("search:search")).content.decode()
    assert keep(mads, "method", "igp", slipp="1") == 302
    assert Bookmark.objects.count() == 3


def test_what_may_not_be_seen_is_neither_kept_nor_shown(cast: Cast, as_person: type[SignedInClient]) -> None:
    own = start(cast.network, cast.brekka, cast.rita, NOW, title="Brekkas eget")
    draft = make.gathering(cast.network, cast.liv, is_published=False)
    far = material(cast.steins_network, cast.stein, "I Havnes")
    mona = as_person(cast.mona)
    for kind, thing in (
        ("try_out", own.public_id),
        ("gathering", draft.public_id),
        ("material", far.public_id),
        ("method", "finnes-ikke"),
        ("summary", "noe"),
        ("person", cast.rita.public_id),
    ):
        assert keep(mona, kind, thing) == 404, kind
    assert not Bookmark.objects.exists()


def test_what_is_taken_back_is_gone_from_the_list_at_once(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    shown = start(cast.network, cast.brekka, cast.rita, NOW, title="Flaggermusjakt")
    show(shown, cast.rita, NOW)
    mona = as_person(cast.mona)
    keep(mona, "try_out", shown.public_id)
    assert "Flaggermusjakt" in mine(mona)
    assert "Flaggermusjakt" not in mine(as_person(cast.mads))
    take_back_try_out(try_out=shown, by=cast.rita, now=NOW)
    assert "Flaggermusjakt" not in mine(mona)
