"""A programme that is saved: what it is called, and with whom it is shared."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.models import Shared


class DayTemplateForm(forms.Form):
    name = forms.CharField(
        label=_("Navn på programmalen"),
        max_length=120,
        error_messages={"required": _("Skriv et navn som du kjenner igjen neste gang.")},
    )
    about = forms.CharField(
        label=_("Om programmet"),
        required=False,
        max_length=300,
        help_text=_("For eksempel når det passer, og hva dere har erfart."),
    )


class ShareForm(forms.Form):
    shared = forms.ChoiceField(
        label=_("Hvem kan bruke programmalen?"), choices=Shared, widget=forms.RadioSelect
    )
