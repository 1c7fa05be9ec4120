"""Who should sit together and who should not, for those who lead the network."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from redthread.core.errors import RuleError
from redthread.gatherings.actions.pair_wishes import forget_pair_wish, wish_pair
from redthread.gatherings.forms.groups import WishForm
from redthread.gatherings.minutes_access import PageRequest
from redthread.networks.access import login_required, network_for
from redthread.networks.models import Network
from redthread.networks.roles import Permission
from redthread.people.models import Person


@login_required
@require_http_methods(["GET", "POST"])
def pair_wishes(request: PageRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.GATHERING_PLAN)
    people = _people(network)
    if request.method == "POST" and "forget" in request.POST:
        _forget(request, network)
        return redirect("gatherings:pair_wishes", slug)
    form = WishForm(request.POST, people=people) if request.method == "POST" else WishForm(people=people)
    if form.is_valid():
        try:
            wish_pair(network=network, by=request.user, now=timezone.now(), **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("gatherings:pair_wishes", slug)
    wishes = network.pair_wishes.select_related("first", "second")
    return render(
        request, "gatherings/pair_wishes.html", {"network": network, "wishes": list(wishes), "form": form}
    )


def _people(network: Network) -> list[Person]:
    now = timezone.now()
    members = network.memberships.current(now).select_related("person")
    return sorted({one.person for one in members}, key=lambda person: (person.name, person.pk))


def _forget(request: PageRequest, network: Network) -> None:
    named = request.POST["forget"]
    for wish in network.pair_wishes.select_related("first", "second"):
        if named == f"{wish.first.public_id}:{wish.second.public_id}":
            forget_pair_wish(
                network=network, one=wish.first, other=wish.second, by=request.user, now=timezone.now()
            )
