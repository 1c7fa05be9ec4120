"""Two ways to use a page: with a finger or a mouse, and with the keyboard alone. Both count what they press.

Typing is free, as in the budgets of the golden journeys; going into a field is not. Every page is looked over
for accessibility faults and for anything that sticks out sideways.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from redthread.testing.browser import check_page

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MOST_TABS = 220


class Hand(ABC):
    """One person at one device."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0
        self.checked: set[str] = set()

    def find(self, role: str, name: str, within: Locator | None = None) -> Locator:
        found = (within or self.page).get_by_role(role, name=name).first  # type: ignore[arg-type]
        found.wait_for()
        return found

    def open(self, address: str) -> None:
        """What a mail, a bookmark or a colleague's link does: no press is counted."""
        self.page.goto(address)
        self.look()

    def press(self, role: str, name: str, within: Locator | None = None) -> None:
        """Press a link, a button or a radio."""
        self.look()
        self.activate(self.find(role, name, within), role)
        self.pressed += 1

    def unfold(self, words: str) -> None:
        self.look()
        self.activate(self.page.locator("summary", has_text=words).first, "summary")
        self.pressed += 1

    def write(self, label: str, text: str, within: Locator | None = None) -> None:
        """Go into the field and type; what stood there is replaced."""
        field = (within or self.page).get_by_label(label).first
        field.wait_for()
        self.enter(field)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)
        self.pressed += 1

    def choose(self, label: str, option: str, within: Locator | None = None) -> None:
        field = (within or self.page).get_by_label(label).first
        field.wait_for()
        self.pick(field, option)
        self.pressed += 1

    def see(self, text: str) -> None:
        """Wait until the text is there, then look the page over."""
        self.page.get_by_text(text).first.wait_for()
        self.look()

    def look(self) -> None:
        """No faults on this page, once for each state of it that has another text."""
        state = self.page.locator("main").inner_text()
        if state not in self.checked:
            self.checked.add(state)
            check_page(self.page)

    @abstractmethod
    def activate(self, target: Locator, role: str) -> None: ...

    @abstractmethod
    def enter(self, field: Locator) -> None: ...

    @abstractmethod
    def pick(self, field: Locator, option: str) -> None: ...


class Pointer(Hand):
    """A finger or a mouse."""

    def activate(self, target: Locator, role: str) -> None:
        target.click()

    def enter(self, field: Locator) -> None:
        field.click()

    def pick(self, field: Locator, option: str) -> None:
        field.select_option(option)


class Keyboard(Hand):
    """Nothing but keys, and the target must be reached the way a person reaches it: by tabbing to it."""

    def activate(self, target: Locator, role: str) -> None:
        if role == "radio":
            self.turn_to(target)
            return
        self.tab_to(target)
        self.page.keyboard.press("Space" if role == "checkbox" else "Enter")

    def enter(self, field: Locator) -> None:
        self.tab_to(field)

    def pick(self, field: Locator, option: str) -> None:
        self.tab_to(field)
        self.page.keyboard.type(option, delay=5)

    def tab_to(self, target: Locator) -> None:
        for _step in range(MOST_TABS):
            if self.has_focus(target):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached with the Tab key")

    def turn_to(self, target: Locator) -> None:
        """Into the group of radio buttons with Tab, to the right one with an arrow."""
        name = target.get_attribute("name")
        group = self.page.locator(f"input[name={name}]")
        for _step in range(MOST_TABS):
            if any(self.has_focus(one) for one in group.all()):
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        for _step in range(group.count()):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert target.is_checked()

    def has_focus(self, target: Locator) -> bool:
        return bool(target.evaluate("one => one === document.activeElement"))
