"""What is said to people, as a template and its values, so that it can be said in another language.

`str()` says it in bokmål. A room above with translations says `gettext(words.template) % words.values`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    template: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        return self.template % self.values


def marked(template: str) -> str:
    """Nothing but a mark for whoever collects the texts that are to be translated."""
    return template


def say(template: str, **values: object) -> Words:
    return Words(template, values)
