"""What one network has raised to its owner in a year: one answered, one that waits, one the schools weigh."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from redthread.demo.circles import Circle
from redthread.demo.town import Town
from redthread.gatherings.actions.answers import answer_proposal
from redthread.voice.actions.matters import Words, draft_matter, give_voice, raise_matter, send_matter
from redthread.voice.models import Matter
from redthread.voice.snapshot import Told, mark_of, matter_snapshot
from redthread.voice.voices import standing_for


class Raised(NamedTuple):
    """Which school writes it, how many days ago, which schools support it, and who does not and why."""

    school: int
    days_ago: int
    words: Words
    support: tuple[int, ...]
    against: tuple[tuple[int, str], ...] = ()
    is_sent: bool = True
    told: Told = Told()
    answer: str = ""


MATTERS = (
    Raised(
        1,
        240,
        Words(
            "Felles planleggingsdag for alle skolene",
            "At en av planleggingsdagene legges til samme dato på alle skolene i kommunen.",
            "Da kan lærere på samme trinn møtes på tvers. I dag får vi det til for noen få, på kveldstid.",
            "Elevrådsdagen viste hva vi får til når fire skoler har samme dag. Fire andre ville være med, "
            "men hadde undervisning.",
        ),
        (0, 1, 2, 3, 4, 5, 6),
        ((7, "Vi har alt bundet opp dagen vår til arbeidet med den nye skolegården."),),
        told=Told(support=True, dissent=True),
        answer="Ja. Fra neste skoleår er fredagen før vinterferien felles for alle. Skolen som har bundet "
        "opp sin dag, kan vente ett år. Takk for at dere tok med det også.",
    ),
    Raised(
        0,
        46,
        Words(
            "Vikarmidler på samlingsdagene",
            "At avdelingslederne kan ta med en lærer på to samlinger i året, med vikar fra kommunen.",
            "Det vi lærer her, når personalet sent når bare rektor er med.",
            "Tre skoler tok med en lærer i vår og dekket det selv. Alle tre kom lenger i mellomarbeidet.",
        ),
        (0, 1, 2, 3, 4, 5),
        told=Told(support=True),
    ),
    Raised(
        4,
        6,
        Words(
            "Roligere uker rundt nasjonale prøver",
            "At kommunen ikke legger egne kartlegginger og kurs til de to ukene med nasjonale prøver.",
            "Elevene er slitne, og lærerne rekker ikke å bruke det prøvene forteller.",
            "Oversikten over satsinger på årshjulet: fire ting falt i samme uke i fjor høst.",
        ),
        (2, 3, 4),
        ((5, "Vi vil heller ha kartleggingen tidlig enn sent på året."),),
        is_sent=False,
    ),
)


def raise_matters(town: Town, circle: Circle, now: datetime) -> None:
    for one in MATTERS:
        at = now - timedelta(days=one.days_ago)
        matter = _weigh(circle, one, at)
        if one.is_sent:
            standing = standing_for(matter)
            seen = mark_of(matter.title, matter_snapshot(matter, standing, one.told))
            sent_at = at + timedelta(days=10)
            release = send_matter(matter=matter, told=one.told, seen=seen, by=circle.leader, now=sent_at)
            if one.answer:
                answered_at = sent_at + timedelta(days=16)
                answer_proposal(release=release, text=one.answer, by=town.olav, now=answered_at)


def _weigh(circle: Circle, one: Raised, at: datetime) -> Matter:
    writer = circle.schools[one.school].people[0]
    matter = draft_matter(
        network=circle.network,
        body=None,
        key=f"demo-{one.days_ago:04d}",
        words=one.words,
        by=writer,
        now=at - timedelta(days=1),
    )
    raise_matter(matter=matter, by=writer, now=at)
    holders = {said.holder.organisation: said.holder for said in standing_for(matter).said}
    said = [*((school, "") for school in one.support), *one.against]
    for number, (school, reason) in enumerate(said):
        whose = circle.schools[school]
        give_voice(
            matter=matter,
            holder=holders[whose.organisation.pk],
            choice="against" if reason else "support",
            reason=reason,
            by=whose.people[0],
            now=at + timedelta(hours=20 * number),
        )
    return matter
