"""What the page of the gate needs of each mark."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from redthread.identifying.marks import Kind
from redthread.knowledge.gate import Piece
from redthread.knowledge.models import Story
from redthread.knowledge.parts import REST, steps_of

register = template.Library()


@register.simple_tag
def marked_text(pieces: Iterable[Piece]) -> SafeString:
    """The text as it was typed, with its marks; not a space more or less, and everything escaped."""
    return format_html_join("", "{}", ((_marked(piece),) for piece in pieces))


def _marked(piece: Piece) -> str:
    if not piece.is_mark:
        return piece.text
    return format_html('<mark class="{}">{}</mark>', "is-decided" if piece.is_decided else "", piece.text)


@register.simple_tag
def place_of(part: str, piece: Piece) -> str:
    """Which mark a press is about."""
    return f"{part}:{piece.number}"


@register.simple_tag
def step_of(part: str, story: Story) -> str:
    """The screen on which the part is written; none for the names of files."""
    found = {step.part: step.slug for step in steps_of(story)}
    return {**found, "title": REST}.get(part, "")


@register.simple_tag
def kind_words(kind: str) -> str:
    """What the checker takes it for, for people."""
    match Kind(kind):
        case Kind.NAME:
            return _("kan være et navn")
        case Kind.SCHOOL | Kind.NETWORK | Kind.PROJECT:
            return _("viser hvem dere er")
        case Kind.PLACE | Kind.ADDRESS:
            return _("kan være et sted")
        case Kind.AGE | Kind.CLASS | Kind.DATE:
            return _("snevrer inn hvem det er")
        case Kind.THIRD_PERSON:
            return _("en bestemt person")
        case Kind.GROUP:
            return _("flere personer")
        case Kind.DIALECT:
            return _("dialekt kan vise hvor dere er fra")
        case _:
            return _("peker rett på noen")
