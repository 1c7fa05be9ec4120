"""What the tests of the day designer share: a draft at nine, addresses, and a page as one line of text."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from redthread.gatherings.actions.lifecycle import create_gathering
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.networks.models import Network
from redthread.people.models import Person
from redthread.testing.cast import Cast

HTMX = {"HX-Request": "true"}
NINE = datetime(2027, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Oslo"))


def draft(cast: Cast, *, template: str = "empty", hours: int = 4) -> Gathering:
    return draft_in(cast.network, cast.liv, template=template, hours=hours)


def draft_in(network: Network, by: Person, *, template: str = "empty", hours: int = 4) -> Gathering:
    return create_gathering(
        network=network,
        by=by,
        now=timezone.now(),
        starts_at=NINE,
        ends_at=NINE + timedelta(hours=hours),
        template=template,
    )


def url(name: str, gathering: Gathering, item: AgendaItem | None = None) -> str:
    more = [item.public_id] if item else []
    return reverse(f"gatherings:{name}", args=[gathering.network.slug, gathering.public_id, *more])


def titles(gathering: Gathering) -> list[str]:
    return [item.title for item in gathering.agenda_items.all()]


def text_of(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return " ".join(answer.content.decode().split())
