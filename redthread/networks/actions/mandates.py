"""The mandate is written in versions; two who write at once never lose a word."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.models import Mandate, MandateLink, Network
from redthread.people.models import Person


class MandateMovedOn(RuleError):  # noqa: N818 - what happened, not what went wrong
    """Somebody else wrote a version in the meantime; `latest` is theirs."""

    def __init__(self, latest: Mandate) -> None:
        super().__init__(
            _(
                "%(person)s lagret en ny versjon mens du skrev. Teksten din står her fortsatt. "
                "Se på begge, og lagre."
            )
            % {"person": latest.written_by}
        )
        self.latest = latest


@transaction.atomic
def write_mandate(
    *,
    network: Network,
    expected_version: int,
    purpose: str,
    expectations: str = "",
    time_frame: str = "",
    position_share: str = "",
    funding: str = "",
    is_not: str = "",
    changed_why: str = "",
    links: Iterable[tuple[str, str]] = (),
    by: Person,
    now: datetime,
) -> Mandate:
    """Write the version after `expected_version` (0 for the first); earlier versions stay as they were.

    `links` are (title, address) of the plans it rests on. Raises MandateMovedOn when somebody has written
    since, RuleError when a change comes without a why.
    """
    if expected_version and not changed_why.strip():
        raise RuleError(_("Skriv kort hvorfor mandatet endres, så de andre forstår det."))
    _nobody_was_first(network, expected_version)
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(
                network=network,
                version=expected_version + 1,
                purpose=purpose,
                expectations=expectations,
                time_frame=time_frame,
                position_share=position_share,
                funding=funding,
                is_not=is_not,
                changed_why=changed_why,
                written_by=by,
                adopted_at=now,
            )
    except IntegrityError:
        _nobody_was_first(network, expected_version)
        raise
    MandateLink.objects.bulk_create(
        MandateLink(mandate=mandate, title=title, url=url) for title, url in links
    )
    return mandate


def _nobody_was_first(network: Network, expected_version: int) -> None:
    latest = Mandate.objects.filter(network=network).select_related("written_by").first()
    if latest is not None and latest.version != expected_version:
        raise MandateMovedOn(latest)
