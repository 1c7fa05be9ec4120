"""`{% picture drawn number %}`: a picture of figures with its table behind; with `web/pictures.css`."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from redthread.pictures.picture import Picture, Table

register = template.Library()


@register.simple_tag
def picture(drawn: Picture, number: int | None = None) -> SafeString:
    """The drawing that fits the width, the caption, and «Vis tallene». The title is the page's to set.

    With a `number` it is «Figur 3», as in the report of the same page.

    The drawings were escaped when they were made (`redthread.pictures`), so they are put in as they are.
    """
    return format_html(
        '<figure class="picture">{}{}<figcaption class="small muted">{}</figcaption>{}</figure>',
        SafeString(drawn.svg),
        SafeString(drawn.narrow),
        drawn.caption if number is None else _numbered(number, drawn.caption),
        _table(drawn.title, drawn.table),
    )


def _numbered(number: int, caption: str) -> str:
    return (_("Figur %(number)d. %(caption)s") % {"number": number, "caption": caption}).strip()


def _table(title: str, table: Table) -> SafeString:
    return format_html(
        '<details class="ds-details"><summary>{}</summary>'
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">'
        '<table class="ds-table"><caption class="sr-only">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></details>",
        _("Vis tallene"),
        title,
        title,
        format_html_join("", '<th scope="col">{}</th>', ((text,) for text in table.heading)),
        format_html_join("", "<tr>{}</tr>", ((_row(row),) for row in table.rows)),
    )


def _row(row: tuple[str, ...]) -> SafeString:
    head = format_html('<th scope="row">{}</th>', row[0])
    return head + format_html_join("", "<td>{}</td>", ((text,) for text in row[1:]))
