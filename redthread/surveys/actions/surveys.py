"""A survey is started, changed while nobody has been asked, and dropped; an own questionnaire is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.instruments.model import ROLES, Instrument
from redthread.instruments.problems import InstrumentError
from redthread.instruments.toml_file import parse, write
from redthread.networks.models import Network
from redthread.people.models import Person
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import OwnInstrument, Survey, Wave
from redthread.surveys.respondents import respondents
from redthread.surveys.said import problem_lines

OPEN_FOR = timedelta(days=14)
MOST_WAVES = 12
BY_CODE = "teacher"


@dataclass(frozen=True)
class Words:
    """What a survey says of itself, and what it promises."""

    title: str
    why: str
    kind: str


@dataclass(frozen=True)
class WavePlan:
    """When it is answered, by whom, and until which day."""

    moment: str
    roles: Sequence[str]
    closes_on: date | None


class ChangedMeanwhileError(Exception):
    """The words were saved in another window since. Nothing was saved; `there` is what stands now."""

    def __init__(self, there: Survey) -> None:
        super().__init__(there.version)
        self.there = there


@transaction.atomic
def start_survey(*, network: Network, key: str, instrument: Instrument, by: Person, now: datetime) -> Survey:
    """A draft with a copy of the questions and one wave, of which nobody is told. The same `key` again is the
    same survey.

    It is put to those of its roles that have members now, or to all where none has; and to teachers when it
    is made for them, since they are seldom members and answer by a code.
    """
    language = by.language
    made, is_new = Survey.objects.get_or_create(
        made_by=by,
        start_key=key,
        defaults={
            "network": network,
            "title": instrument.title.to(language)[:150],
            "definition": write(instrument),
            "made_at": now,
        },
    )
    if is_new:
        closes_on = timezone.localdate(now) + OPEN_FOR
        mine = [role for role in ROLES if role in (instrument.roles or ROLES)]
        there = {one.role for one in respondents(network, mine, now)}
        if BY_CODE in instrument.roles:
            there.add(BY_CODE)
        roles = [role for role in mine if role in there] or mine
        Wave.objects.create(survey=made, number=1, roles=roles, closes_on=closes_on)
    return made


@transaction.atomic
def change_survey(*, survey: Survey, words: Words, version: int, by: Person, now: datetime) -> None:
    """The same words saved again change nothing. Raises RuleError once somebody has been asked: then what was
    said to them stands; and ChangedMeanwhileError."""
    there = _still_draft(survey)
    if Words(there.title, there.why, there.kind) != words:
        as_seen = Survey.objects.filter(pk=survey.pk, version=version)
        if as_seen.update(version=version + 1, **asdict(words)) == 0:
            raise ChangedMeanwhileError(there)
    survey.refresh_from_db()


@transaction.atomic
def change_questions(
    *, survey: Survey, change: Callable[[Instrument], Instrument], by: Person, now: datetime
) -> None:
    """Change the survey's own copy. Raises RuleError once somebody has been asked, and for what is left of
    it when that cannot be sent."""
    there = _still_draft(survey)
    changed = change(instrument_of(there))
    if not changed.items:
        raise RuleError(_("Det må være minst ett spørsmål igjen. Legg inn et annet først."))
    definition = write(changed)
    try:
        parse(definition)
    except InstrumentError as error:
        raise RuleError(" ".join(problem_lines(error))) from None
    Survey.objects.filter(pk=survey.pk).update(definition=definition)
    survey.definition = definition


@transaction.atomic
def restore_questions(*, survey: Survey, before: str, after: str, by: Person, now: datetime) -> None:
    """Take one change back. Raises RuleError when the questions have been changed again since."""
    there = _still_draft(survey)
    if there.definition != after:
        raise RuleError(_("Spørsmålene er endret siden. Legg det inn igjen for hånd."))
    Survey.objects.filter(pk=survey.pk).update(definition=before)
    survey.definition = before


@transaction.atomic
def drop_survey(*, survey: Survey, by: Person, now: datetime) -> None:
    """Put away a draft. Raises RuleError once somebody has been asked."""
    _still_draft(survey)
    Survey.objects.filter(pk=survey.pk, dropped_at=None).update(dropped_at=now)


@transaction.atomic
def add_wave(*, survey: Survey, moment: str, by: Person, now: datetime) -> Wave:
    """One more time to answer, put to the same roles as the last. A single wave becomes the one before.

    Raises RuleError for more than twelve.
    """
    _locked(survey)
    last = survey.waves.order_by("number").last()
    number = last.number + 1 if last else 1
    if number > MOST_WAVES:
        raise RuleError(_("Det er høyst 12 runder i en undersøkelse. Lag en ny undersøkelse."))
    survey.waves.filter(moment=Wave.Moment.ONCE).update(moment=Wave.Moment.BEFORE)
    return Wave.objects.create(
        survey=survey, number=number, moment=moment, roles=last.roles if last else list(ROLES)
    )


@transaction.atomic
def change_wave(*, wave: Wave, plan: WavePlan, by: Person, now: datetime) -> None:
    """Raises RuleError once the wave is open, and for a day that is over."""
    if plan.closes_on is not None and plan.closes_on < timezone.localdate(now):
        raise RuleError(_("Dagen er over. Velg i dag eller en senere dag."))
    unopened = Wave.objects.filter(pk=wave.pk, opened_at=None)
    changes = {"moment": plan.moment, "roles": list(plan.roles), "closes_on": plan.closes_on}
    if unopened.update(**changes) == 0:
        raise RuleError(_("Runden er åpnet, og kan ikke endres lenger."))
    wave.refresh_from_db()


@transaction.atomic
def remove_wave(*, wave: Wave, by: Person, now: datetime) -> None:
    """Take away a wave that is not opened. Raises RuleError for the only one."""
    _locked(wave.survey)
    if wave.survey.waves.count() == 1:
        raise RuleError(_("Undersøkelsen må ha minst én runde. Forkast heller hele undersøkelsen."))
    Wave.objects.filter(pk=wave.pk, opened_at=None).delete()


@transaction.atomic
def save_instrument(*, network: Network, instrument: Instrument, by: Person, now: datetime) -> OwnInstrument:
    """A new version of the network's own questionnaire of that code. The same content again is no new one."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    mine = network.instruments.filter(code=instrument.code)
    last = mine.order_by("-version").first()
    if last and parse(last.definition) == replace(instrument, version=last.version):
        return last
    version = (mine.aggregate(last=Max("version"))["last"] or 0) + 1
    return OwnInstrument.objects.create(
        network=network,
        code=instrument.code,
        version=version,
        title=instrument.title.nb,
        definition=write(replace(instrument, version=version)),
        made_by=by,
        made_at=now,
    )


def _locked(survey: Survey) -> Survey:
    return Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)


def _still_draft(survey: Survey) -> Survey:
    there = _locked(survey)
    if there.dropped_at is not None or there.waves.exclude(opened_at=None).exists():
        raise RuleError(_("Undersøkelsen er sendt ut, og kan ikke endres. Lag en ny hvis noe er galt."))
    return there
