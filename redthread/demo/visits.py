"""A year of visits and guidance in one network, by its leader and by the external partner."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from redthread.demo.circles import Circle
from redthread.demo.town import Town
from redthread.guidance.actions.visits import Log, answer_story, finish_step, say_as_school, write_visit
from redthread.guidance.models import Visit


class Seen(NamedTuple):
    """Which school, how many days ago, and by the partner or the leader; what the school says itself."""

    school: int
    days_ago: int
    aim: str
    worked_on: str = ""
    kind: str = Visit.Kind.VISIT
    is_partner: bool = False
    step: str = ""
    who: str = ""
    step_in: int = 0  # days from now; a step that is due long ago is done
    story: str = ""
    agrees: bool | None = None
    words: str = ""


VISITS = (
    Seen(
        0,
        330,
        "Bli enige om hva året skal gi",
        "Ledergruppa skrev ned tre ting de vil kunne til sommeren. Vi valgte én.",
        is_partner=True,
    ),
    Seen(
        3,
        290,
        "Komme i gang med elevrådsdagen",
        "Vi så på programmet for dagen og delte på hvem som gjør hva.",
        is_partner=True,
        step="Lage spørsmålene elevene skal få",
        who="Elevrådskontakten",
        step_in=-260,
    ),
    Seen(
        5,
        240,
        "Flaggene i skolegården",
        "Vi gikk runden sammen med 2. trinn. Elevene visste mer om friminuttene enn noen av oss.",
        story="Hvordan elevene på 2. trinn viste de voksne skolegården",
        agrees=True,
        words="Det var elevrådet som fant på flaggene, ikke vi voksne.",
    ),
    Seen(
        1,
        190,
        "Hva gjør vi når noe ikke virker?",
        "En ærlig samtale om lesevenner i storefri, som ble stoppet. Dere vet nå hvorfor.",
        kind=Visit.Kind.TALK,
        story="Å stoppe noe alle likte tanken på",
    ),
    Seen(
        2,
        120,
        "Se lesevennene i gang",
        "To timer i klassene. Etterpå snakket vi om hvem som leser når de store er på tur.",
    ),
    Seen(
        0,
        47,
        "To-lærer på 5. trinn",
        "Vi så opptak fra to timer og lette etter øyeblikkene der den andre læreren gjorde en forskjell.",
        step="Dele opptaket med hele trinnet",
        who="Mads Lund",
        step_in=3,
        story="Hva den andre læreren gjør når ingen rekker opp hånda",
    ),
    Seen(
        4,
        33,
        "Filmene på ungdomstrinnet",
        "Lærerne får filmen en uke før neste gang. Det var alt som manglet.",
        kind=Visit.Kind.ONLINE,
        step="Sende filmen til lærerne",
        who="Sosiallæreren",
        step_in=-20,
    ),
    Seen(2, -11, "Lesevenner om våren: hva nå?"),
    Seen(0, -19, "Hvem skal lede fellestida til våren?", kind=Visit.Kind.TALK),
)


def visit_schools(town: Town, circle: Circle, now: datetime) -> None:
    for number, one in enumerate(VISITS):
        at = now - timedelta(days=max(one.days_ago, 1))
        visit = _written(town, circle, one, f"demo-{number:04d}", at, now)
        people = circle.schools[one.school].people
        if one.agrees is not None:
            later = at + timedelta(days=4)
            answer_story(visit=visit, agrees=one.agrees, story=one.story, by=people[0], now=later)
        if one.words:
            say_as_school(visit=visit, text=one.words, by=people[0], now=at + timedelta(days=4))
        if one.step_in < 0:
            finish_step(visit=visit, by=people[0], now=now + timedelta(days=one.step_in - 1))


def _written(town: Town, circle: Circle, one: Seen, key: str, at: datetime, now: datetime) -> Visit:
    today = timezone.localdate(now)
    log = Log(
        day=today - timedelta(days=one.days_ago),
        aim=one.aim,
        kind=one.kind,
        worked_on=one.worked_on,
        next_step=one.step,
        next_who=one.who,
        next_on=today + timedelta(days=one.step_in) if one.step else None,
        story=one.story,
    )
    by = town.eva if one.is_partner else circle.leader
    school = circle.schools[one.school].organisation
    return write_visit(network=circle.network, school=school, key=key, log=log, by=by, now=at)
