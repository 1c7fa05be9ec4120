"""The words that school routes use, in bokmål and nynorsk: what a stretch of a line is about."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from redthread.schoolyear.routes.tokens import Kind, Token

SCHOOL_DAY = frozenset({"skoledag", "skoledagen", "skuledag", "skuledagen", "skuldag"})
FIRST = frozenset({"første", "fyrste", "føsrte"})
LAST = frozenset({"siste", "sist"})
STARTS = frozenset({"skolestart", "skulestart", "oppstart"})
ENDS = frozenset({"skoleslutt", "skuleslutt"})
SCHOOL = frozenset({"skolen", "skulen", "skoleåret", "skuleåret", "elevene", "elevane", "undervisningen"})
BEGINS = frozenset({"starter", "startar", "begynner", "begynnar", "byrjar", "møter", "opner", "åpner"})
FINISHES = frozenset({"slutter", "sluttar", "avsluttes", "avsluttast"})
PLANNING = ("planlegg", "studiedag", "kursdag")
FREE = ("fri", "fridag", "fridager", "fridagar", "fridagen", "fridagane")
PUBLIC = (
    "skjærtorsdag", "skirtorsdag", "langfredag", "påskedag", "himmelfartsdag", "pinsedag", "arbeidernes",
    "arbeidaranes", "grunnlovsdag", "juledag", "nyttårsdag", "høytidsdag", "høgtidsdag", "helligdag",
    "heilagdag", "nasjonaldag",
)  # fmt: skip
BREAKS = {
    "jul": "Juleferie",
    "nyttår": "Juleferie",
    "påske": "Påskeferie",
    "høst": "Høstferie",
    "haust": "Haustferie",
    "vinter": "Vinterferie",
}
SUMMER = ("sommer", "sommar")
BEFORE = frozenset({"før", "innen", "innan"})
AFTER = frozenset({"etter", "igjen", "att"})


class About(StrEnum):
    """What a stretch of a line tells of."""

    HOLIDAY = "holiday"
    PLANNING_DAY = "planning_day"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    DAY_BEFORE = "day_before"  # the last school day before a break
    DAY_AFTER = "day_after"  # the first school day after it
    PUBLIC = "public"  # a public holiday, which is known already


class Subject(NamedTuple):
    """What is told of, under which name, and the tokens that say so: from `start` to `end`, not included."""

    about: About
    name: str
    start: int
    end: int


def subjects_in(tokens: list[Token]) -> list[Subject]:
    """Every subject of the line in its order."""
    found: list[Subject] = []
    place = 0
    while place < len(tokens):
        subject = _subject_at(tokens, place) if tokens[place].kind is Kind.WORD else None
        if subject is not None and found and _goes_on(found[-1], tokens[found[-1].end : place], subject):
            found[-1] = found[-1]._replace(end=subject.end)
        elif subject is not None:
            found.append(subject)
        place = subject.end if subject is not None else place + 1
    return found


def _subject_at(tokens: list[Token], place: int) -> Subject | None:
    word = tokens[place].text
    if word in FIRST | LAST or word in STARTS | ENDS or word in SCHOOL:
        return _edge_at(tokens, place)
    if any(part in word for part in PLANNING):
        return Subject(About.PLANNING_DAY, "Planleggingsdag", place, place + 1)
    if any(part in word for part in PUBLIC):
        return Subject(About.PUBLIC, word.capitalize(), place, place + 1)
    if "ferie" in word:
        return Subject(About.HOLIDAY, _break_name(word), place, place + 1)
    if word == "inneklemt":
        return Subject(About.HOLIDAY, "Inneklemt dag", place, place + 1)
    if word.endswith(FREE):
        return Subject(About.HOLIDAY, word.capitalize(), place, place + 1)
    return None


def _edge_at(tokens: list[Token], place: int) -> Subject | None:
    """`første skoledag`, `siste skoledag før jul`, `skolestart`, `skolen starter igjen`."""
    word, after = tokens[place].text, _text(tokens, place + 1)
    if word in STARTS | ENDS:
        is_start, end = word in STARTS, place + 1
    elif word in FIRST | LAST and (after in SCHOOL_DAY or after == "dag"):
        is_start, end = word in FIRST, place + 2
    elif word in SCHOOL and after in BEGINS | FINISHES:
        is_start, end = after in BEGINS, place + 2
    else:
        return None
    beside = [_text(tokens, step) for step in range(end, end + 4)]
    for step, word in enumerate(beside, start=1):
        name = _break_of(word)
        if name is not None and any(one in BEFORE | AFTER or one == "i" for one in beside[:step]):
            about = About.DAY_AFTER if is_start else About.DAY_BEFORE
            return Subject(about, name, place, end + step)
    if is_start and beside[0] in AFTER and not beside[1].startswith(SUMMER):
        return Subject(About.DAY_AFTER, "", place, end + 1)
    if is_start:
        return Subject(About.FIRST_DAY, "Første skoledag", place, _past_summer(beside, end))
    return Subject(About.LAST_DAY, "Siste skoledag", place, _past_summer(beside, end))


def _past_summer(beside: list[str], end: int) -> int:
    """`siste skoledag før sommerferien` is the last of the year."""
    return next((end + step for step, word in enumerate(beside, start=1) if word.startswith(SUMMER)), end)


def _text(tokens: list[Token], place: int) -> str:
    if place >= len(tokens) or tokens[place].kind not in (Kind.WORD, Kind.BESIDE):
        return ""
    return tokens[place].text


def _break_of(word: str) -> str | None:
    return next((name for start, name in BREAKS.items() if word.startswith(start)), None)


def _break_name(word: str) -> str:
    """`høstferien` and `høstferieuka` are Høstferie."""
    return word[: word.index("ferie") + len("ferie")].capitalize()


def _goes_on(earlier: Subject, between: list[Token], later: Subject) -> bool:
    """`Inneklemt dag, elevfri` and `fri 1. påskedag` are one subject: nothing is said between them."""
    if earlier.about not in (About.HOLIDAY, About.PLANNING_DAY) or later.about is not About.HOLIDAY:
        return False
    return later.name.casefold().startswith("fri") and not any(
        token.kind in (Kind.DATE, Kind.WEEK) for token in between
    )
