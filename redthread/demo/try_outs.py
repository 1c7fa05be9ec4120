"""A year of try-outs in one network: three ideas that went from school to school, and one that was stopped.

The first is the pattern of 001 L3186-3198 with other schools: four make something together and show it, three
others make it their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from redthread.betweenwork.actions.try_out_releases import mark_of, release_try_out, snapshot_for
from redthread.betweenwork.actions.try_out_results import answer_again, reach_element, record_result
from redthread.betweenwork.actions.try_outs import Plan, Source, join_try_out, start_try_out
from redthread.betweenwork.models import TryOut
from redthread.demo.town import School
from redthread.gatherings.method_library import keep_library_method
from redthread.networks.models import Network


@dataclass(frozen=True)
class Ending:
    days: int  # after the start
    decision: str
    happened: str
    hard: str
    rethink: str = ""
    left: str = ""  # said half a year later


@dataclass(frozen=True)
class Idea:
    """One try-out: which school, how many days ago, and from which of those before it."""

    name: str
    school: int
    days_ago: int
    plan: Plan
    source: str = ""
    method: str = ""
    thanks: str = ""
    joined: tuple[int, ...] = ()
    reached: tuple[str, ...] = ("alternatives", "tried", "results")
    ending: Ending | None = None
    is_shown: bool = True


SEMINAR = Plan(
    title="Elevrådsdag om et trygt skolemiljø",
    want="At elevrådet selv finner ut hva som gjør friminuttene trygge, og får gjort noe med det.",
    doing="En felles dag for elevrådene på fire skoler. Elevene kartlegger egen skolegård, lager to forslag "
    "hver og legger dem fram for rektor.",
    with_whom="Elevrådskontaktene",
)
IDEAS = (
    Idea(
        "seminar",
        0,
        340,
        SEMINAR,
        joined=(1, 2, 3),
        reached=("alternatives", "tried", "results", "alone", "fed_back"),
        ending=Ending(
            60,
            "adopt",
            "Elevene fant steder ingen voksne hadde tenkt på. Sju av åtte forslag er satt i verk.",
            "Å finne en dag som passet for fire skoler.",
            left="Dagen er blitt fast i september. Vi er to skoler om gangen nå, ikke fire.",
        ),
    ),
    Idea(
        "ungdom",
        4,
        210,
        Plan(
            title="Elevrådsdag på ungdomstrinnet",
            want="At de eldste elevene tar ansvar for miljøet i gangene.",
            doing="Tillitselevene i alle klasser, ikke bare elevrådet. De lager filmer til klassene sine.",
            with_whom="Sosiallærer og tillitselevene",
            changed="Vi tok med tillitselevene fra alle klasser, og byttet plakater med film.",
        ),
        source="seminar",
        thanks="Takk for at dere viste fram elevrådsdagen. Den satte i gang noe hos oss.",
        reached=("alternatives", "tried", "results", "fed_back"),
        ending=Ending(
            45, "adapt", "Filmene ble sett av alle. Praten etterpå ble kort.", "Lærerne fikk filmen for sent."
        ),
    ),
    Idea(
        "smaa",
        5,
        180,
        Plan(
            title="Trygg skolegård med de yngste",
            want="At også de minste får si hvor de ikke vil være alene.",
            doing="Elevrådet går rundt i skolegården med 1.–3. trinn og setter røde og grønne flagg.",
            with_whom="Kontaktlærerne på 1.–3. trinn",
            changed="Ingen seminardag. Vi gikk ut i skolegården i stedet.",
        ),
        source="seminar",
        thanks="Flaggene våre hadde ikke blitt til uten dagen deres. Takk!",
        ending=Ending(
            30,
            "adopt",
            "Vi fikk et kart med elleve røde flagg. Fire av stedene er endret.",
            "Noen satte flagg der de pleide å krangle, ikke der de var redde.",
        ),
    ),
    Idea(
        "lia",
        8,
        95,
        Plan(
            title="Elevrådet spør hele skolen",
            want="At elevrådet bygger på hva alle mener, ikke bare de som tør å snakke.",
            doing="Elevrådet lager tre spørsmål, alle klasser svarer på lapper, og svarene henger i gangen.",
            with_whom="Elevrådet og miljøterapeuten",
            changed="Fra «Trygg skolegård» tok vi at alle er med. Vi gjør det inne, med lapper.",
        ),
        source="smaa",
        thanks="Vi lånte tanken om at alle skal med. Tusen takk.",
        reached=("alternatives", "tried"),
    ),
    Idea(
        "lesevenner",
        2,
        300,
        Plan(
            title="Lesevenner på tvers",
            want="At flere leser høyt uten å grue seg.",
            doing="Sjetteklassinger leser med andreklassinger i tjue minutter hver fredag.",
            with_whom="Lærerne på 2. og 6. trinn",
            outside="En artikkel om gjensidig lesing fra lærerutdanningen",
        ),
        ending=Ending(
            70,
            "adopt",
            "De eldste forberedte seg mer enn vi ba dem om.",
            "Fredager faller ofte bort.",
            left="Vi gjør det fortsatt, men på onsdager.",
        ),
    ),
    Idea(
        "stoppet",
        1,
        200,
        Plan(
            title="Lesevenner i storefri",
            want="At elevene skulle lese sammen av lyst.",
            doing="Åpent lesehjørne i storefri, med eldre elever som verter.",
            with_whom="Biblioteket",
            assumed="At elever som liker å lese, vil bruke friminuttet på det.",
            unsaid="Vi hadde ikke flere voksne å sette inn.",
            changed="Frivillig og i friminuttet, ikke i timen.",
            depth="guided",
        ),
        source="lesevenner",
        thanks="Vi prøvde Lesevenner på vår måte. Takk for at dere lot oss se på.",
        reached=("alternatives", "tried", "results", "alone", "fed_back"),
        ending=Ending(
            40,
            "stop",
            "Første uke kom tolv. Tredje uke kom to, og de var verter. Elevene sa at friminuttet er deres.",
            "Å innse det. Vi ville så gjerne at det skulle gå, og ventet en måned for lenge.",
            rethink="Vi ville ha leselyst og tok friminuttet for å få det. Neste gang spør vi først.",
        ),
    ),
    Idea(
        "kafe",
        6,
        120,
        Plan(
            title="Lesekafé med foreldre",
            want="At det leses hjemme også.",
            doing="Elevene leser for foreldre på skolen én ettermiddag i måneden.",
            with_whom="FAU",
            changed="Foreldrene er lesevennene.",
        ),
        source="lesevenner",
        thanks="Fin idé! Vi har byttet ut sjetteklassingene med foreldre.",
        reached=("alternatives", "tried"),
    ),
    Idea(
        "parprat",
        7,
        250,
        Plan(
            title="Parprat før hånda opp",
            want="At flere enn de fem vanlige svarer.",
            doing="Alltid to minutter i par før noen svarer i hel klasse.",
            with_whom="Alle på mellomtrinnet",
        ),
        method="parprat",
        ending=Ending(30, "adopt", "Flere svarer, og svarene er bedre.", "Å holde to minutter."),
    ),
    Idea(
        "parprat2",
        9,
        110,
        Plan(
            title="Parprat på personalmøtet",
            want="At alle sier noe før vi bestemmer.",
            doing="Parprat før hver sak der vi skal velge.",
            with_whom="Hele personalet",
            changed="Vi gjør det med de voksne.",
        ),
        source="parprat",
        thanks="Dere fikk oss til å prøve det på oss selv. Takk.",
        ending=Ending(
            50, "adapt", "Møtene ble lengre, men vi slapp omkamper.", "De som pleier å snakke mest."
        ),
    ),
    Idea(
        "utkast",
        0,
        12,
        Plan(
            title="Ro i garderoben",
            want="At dagen begynner rolig.",
            doing="To voksne i garderoben de første ti minuttene.",
            with_whom="1. trinn",
        ),
        reached=(),
        is_shown=False,
    ),
)


@dataclass
class Telling:
    """While the ideas are told, in the order in which they were had."""

    network: Network
    schools: list[School]
    now: datetime
    made: dict[str, TryOut] = field(default_factory=dict)

    def tell(self, idea: Idea) -> None:
        school = self.schools[idea.school]
        by, then = school.people[-1], self.now - timedelta(days=idea.days_ago)
        one = self._start(idea, school, then)
        self.made[idea.name] = one
        for number, element in enumerate(idea.reached):
            reach_element(try_out=one, element=element, by=by, now=then + timedelta(days=7 * number + 3))
        if idea.is_shown:
            self._show(one, school, then + timedelta(days=6))
        for place in idea.joined:
            other = self.schools[place]
            join_try_out(
                try_out=one, school=other.organisation, by=other.people[0], now=then + timedelta(days=8)
            )
        if idea.ending is not None:
            self._end(one, school, idea.ending, then)

    def _start(self, idea: Idea, school: School, then: datetime) -> TryOut:
        method = keep_library_method(idea.method) if idea.method else None
        return start_try_out(
            network=self.network,
            school=school.organisation,
            key=f"demo-{idea.name}-{self.network.pk}",
            plan=idea.plan,
            source=Source(try_out=self.made.get(idea.source), method=method),
            thanks=idea.thanks,
            by=school.people[-1],
            now=then,
        )

    def _end(self, one: TryOut, school: School, ending: Ending, then: datetime) -> None:
        at, by = then + timedelta(days=ending.days), school.people[0]
        one.refresh_from_db()
        record_result(
            try_out=one,
            decision=ending.decision,
            happened=ending.happened,
            hard=ending.hard,
            rethink=ending.rethink,
            version=one.version,
            by=by,
            now=at,
        )
        self._show(one, school, at)
        if ending.left:
            later = at + timedelta(days=185)
            answer_again(try_out=one, left=ending.left, version=one.version, by=by, now=later)
            self._show(one, school, later)

    def _show(self, one: TryOut, school: School, at: datetime) -> None:
        one.refresh_from_db()
        seen = mark_of(one.title, snapshot_for(one))
        release_try_out(try_out=one, seen=seen, by=school.people[0], now=at)


def try_ideas(network: Network, schools: list[School], now: datetime) -> dict[str, TryOut]:
    """The ideas of a network of ten schools, up to `now`; by name, as they stand."""
    telling = Telling(network, schools, now)
    for idea in IDEAS:
        telling.tell(idea)
    return telling.made
