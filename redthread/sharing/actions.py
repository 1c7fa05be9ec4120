"""«Ferdigstill» and its taking back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Release


@transaction.atomic
def release(
    *,
    network: Network,
    school: Organisation | None,
    kind: str,
    source: str,
    about: str,
    audience: str,
    title: str,
    snapshot: list[dict[str, str]],
    by: Person,
    now: datetime,
) -> Release:
    """Show `snapshot` to the audience. An earlier release of the same source to it is replaced.

    Two who release at once wait for each other, and the later one stands.
    """
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    Release.objects.standing().filter(source=source, audience=audience).update(revoked_at=now, revoked_by=by)
    return Release.objects.create(
        network=network,
        school=school,
        kind=kind,
        source=source,
        about=about,
        audience=audience,
        title=title,
        snapshot=snapshot,
        released_by=by,
        released_at=now,
    )


def revoke(*, release: Release, by: Person, now: datetime) -> None:
    """Take the release back; from the next request on nobody it was for sees it."""
    Release.objects.standing().filter(pk=release.pk).update(revoked_at=now, revoked_by=by)


def forget(*, source: str) -> None:
    """Forget every word of what was ever released of the source; only of what is taken back already."""
    Release.objects.filter(source=source).exclude(revoked_at=None).update(snapshot=[], title="")
