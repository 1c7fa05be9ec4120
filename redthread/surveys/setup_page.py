"""A survey that is being set up: whom it goes to, what it asks, and what should be put right first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from math import ceil
from typing import NamedTuple

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from redthread.instruments.editing import may_move
from redthread.instruments.lint import Finding, Severity, check
from redthread.instruments.minutes import minutes
from redthread.instruments.model import ROLES, Instrument, Item
from redthread.networks.models import Network
from redthread.surveys.answer_page import condition_words
from redthread.surveys.definition import instrument_of
from redthread.surveys.fieldwork_page import Fieldwork
from redthread.surveys.models import Survey, Wave
from redthread.surveys.question_form import told
from redthread.surveys.respondents import respondents
from redthread.surveys.role_words import role_words
from redthread.surveys.said import said
from redthread.surveys.setup_forms import SurveyForm, WaveForm


class Advice(NamedTuple):
    """A finding in words; `anchor` is where on the page it belongs."""

    wrong: str
    remedy: str
    is_serious: bool


class Question(NamedTuple):
    item: Item
    words: str
    answers: str
    only: str  # whom it is put to, when not to all
    condition: str
    own_words: str  # the roles that have the question in words of their own
    may_go: list[str]  # up and down
    advice: list[Advice]


class Part(NamedTuple):
    number: int
    title: str
    questions: list[Question]


class WavePart(NamedTuple):
    wave: Wave
    fieldwork: Fieldwork
    form: WaveForm | None  # none once it is opened
    asked: str


class SetupPage(NamedTuple):
    form: SurveyForm
    waves: list[WavePart]
    parts: list[Part]
    advice: list[Advice]  # what belongs to no single question
    serious: int
    to_consider: int
    times: list[tuple[str, str, int]]  # role, its words, minutes
    is_draft: bool


def counts_of(network: Network, now: datetime) -> Counter[str]:
    """How many of each role are in the network this second. Two queries."""
    return Counter(one.role for one in respondents(network, ROLES, now))


def setup_page(
    survey: Survey, fieldworks: Sequence[Fieldwork], counts: Mapping[str, int], forms: Mapping[str, object]
) -> SetupPage:
    """`forms` are those that came back with something to put right, by their names."""
    instrument, waves = instrument_of(survey), [one.wave for one in fieldworks]
    language = get_language() or "nb"
    found = check(instrument)
    by_item: dict[str, list[Advice]] = defaultdict(list)
    general: list[Advice] = []
    for finding in found:
        target = by_item[finding.place.name] if finding.place.kind == "item" else general
        target.append(_advice(finding))
    is_draft = all(wave.opened_at is None for wave in waves)
    asked_roles = [role for role in ROLES if any(role in wave.roles for wave in waves)]
    return SetupPage(
        form=_form(forms, "words", survey),
        waves=[_wave_part(one, instrument, counts, forms) for one in fieldworks],
        parts=list(_parts(instrument, language, by_item)),
        advice=general,
        serious=sum(one.severity == Severity.FIX for one in found),
        to_consider=sum(one.severity != Severity.FIX for one in found),
        times=[
            (role, role_words(role), max(1, ceil(minutes(instrument, role, language))))
            for role in asked_roles
        ],
        is_draft=is_draft,
    )


def _form(forms: Mapping[str, object], name: str, survey: Survey) -> SurveyForm:
    there = forms.get(name)
    if isinstance(there, SurveyForm):
        return there
    initial = {name: getattr(survey, name) for name in ("title", "why", "kind", "version")}
    return SurveyForm(initial=initial, auto_id="id_survey_%s")


def _advice(finding: Finding) -> Advice:
    wrong = said(finding.wrong)
    if finding.place.kind not in ("", "item"):
        place = said(finding.place._replace(key="").words())
        wrong = f"{place[0].upper()}{place[1:]}: {wrong}"
    return Advice(wrong, said(finding.remedy), finding.severity == Severity.FIX)


def role_choices(instrument: Instrument, counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """The roles of the questionnaire with how many there are of each."""
    roles = instrument.roles or ROLES
    return [(role, f"{role_words(role)} ({counts.get(role, 0)})") for role in ROLES if role in roles]


def _wave_part(
    fieldwork: Fieldwork, instrument: Instrument, counts: Mapping[str, int], forms: Mapping[str, object]
) -> WavePart:
    wave = fieldwork.wave
    asked = asked_words(wave, counts)
    if wave.opened_at is not None:
        return WavePart(wave, fieldwork, None, asked)
    name = f"wave-{wave.number}"
    there = forms.get(name)
    if not isinstance(there, WaveForm):
        there = WaveForm(
            roles=role_choices(instrument, counts),
            initial={"moment": wave.moment, "roles": wave.roles, "closes_on": wave.closes_on},
            auto_id=f"id_wave{wave.number}_%s",
        )
    return WavePart(wave, fieldwork, there, asked)


def asked_words(wave: Wave, counts: Mapping[str, int]) -> str:
    many = sum(counts.get(role, 0) for role in wave.roles)
    return ngettext("%(count)d blir spurt", "%(count)d blir spurt", many) % {"count": many}


def _parts(instrument: Instrument, language: str, advice: Mapping[str, list[Advice]]) -> Iterator[Part]:
    for number, section in enumerate(instrument.sections, start=1):
        questions = [
            _question(instrument, item, language, advice.get(item.code, [])) for item in section.items
        ]
        yield Part(number, section.title.to(language), questions)


def _question(instrument: Instrument, item: Item, language: str, advice: list[Advice]) -> Question:
    return Question(
        item=item,
        words=item.text.to(language),
        answers=_answers(instrument, item, language),
        only=_roles(item.roles),
        condition=condition_words(instrument, item, language),
        own_words=_roles(item.versions),
        may_go=[way for way, step in (("up", -1), ("down", 1)) if may_move(instrument, item.code, step)],
        advice=advice,
    )


def _answers(instrument: Instrument, item: Item, language: str) -> str:
    scale = instrument.scale_of(item)
    if scale is None:
        return _("Med egne ord")
    if item.kind == "choices":
        return _("%(answers)s, flere kan velges") % {"answers": told(scale, language)}
    apart = [
        _("vet ikke") if scale.has_dont_know else "",
        _("ikke aktuelt") if scale.has_not_relevant else "",
    ]
    return ", ".join(filter(None, [told(scale, language), *apart]))


def _roles(roles: Collection[str]) -> str:
    return ", ".join(role_words(role).lower() for role in ROLES if role in roles)
