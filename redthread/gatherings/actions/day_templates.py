"""A programme is saved, renamed, shared with other networks, and thrown away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.models import DayTemplate, Gathering, Shared
from redthread.gatherings.saved_days import as_others_see, names_in, stored_items, without_names
from redthread.people.models import Person

MOST = 60


@transaction.atomic
def save_day_template(
    *, gathering: Gathering, name: str, about: str, by: Person, now: datetime
) -> DayTemplate:
    """Save the gathering's programme for the network, and for nobody else yet.

    Who had what, and what a confidential item was about, do not follow. Raises RuleError without items, and
    when the network has very many already.
    """
    network = gathering.network
    items = list(gathering.agenda_items.select_related("method"))
    if not items:
        raise RuleError(_("Programmet er tomt. Legg inn minst én post før du lagrer det som mal."))
    if network.day_templates.count() >= MOST:
        raise RuleError(_("Nettverket har mange programmaler. Slett en av dem først."))
    names = names_in(network)
    return DayTemplate.objects.create(
        network=network,
        name=without_names(name, names),
        about=without_names(about, names),
        items=stored_items(items, names),
        made_by=by,
        made_at=now,
    )


@transaction.atomic
def rename_day_template(*, template: DayTemplate, name: str, about: str, by: Person, now: datetime) -> None:
    """Call it something else; names of people do not follow here either."""
    names = names_in(template.network)
    template.name, template.about = without_names(name, names), without_names(about, names)
    template.save(update_fields=["name", "about"])


@transaction.atomic
def share_day_template(*, template: DayTemplate, shared: str, by: Person, now: datetime) -> None:
    """Let other networks start from it, or let them no more; what they have started stays theirs.

    The names of those who are in the network by now are taken out of the texts first.
    """
    if shared != Shared.NO:
        shown = as_others_see(template)
        template.name, template.about, template.items = shown.name, shown.about, shown.items
    template.shared = shared
    template.save(update_fields=["shared", "items", "name", "about"])


@transaction.atomic
def remove_day_template(*, template: DayTemplate, by: Person, now: datetime) -> None:
    """Throw it away; gatherings that started from it keep their programme."""
    DayTemplate.objects.filter(pk=template.pk).delete()
