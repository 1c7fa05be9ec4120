"""Programmes to start from, told in our own words after the gatherings that the sources describe.

What comes in which order is from the sources; none of them gives minutes per item, so the minutes are ours,
and are changed as freely as the rest.

Half a day (001): people take a seat and chat, the leader goes through the programme L162-172; a school tells
of its practice, with talk in between L170-210; a second school L212-214; groups of several schools with two
questions, each in turn without being contradicted, then all together L214-222; films and a walk-through of
the law L223-229; a new group task L229; reading tips and the road ahead L231; at the end of the day people of
the same school talk about what to take home L2973-2987. Half a day about every sixth week L3959-3965.

District meeting (000): results of tests are a fixed item L278-284; a main theme a meeting L477-478; tasks to
be done before the next meeting L505-507; support in hard cases L383-397; room for informal talk L489-496; the
owner's consultant answers and informs, the principals own the agenda L519-523; a common voice to the owner
L443-452.

DeKom gathering (004): all schools share what came of the between-work, with feedback L2445-2449 and
L2514-2518; a professional theme, mostly by outside expertise L2430-2432; new between-work is presented
L2432-2435; those who are there will carry it to the whole staff L2435-2443.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from redthread.gatherings.models import AgendaItem

Kind = AgendaItem.Kind
EMPTY = "empty"


@dataclass(frozen=True)
class ReadyItem:
    """One item of a ready programme; the texts are translated when they are used."""

    kind: Kind
    title: Any
    minutes: int
    description: Any = ""
    is_confidential: bool = False


@dataclass(frozen=True)
class ReadyDay:
    """A ready programme, what it is good for, and where it comes from."""

    key: str
    name: Any
    about: Any
    items: tuple[ReadyItem, ...]

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.items)


SINCE_LAST = ReadyItem(
    Kind.SINCE_LAST, _("Siden sist"), 15, _("Hva lovet vi, og hva har skolene prøvd siden sist?")
)
REVIEW = ReadyItem(
    Kind.REVIEW,
    _("Oppsummering av dagen"),
    10,
    _("Hva tar vi med oss, og hva vil vi gjøre annerledes neste gang?"),
)

HALF_DAY = ReadyDay(
    "half_day",
    _("Halv dag med praksisfortellinger"),
    _("skoler forteller, grupper på tvers snakker sammen, og hver skole bestemmer hva den tar med hjem"),
    (
        ReadyItem(SINCE_LAST.kind, SINCE_LAST.title, 20, SINCE_LAST.description),
        ReadyItem(
            Kind.STORY,
            _("Praksisfortelling fra en skole"),
            35,
            _(
                "En skole forteller om noe konkret den har arbeidet med. "
                "Spørsmål og samtale underveis. Ingen bilder."
            ),
        ),
        ReadyItem(Kind.STORY, _("Praksisfortelling fra en annen skole"), 20),
        ReadyItem(
            Kind.CROSS_GROUPS,
            _("Grupper på tvers: to spørsmål"),
            30,
            _(
                "1) Hva har du hørt? 2) Hva vil du ta med tilbake til egen skole, og hvordan? "
                "Alle legger fram sitt etter tur uten å bli motsagt. Så snakker gruppa sammen."
            ),
        ),
        ReadyItem(Kind.BREAK, _("Pause"), 15),
        ReadyItem(
            Kind.INPUT,
            _("Faglig innlegg"),
            25,
            _("Film, forskning eller regelverk som skolene kan bruke videre."),
        ),
        ReadyItem(Kind.CROSS_GROUPS, _("Gruppeoppgave om innlegget"), 20),
        ReadyItem(
            Kind.OWN_SCHOOL,
            _("Refleksjon i egen skole"),
            25,
            _("Hva tar vi med hjem, og hvordan vil vi arbeide med det? Vær konkrete, og se på egen skole."),
        ),
        ReadyItem(Kind.INFORMATION, _("Faglig påfyll og veien videre"), 10),
        REVIEW,
    ),
)

DISTRICT = ReadyDay(
    "district",
    _("Møte i et ledernettverk"),
    _("resultater, hovedtema, støtte i vanskelige saker og tid til prat"),
    (
        ReadyItem(
            SINCE_LAST.kind,
            SINCE_LAST.title,
            20,
            _("Oppgavene vi ga oss selv sist, og det skolene har prøvd."),
        ),
        ReadyItem(
            Kind.RESULTS,
            _("Resultater: hva ser vi, og hva gjør vi?"),
            35,
            _("For å forstå og forbedre, ikke for å rangere skoler."),
        ),
        ReadyItem(Kind.INPUT, _("Hovedtema"), 40),
        ReadyItem(Kind.INFORMAL, _("Kaffe og uformell prat"), 20),
        ReadyItem(
            Kind.CROSS_GROUPS,
            _("Støtte i vanskelige saker"),
            25,
            _("Det som sies her, blir her."),
            is_confidential=True,
        ),
        ReadyItem(
            Kind.INFORMATION,
            _("Skoleeiers konsulent svarer og orienterer"),
            10,
        ),
        ReadyItem(Kind.DECISION, _("Felles saker og oppgaver til neste gang"), 20),
        REVIEW,
    ),
)

DEKOM = ReadyDay(
    "dekom",
    _("Regional samling med mellomarbeid"),
    _("skolene deler det de har prøvd, får nytt faglig påfyll og planlegger det neste"),
    (
        ReadyItem(
            SINCE_LAST.kind,
            _("Siden sist: alle skolene deler fra mellomarbeidet"),
            45,
            _("Hva gjorde vi, hva skjedde, og hva var vanskelig? De andre gir tilbakemelding."),
        ),
        ReadyItem(Kind.INPUT, _("Faglig tema"), 60, _("Gjerne med hjelp utenfra.")),
        ReadyItem(Kind.BREAK, _("Pause"), 15),
        ReadyItem(
            Kind.INFORMATION,
            _("Nytt mellomarbeid"),
            15,
            _("En naturlig oppfølging av temaet, som alle skolene gjør."),
        ),
        ReadyItem(
            Kind.OWN_SCHOOL,
            _("Skolene planlegger mellomarbeidet"),
            35,
            _("Hvordan når vi hele personalet? De som er her i dag, bærer det hjem."),
        ),
        REVIEW,
    ),
)

BARE = ReadyDay(
    EMPTY, _("Tomt program"), _("bare «siden sist» først og oppsummering til slutt"), (SINCE_LAST, REVIEW)
)

READY_DAYS = {day.key: day for day in (HALF_DAY, DISTRICT, DEKOM, BARE)}
