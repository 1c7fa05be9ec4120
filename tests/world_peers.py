"""Between colleagues, for the walks: each thing is made where it is asked for, once in a world."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from redthread.peers.actions.asking import ask_for_help, write
from redthread.peers.actions.groups import start_group
from redthread.peers.actions.offers import offer_help
from redthread.peers.actions.pairs import Terms, invite_to_pair, put_up_note
from redthread.peers.models import GroupInvitation, HelpTalk, NeighbourNote, Offer, Pair

if TYPE_CHECKING:
    from redthread.people.models import Person
    from tests.world import World

Ids = dict[str, object]


def add_peers(world: World) -> None:
    """What stands in the plain world: Rita offers, Mona has asked her, and both are in other things."""
    cast, now = world.cast, world.now
    for person, what in ((cast.rita, "Gallerivandring"), (cast.mona, "Lesing på mellomtrinnet")):
        offer_help(network=cast.network, what=what, line="Ring gjerne.", by=person, now=now)
    ritas = question(world, cast.mona, cast.rita, "Hvordan begynner jeg?")
    write(talk=ritas, text="Med tre plakater.", key="answer-plain", by=cast.rita, now=now)
    question(world, cast.rita, cast.mona, "Hva leste dere først?")
    today = timezone.localdate(now)
    terms = Terms("Se på timene våre", today, today + timedelta(days=200), True)
    invite_to_pair(
        network=cast.network,
        kind=Pair.Kind.CRITICAL_FRIEND,
        school=cast.asen,
        to_person=cast.rita,
        to_school=None,
        terms=terms,
        key="pair-plain-1",
        by=cast.mona,
        now=now,
    )
    put_up_note(
        network=cast.network,
        kind=NeighbourNote.Kind.ASKS,
        school=cast.brekka,
        terms=terms,
        key="note-plain-1",
        by=cast.rita,
        now=now,
    )
    start_group(
        network=cast.network,
        name="Lesegruppa",
        people=[cast.rita],
        meeting_url="https://meet.google.com/abc-defg-hij",
        key="group-plain-1",
        school=None,
        by=cast.liv,
        now=now,
    )


def question(world: World, by: Person, to: Person, text: str) -> HelpTalk:
    made = ask_for_help(
        network=world.cast.network,
        people=[to],
        about="Lesing",
        text=text,
        key=f"ask-{text}"[:60],
        by=by,
        now=world.now,
    )
    return made.talks.get()


def offer(world: World) -> Ids:
    return {"pk": Offer.objects.get(person=world.cast.rita, network=world.cast.network).public_id}


def talk(world: World) -> Ids:
    """Mona asked Rita."""
    return {"pk": HelpTalk.objects.get(request__asked_by=world.cast.mona, person=world.cast.rita).public_id}


def ritas_talk(world: World) -> Ids:
    """Rita asked Mona."""
    return {"pk": HelpTalk.objects.get(request__asked_by=world.cast.rita, person=world.cast.mona).public_id}


def pair(world: World) -> Ids:
    """Mona invited Rita, who has not answered."""
    return {"pk": Pair.objects.get(from_person=world.cast.mona, network=world.cast.network).public_id}


def note(world: World) -> Ids:
    return {"pk": NeighbourNote.objects.get(by=world.cast.rita, network=world.cast.network).public_id}


def group_invitation(world: World) -> Ids:
    return {"pk": GroupInvitation.objects.get(person=world.cast.rita).public_id}


def group(world: World) -> Ids:
    """Liv's group; the address has only its own slug."""
    return {"slug": GroupInvitation.objects.get(person=world.cast.rita).group.slug}
