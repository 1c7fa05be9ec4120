"""The check that every other browser test leans on finds what it is there to find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from redthread.testing.browser import check_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser]


@pytest.mark.parametrize("is_cut_off", [False, True])
def test_a_fault_is_found_and_named(page: Page, is_cut_off: bool) -> None:
    page.goto("/om/")
    page.context.set_offline(is_cut_off)
    check_page(page)
    page.evaluate("document.querySelector('h1').innerHTML += '<img src=\"data:,\">'")
    with pytest.raises(AssertionError, match="image-alt"):
        check_page(page)


def test_what_is_too_pale_is_found(page: Page) -> None:
    page.goto("/om/")
    page.evaluate("document.querySelector('h1').style.color = '#ccc'")
    with pytest.raises(AssertionError, match="color-contrast"):
        check_page(page)


def test_what_sticks_out_is_found(page: Page) -> None:
    page.goto("/om/")
    page.evaluate("document.querySelector('h1').style.width = '500px'")
    with pytest.raises(AssertionError, match="px too wide"):
        check_page(page)
