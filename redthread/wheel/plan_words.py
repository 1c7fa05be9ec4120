"""What the planner says, in words: why each gathering is as it is. Texts are translated as they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.dateformat import format as formatted
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.core import dates
from redthread.wheel.planning import Why

Names = Mapping[str, str]
COMMON = ("ferie", "dag", "dager", "fri", "ing", "kurs", "møte", "prøver")


def sentence_of(why: Why, names: Names) -> str:
    """One plain sentence; empty for a reason that the row shows by itself."""
    facts = why.facts
    match why.about:
        case "date":
            return _of_date(why.code, facts)
        case "host":
            return _of_host(why.code, facts, names)
        case "chair":
            return _of_chair(why.code, facts, names)
        case "matter":
            return _of_matter(why.code, facts)
        case _:
            return _("Temaet er det neste på lista.")


def number(count: int) -> str:
    """«seks» up to twelve, then figures."""
    words = (
        _("null"), _("én"), _("to"), _("tre"), _("fire"), _("fem"), _("seks"),
        _("sju"), _("åtte"), _("ni"), _("ti"), _("elleve"), _("tolv"),
    )  # fmt: skip
    return words[count] if 0 <= count < len(words) else str(count)


def weeks(count: int) -> str:
    """«én uke», «seks uker»."""
    return ngettext("%(number)s uke", "%(number)s uker", count) % {"number": number(count)}


def people(count: int) -> str:
    """«én av dere», «tre av dere»."""
    return ngettext("én av dere", "%(number)s av dere", count) % {"number": number(count)}


def weekday_of(day: date) -> str:
    return formatted(day, "l")


def day_name(day: date) -> str:
    """«tirsdag 13. oktober»."""
    return f"{weekday_of(day)} {dates.day(day)}"


def listed(words: Sequence[str]) -> str:
    """«a, b og c»."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s og %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def reasons(found: Sequence[str]) -> str:
    """Why days are off, as they stand in the middle of a sentence."""
    return listed([_lowered(word) for word in found])


def _lowered(word: str) -> str:
    """«Høstferie» as «høstferie»; names such as «Kristi himmelfartsdag» stay."""
    first = word.split(" ")[0]
    is_common = first.lower().endswith(COMMON) and first[1:].islower()
    return word[:1].lower() + word[1:] if is_common else word


def _of_date(code: str, facts: Mapping[str, Any]) -> str:
    if code.startswith("pin_"):
        return _of_pin(code)
    day: date = facts.get("day", date.min)
    match code:
        case "first":
            return _("%(day)s, den første i året.") % {"day": capfirst(day_name(day))}
        case "after":
            words = {"day": capfirst(day_name(day)), "weeks": weeks(facts["weeks"])}
            return _("%(day)s, %(weeks)s etter forrige.") % words
        case "spread":
            words = {"day": capfirst(day_name(day)), "weeks": weeks(facts["weeks"])}
            return _("%(day)s, jevnt fordelt: %(weeks)s etter forrige.") % words
        case "hit_anyway":
            who = capfirst(people(facts["people"]))
            return _("%(who)s er på en annen samling den dagen. De andre dagene passer dårligere.") % {
                "who": who
            }
    return _of_move(code, facts)


def _of_pin(code: str) -> str:
    return {
        "pin_past": _("Den har vært, og står fast."),
        "pin_minutes": _("Den har referat, og står fast."),
        "pin_published": _("Den er publisert, og står fast."),
        "pin_moved": _(
            "Du har valgt en ny dato. Den er publisert, og flyttes først når du krysser av for det."
        ),
        "pin_settled": _("Datoen står fast."),
        "pin_chosen": _("Du har valgt datoen, så den står fast."),
    }[code]


def _of_move(code: str, facts: Mapping[str, Any]) -> str:
    """Why it is not on the day that the rhythm has it, and where it is instead."""
    ideal = facts["ideal"]
    is_week = facts["whole_week"]
    when = _("i uke %(week)d") % {"week": ideal.isocalendar().week} if is_week else day_name(ideal)
    words = {"when": capfirst(when), "day": capfirst(day_name(ideal)), "moved": _moved(facts)}
    match code:
        case "moved_off":
            words["why"] = reasons(facts["reasons"])
            return _("%(when)s er det %(why)s, så den er %(moved)s.") % words
        case "moved_hit":
            words["who"] = people(facts["people"])
            return _("%(day)s er %(who)s på en annen samling, så den er %(moved)s.") % words
        case "moved_near":
            words["why"] = reasons(facts["reasons"])
            return _("%(day)s er tett på %(why)s, så den er %(moved)s.") % words
        case "moved_notice":
            return _("Det skal være tid til å kalle inn, så den er %(moved)s.") % words
        case "moved_fit":
            return _("%(day)s passer ikke, så den er %(moved)s.") % words
    return _("Den er %(moved)s, så resten av året blir jevnere.") % words


def _moved(facts: Mapping[str, Any]) -> str:
    """«flyttet én uke fram», «lagt til onsdag»."""
    day, count = facts["day"], facts["weeks"]
    if count == 0:
        return _("lagt til %(weekday)s") % {"weekday": weekday_of(day)}
    text = _("flyttet %(weeks)s fram") if count > 0 else _("lagt %(weeks)s tidligere")
    moved = text % {"weeks": weeks(abs(count))}
    if facts["weekday"]:
        return _("%(moved)s, til %(weekday)s") % {"moved": moved, "weekday": weekday_of(day)}
    return moved


def _of_host(code: str, facts: Mapping[str, Any], names: Names) -> str:
    words = {"host": names.get(facts.get("host", ""), ""), "word": facts.get("word", "")}
    texts = {
        "longest": _("%(host)s er vertskap: det er lengst siden."),
        "never": _("%(host)s er vertskap: skolen har ikke vært det før."),
        "even": _("%(host)s er vertskap: slik blir det likt fordelt over året."),
        "wish": _("%(host)s er vertskap, som skolen ønsket."),
        "wish_word": _("%(host)s er vertskap, som skolen ønsket: %(word)s."),
        "cannot": _("%(host)s sto for tur, men kan ikke da."),
        "cannot_word": _("%(host)s sto for tur, men kan ikke da: %(word)s."),
        "fixed": _("%(host)s er valgt som vertskap."),
        "nobody_can": _("Ingen av skolene kan være vertskap da."),
        "no_schools": _("Det er ingen skoler i turen ennå."),
    }
    with_word = f"{code}_word" if words["word"] else code
    return texts.get(with_word, texts[code]) % words


def _of_chair(code: str, facts: Mapping[str, Any], names: Names) -> str:
    words = {"chair": names.get(facts.get("chair") or "", ""), "host": names.get(facts.get("host") or "", "")}
    match code:
        case "chosen":
            return _("%(chair)s er valgt til å lede møtet.") % words
        case "leader":
            return _("%(chair)s leder møtet, som nettverksleder.") % words
        case "elected":
            return _("%(chair)s leder møtet, som valgt for året.") % words
        case "voice":
            return _("%(chair)s leder møtet: vertskapet leder etter tur.") % words
        case "no_elected":
            return _("Ingen er valgt til å lede møtene dette året ennå.")
        case "no_voice":
            return _("Ingen fra vertskapet kan lede møtet ennå.")
    return _("Nettverket har ingen leder ennå.")


def _of_matter(code: str, facts: Mapping[str, Any]) -> str:
    words = {"name": facts["name"]}
    if code == "results":
        return _("«%(name)s» er her: det er den første samlingen etter at resultatene kommer.") % words
    return _("«%(name)s» er her: det er den samlingen som ligger nærmest dagene det gjelder.") % words
