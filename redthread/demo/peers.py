"""Who can what, and a few who have asked each other: in the network whose next gathering is open to join.

The people stand at schools by their place in the list of the town; each thing is made by the actions that
people's clicks call.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from redthread.demo.town import School
from redthread.networks.models import Network
from redthread.peers.access import peers_in
from redthread.peers.actions.asking import ask_for_help, close_talk, write
from redthread.peers.actions.groups import answer_group, start_group
from redthread.peers.actions.offers import offer_help
from redthread.peers.actions.pairs import Terms, answer_pair, invite_to_pair, put_up_note, take_note
from redthread.peers.models import GroupInvitation, HelpTalk, NeighbourNote, Pair
from redthread.people.models import Person

OFFERS = (
    (0, "Gallerivandring", "Vi har brukt den på tre planleggingsdager. Ring gjerne."),
    (0, "To-lærer i lesing", "Hva som må være på plass før dere begynner."),
    (1, "Elevrådsdag", "Jeg har hele opplegget liggende."),
    (2, "Kollegaobservasjon", "Hvordan vi fikk alle med, også de som ikke ville."),
    (4, "Samarbeid med foreldre på ungdomstrinnet", ""),
    (5, "Trygg skolegård", "Flaggene og kartet kan lånes."),
    (7, "Vanskelige personalmøter", "Jeg har stått i noen. Det hjelper å snakke om det."),
)


class Asked(NamedTuple):
    days_ago: int
    asker: int
    asked: int
    about: str
    question: str
    answers: tuple[str, ...] = ()
    thanks: str = ""


QUESTIONS = (
    Asked(
        40,
        0,
        2,
        "Kollegaobservasjon",
        "Hvordan fikk dere i gang kollegaobservasjon uten at noen kjente seg overvåket?",
        ("Vi begynte med at rektor og inspektør lot seg observere. Ingen skrev noe ned den første runden.",),
        "Takk! Vi gjør det samme etter jul.",
    ),
    Asked(
        6,
        0,
        1,
        "Elevrådsdag",
        "Hvor mange voksne trengte dere på elevrådsdagen? Vi har bare to å sette av.",
        ("To holder hvis elevene leder gruppene selv. Jeg sender deg kjøreplanen når vi snakkes.",),
    ),
    Asked(
        2, 4, 0, "Gallerivandring", "Vi skal prøve gallerivandring på onsdag. Hva ville du gjort annerledes?"
    ),
)


def help_each_other(network: Network, schools: Sequence[School], now: datetime) -> None:
    people = [school.people[0] for school in schools]
    offered = now - timedelta(days=70)
    for place, what, line in OFFERS:
        offer_help(network=network, what=what, line=line, by=people[place], now=offered)
    for number, one in enumerate(QUESTIONS):
        _ask(network, people[one.asker], people[one.asked], one, number, now)
    _resource_teachers(now)
    _pairs(network, schools, people, now)
    _group(network, people, now)


def _ask(network: Network, asker: Person, asked: Person, one: Asked, number: int, now: datetime) -> HelpTalk:
    at = now - timedelta(days=one.days_ago)
    made = ask_for_help(
        network=network,
        people=[asked],
        about=one.about,
        text=one.question,
        key=f"demo-{network.slug}-{number}"[:60],
        by=asker,
        now=at,
    )
    talk = made.talks.get()
    for place, answer in enumerate(one.answers, start=1):
        write(talk=talk, text=answer, key=f"demo-{place}", by=asked, now=at + timedelta(days=place))
    if one.thanks:
        close_talk(talk=talk, thanks=one.thanks, by=asker, now=at + timedelta(days=3))
    return talk


def _resource_teachers(now: datetime) -> None:
    """Mads and Rita meet in the resource teachers' network."""
    mads, rita = (
        Person.objects.filter(email=f"{name}@fjordvik.example").first() for name in ("mads", "rita")
    )
    shared = Network.objects.filter(memberships__person=mads).filter(memberships__person=rita).first()
    if mads is None or rita is None or shared is None:
        return
    here = set(peers_in(shared, now).values_list("person", flat=True))
    if not {mads.pk, rita.pk} <= here:
        return
    line = "Vi har gjort det med hele mellomtrinnet to ganger."
    offer_help(network=shared, what="Høytlesing på tvers av trinn", line=line, by=rita, now=now)
    question = "Hvordan fant dere tid til høytlesing på tvers? Timeplanen vår går ikke opp."
    _ask(shared, mads, rita, Asked(1, 0, 0, "Høytlesing på tvers av trinn", question), 9, now)


def _pairs(network: Network, schools: Sequence[School], people: Sequence[Person], now: datetime) -> None:
    today = timezone.localdate(now)
    friend = invite_to_pair(
        network=network,
        kind=Pair.Kind.CRITICAL_FRIEND,
        school=schools[0].organisation,
        to_person=None,
        to_school=schools[3].organisation,
        terms=Terms("Se på vurderingen i matematikk med nye øyne", today, today + timedelta(days=200), True),
        key="demo-friend",
        by=people[0],
        now=now - timedelta(days=30),
    )
    answer_pair(pair=friend, says_yes=True, shows=True, by=people[3], now=now - timedelta(days=27))
    wanted = Terms("Planleggingsdag om lesing, hele personalet", today, today + timedelta(days=90), True)
    note = put_up_note(
        network=network,
        kind=NeighbourNote.Kind.ASKS,
        school=schools[6].organisation,
        terms=wanted,
        key="demo-note-1",
        by=people[6],
        now=now - timedelta(days=20),
    )
    take_note(
        note=note, school=schools[5].organisation, shows=True, by=people[5], now=now - timedelta(days=16)
    )
    put_up_note(
        network=network,
        kind=NeighbourNote.Kind.OFFERS,
        school=schools[8].organisation,
        terms=Terms("Vi leder gjerne en kafédialog hos dere", today, today + timedelta(days=120), False),
        key="demo-note-2",
        by=people[8],
        now=now - timedelta(days=4),
    )


def _group(network: Network, people: Sequence[Person], now: datetime) -> None:
    """Three who meet on screen about the pupils' council; one has not answered."""
    at = now - timedelta(days=12)
    group = start_group(
        network=network,
        name="Elevråd som betyr noe",
        people=[people[5], people[0]],
        meeting_url="https://mote.fjordvik.example/elevrad",
        key="demo-group",
        school=None,
        by=people[1],
        now=at,
    )
    one = GroupInvitation.objects.select_related("group").get(group=group, person=people[5])
    answer_group(invitation=one, comes=True, by=people[5], now=at + timedelta(days=1))
