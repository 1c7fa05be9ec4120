"""What a school year commonly has: proposals that nobody has checked, for a person to take in or change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.schoolyear.years import SchoolYear
from redthread.wheel.models import FixedMatter

Kind = FixedMatter.Kind


class UsualMatter(NamedTuple):
    """A matter with the weeks it commonly has, and why it is proposed."""

    kind: str
    name: str
    starts_on: date
    ends_on: date
    goes_on_agenda: bool
    why: str


def usual_matters(year: SchoolYear, there: Iterable[str]) -> list[UsualMatter]:
    """The common matters of kinds that are not `there` yet, in the order of the year.

    Weeks 36-39 are what is known of the national tests of 2025; results were published in the middle of
    November; Elevundersøkelsen is open from October. The rest is the network's own to place.
    """
    autumn, spring = year.first_year, year.first_year + 1
    found = [
        UsualMatter(
            Kind.NATIONAL_TESTS,
            _("Nasjonale prøver"),
            *_weeks(autumn, 36, 39),
            False,
            _("Uke 36–39 var vanlig i 2025. Utdanningsdirektoratet kunngjør ukene for hvert år."),
        ),
        UsualMatter(
            Kind.PUPIL_SURVEY,
            _("Elevundersøkelsen"),
            date(autumn, 10, 1),
            date(autumn, 12, 20),
            False,
            _("Åpen fra oktober til jul. Kommunen velger ukene."),
        ),
        UsualMatter(
            Kind.RESULTS,
            _("Resultater fra nasjonale prøver"),
            *_weeks(autumn, 46, 47),
            True,
            _("Tallene har kommet midt i november. Da er neste samling et godt sted å se på dem."),
        ),
        UsualMatter(
            Kind.SELF_REPORT,
            _("Egenrapportering"),
            *_weeks(spring, 17, 18),
            True,
            _("En gang i året skriver hver skole hva nettverket har ført til."),
        ),
        UsualMatter(
            Kind.MANDATE_REVIEW,
            _("Gjennomgang av mandatet"),
            *_weeks(spring, 21, 22),
            True,
            _("En gang i året ser nettverket på hva det er til for."),
        ),
    ]
    taken = set(there)
    return [one for one in found if one.kind not in taken]


def _weeks(calendar_year: int, first: int, last: int) -> tuple[date, date]:
    """From Monday of the first week to Friday of the last."""
    return date.fromisocalendar(calendar_year, first, 1), date.fromisocalendar(calendar_year, last, 5)
