"""The ladder private → group → school → network → owner, in words for people."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redthread.networks.models import Network
from redthread.people.models import Organisation
from redthread.sharing.models import Audience


def owner_reached(network: Network, school: Organisation | None) -> Organisation | None:
    """The owner that a release to the owner reaches: the school's own, or the network's."""
    if school is None:
        return network.owner
    return school if school.kind == Organisation.Kind.OWNER else school.parent


def who_sees(audience: str, *, network: Network, school: Organisation | None) -> str:
    """One sentence that names exactly those who will see it; read before anything is released."""
    match Audience(audience):
        case Audience.PRIVATE:
            return _("Bare du ser dette.")
        case Audience.GROUP:
            return _("Du og de som forbereder sammen med deg, ser dette.")
        case Audience.SCHOOL:
            return _("De som representerer %(school)s i nettverket, ser dette.") % {"school": school}
        case Audience.NETWORK:
            return _(
                "Alle som er med i %(network)s, ser dette, også en konsulent fra skoleeier. "
                "Ledelsen hos skoleeier ser det ikke."
            ) % {"network": network}
        case Audience.OWNER:
            owner = owner_reached(network, school)
            return _("Ledelsen i %(owner)s ser dette på siden sin.") % {"owner": owner}
