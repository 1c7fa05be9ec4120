"""The words of one network: six concepts, a round that is closed and one that goes on, and a handover."""

from __future__ import annotations

from datetime import datetime, timedelta

from redthread.concepts.actions.concepts import Words, add_concept, agree, agree_at_gathering, write_version
from redthread.concepts.actions.rounds import answer_round, close_round, start_round
from redthread.concepts.models import AlignmentRound, Concept
from redthread.gatherings.models import Gathering
from redthread.networks.models import Membership, Network, Role
from redthread.people.models import Person
from redthread.reports.actions.handovers import OnlyYouKnow, hand_over

CONCEPTS = {
    "Mellomarbeid": Words(
        "Det vi gjør på egen skole mellom to samlinger. Hele personalet er med, ikke bare vi som møtes.",
        "Det skolene prøver ut hver for seg før vi møtes igjen.",
        "arbeid på skolene mellom møtene",
        "Brekka leste høyt hver dag i tre uker, og alle lærerne skrev ned én ting de så.",
    ),
    "Siden sist": Words(
        "Vi begynner med det vi lovet sist. Ingen må forsvare seg; vi vil vite hva som skjedde.",
        "En runde der alle forteller hva som skjedde med det de skulle gjøre.",
        "",
        "«Vi kom ikke i gang. Vikarene forsvant» er et like godt svar som «det virket».",
    ),
    "Kritisk venn": Words(
        "En kollega som spør fordi hun vil at vi skal lykkes. Hun gir ikke råd før vi ber om det.",
        "En kollega fra en annen skole som stiller spørsmål, så vi tenker bedre selv.",
        "kollega som stiller spørsmål",
        "«Hva tror dere elevene la merke til?» var spørsmålet som snudde saken på Lia.",
    ),
    "Forankring": Words(
        "At de som skal gjøre jobben, har vært med og bestemt hvordan.",
        "At alle det gjelder, er med på det.",
        "å få med alle",
        "Vi tok planen til fellestida før den var ferdig, og endret to av fire punkter.",
    ),
    "Fremtidsbilde": Words(
        "Hva elevene våre gjør og sier om tre år, hvis vi lykkes.",
        "En kort beskrivelse av hvordan vi vil ha det om tre år.",
        "beskrivelse av hvordan vi vil ha det",
        "«Alle på 4. trinn leser en bok de har valgt selv, hver uke.»",
    ),
}
TIMES_READ = Words(
    "Det vi får til sammen, også når én av oss er borte.",
    "Det vi klarer å gjennomføre sammen over tid.",
    "det vi får til sammen",
    "To skoler deler rådgiver. Da den ene var syk, gikk arbeidet videre.",
)
SAID = (
    "At vi får til mer sammen enn hver for oss.",
    "Folk og tid nok til å gjøre det vi har bestemt.",
    "At skolen klarer det også når jeg er borte.",
    "Det vi kan sammen, og at vi bruker det.",
    "Jeg tenker på tid. Uten tid blir det ingenting sammen.",
    "Muskler til å holde ut når det butter.",
)
GOES_ON = ("Å se hverandres timer uten å vurdere.", "At vi lærer noe vi ikke visste at vi trengte.")
ONLY_LIV_KNOWS = OnlyYouKnow(
    "Vi begynner alltid med kaffe og en halv time uten program. Den halvtimen er grunnen til at folk kommer. "
    "Rådhuset lar oss låne kantina hvis vi spør før sommeren.",
    "Kine, om vikarpengene: hun vet hva som er lovet videre. Og den rektoren som er nyest hos oss.",
    "At det er lov å si at noe ikke virket. Det tok oss to år. Spør alltid hva som var vanskelig.",
)


def share_words(network: Network, leader: Person, successor: Person, now: datetime) -> None:
    """Half a year of words, up to `now`, and that somebody becomes deputy next month."""
    held = list(
        Gathering.objects.filter(network=network, body=None).standing().past(now).order_by("starts_at")
    )
    people = _people(network, now)
    began = held[-2].starts_at - timedelta(days=6)
    closed = _ask(network, "Kapasitet", leader, people, SAID, began)
    close_round(round=closed, by=leader, now=held[-2].starts_at)
    concepts = [_write(network, word, words, leader, began) for word, words in CONCEPTS.items()]
    for number, concept in enumerate(concepts[:3]):
        version = concept.versions.get()
        agree_at_gathering(version=version, gathering=held[-2 + number // 2], by=leader, now=now)
    for person in people[:4]:
        agree(version=concepts[3].versions.get(), by=person, now=now - timedelta(days=9))
    _write_of_the_round(network, closed, leader, held[-1], now)
    _ask(network, "Kollegaobservasjon", leader, people, GOES_ON, now - timedelta(days=4))
    hand_over(
        network=network,
        successor=successor,
        role=Role.DEPUTY,
        starts_on=(now + timedelta(days=40)).date(),
        answers=ONLY_LIV_KNOWS,
        by=leader,
        now=now - timedelta(days=3),
    )


def _people(network: Network, now: datetime) -> list[Person]:
    members = Membership.objects.current(now).filter(network=network, role=Role.MEMBER)
    return [one.person for one in members.select_related("person").order_by("pk")]


def _ask(
    network: Network, word: str, by: Person, people: list[Person], said: tuple[str, ...], now: datetime
) -> AlignmentRound:
    """Mona is left to answer herself, so that the round waits for her."""
    asked = start_round(network=network, word=word, shows_names=False, gathering=None, by=by, now=now)
    for person, text in zip([one for one in people if one.name != "Mona Vik"], said, strict=False):
        answer_round(round=asked, text=text, by=person, now=now + timedelta(days=1))
    return asked


def _write(network: Network, word: str, words: Words, by: Person, now: datetime) -> Concept:
    return add_concept(network=network, word=word, words=words, from_round=None, by=by, now=now)


def _write_of_the_round(
    network: Network, closed: AlignmentRound, by: Person, gathering: Gathering, now: datetime
) -> None:
    """First what was nearest at hand, then what they agreed on when they had talked."""
    first = Words("Folk og tid nok til å gjøre det vi har bestemt.", TIMES_READ.plain, TIMES_READ.instead)
    concept = add_concept(
        network=network, word="Kapasitet", words=first, from_round=None, by=by, now=closed.started_at
    )
    agreed = write_version(
        concept=concept,
        expected=1,
        words=TIMES_READ,
        why="Svarene deres handlet mer om å holde ut sammen enn om folk og tid.",
        from_round=closed,
        by=by,
        now=gathering.starts_at,
    )
    agree_at_gathering(version=agreed, gathering=gathering, by=by, now=now)
