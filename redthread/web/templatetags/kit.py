"""The UI kit: small, keyword-only template tags over the design system.

A wrong argument stops the template with an error, so that a page is never half right. Everything is escaped.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.networks.models import Network
from redthread.web import fields, icons, insider_words, places, rooms

register = template.Library()
register.simple_tag(fields.field, name="field")
register.simple_tag(fields.form_errors, name="form_errors")
register.simple_tag(icons.icon, name="icon")
register.simple_tag(places.places, takes_context=True, name="places")
register.simple_tag(rooms.beside, takes_context=True, name="beside")
register.inclusion_tag("betweenwork/_became.html", takes_context=True, name="became")(rooms.became)
register.inclusion_tag("web/_keep.html", takes_context=True, name="keep_button")(rooms.keeping)
register.inclusion_tag("web/_insider_words.html", name="insider_words")(insider_words.insider_words)

VARIANTS = ("primary", "secondary", "tertiary")
NOTICE_LEVELS = ("info", "success", "warning", "danger")
TAG_COLORS = ("neutral", "accent", "calm", "success", "info", "warning")
_NOTHING = SafeString("")
_CURRENT = SafeString(' aria-current="page"')


def _one_of(value: str, allowed: tuple[str, ...], what: str) -> str:
    if value not in allowed:
        raise template.TemplateSyntaxError(f"{what} must be one of {', '.join(allowed)}, not {value!r}")
    return value


def _heading(title: str, level: int, size: str) -> SafeString:
    if not title:
        return _NOTHING
    if level not in (2, 3, 4):
        raise template.TemplateSyntaxError(f"level must be 2, 3 or 4, not {level!r}")
    return format_html('<h{} class="ds-heading" data-size="{}">{}</h{}>', level, size, title, level)


@register.simple_block_tag
def page_head(content: str, *, title: str, lead: str = "") -> SafeString:
    """The page's one h1, a sentence below it, and the main actions as content."""
    return format_html(
        '<header class="page-head"><div class="page-title"><h1 class="ds-heading">{}</h1>{}</div>{}</header>',
        title,
        format_html('<p class="lead">{}</p>', lead) if lead else _NOTHING,
        format_html('<div class="page-actions">{}</div>', content) if content.strip() else _NOTHING,
    )


@register.simple_block_tag
def card(content: str, *, title: str = "", level: int = 2, id: str = "") -> SafeString:
    """A sheet of paper with an optional heading."""
    return format_html(
        '<section class="ds-card card stack"{}>{}{}</section>',
        format_html(' id="{}"', id) if id else _NOTHING,
        _heading(title, level, "xs"),
        content,
    )


@register.simple_block_tag
def notice(content: str, *, level: str = "info", title: str = "") -> SafeString:
    """A message that stays on the page: info, success, warning or danger."""
    return format_html(
        '<div class="ds-alert notice" data-color="{}">{}{}</div>',
        _one_of(level, NOTICE_LEVELS, "level"),
        _heading(title, 2, "2xs"),
        content,
    )


@register.simple_block_tag
def empty(content: str, *, title: str) -> SafeString:
    """Nothing is here yet: says so kindly, and what to do next."""
    return format_html(
        '<div class="empty stack"><svg class="empty-thread" viewBox="0 0 120 24" aria-hidden="true">'
        '<path d="M2 12c20-14 28 14 48 0s20-8 26-2-2 10-7 6 4-12 14-8"/></svg>{}<div>{}</div></div>',
        _heading(title, 2, "xs"),
        content,
    )


def _button_look(variant: str) -> SafeString:
    colour = "accent" if _one_of(variant, VARIANTS, "variant") == "primary" else "neutral"
    return format_html('class="ds-button" data-variant="{}" data-color="{}"', variant, colour)


