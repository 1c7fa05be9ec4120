"""A wave is opened: its people are asked, and from now on what was promised to them stands."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from random import SystemRandom

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.notices.actions import queue_mails
from redthread.people.models import Person
from redthread.surveys.bundles import bundles_for
from redthread.surveys.definition import instrument_of
from redthread.surveys.figures.levels import Background
from redthread.surveys.invited import CodeFor, Invited, invited_to
from redthread.surveys.mails import invitation_mail
from redthread.surveys.models import (
    AnswerBundle,
    OpenCode,
    RespondentGroup,
    Survey,
    SurveyInvitation,
    TextPile,
    Wave,
)
from redthread.surveys.tickets import CODE

# Told apart when read aloud, and without vowels, so that they make no words.
LETTERS = "BCDFGHJKLMNPRSTVXZ"
MOST_BY_CODE, TRIES = 500, 5  # at one place; all of them are gone through at each answer


def open_wave(*, wave: Wave, by: Person, now: datetime, codes: Sequence[CodeFor] = ()) -> Invited:
    """Ask everybody, once; who they are is what `invited_to` says. Opened again it asks nobody again.

    Raises RuleError when the survey or the network does not stand, when it would be open for no time, when a
    code is for more than may use one, and when so few are asked that nothing could be shown.
    """
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return _open(wave, by, now, codes)
        except IntegrityError:
            continue  # a code is taken
    raise RuleError(_("Det lot seg ikke gjøre å lage en kode. Prøv en gang til."))


def _open(wave: Wave, by: Person, now: datetime, codes: Sequence[CodeFor]) -> Invited:
    survey = Survey.objects.select_for_update(no_key=True).select_related(None).get(pk=wave.survey_id)
    asked = invited_to(wave, codes, now)
    _check(wave, survey, asked, now)
    if Wave.objects.filter(pk=wave.pk, opened_at=None).update(opened_at=now, opened_by=by) == 0:
        return asked  # somebody else opened it first
    wave.opened_at, wave.opened_by = now, by
    groups = _make_groups(wave, asked)
    AnswerBundle.objects.bulk_create(
        AnswerBundle(wave=wave, number=number) for number in range(1, bundles_for(asked.in_all) + 1)
    )
    texts = [item.code for item in instrument_of(survey).items if item.kind == "text"]
    TextPile.objects.bulk_create(TextPile(wave=wave, item=item) for item in texts)
    _make_codes(wave, asked, groups)
    _invite(wave, asked, groups, now)
    return asked


def _check(wave: Wave, survey: Survey, asked: Invited, now: datetime) -> None:
    if survey.dropped_at is not None or wave.survey.network.is_closed:
        raise RuleError(_("Undersøkelsen kan ikke åpnes lenger. Lag en ny."))
    if wave.closes_on is not None and wave.closes_on < timezone.localdate(now):
        raise RuleError(_("Runden skulle vært lukket allerede. Velg en senere dag først."))
    if asked.in_all == 0:
        raise RuleError(_("Ingen i nettverket har disse rollene nå. Velg andre roller, eller lag en kode."))
    if 0 < len(asked.people) < survey.k:
        few = _("Bare %(count)d blir spurt, og resultater vises ikke for færre enn %(k)d. Spør flere roller.")
        raise RuleError(few % {"k": survey.k, "count": len(asked.people)})
    if any(not 1 <= one.most <= MOST_BY_CODE for one in asked.codes):
        raise RuleError(_("Høyst %(most)d kan svare med samme kode. Rett tallet.") % {"most": MOST_BY_CODE})
    by_code = Counter[str]()
    for one in asked.codes:
        by_code[one.role] += one.most
    if any(count < survey.k for count in by_code.values()):
        few = _(
            "Det må være minst %(k)d i alt i en rolle som svarer med kode. Rett tallene, eller ta dem bort."
        )
        raise RuleError(few % {"k": survey.k})


def _make_groups(wave: Wave, asked: Invited) -> dict[Background, RespondentGroup]:
    made = {
        (role, kind): RespondentGroup(wave=wave, number=number, role=role, school_kind=kind, invited=count)
        for number, ((role, kind), count) in enumerate(asked.groups.items(), start=1)
    }
    RespondentGroup.objects.bulk_create(made.values())
    return {background: made[stored] for background, stored in asked.stored_as.items()}


def _make_codes(wave: Wave, asked: Invited, groups: Mapping[Background, RespondentGroup]) -> None:
    OpenCode.objects.bulk_create(
        OpenCode(
            wave=wave,
            group=groups[one.background],
            role=one.role,
            unit=one.unit,
            code="".join(secrets.choice(LETTERS) for _letter in range(CODE)),
            most=one.most,
        )
        for one in asked.codes
    )


def _invite(wave: Wave, asked: Invited, groups: Mapping[Background, RespondentGroup], now: datetime) -> None:
    people = [*asked.people]
    SystemRandom().shuffle(people)
    invitations = [
        SurveyInvitation(
            wave=wave, person=one.person, role=one.role, group=groups[one.background], unit=one.unit
        )
        for one in people
    ]
    SurveyInvitation.objects.bulk_create(invitations)
    queue_mails(invitation_mail(one, now) for one in invitations)
