"""The stories that wait for a person: to be read through, or to be gone on with after a reading."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.knowledge.models import Reading
from redthread.networks.models import Membership, MembershipQuerySet
from redthread.networks.roles import Permission
from redthread.sharing.models import Release
from redthread.web.standpoint import WAITS_FOR, Line, Standpoint


def with_stories(memberships: MembershipQuerySet, now: datetime) -> MembershipQuerySet:
    """Each membership with whether a story waits there for the person; asked along, in the same query."""
    here = Reading.objects.filter(story__network=OuterRef("network"), story__deleted_at=None)
    shown = Release.objects.standing().filter(
        kind=Release.Kind.STORY, source=OuterRef("story__public_id"), released_at__gte=OuterRef("answered_at")
    )
    answered = here.filter(
        ~Q(answer=""), ~Exists(shown), story__teller=OuterRef("person"), story__withdrawn_at=None,
        version=F("story__version"), closed_at=None, answered_at__gte=now - WAITS_FOR,
    )  # fmt: skip
    to_read = here.filter(answer="", closed_at=None, reader=OuterRef("person"))
    return memberships.annotate(story_to_read=Exists(to_read), story_read=Exists(answered))


def stories_waiting(at: Standpoint) -> list[Line]:
    """A line a network. Not a word of a story stands here, nor its name."""
    tells = at.where(Permission.SUMMARY_WRITE)
    lines = [
        _line(one, _("Les gjennom en fortelling")) for one in at.memberships if _is(one, "story_to_read")
    ]
    read = [one for one in at.memberships if one.network_id in tells and _is(one, "story_read")]
    return [*lines, *(_line(one, _("Fortellingen din er lest. Se hva andreleseren sier")) for one in read)]


def _is(membership: Membership, what: str) -> bool:
    return bool(getattr(membership, what, False))


def _line(membership: Membership, text: str) -> Line:
    network = membership.network
    return Line(text, str(network), reverse("knowledge:stories", args=[network.slug]))