@register.simple_block_tag
def link_button(content: str, *, href: str, variant: str = "primary", icon: str = "") -> SafeString:
    """A link that looks like a button."""
    return format_html(
        '<a {} href="{}">{}{}</a>',
        _button_look(variant),
        href,
        icons.icon(icon) if icon else _NOTHING,
        content,
    )


@register.simple_block_tag
def submit(
    content: str, *, variant: str = "primary", name: str = "", value: str = "", icon: str = "", form: str = ""
) -> SafeString:
    """The button that sends the form; `name` and `value` when a form has more than one."""
    return format_html(
        '<button {} type="submit"{}>{}{}</button>',
        _button_look(variant),
        format_html_join(
            "", ' {}="{}"', [(k, v) for k, v in (("name", name), ("value", value), ("form", form)) if v]
        ),
        icons.icon(icon) if icon else _NOTHING,
        content,
    )


@register.simple_tag
def small_button(
    *,
    label: str,
    id: str,
    icon: str = "",
    text: str = "",
    name: str = "",
    value: str = "",
    is_off: bool = False,
) -> SafeString:
    """A button of a sign or two, which `label` says in words. Off, the keyboard still reaches it."""
    pairs = (("name", name), ("value", value), ("id", id), ("aria-disabled", "true" if is_off else ""))
    return format_html(
        '<button {} data-icon="true" type="submit"{} aria-label="{}">{}</button>',
        _button_look("tertiary"),
        format_html_join("", ' {}="{}"', [(key, given) for key, given in pairs if given]),
        label,
        icons.icon(icon) if icon else text,
    )


@register.simple_block_tag
def tag(content: str, *, color: str = "neutral") -> SafeString:
    """A small word about a state. Never the only carrier of meaning through its colour."""
    return format_html(
        '<span class="ds-tag" data-color="{}">{}</span>', _one_of(color, TAG_COLORS, "color"), content
    )


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """The way here, as links; the page itself is not among them."""
    return format_html('<nav class="crumbs" aria-label="{}">{}</nav>', _("Du er her"), content)


@register.simple_tag
def network_nav(network: Network, *, current: str = "") -> SafeString:
    """Local navigation of a network. `current` is the key of one of its places."""
    links = places.of_network(network)
    _one_of(current or "network", ("network", *(place.key for place in links)), "current")
    return format_html(
        '<nav class="network-nav" aria-label="{}"><ul>{}</ul></nav>',
        _("%(network)s: innhold") % {"network": network.name},
        format_html_join(
            "",
            '<li><a href="{}"{}>{}</a></li>',
            ((p.href, _CURRENT if p.key == current else "", p.text) for p in links),
        ),
    )


@register.filter
def when(moment: Any) -> str:
    """«tirsdag 14. oktober 2026 kl. 09.00–12.00» of what starts and ends, or of a moment."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        return dates.moment_text(moment)
    if isinstance(moment, date):
        return dates.weekday(moment)
    return dates.when(moment.starts_at, moment.ends_at)


@register.filter
def day(moment: date | datetime | None) -> str:
    """«14. oktober»."""
    return dates.day(moment) if moment else ""


@register.filter
def full_day(moment: date | datetime | None) -> str:
    """«14. oktober 2026», where lists go further back than a year."""
    return dates.day_and_year(moment) if moment else ""


@register.filter
def week(moment: date | datetime | None) -> str:
    """«uke 42»."""
    return dates.week(moment) if moment else ""


@register.filter
def clock(moment: datetime | None) -> str:
    """«09.00»."""
    return dates.clock(moment) if moment else ""


@register.filter
def paragraphs(text: str) -> SafeString:
    """What a person typed, as paragraphs, with everything escaped."""
    return SafeString(linebreaks(text, autoescape=True)) if text else _NOTHING


@register.filter
def of_item(by_item: dict[int, Any] | None, item: Any) -> Any:
    """What lies with one block of a programme; nothing with one that is confidential to the reader."""
    return () if item.is_confidential or not by_item else by_item.get(item.pk, ())
