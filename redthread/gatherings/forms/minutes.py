"""Who writes the minutes, a remark when approving them, and the owner's answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from redthread.people.models import Person


class MinuteTakerForm(forms.Form):
    written_by = forms.ChoiceField(
        label=_("Hvem skriver referatet?"), error_messages={"required": _("Velg hvem som skriver.")}
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.public_id: person for person in people}
        field = self.fields["written_by"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, person.name) for key, person in self.people.items()]

    def clean_written_by(self) -> Person:
        return self.people[self.cleaned_data["written_by"]]


class ApprovalForm(forms.Form):
    remark = forms.CharField(
        label=_("Merknad"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Står sammen med referatet. Selve teksten endres ikke."),
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Svar til nettverket"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv svaret. En setning er nok.")},
    )
