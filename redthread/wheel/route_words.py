"""What readers of school routes found, in words for people: where it is, what is wrong, what to do."""

from __future__ import annotations

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.core import dates
from redthread.schoolyear.routes.checks import Missing
from redthread.schoolyear.routes.proposals import Found, Remark, Trouble
from redthread.schoolyear.years import SchoolYear


def problem_text(found: Found, year: SchoolYear, place: str) -> str:
    """One problem as a sentence, with its place: `place` is what the source counts, such as «Linje»."""
    where = f"{place} {found.line}: " if found.line else ""
    return where + _problem(found, year)


def _problem(found: Found, year: SchoolYear) -> str:
    told = {"text": found.text[:80], "year": str(year), "number": found.number or 0}
    told["day"] = dates.day_and_year(found.day) if found.day else ""
    match found.code:
        case Trouble.WRONG_WEEKDAY if found.day and found.number is not None:
            told["is"] = str(WEEKDAYS[found.day.weekday()])
            told["said"] = str(WEEKDAYS[found.number])
            return _("%(day)s er en %(is)s, ikke en %(said)s. Rett datoen eller ukedagen.") % told
        case Trouble.WRONG_WEEK if found.day:
            told["is"] = dates.week(found.day)
            return _("%(day)s er i %(is)s, ikke i uke %(text)s. Rett datoen eller uka.") % told
        case Trouble.NO_SUCH_WEEK:
            return _("uke %(text)s finnes ikke i %(number)d. Rett uka.") % told
        case _:
            return _PROBLEMS()[Trouble(found.code)] % told


def _PROBLEMS() -> dict[Trouble, str]:  # noqa: N802  read anew in every language
    return {
        Trouble.IMPOSSIBLE_DATE: _("«%(text)s» er ingen dato. Rett den."),
        Trouble.BACKWARDS: _("«%(text)s» slutter før det starter. Bytt om på dagene."),
        Trouble.OUTSIDE_YEAR: _("«%(text)s» er utenfor skoleåret %(year)s. Rett datoen eller skoleåret."),
        Trouble.ANOTHER_YEAR: _("Dette er skoleruta for %(text)s, og du valgte %(year)s. Velg skoleår."),
        Trouble.NOT_YES_OR_NO: _("«%(text)s» er verken ja eller nei. Skriv Ja eller Nei."),
        Trouble.TWO_ANSWERS: _("%(text)s har to ulike svar for %(day)s. Behold ett."),
        Trouble.UNREADABLE_REPEAT: _("«%(text)s» gjentas på en måte vi ikke kan lese. Skriv dagene."),
        Trouble.TOO_LONG: _("Teksten er for lang. Ta med bare skoleruta."),
        Trouble.NOTHING_FOUND: _("Vi fant ingen ferier eller skoledager her. Se eksemplene, og prøv igjen."),
    }  # fmt: skip


def remark_text(found: Found) -> str:
    """What a person should look at before confirming."""
    told = {"text": found.text, "number": found.number or 0}
    told["day"] = dates.day(found.day) if found.day else ""
    match found.code:
        case Remark.HALF_A_BREAK:
            text = _("%(text)s: vi fant bare den ene enden (%(day)s). Legg til ferien selv.")
        case Remark.OTHER_YEARS:
            text = ngettext(
                "%(number)d hendelse gjelder andre skoleår og er ikke med.",
                "%(number)d hendelser gjelder andre skoleår og er ikke med.",
                found.number or 0,
            )
        case Remark.UNKNOWN_SCHOOL:
            text = _("Vi kjenner ikke skolen «%(text)s», så dagene som bare gjelder den, er ikke med.")
        case _:
            text = _("«%(text)s»")
    return text % told


def missing_words(missing: list[Missing]) -> list[str]:
    """What a route lacks, as a list of words."""
    words = {
        Missing.FIRST_DAY: _("første skoledag"),
        Missing.AUTUMN_BREAK: _("høstferie"),
        Missing.CHRISTMAS: _("juleferie"),
        Missing.WINTER_BREAK: _("vinterferie"),
        Missing.EASTER: _("påskeferie"),
        Missing.LAST_DAY: _("siste skoledag"),
    }
    return [words[one] for one in missing]
