"""What somebody sees before «Ferdigstill»: exactly what the audience will see, and who that is."""

from __future__ import annotations

from typing import NamedTuple

from redthread.networks.models import Network
from redthread.people.models import Organisation
from redthread.sharing.audiences import who_sees


class Preview(NamedTuple):
    """`snapshot` is what `actions.release` will store, line by line; shown by `sharing/_preview.html`."""

    title: str
    who: str
    snapshot: list[dict[str, str]]


def preview_of(
    *,
    audience: str,
    network: Network,
    school: Organisation | None,
    title: str,
    snapshot: list[dict[str, str]],
) -> Preview:
    """The preview of a release with the same arguments."""
    return Preview(title, who_sees(audience, network=network, school=school), snapshot)
