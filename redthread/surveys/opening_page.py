"""What is read before a wave is opened: how many are asked, what is told apart, and every word they get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redthread.instruments.lint import Severity, check
from redthread.instruments.model import ROLES
from redthread.surveys.actions.opening import MOST_BY_CODE
from redthread.surveys.definition import instrument_of
from redthread.surveys.figures.levels import Background
from redthread.surveys.invited import Invited
from redthread.surveys.mails import invitation_subject, invitation_text
from redthread.surveys.models import Wave
from redthread.surveys.respondents import respondents
from redthread.surveys.role_words import role_words


class CodesForm(forms.Form):
    """For the roles that have no members in the network: how many may answer by a code on a wall."""

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in roles:
            self.fields[role] = forms.IntegerField(
                label=_("%(role)s: hvor mange er de?") % {"role": role_words(role)},
                required=False,
                min_value=0,
                max_value=MOST_BY_CODE,
                help_text=_(
                    "De svarer med en kode på en plakat. Heng den på minst tre skoler: Ingen vet hvor den "
                    "blir lest. La det stå tomt hvis de ikke skal spørres."
                ),
                error_messages={"invalid": _("Skriv et tall, for eksempel 40.")},
            )

    def codes(self) -> dict[str, int]:
        return {role: most for role, most in self.cleaned_data.items() if most}


class OpeningPage(NamedTuple):
    asked: int
    told_apart: list[tuple[str, int]]  # in words, and how many
    coarsened: list[str]  # the roles that are not told apart
    subject: str
    text: str
    serious: int  # what should be put right first


def roles_without_members(wave: Wave, now: datetime) -> list[str]:
    """Two queries."""
    there = {one.role for one in respondents(wave.survey.network, wave.roles, now)}
    return [role for role in ROLES if role in wave.roles and role not in there]


def opening_page(wave: Wave, asked: Invited) -> OpeningPage:
    """In the language that is active; each reader gets the words in their own."""
    roles: Counter[str] = Counter(one.role for one in asked.people)
    merged = [role for role in ROLES if role in roles and not _is_told_apart(role, asked.stored_as)]
    largest = max(asked.groups, key=lambda one: asked.groups[one], default=("", ""))
    return OpeningPage(
        asked=len(asked.people),
        told_apart=[(_in_words(one), count) for one, count in asked.groups.items()],
        coarsened=[f"{role_words(role)} ({roles[role]})" for role in merged],
        subject=invitation_subject(wave),
        text=invitation_text(wave, largest[0], _("[fornavn]"), _("[personlig lenke]")),
        serious=sum(one.severity == Severity.FIX for one in check(instrument_of(wave.survey))),
    )


def _is_told_apart(role: str, stored_as: Mapping[Background, Background]) -> bool:
    return any(new[0] == role for one, new in stored_as.items() if one[0] == role)


KINDS = {
    "primary": gettext_lazy("barneskoler"),
    "lower": gettext_lazy("ungdomsskoler"),
    "combined": gettext_lazy("1–10-skoler"),
    "upper": gettext_lazy("videregående skoler"),
    "school": gettext_lazy("skoler"),
    "kindergarten": gettext_lazy("barnehager"),
    "support": gettext_lazy("PP-tjeneste"),
    "owner": gettext_lazy("hos skoleeier"),
    "partner": gettext_lazy("hos partner"),
}


def _in_words(one: Background) -> str:
    role, kind = one
    words = role_words(role) if role else _("Flere roller sammen")
    return f"{words}, {KINDS[kind]}" if kind in KINDS else words
