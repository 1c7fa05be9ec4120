"""The absent leader's digest, on the screen and on paper, and the monthly letter on paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from redthread.betweenwork.letter_access import letter_for
from redthread.core import dates
from redthread.gatherings.access import gathering_for
from redthread.gatherings.minutes_access import PageRequest, minutes_of
from redthread.networks.access import login_required
from redthread.networks.roles import Permission
from redthread.reports.absent_digest import AbsentDigest, digest_for, sheet_of
from redthread.reports.letter_pdf import Sheet, parts_of, sheet_pdf
from redthread.reports.printable import file_name
from redthread.reports.views import PDF, as_file


def _digest(request: PageRequest, slug: str, pk: str) -> AbsentDigest:
    """Of a gathering whose minutes are locked; before that there is nothing to tell."""
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_VIEW)
    minutes = minutes_of(gathering)
    if minutes is None or not minutes.is_locked:
        raise Http404
    return digest_for(gathering, minutes, request.access)


@login_required
@require_GET
def digest(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    found = _digest(request, slug, pk)
    context = {"network": found.gathering.network, "gathering": found.gathering, "digest": found}
    return render(request, "reports/digest.html", context)


@login_required
@require_GET
def digest_pdf(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    found = _digest(request, slug, pk)
    words = _("Kort fortalt %(title)s") % {"title": found.gathering.title[:60]}
    return as_file(sheet_pdf(sheet_of(found)), PDF, file_name(words, "pdf"))


@login_required
@require_GET
def letter_pdf(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    _access, letter = letter_for(request, slug, pk)
    sheet = Sheet(
        language=get_language() or "nb",
        title=letter.title,
        sender=letter.network.name,
        lead=dates.day_and_year(letter.sent_at) if letter.sent_at else _("Utkast"),
        parts=parts_of(letter.text),
        footer="",
        made_at=letter.sent_at or letter.made_at,
    )
    return as_file(sheet_pdf(sheet), PDF, file_name(letter.title, "pdf"))
