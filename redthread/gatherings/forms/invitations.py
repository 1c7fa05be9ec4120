"""Answering an invitation with one tap, and a word beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.actions.replies import LONGEST_WORD
from redthread.gatherings.invitation_answers import choices_for
from redthread.gatherings.models import Invitation

A = Invitation.Answer
BUTTONS = {
    A.YES: _("Jeg kommer"),
    A.DIGITAL: _("Jeg kommer på skjerm"),
    A.MAYBE: _("Kanskje"),
    A.NO: _("Jeg kan ikke"),
}


class AnswerForm(forms.Form):
    """`answer` is the button that was tapped; `seen` is the time of the gathering that the page showed."""

    answer = forms.ChoiceField(choices=Invitation.Answer.choices, widget=forms.HiddenInput, required=False)
    word = forms.CharField(
        label=_("Et ord til den som planlegger"),
        required=False,
        max_length=LONGEST_WORD,
        help_text=_("For eksempel at du kommer litt senere. Bare de som planlegger samlingen, ser det."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        gathering = invitation.gathering
        kwargs["initial"] = {"word": invitation.word, "seen": gathering.starts_at.isoformat()}
        super().__init__(*args, **kwargs)
        self.answers = [
            (answer, BUTTONS[answer], answer == invitation.answer) for answer in choices_for(gathering.mode)
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.cleaned_data.get("answer"):  # the buttons are no field that an error could stand at
            self.errors.pop("answer", None)
            self.add_error(None, _("Velg om du kommer, med en av knappene."))
        return self.cleaned_data

    def seen_start(self) -> datetime | None:
        """When the page said that it starts; None when it was sent without, or by hand."""
        try:
            moment = datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None
        return moment if moment.tzinfo else None
