"""What a full wheel holds a thousand of, written in Python: a template takes three times as long."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from redthread.wheel.drawing.wheel import Mark
from redthread.wheel.marks import Entry

register = template.Library()

LINE = (
    '<li class="entry is-{}" id="{}"><span class="entry-when">{}</span>'
    '<span class="entry-what">{}<span class="muted">{}</span></span></li>'
)
MARK = '<a class="mark {}" href="{}" aria-label="{}"><title>{}</title>{}</a>'
CURVE = '<path class="reach" d="{}" /><path d="{}" />'
REACH = '<circle class="reach" r="32" transform="{}" />'
KNOT = '<g class="{}" transform="{}"><circle class="knot" r="{}" /><text>{}</text></g>'


@register.simple_tag
def wheel_lines(entries: Iterable[Entry]) -> SafeString:
    """The entries as lines of a list; a person finds each by its anchor."""
    return format_html_join("", LINE, ((e.kind.value, e.key, e.when, _title(e), e.quiet) for e in entries))


def _title(entry: Entry) -> str:
    return format_html('<a href="{}">{}</a>', entry.href, entry.title) if entry.href else entry.title


@register.simple_tag
def wheel_marks(marks: Iterable[Mark]) -> SafeString:
    """The marks as links to what they stand for; a knot is only the place to press here."""
    return format_html_join("", MARK, ((_classes(m), m.href, m.words, m.words, _shape(m)) for m in marks))


def _classes(mark: Mark) -> str:
    words = [f"is-{mark.kind}"]
    if mark.state:
        words.append(f"is-{mark.state}")
    if mark.is_own:
        words.append("is-own")
    if mark.is_behind and mark.knot:
        words.append("is-behind")
    return " ".join(words)


def _shape(mark: Mark) -> SafeString:
    return format_html(REACH, mark.knot) if mark.knot else format_html(CURVE, mark.path, mark.path)


@register.simple_tag
def wheel_knots(marks: Iterable[Mark], size: str, has_numbers: bool) -> SafeString:
    """The knots themselves, drawn over the thread."""
    knots = (m for m in marks if m.knot)
    return format_html_join(
        "", KNOT, ((_classes(m), m.knot, size, m.number if has_numbers else "") for m in knots)
    )
