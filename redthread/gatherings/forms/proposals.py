"""A wish for the agenda, and the answer to it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

ACCEPT, DECLINE = "accept", "decline"


class ProposalForm(forms.Form):
    title = forms.CharField(
        label=_("Hva bør vi snakke om?"),
        max_length=150,
        error_messages={"required": _("Skriv hva saken handler om.")},
    )
    why = forms.CharField(
        label=_("Hvorfor?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    minutes = forms.IntegerField(
        label=_("Hvor mange minutter trengs?"),
        min_value=1,
        max_value=600,
        initial=15,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Skriv hvor mange minutter saken trenger."),
            "invalid": _("Skriv minuttene som et helt tall, for eksempel 15."),
            "min_value": _("En sak trenger minst ett minutt."),
            "max_value": _("En sak kan ta høyst 600 minutter."),
        },
    )


class AnswerForm(forms.Form):
    choice = forms.ChoiceField(
        choices=[(ACCEPT, _("Ta inn i programmet")), (DECLINE, _("Ikke denne gangen"))],
        error_messages={
            "required": _("Velg om saken skal inn i programmet."),
            "invalid_choice": _("Velg ett av svarene."),
        },
    )
    answer = forms.CharField(
        label=_("Svar til den som foreslo saken"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
