"""The forms with which a survey is set up. They check and say what to write; they never save."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from redthread.surveys.actions.surveys import WavePlan, Words
from redthread.surveys.models import Survey, Wave

KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
DATE = {"invalid": _("Skriv datoen slik: 14.10.2026.")}


class StartForm(forms.Form):
    """Which questionnaire; `key` makes two presses one survey."""

    code = forms.CharField(max_length=80)
    key = forms.CharField(required=False)

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        return key if KEY.fullmatch(key) else str(uuid.uuid4())


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Fil"),
        help_text=_("Et skjema du har hentet herfra, eller en XLSForm fra et annet system. Inntil 1 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml,.xlsx"}),
        error_messages={"required": _("Velg en fil først.")},
    )


class SurveyForm(forms.Form):
    title = forms.CharField(
        label=_("Navn"), max_length=150, error_messages={"required": _("Gi undersøkelsen et navn.")}
    )
    why = forms.CharField(
        label=_("Hvorfor spør dere?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Én eller to setninger om hva svarene skal brukes til. Alle som blir spurt, leser dem."),
    )
    kind = forms.ChoiceField(
        label=_("Hvordan svarene lagres"), choices=Survey.Kind.choices, widget=forms.RadioSelect
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [
            (Survey.Kind.ANONYMOUS, _("Anonymt: ingen kan finne ut hvem som har svart hva.")),
            (
                Survey.Kind.CONFIDENTIAL,
                _("Fortrolig: hver lager sitt eget kodeord, så svar før og etter kan legges sammen."),
            ),
        ]

    def words(self) -> Words:
        data = self.cleaned_data
        return Words(data["title"], data["why"], data["kind"])


class WaveForm(forms.Form):
    moment = forms.ChoiceField(label=_("Når"), choices=Wave.Moment.choices)
    roles = forms.MultipleChoiceField(
        label=_("Hvem som blir spurt"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst én rolle.")},
    )
    closes_on = forms.DateField(
        label=_("Åpen til og med"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DATE,
    )

    def __init__(self, *args: Any, roles: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(roles)

    def plan(self) -> WavePlan:
        closes_on: date | None = self.cleaned_data["closes_on"]
        return WavePlan(self.cleaned_data["moment"], self.cleaned_data["roles"], closes_on)
