"""Where a school's summary is written, saved by the page itself or by its button."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.betweenwork.access import Desk
from redthread.betweenwork.actions.links import close_links
from redthread.betweenwork.actions.photos import put_photo
from redthread.betweenwork.actions.summaries import ClashError, save_summary
from redthread.betweenwork.desk_page import desk_page
from redthread.betweenwork.forms import SummaryForm
from redthread.betweenwork.once import KeyReusedError
from redthread.betweenwork.snapshots import draft_of
from redthread.betweenwork.views.ways_in import wants_json
from redthread.core.receipts import receipt


@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method == "POST":
        return _save(request, desk)
    return _show(request, desk)


def _save(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = SummaryForm(request.POST, request.FILES)
    if not form.is_valid():
        return _invalid(request, desk, form)
    try:
        answer = save_summary(
            line=desk.line, submission=form.submission(), by=desk.person, now=timezone.now()
        )
    except ClashError as clash:
        return _clashed(request, desk, clash)
    except KeyReusedError:
        return _key_reused(request, desk, form)
    if picture := form.cleaned_data["photo"]:
        put_photo(line=desk.line, picture=picture, by=desk.person, now=timezone.now())
    if wants_json(request):
        return JsonResponse({"saved": True, **answer, **receipt(desk.ack, form.cleaned_data["key"])})
    if "next" in request.POST:
        return redirect(desk.address("release"))
    messages.success(request, _("Lagret. Bare skolen din ser det, til dere ferdigstiller."))
    return redirect(desk.address())


def _invalid(request: HttpRequest, desk: Desk, form: SummaryForm) -> HttpResponse:
    if wants_json(request):
        errors = form.text_errors()
        return JsonResponse({"refused": " ".join(errors.values()), "errors": errors}, status=422)
    return _show(request, desk, form, status=400)


def _clashed(request: HttpRequest, desk: Desk, clash: ClashError) -> HttpResponse:
    """Both texts come back in the form, and nothing is saved until the writer has seen them."""
    text = _("%(name)s skrev samtidig som deg. Begge tekstene står her nå. Rett dem opp slik dere vil.")
    notice = text % {"name": clash.who}
    if wants_json(request):
        answer = {
            "refused": notice,
            "clash": notice,
            "version": clash.version,
            "draft": clash.draft._asdict(),
            "base": clash.theirs._asdict(),
        }
        return JsonResponse(answer, status=409)
    form = SummaryForm.holding(clash.draft, base=clash.theirs, version=clash.version)
    return _show(request, desk, form, notice=notice, status=409)


def _key_reused(request: HttpRequest, desk: Desk, form: SummaryForm) -> HttpResponse:
    """Somebody went back in the browser and wrote on: the text is there, under a new key."""
    notice = _("Teksten er ikke lagret ennå, fordi siden var sendt før. Trykk Lagre en gang til.")
    if wants_json(request):
        return JsonResponse({"refused": notice, "key_reused": True}, status=422)
    sent = form.submission()
    again = SummaryForm.holding(sent.mine, base=sent.base, version=sent.version)
    return _show(request, desk, again, notice=notice, status=422)


def _show(
    request: HttpRequest,
    desk: Desk,
    form: SummaryForm | None = None,
    *,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    page = desk_page(desk)
    draft = draft_of(page.summary)
    version = page.summary.version if page.summary else 0
    form = form or SummaryForm.holding(draft, base=draft, version=version)
    context = {"desk": desk, "page": page, "form": form, "notice": notice, **desk.addresses()}
    return render(request, "betweenwork/summary.html", context, status=status)


@require_POST
def close_own_links(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Somebody else may have got hold of the mailed link: it opens nothing any more."""
    close_links(line=desk.line, by=desk.person, now=timezone.now())
    messages.success(request, _("Lenken du fikk på e-post, virker ikke lenger. Her kan du skrive som før."))
    return redirect(desk.address())
