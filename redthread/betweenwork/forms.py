"""The forms of between-work. They check and say what to write; they never save."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from redthread.betweenwork.drafts import TEXTS, Draft, Submission
from redthread.betweenwork.models import SchoolSummary
from redthread.core.errors import RuleError
from redthread.core.photos import Picture, make_anew

LONGEST_TEXT = 2000
KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
REACHES = [
    (SchoolSummary.Reach.WHOLE.value, _("Hele personalet")),
    (SchoolSummary.Reach.PART.value, _("En del av personalet")),
    (SchoolSummary.Reach.NOT_YET.value, _("Ikke ennå")),
]


class PlanForm(forms.Form):
    """What all schools do until the next gathering."""

    theme = forms.CharField(label=_("Tema"), max_length=200)
    task = forms.CharField(
        label=_("Oppgave"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Hva skal skolene prøve, og hva ser dere etter? En god oppgave kan tilpasses hver skole."
        ),
    )
    expects_whole_staff = forms.BooleanField(
        label=_("Hele personalet på hver skole skal være med"), required=False
    )


class TextField(forms.CharField):
    """A text of some length. Nothing typed or pasted is cut off; what is too long is said."""

    def __init__(self, label: Any, placeholder: Any = "", rows: int = 3) -> None:
        super().__init__(
            label=label,
            required=False,
            strip=False,
            widget=forms.Textarea(attrs={"rows": rows, "class": "ds-input", "placeholder": placeholder}),
            validators=[
                MaxLengthValidator(
                    LONGEST_TEXT,
                    ngettext_lazy(
                        "Teksten er på %(show_value)d tegn. Kort den ned til %(limit_value)d.",
                        "Teksten er på %(show_value)d tegn. Kort den ned til %(limit_value)d.",
                        "limit_value",
                    ),
                )
            ],
        )

    def clean(self, value: Any) -> str:
        return str(super().clean(_one_kind_of_newline(value)))


class HiddenText(forms.CharField):
    def __init__(self) -> None:
        super().__init__(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self, value: Any) -> str:
        return str(super().clean(_one_kind_of_newline(value)))


def _one_kind_of_newline(value: Any) -> Any:
    """A browser sends the same text with other line ends from a form than from a script."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


class PhotoForm(forms.Form):
    """One photo, made anew."""

    photo = forms.FileField(
        label=_("Bilde"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "class": "ds-input"}),
    )

    def clean_photo(self) -> Picture | None:
        file: UploadedFile[bytes] | None = self.cleaned_data["photo"]
        if not file:
            return None
        try:
            return make_anew(file, file.size or 0)
        except RuleError as error:
            raise ValidationError(str(error)) from error


class SentPhotoForm(PhotoForm):
    """A photo that the page sends by itself, under a key of its own."""

    key = forms.RegexField(KEY.pattern + r"\Z", widget=forms.HiddenInput)

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.fields["photo"].required = True
        self.fields["photo"].error_messages["required"] = _("Velg et bilde.")


class SummaryForm(PhotoForm):
    """The school's summary. `version` and the `base_` fields say what the writer had before them."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    base_did, base_happened, base_hard, base_reach = HiddenText(), HiddenText(), HiddenText(), HiddenText()
    did = TextField(_("Hva gjorde dere?"))
    happened = TextField(_("Hva skjedde?"))
    hard = TextField(_("Hva var vanskelig?"), rows=2)
    reach = forms.ChoiceField(
        label=_("Hvem har dere nådd?"),
        required=False,
        choices=REACHES,
        widget=forms.RadioSelect(attrs={"class": "ds-input"}),
    )

    @classmethod
    def holding(cls, draft: Draft, *, base: Draft, version: int) -> SummaryForm:
        """The form with a draft in it, ready to be sent under a new key."""
        hidden = {f"base_{name}": value for name, value in base._asdict().items()}
        return cls(initial={**draft._asdict(), **hidden, "version": version, "key": str(uuid.uuid4())})

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        return key if KEY.fullmatch(key) else str(uuid.uuid4())

    def clean_version(self) -> int:
        version = self.cleaned_data["version"]
        return int(version) if re.fullmatch(r"[0-9]{1,9}", version) else 0

    def submission(self) -> Submission:
        """What was sent, after `is_valid`."""
        data = self.cleaned_data
        base = Draft(**{name: data[f"base_{name}"] for name in Draft._fields})
        mine = Draft(**{name: data[name] for name in Draft._fields})
        return Submission(data["key"], data["version"], base, mine)

    def text_errors(self) -> dict[str, str]:
        """For the script: what must be put right in which field."""
        return {name: str(self.errors[name][0]) for name in (*TEXTS, "reach") if name in self.errors}
