"""Those who were absent are mailed a one-page digest when the minutes are locked."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from redthread.gatherings.digest import Digest, Promise, digest_text
from redthread.gatherings.models import Attendance, Commitment, Gathering, Outcome
from redthread.networks.models import Membership, Role
from redthread.notices.actions import queue_mail
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person

EXPECTED = frozenset({Role.LEADER, Role.DEPUTY, Role.MEMBER, Role.DELEGATE, Role.CONSULTANT})


def queue_digests(*, gathering: Gathering, now: datetime) -> None:
    """Queue one digest to each member who was absent, in their own language, from what is shared only.

    When nobody's attendance was taken, nobody is known to be absent and nothing is mailed.
    """
    absent = members_absent(gathering, now)
    if not absent:
        return
    digest = digest_of(gathering)
    for person, schools in absent.items():
        with translation.override(person.language):
            subject = _("Kortreferat: %(title)s") % {"title": gathering.title}
            text = digest_text(digest, schools)
        queue_mail(
            person=person,
            kind=OutgoingMail.Kind.DIGEST,
            key=f"digest:{gathering.public_id}:{person.public_id}",
            subject=subject,
            text=text,
            now=now,
        )


def members_absent(gathering: Gathering, now: datetime) -> dict[Person, set[int]]:
    """The members who were not there, each with the schools they represent.

    Whoever was expected and not recorded counts as absent; partners and guests only when recorded so.
    """
    presences = dict(Attendance.objects.filter(gathering=gathering).values_list("person", "presence"))
    if not presences:
        return {}
    absent: dict[Person, set[int]] = {}
    for membership in (
        Membership.objects.filter(network=gathering.network_id)
        .current(now)
        .select_related("person")
        .order_by("pk")
    ):
        unsaid = Attendance.Presence.ABSENT if membership.role in EXPECTED else ""
        if presences.get(membership.person_id, unsaid) == Attendance.Presence.ABSENT:
            schools = absent.setdefault(membership.person, set())
            if membership.organisation_id is not None:
                schools.add(membership.organisation_id)
    return absent


def digest_of(gathering: Gathering) -> Digest:
    """The digest's content: shared decisions and commitments, and the next standing gathering."""
    decisions = Outcome.objects.shared().filter(item__gathering=gathering, kind=Outcome.Kind.DECISION)
    commitments = Commitment.objects.shared().filter(gathering=gathering).select_related("school")
    coming = Gathering.objects.standing().after(gathering).first()
    return Digest(
        title=gathering.title,
        network=gathering.network.name,
        starts_at=gathering.starts_at,
        decisions=tuple(decisions.order_by("item__position", "pk").values_list("text", flat=True)),
        promises=tuple(
            Promise(one.school_id, one.school.name, one.what, one.who, one.due_on) for one in commitments
        ),
        next_at=coming.starts_at if coming else None,
        next_place=coming.place if coming else "",
        url=settings.BASE_URL
        + reverse("gatherings:minutes", args=[gathering.network.slug, gathering.public_id]),
    )
