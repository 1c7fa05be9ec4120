"""Something to do before an item: to read, a file, or a question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.core.checked_files import kind_of
from redthread.core.errors import RuleError
from redthread.gatherings.actions.preparation import Upload
from redthread.gatherings.meeting_links import is_safe
from redthread.gatherings.models import Preparation

Kind = Preparation.Kind
ACCEPT = ".pdf,.docx,.pptx,.xlsx,.odt,.jpg,.jpeg,.png"


class _PreparationForm(forms.Form):
    minutes = forms.IntegerField(
        label=_("Hvor mange minutter tar det?"),
        required=False,
        min_value=1,
        max_value=240,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Skriv minuttene som et helt tall, for eksempel 10."),
            "min_value": _("Skriv minuttene som et helt tall, for eksempel 10."),
            "max_value": _("Forberedelse kan ta høyst 240 minutter. Velg ut det viktigste."),
        },
    )

    def fields_of_preparation(self) -> dict[str, Any]:
        """What `add_preparation` is to be called with, but for the kind."""
        data = self.cleaned_data
        return {
            "text": data.get("text", ""),
            "url": data.get("url", ""),
            "upload": data.get("file"),
            "minutes": data.get("minutes"),
        }


class ReadingForm(_PreparationForm):
    text = forms.CharField(
        label=_("Hva skal de lese?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    url = forms.URLField(
        label=_("Lenke"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Lim inn hele lenken. Den starter med https://.")},
    )
    field_order = ["text", "url", "minutes"]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url and not is_safe(url):
            raise ValidationError(_t("Lenken må starte med https://. Kopier den på nytt."))
        return url

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and not self.cleaned_data.get("text") and not self.cleaned_data.get("url"):
            self.add_error("text", _t("Skriv hva de skal lese, eller lim inn en lenke."))
        return self.cleaned_data


class FileForm(_PreparationForm):
    file = forms.FileField(
        label=_("Fil"),
        help_text=_("PDF, Word, PowerPoint, Excel, ODT eller bilde, på høyst 20 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": _("Velg en fil."), "empty": _("Filen er tom. Velg en annen.")},
    )
    text = forms.CharField(label=_("Hva bør de se etter?"), required=False, max_length=500)
    field_order = ["file", "text", "minutes"]

    def clean_file(self) -> Upload:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            kind = kind_of(file, file.size or 0)
        except RuleError as error:
            raise ValidationError(str(error)) from error
        return Upload(file, file.name or "", kind)


class QuestionForm(_PreparationForm):
    text = forms.CharField(
        label=_("Hva skal de tenke på?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("De kan svare på samlingens side. Svarene ser de som leder samlingen eller økten."),
        error_messages={"required": _("Skriv spørsmålet.")},
    )
    field_order = ["text", "minutes"]


FORMS: dict[str, type[_PreparationForm]] = {
    Kind.READING: ReadingForm,
    Kind.FILE: FileForm,
    Kind.QUESTION: QuestionForm,
}


class ReadyForm(forms.Form):
    """«Jeg er klar», or the answer to a question."""

    answer = forms.CharField(required=False, max_length=2000)
