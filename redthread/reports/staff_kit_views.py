"""The staff kit as a sheet and as a slide, for the own school's people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from redthread.betweenwork.models import StaffKit
from redthread.betweenwork.staff_kit_access import own_kit_for
from redthread.networks.access import login_required
from redthread.reports.printable import file_name
from redthread.reports.staff_kit_pdf import Shape
from redthread.reports.staff_kit_pdf import staff_kit_pdf as made_pdf
from redthread.reports.views import PDF, as_file


@login_required
@require_GET
def staff_kit_pdf(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    _access, kit = own_kit_for(request, slug, pk)
    return _file(kit, "page", _("Personalpakke %(title)s"))


@login_required
@require_GET
def staff_kit_slide(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    _access, kit = own_kit_for(request, slug, pk)
    return _file(kit, "slide", _("Lysbilde %(title)s"))


def _file(kit: StaffKit, shape: Shape, words: str) -> HttpResponse:
    return as_file(made_pdf(kit, shape=shape), PDF, file_name(words % {"title": kit.title[:60]}, "pdf"))
