"""How a network wants to spend its time together, in per cent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.balance import COUNTED

# A place to begin, and no more: no source gives numbers. Reflection has most, since it was found the most
# useful, and input its part, since it sets one on a new track (001 L6013-6023).
OFFERED = {"input": 30, "reflection": 45, "try_out": 15, "information": 10}


def percent_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Skriv et tall fra 0 til 100."),
            "invalid": _("Skriv et helt tall fra 0 til 100."),
            "min_value": _("Skriv et tall fra 0 til 100."),
            "max_value": _("Skriv et tall fra 0 til 100."),
        },
    )


class NormForm(forms.Form):
    input = percent_field(_("Påfyll, prosent"))
    reflection = percent_field(_("Refleksjon, prosent"))
    try_out = percent_field(_("Utprøving, prosent"))
    information = percent_field(_("Informasjon, prosent"))

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors:
            total = sum(self.cleaned_data[share] for share in COUNTED)
            if total != 100:
                raise ValidationError(
                    _t("De fire tallene er %(total)d til sammen. Rett dem så de blir 100.") % {"total": total}
                )
        return self.cleaned_data
