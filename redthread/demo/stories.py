"""Practice stories of a network: what worked, what did not, one not to be photographed, and some that wait.

What is shared has no names in it; the checker is asked, as it is when people tell. Mona's draft has some.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from redthread.betweenwork.actions.try_out_releases import mark_of as mark_of_try_out
from redthread.betweenwork.actions.try_out_releases import release_try_out
from redthread.betweenwork.actions.try_out_releases import snapshot_for as try_out_snapshot
from redthread.betweenwork.actions.try_out_results import reach_element, record_result
from redthread.betweenwork.actions.try_outs import Plan, Source, start_try_out
from redthread.demo.town import School
from redthread.knowledge.actions.readings import answer_reading, ask_reader
from redthread.knowledge.actions.releases import mark_of, release_story, snapshot_for
from redthread.knowledge.actions.stories import begin_story, save_story
from redthread.knowledge.actions.thanks import thank_teller
from redthread.knowledge.gate import look_over
from redthread.knowledge.models import KeptWord, Story
from redthread.networks.models import Network
from redthread.people.models import Person

NETWORK = "network"


@dataclass(frozen=True)
class Telling:
    """`reader` is the school whose leader reads it through; `audience` is empty while that waits."""

    name: str
    school: int
    days_ago: int
    title: str
    outcome: str
    knowledge: str
    parts: dict[str, str]
    reader: int | None = None
    audience: str = ""
    has_contact: bool = False
    no_photos: bool = False
    word: str = ""
    answer: str = "approved"
    thanks: dict[int, str] = field(default_factory=dict)


STORIES = (
    Telling(
        "moeter",
        1,
        260,
        "Fra informasjon til arbeid i fellestida",
        "worked",
        "how",
        {
            "situation": "Fellestida gikk med til beskjeder. Folk kom trøtte og gikk trøttere, og det vi "
            "hadde "
            "lært i nettverket, kom aldri lenger enn til ledelsen.",
            "did": "Alle beskjeder går nå skriftlig på mandag. Fellestida har tre faste deler: ti minutter "
            "om "
            "det vi prøvde sist, førti minutter arbeid i trinn, ti minutter til å skrive hva vi gjør til "
            "neste "
            "gang.\n\nVi begynte med én gang i måneden og økte da folk spurte om mer.",
            "took": "En halvtime i uka til å skrive beskjedene kort nok. Og å si nei når noen ville «bare si "
            "noe kort».",
            "hard": "De første ukene leste få det som var skrevet. Vi holdt ut, og tok ingenting muntlig.",
            "otherwise": "Vi ville spurt personalet om de tre delene før vi bestemte dem.",
            "tips": "Begynn med å telle minuttene i tre uker. Tallene overtalte flere enn vi gjorde.",
        },
        reader=0,
        audience=NETWORK,
        has_contact=True,
        thanks={4: "Vi tok tida hos oss også. Takk for at dere delte hvordan dere begynte."},
    ),
    Telling(
        "vurdering",
        2,
        190,
        "Felles vurderingsskjema som ingen brukte",
        "did_not",
        "why",
        {
            "situation": "Vi ville ha likere vurdering på tvers av fag. Ledelsen laget et skjema på sju "
            "sider "
            "etter en god samling i nettverket.",
            "did": "Vi la det fram ferdig, ba alle bruke det i seks uker, og fulgte opp med en påminnelse i "
            "uka.",
            "took": "Mye. Tre kvelder for dem som laget det, og tålmodigheten til de andre.",
            "hard": "Skjemaet svarte på vårt spørsmål, ikke på deres. Etter to uker ble det fylt ut for vår "
            "skyld. Etter fire lot de fleste være, og ingen sa det høyt.",
            "otherwise": "Vi ville begynt med to oppgaver fra klasserommet og spurt: Hva ser vi etter her? "
            "Et "
            "skjema kunne kommet til slutt, om noen savnet det.",
            "tips": "Når ingen klager, spør én til. Stillheten vår betydde noe annet enn vi trodde.",
        },
        reader=5,
        audience=NETWORK,
        thanks={
            0: "Modig fortalt. Vi hadde et slikt skjema på trappene.",
            6: "Takk! Vi kjente oss igjen i hvert ord.",
        },
    ),
    Telling(
        "samtaler",
        6,
        120,
        "Den vanskelige samtalen, øvd på forhånd",
        "worked",
        "what",
        {
            "situation": "Vi hadde utsatt flere samtaler med foreldre fordi vi gruet oss.",
            "did": "To og to øvde samtalen dagen før. Den ene spilte den som var sint. Så byttet vi.",
            "took": "En halvtime før hver samtale, og en kollega som tør å spille sint.",
            "hard": "Noen syntes det var pinlig. De fikk se på først.",
            "tips": "Øv på de to første setningene til de sitter. Resten går av seg selv.",
        },
        reader=1,
        audience=NETWORK,
        no_photos=True,
        word="Fint at dere ikke sier hva samtalene gjaldt. La det stå slik.",
    ),
    Telling(
        "overgang",
        9,
        60,
        "Overgang til ungdomsskolen med færre skjemaer",
        "partly",
        "how",
        {
            "situation": "Vi fikk tykke mapper om de nye elevene, og leste dem ikke.",
            "did": "Barneskolene og vi møttes i juni, en time per klasse, med tre spørsmål: Hva virker? Hva "
            "virker ikke? Hva lurer dere på?",
            "hard": "De som kjente elevene best, hadde ofte undervisning da vi møttes.",
            "otherwise": "Neste år setter vi tida før påske, ikke i den travleste uka.",
        },
        reader=4,
        audience=NETWORK,
        has_contact=True,
    ),
    Telling(
        "garderobe",
        0,
        6,
        "Rolig start i garderoben",
        "worked",
        "how",
        {
            "situation": "Dagen begynte med bråk, og de første timene gikk med til å rydde opp.",
            "did": "To voksne står i garderoben de første ti minuttene. De hilser, og sier ikke noe annet.",
            "hard": "Å holde fast ved det de dagene vi var få.",
        },
        reader=3,
    ),
    Telling(
        "trivsel",
        3,
        4,
        "Trivselsledere som sluttet å komme",
        "did_not",
        "why",
        {
            "situation": "Ordningen med trivselsledere hadde gått av seg selv i mange år.",
            "did": "Vi fornyet den med vester, timeplan og møter hver uke.",
            "hard": "Etter en måned kom ingen. Vi hadde gjort leken til en jobb.",
        },
        reader=0,
    ),
    Telling(
        "fadder",
        0,
        2,
        "Faddere som ble venner",
        "partly",
        "",
        {
            "situation": "Vi fikk mange nye elever på Åsen skole etter jul, og noen sto alene.",
            "did": "Hver ny elev fikk to faddere. Amina på 3. trinn ville heller velge selv, og da moren "
            "ringte Mads Lund, endret vi det for alle.",
            "hard": "Noen faddere ble lei. Det så vi for sent.",
        },
    ),
)


def tell_stories(network: Network, schools: list[School], now: datetime) -> None:
    """The stories of a network of ten schools, up to `now`, and a try-out that came from one of them."""
    made = {one.name: _tell(network, schools, one, now) for one in STORIES}
    _try_it(network, schools[4], made["moeter"], now)


def _tell(network: Network, schools: list[School], one: Telling, now: datetime) -> Story:
    school, then = schools[one.school], now - timedelta(days=one.days_ago)
    by = school.people[0]
    story = begin_story(
        network=network,
        school=school.organisation,
        key=f"demo-{one.name}-{network.pk}",
        title=one.title,
        outcome=one.outcome,
        by=by,
        now=then,
    )
    about = {"knowledge": one.knowledge, "has_contact": one.has_contact, "no_photos": one.no_photos}
    save_story(story=story, changes={**one.parts, **about}, version=1, by=by, now=then)
    story = Story.objects.select_related("network__owner", "school", "teller").get(pk=story.pk)
    if one.reader is not None:
        _read(story, schools[one.reader].people[0], one, then)
    if one.audience:
        seen = mark_of(one.audience, story.title, snapshot_for(story))
        at = then + timedelta(days=3)
        release_story(story=story, audience=one.audience, seen=seen, by=by, now=at)
    for place, text in one.thanks.items():
        thank_teller(story=story, text=text, by=schools[place].people[0], now=then + timedelta(days=9))
    return story


def _read(story: Story, reader: Person, one: Telling, then: datetime) -> None:
    """What the checker has marked is looked at by the teller first, and points at nobody."""
    for part in look_over(story).parts:
        for piece in part.undecided:
            KeptWord.objects.get_or_create(
                story=story, part=part.key, kind=piece.kind, text=piece.text[:300],
                defaults={"reason": "nobody", "kept_at": then},
            )  # fmt: skip
    reading = ask_reader(story=story, reader=reader, by=story.teller, now=then + timedelta(days=1))
    if one.audience:
        at = then + timedelta(days=2)
        answer_reading(reading=reading, answer=one.answer, word=one.word, by=reader, now=at)


def _try_it(network: Network, school: School, story: Story, now: datetime) -> None:
    by, then = school.people[0], now - timedelta(days=150)
    made = start_try_out(
        network=network,
        school=school.organisation,
        key=f"demo-story-{network.pk}",
        plan=Plan(
            title="Beskjedfri fellestid",
            want="At fellestida brukes til å lære av hverandre.",
            doing="Annenhver fellestid er uten beskjeder. Trinnene arbeider med det vi prøver.",
            with_whom="Trinnlederne",
            changed="Vi begynner med annenhver gang, og trinnlederne leder.",
        ),
        source=Source(story=story),
        thanks="Takk! Vi låner de tre delene og begynner forsiktig.",
        by=by,
        now=then,
    )
    for number, element in enumerate(("alternatives", "tried", "results")):
        reach_element(try_out=made, element=element, by=by, now=then + timedelta(days=7 * number + 3))
    record_result(
        try_out=made,
        decision="adapt",
        happened="Folk kommer presis. Vi går over til hver gang, men beholder fem minutter til det som "
        "haster.",
        hard="Den som har ordet til vanlig, savnet det.",
        rethink="",
        version=1,
        by=by,
        now=then + timedelta(days=60),
    )
    made.refresh_from_db()
    seen = mark_of_try_out(made.title, try_out_snapshot(made))
    release_try_out(try_out=made, seen=seen, by=by, now=then + timedelta(days=60))
