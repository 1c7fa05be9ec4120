"""The base page in a real browser: nothing axe can fault, nothing sideways, in light and dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from redthread.testing.browser import check_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_the_base_page_has_no_fault_at_any_width(
    page_for: Callable[..., Page], width: int, dark: bool
) -> None:
    page = page_for(None, width=width, dark=dark)
    page.goto("/finnes-ikke/")
    check_page(page)
