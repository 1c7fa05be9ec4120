"""The regional network (002): municipalities as units, seven bodies, and one vote a municipality in STG."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from redthread.demo.circles import Circle, join, take_in, write_mandate
from redthread.demo.library import theme
from redthread.demo.rhythm import Rhythm
from redthread.demo.town import Town
from redthread.networks import actions
from redthread.networks.models import Body, Network, Role
from redthread.networks.ready_bodies import READY
from redthread.people.models import Person


def make_region(town: Town, start: datetime, now: datetime) -> list[Circle]:
    """One circle for each body that meets: FAG four times a year, the camps of OPV twice, and STG between."""
    places = town.municipalities
    lead = places[2].people[0]  # Ragnhild
    network = actions.start_network(
        name="Oppvekstnettverket i Ytterfjord",
        kind=Network.Kind.REGIONAL,
        owner=places[2].organisation,
        chair_rule=Network.ChairRule.LEADER,
        by=lead,
        now=start,
        school=places[2].organisation,
    )
    write_mandate(network, "region", lead, start, now)
    for place in places:
        take_in(network, place.organisation, lead, start)
        for number, person in enumerate(place.people):
            if person != lead:
                role = Role.DEPUTY if place is places[4] and number == 0 else Role.MEMBER
                join(network, person, role, place.organisation, lead, start)
    join(network, town.ppt, Role.DELEGATE, None, lead, start)
    bodies = _bodies(network, town, lead, start)
    people = [person for place in places for person in place.people] + [town.ppt]
    heads = [place.people[0] for place in places]
    core = Circle(
        network,
        lead,
        places,
        people,
        Rhythm(13, 1, time(10, 0), time(14, 0), days=2),
        [theme("region")],
        "dekom",
        body=bodies["FAG"],
    )
    return [
        core,
        replace(core, rhythm=Rhythm(26, 2, time(9, 0), time(15, 0), days=2), body=bodies["OPV"], open=[]),
        replace(
            core,
            rhythm=Rhythm(20, 0, time(13, 0), time(15, 30)),
            body=bodies["STG"],
            people=[*heads, town.ppt],
            template="empty",
            open=[],
        ),
    ]


def _bodies(network: Network, town: Town, lead: Person, now: datetime) -> dict[str, Body]:
    codes = [ready.code for ready in READY]
    made = actions.add_ready_bodies(network=network, codes=codes, by=lead, now=now)
    bodies = {body.code: body for body in made}
    everybody = [person for place in town.municipalities for person in place.people]
    heads = [place.people[0] for place in town.municipalities]
    seats = {
        "FAG": [*everybody, town.ppt],
        "OPV": everybody,
        "EVA": everybody[1::4],
        "PRO": everybody[3::4],
        "REN": [town.ppt],
        "KOG": [lead, heads[4], town.ppt],
    }
    for code, people in seats.items():
        for person in people:
            _seat(bodies[code], person, lead, now)
    for place in town.municipalities:
        actions.give_seat(
            body=bodies["STG"],
            person=place.people[0],
            municipality=place.organisation,
            is_voting=True,
            by=lead,
            now=now,
        )
    _seat(bodies["STG"], town.ppt, lead, now)
    _seat(bodies["STG"], everybody[1], lead, now)
    return bodies


def _seat(body: Body, person: Person, by: Person, now: datetime) -> None:
    actions.give_seat(body=body, person=person, municipality=None, is_voting=False, by=by, now=now)
