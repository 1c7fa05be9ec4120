"""«Sjekk en tekst»: insider words marked, each with a plain offer that is taken with one tap."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from redthread.concepts.access import SAY, access_for
from redthread.concepts.checked_text import checked, take_offer
from redthread.concepts.forms import CheckForm
from redthread.concepts.reading import entries_of
from redthread.networks.access import login_required


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Nothing is stored: the text goes from page to page in the form."""
    access = access_for(request, slug, needs=SAY)
    form = CheckForm(request.POST or None)
    result = None
    if request.method == "POST" and form.is_valid():
        own = entries_of(access.network)
        text = take_offer(form.cleaned_data["text"], request.POST.get("offer", ""), own)
        result = checked(text, own)
        form = CheckForm(initial={"text": text})
    context = {"network": access.network, "form": form, "result": result}
    return render(request, "concepts/check.html", context)
