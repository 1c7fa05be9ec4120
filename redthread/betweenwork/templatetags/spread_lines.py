"""What a full picture of the spread holds thousands of, written in Python: a template takes far longer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from redthread.betweenwork.lineage import Node
from redthread.betweenwork.lineage_drawing import Dot
from redthread.betweenwork.models import TryOut
from redthread.core import dates
from redthread.people.models import Organisation

register = template.Library()

DOT = (
    '<a href="{}" aria-label="{}"><title>{}</title><circle class="reach" cx="{}%" cy="{}" r="14"/>'
    '<circle class="dot is-{}" cx="{}%" cy="{}" r="{}"/></a>'
)
KEY = '<li><svg width="20" height="20"><circle class="dot is-{}" cx="10" cy="10" r="{}"/></svg> {}</li>'
ROW = '<tr><td>{}</td><td><a href="{}">{}</a>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>'


@register.simple_tag
def decision_words(decision: str) -> str:
    """How a try-out ended, or that it goes on."""
    return str(TryOut.Decision(decision).label) if decision else _("Pågår")


@register.simple_tag
def node_words(node: Node) -> str:
    """How it stands, or that it is a story."""
    return _("Praksisfortelling") if node.is_story else decision_words(node.decision)


@register.simple_tag
def spread_dots(dots: Iterable[Dot], schools: dict[int, Organisation]) -> SafeString:
    """A dot for each school in each try-out, as a link that says what it is."""
    words = _Words()
    return format_html_join("", DOT, (_dot(one, schools, words) for one in dots))


@register.simple_tag
def dots_key(*, with_joined: bool = False) -> SafeString:
    """What the looks of the dots mean."""
    looks = [
        ("open", 7, _("pågår")),
        ("adopt", 7, _("tatt i bruk")),
        ("adapt", 7, _("justert")),
        ("stop", 7, _("stoppet")),
        ("story", 7, _("praksisfortelling")),
        ("joined", 5, _("med på en annens")),
    ]
    return format_html_join("\n", KEY, looks if with_joined else looks[:-1])


class _Words(dict[str, str]):
    """The few endings there are, each translated once."""

    def __missing__(self, decision: str) -> str:
        self[decision] = decision_words(decision)
        return self[decision]


def _how(node: Node, words: _Words) -> str:
    return node_words(node) if node.is_story else words[node.decision]


class _Days(dict[date, str]):
    """Each day in words once."""

    def __missing__(self, day: date) -> str:
        self[day] = dates.day_and_year(day)
        return self[day]


def _dot(one: Dot, schools: dict[int, Organisation], words: _Words) -> tuple[object, ...]:
    node = one.node
    text = f"{schools[one.school]}: {node.title}. {_how(node, words)}"
    text += f". {node.network}" if node.network else ""
    x, look = f"{one.x:.2f}", "joined" if one.is_joined else node.look
    return (node.href, text, text, x, one.y, look, x, one.y, 5 if one.is_joined else 7)


@register.simple_tag
def spread_rows(nodes: Iterable[Node], schools: dict[int, Organisation]) -> SafeString:
    """The same as rows of a table, the oldest first."""
    known = list(nodes)
    by_key = {node.key: node for node in known}
    words, days = _Words(), _Days()
    return format_html_join("", ROW, (_row(node, by_key, schools, words, days) for node in known))


def _row(
    node: Node, by_key: dict[str, Node], schools: dict[int, Organisation], words: _Words, days: _Days
) -> tuple[object, ...]:
    source = by_key.get(node.source)
    came_from: object = ""
    if source is not None:
        came_from = format_html('<a href="{}">{}</a>, {}', source.href, source.title, schools[source.school])
    names = ", ".join(str(schools[taker.school]) for taker in node.takers)
    where = format_html(' <span class="muted">{}</span>', node.network) if node.network else ""
    return (days[node.begins], node.href, node.title, where, names, came_from, _how(node, words))


@register.filter
def named(schools: dict[int, Organisation], key: int) -> str:
    """The name of one of the schools."""
    return str(schools[key])
