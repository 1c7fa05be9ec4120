"""What the network has asked its owner, and the owner's answers: proposals from the minutes, and matters."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from redthread.gatherings.models import Gathering, Outcome, OwnerAnswer
from redthread.sharing.models import Audience, Release

ASKING = (Release.Kind.PROPOSAL, Release.Kind.MATTER)


def asked() -> QuerySet[Release]:
    """What stands released to owners and asks for an answer, answered or not."""
    # What has become confidential since is nobody's to answer.
    shared = Outcome.objects.shared().filter(public_id=OuterRef("source"))
    return (
        Release.objects.standing()
        .filter(audience=Audience.OWNER, kind__in=ASKING)
        .filter(Q(kind=Release.Kind.MATTER) | Exists(shared))
    )


def unanswered() -> QuerySet[Release]:
    """What still waits for the owner's answer, the oldest first."""
    answers = OwnerAnswer.objects.filter(Q(release=OuterRef("pk")) | Q(outcome__public_id=OuterRef("source")))
    return asked().filter(~Exists(answers)).order_by("released_at", "pk")


def asked_outcome(release: Release) -> Outcome | None:
    """The proposal that the release was taken from, while the whole network may read it."""
    shared = Outcome.objects.shared().filter(item__gathering__network=release.network_id)
    return shared.filter(public_id=release.source).first()


def waiting_at(gathering: Gathering) -> QuerySet[Release]:
    """What was asked before the gathering was over and still waits for an answer, the oldest first."""
    of_body = Gathering.objects.filter(network=gathering.network_id, body=gathering.body_id)
    here = Q(kind=Release.Kind.PROPOSAL, about__in=of_body.values("public_id")) | _matters_of(gathering)
    return unanswered().filter(here, network=gathering.network_id, released_at__lte=gathering.ends_at)


def _matters_of(gathering: Gathering) -> Q:
    """The network's own matters are met by all, a body's by that body."""
    bodies = ["", *([gathering.body.public_id] if gathering.body else [])]
    return Q(kind=Release.Kind.MATTER, about__in=bodies)


def answers_met_at(gathering: Gathering) -> QuerySet[OwnerAnswer]:
    """Answers this gathering is the first to meet: given since the previous one, before it was over."""
    previous = Gathering.objects.standing().before(gathering).values("ends_at")[:1]
    return _answers(gathering).filter(answered_at__gt=Subquery(previous), answered_at__lte=gathering.ends_at)


def _answers(gathering: Gathering) -> QuerySet[OwnerAnswer]:
    proposals = Outcome.objects.shared().filter(
        item__gathering__network=gathering.network_id, item__gathering__body=gathering.body_id
    )
    matters = Release.objects.standing().filter(_matters_of(gathering), network=gathering.network_id)
    return (
        OwnerAnswer.objects.filter(Q(outcome__in=proposals) | Q(release__in=matters))
        .select_related("outcome__item__gathering", "release", "answered_by")
        .order_by("answered_at", "pk")
    )
