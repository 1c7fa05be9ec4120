"""What a plan could not meet, kindly: what, why, and what to try instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.core import dates
from redthread.wheel.models import YearPlan
from redthread.wheel.plan_words import Names, day_name, listed, number, people, reasons, weeks
from redthread.wheel.planning import Rhythm, Unmet

RHYTHM = ("too_many", "camps", "long_wait", "short_wait", "early_end")


def unmet_texts(found: Sequence[Unmet], names: Names) -> list[str]:
    """One text for each wish that was not met; of the rhythm, what to try stands once, at the end."""
    rhythm = [one for one in found if one.code in RHYTHM]
    texts = [_of_rhythm(one.code, one.facts) for one in rhythm]
    if rhythm and rhythm[0].tries:
        texts[-1] += " " + try_words(rhythm[0].tries)
    return texts + [_of_wish(one.code, one.facts, names) for one in found if one.code not in RHYTHM]


def rhythm_words(rhythm: Rhythm) -> str:
    """«hver 6. uke», «annenhver måned», «fire samlinger og to storsamlinger»."""
    match rhythm.kind:
        case "weeks":
            return _every(rhythm.every, _("hver uke"), _("annenhver uke"), _("hver %(number)d. uke"))
        case "months":
            return _every(rhythm.every, _("hver måned"), _("annenhver måned"), _("hver %(number)d. måned"))
    words = _gatherings(rhythm.every)
    if not rhythm.camps:
        return words
    camps = ngettext("%(number)s storsamling", "%(number)s storsamlinger", rhythm.camps)
    return listed([words, camps % {"number": number(rhythm.camps)}])


def _every(count: int, one: str, two: str, more: str) -> str:
    return one if count == 1 else two if count == 2 else more % {"number": count}


def _gatherings(count: int) -> str:
    return ngettext("%(number)s samling", "%(number)s samlinger", count) % {"number": number(count)}


def try_words(tries: Sequence[Rhythm]) -> str:
    """«Prøv hver 7. uke, eller torsdager.»"""
    words: list[str] = []
    for rhythm in tries:
        same_pace = bool(words) and rhythm.weekday != tries[0].weekday
        words.append(_weekday(rhythm.weekday) if same_pace else rhythm_words(rhythm))
    if len(words) == 2:
        return _("Prøv %(one)s, eller %(other)s.") % {"one": words[0], "other": words[1]}
    return _("Prøv %(one)s.") % {"one": words[0]}


def _weekday(number_of_day: int) -> str:
    return _("en annen ukedag, som %(weekday)s") % {"weekday": YearPlan.Weekday(number_of_day).label}


def _because(found: Sequence[str]) -> str:
    return _("Dette tar dagene: %(reasons)s.") % {"reasons": reasons(found)} if found else ""


def _of_rhythm(code: str, facts: Mapping[str, Any]) -> str:
    because = _because(facts.get("reasons", ()))
    match code:
        case "too_many" if facts["got"] == 0:
            text = _("Det er ingen ledige dager igjen i dette skoleåret.")
        case "too_many":
            words = {"wanted": capfirst(_gatherings(facts["wanted"])), "got": number(facts["got"])}
            text = _("%(wanted)s får ikke plass, så planen har %(got)s.") % words
        case "camps":
            words = {"wanted": number(facts["wanted"]), "got": number(facts["got"]), "days": facts["days"]}
            text = (
                _("Det er ikke %(days)d ledige dager på rad til alle storsamlingene: %(got)s av %(wanted)s.")
                % words
            )
        case "early_end":
            text = _("Etter %(day)s er det ikke plass til flere i denne rytmen.") % {
                "day": dates.day(facts["day"])
            }
        case _:
            words = {
                "first": dates.day(facts["first"]),
                "last": dates.day(facts["last"]),
                "weeks": weeks(facts["weeks"]),
            }
            text = _("Rytmen går ikke hele året: mellom %(first)s og %(last)s er det %(weeks)s.") % words
    return f"{text} {because}".strip()


def _of_wish(code: str, facts: Mapping[str, Any], names: Names) -> str:
    words = {
        key: dates.day(facts[key]) if key != "day" else day_name(facts[key])
        for key in ("starts_on", "ends_on", "day")
        if key in facts
    }
    words["host"] = names.get(facts.get("host", ""), "")
    if code == "pin_off":
        return _of_chosen_day(words["day"], facts["reasons"])
    words["themes"] = listed([f"«{theme}»" for theme in facts.get("themes", ())])
    words["name"] = facts.get("name", "")
    words["who"] = capfirst(people(facts.get("people", 0)))
    return _wish_texts()[code] % words


def _wish_texts() -> dict[str, str]:
    return {
        "no_host": _("Ingen av skolene kan være vertskap %(day)s. Spør en av dem, eller velg en annen dato."),
        "wish": _(
            "%(host)s ville gjerne være vertskap, men turen gikk til andre. Velg skolen selv om du vil."
        ),
        "wish_no_day": _(
            "%(host)s ville gjerne være vertskap fra %(starts_on)s til %(ends_on)s, men ingen samling er da."
        ),
        "cannot": _("%(host)s er vertskap %(day)s, men har sagt at de ikke kan da. Velg et annet vertskap."),
        "themes": _("Disse temaene fikk ikke plass: %(themes)s."),
        "matter": _("Ingen samling passer for «%(name)s». Legg en samling etter %(starts_on)s."),
        "hit": _("%(who)s er på en annen samling %(day)s. Alle de andre dagene var dårligere."),
    }


def _of_chosen_day(day: str, off: Sequence[str]) -> str:
    words = {"day": capfirst(day), "why": reasons(off)}
    if not off:
        return _("%(day)s er i helga. Du har valgt dagen selv, så den står.") % words
    return _("%(day)s er det %(why)s. Du har valgt dagen selv, så den står.") % words
