"""A network's own methods: written, copied, changed, shared and put away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.method_card import Card, card_of_row, fields_of
from redthread.gatherings.method_script import check_steps
from redthread.gatherings.method_sharing import in_words, names_in
from redthread.gatherings.models import Method, Shared
from redthread.networks.models import Network
from redthread.people.models import Person

NOT_SHARED = {"shared": Shared.NO, "shared_card": None, "shared_at": None}


@transaction.atomic
def add_method(
    *,
    network: Network,
    card: Card,
    by: Person,
    now: datetime,
    made_from: Method | None = None,
    came_from: str = "",
) -> Method:
    """Give the network a method of its own: a new one, or a copy that says where it came from.

    Nothing about the people behind the original comes along. Raises RuleError when it cannot be run.
    """
    _check(card)
    return Method.objects.create(
        network=network,
        made_from=made_from,
        came_from=came_from,
        written_by=by,
        changed_at=now,
        **fields_of(card),
    )


@transaction.atomic
def edit_method(*, method: Method, card: Card, seen: datetime | None, by: Person, now: datetime) -> None:
    """Change the network's own method. Others who got it shared still see what was shared.

    Raises RuleError when somebody else changed it after `seen`, or when it cannot be run.
    """
    _check(card)
    as_seen = Method.objects.filter(pk=method.pk, changed_at=seen, put_away_at=None)
    if as_seen.update(written_by=by, changed_at=now, **fields_of(card)) == 0:
        raise RuleError(
            _("Noen andre har endret metoden mens du skrev. Ta vare på teksten din, og åpne siden på nytt.")
        )


@transaction.atomic
def share_method(*, method: Method, shared: str, by: Person, now: datetime) -> None:
    """Let other networks take a copy of the card as it is now. Raises RuleError when a name would follow."""
    held = Method.objects.select_for_update().get(pk=method.pk)
    card = card_of_row(held)
    assert held.network is not None
    if names := names_in(card, held.network):
        raise RuleError(
            _("Kortet nevner %(names)s. Ta bort navn på personer før dere deler det med andre.")
            % {"names": in_words(names)}
        )
    if held.put_away_at is not None:
        raise RuleError(_("Metoden er lagt bort. Ta den fram igjen før dere deler den."))
    Method.objects.filter(pk=held.pk).update(shared=shared, shared_card=fields_of(card), shared_at=now)


@transaction.atomic
def end_sharing(*, method: Method, by: Person, now: datetime) -> None:
    """Others no longer see it. Copies that they have taken are theirs."""
    Method.objects.filter(pk=method.pk).update(**NOT_SHARED)


@transaction.atomic
def put_method_away(*, method: Method, by: Person, now: datetime) -> None:
    """Take it off the list and end the sharing; agendas that use it keep it."""
    Method.objects.filter(pk=method.pk, put_away_at=None).update(put_away_at=now, **NOT_SHARED)


@transaction.atomic
def take_method_out(*, method: Method, by: Person, now: datetime) -> None:
    """Put it back on the list; it is shared with nobody."""
    Method.objects.filter(pk=method.pk).update(put_away_at=None)


def _check(card: Card) -> None:
    if not card.steps:
        raise RuleError(_("Metoden har ingen steg ennå. Skriv minst ett."))
    check_steps(card.script, [step.minutes for step in card.steps])
