"""Every page there is, as somebody who may see it, on a phone in light and at a desk in dark colours.

No accessibility fault, nothing sideways, nothing refused by the content security policy, no script error, and
no other host asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from redthread.people.models import Person
from redthread.testing.browser import check_page
from tests.policy import POLICIES, Door, Policy
from tests.world import World, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOT_PAGES = {
    "archive:file",
    "betweenwork:photo",
    "betweenwork:shown_photo",
    "betweenwork:link_photo",
    "betweenwork:staff_kit_qr",
    "gatherings:calendar",
    "gatherings:feed",
    "gatherings:preparation_file",
    "knowledge:file",
    "knowledge:mine_withdraw",  # of whoever told the story, below
    "guidance:calendar",
    "live:code_picture",
    "surveys:code_picture",
    "live:lead_state",
    "live:photo",
    "live:shown_photo",
    "live:state",
    "networks:members_template",
    "openid_connect_callback",
    "surveys:result_csv",
    "surveys:result_sav",
    "surveys:result_xlsx",
    "reports:minutes_docx",
    "reports:minutes_pdf",
    "reports:print_pack_pdf",
    "reports:digest_pdf",
    "reports:letter_pdf",
    "reports:staff_kit_pdf",
    "reports:survey_docx",
    "reports:survey_pdf",
    "reports:staff_kit_slide",
    "reports:successor_pdf",
    "reports:wheel_pdf",
    "surveys:instrument_toml",
    "surveys:instrument_xlsx",
    "mfa_index",  # these lead on to the person's own page
    "mfa_list_webauthn",
    "mfa_login_webauthn",  # asked by the script of the sign-in page only
    "socialaccount_login_cancelled",
    "account_confirm_login_code",  # leads back to the sign-in page until a code is asked for
}

# Pages that say no, to somebody who has come to them all the same.
REFUSING = {"account_inactive", "live:phone"}


@pytest.fixture
def world(live: str, settings: Any, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return build()


def pages(world: World) -> Iterator[tuple[str, str, Person | None]]:
    """Name, address and somebody who may see it."""
    for name, policy in POLICIES.items():
        if "GET" in policy.methods and name not in NOT_PAGES:
            yield name, address(name, policy, world), visitor(policy, world)
    slug = world.cast.network.slug
    for name, gathering, person in (
        ("gatherings:minutes", world.held, world.cast.mona),
        ("gatherings:minutes", world.coming, world.cast.liv),
        ("gatherings:minutes", world.running, world.cast.mona),
        ("gatherings:gathering", world.draft, world.cast.liv),
        ("gatherings:gathering", world.held, world.cast.rita),
    ):
        yield name, reverse(name, args=[slug, gathering.public_id]), person
    own = world.stories.own
    yield "knowledge:mine_withdraw", reverse("knowledge:mine_withdraw", args=[own.public_id]), own.teller
    closed_round = reverse("concepts:round", args=[slug, world.words.closed_round.public_id])
    yield "concepts:round", closed_round, world.cast.liv
    for person in (world.cast.mona, world.cast.eva, world.cast.olav):
        yield "web:home", "/", person


def address(name: str, policy: Policy, world: World) -> str:
    asked = [f"{key}={value}" for key, value in policy.data(world).items() if isinstance(value, str)]
    return reverse(name, kwargs=policy.ids(world)) + ("?" + "&".join(asked) if asked else "")


def visitor(policy: Policy, world: World) -> Person | None:
    cast = world.cast
    match policy.door:
        case Door.PUBLIC | Door.LINK:
            return None
        case Door.OWNER:
            return cast.olav
        case Door.PERSON:
            return cast.liv
        case _:
            may = policy.may(cast, "GET")
            return cast.liv if cast.liv in may else min(may, key=lambda person: person.pk)


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, True)], ids=["phone", "desk"])
def test_no_page_has_a_fault(page_for: PageFor, live: str, world: World, width: int, dark: bool) -> None:
    wrong: list[str] = []
    devices: dict[Person | None, Page] = {}
    seen = 0
    for seen, (name, path, person) in enumerate(pages(world), start=1):  # noqa: B007
        page = devices.get(person) or watched(page_for(person, width=width, dark=dark), live, wrong)
        devices[person] = page
        answer = page.goto(path)
        assert answer is not None
        if answer.status >= 400 and name not in REFUSING:
            wrong.append(f"{name} answers {answer.status}")
        try:
            check_page(page)
        except AssertionError as fault:
            wrong.append(f"{name}: {fault}")
    assert wrong == [], "\n\n".join(wrong)
    assert seen >= 100


def watched(page: Page, live: str, wrong: list[str]) -> Page:
    """The page tells of script errors, of what the content security policy refused, and of other hosts."""
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda said: (
            wrong.append(f"{page.url}: {said.text}") if "Content Security Policy" in said.text else None
        ),
    )
    page.on(
        "request",
        lambda asked: (
            wrong.append(f"{page.url} asks {asked.url}")
            if not asked.url.startswith((live, "data:", "blob:"))
            else None
        ),
    )
    return page
