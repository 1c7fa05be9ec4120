"""The form of a monthly letter. It checks and says what to write; it never saves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from redthread.betweenwork.try_out_forms import version_of


class LetterForm(forms.Form):
    title = forms.CharField(
        label=_("Overskrift"),
        max_length=120,
        error_messages={"required": _("Gi brevet en overskrift. Den blir emnet i e-posten.")},
    )
    text = forms.CharField(
        label=_("Brevet"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 22}),
        help_text=_("Utkastet er laget av det nettverket alt kan lese. Skriv det om som du vil."),
        error_messages={"required": _("Brevet er tomt. Skriv noe før du går videre.")},
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def clean_version(self) -> int:
        return version_of(self.cleaned_data["version"])
