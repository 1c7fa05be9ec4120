"""What a school takes home, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.models import CommitmentStep
from redthread.people.models import Organisation

WHICH_SCHOOL = _("Velg hvilken skole dette gjelder.")


class CommitmentForm(forms.Form):
    """What, who, by when and how the staff is reached; `school` is asked only when there are several."""

    school = forms.ChoiceField(
        label=_("Skole"), error_messages={"required": WHICH_SCHOOL, "invalid_choice": WHICH_SCHOOL}
    )
    what = forms.CharField(
        label=_("Hva skal dere prøve eller gjøre?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        error_messages={"required": _("Skriv hva skolen skal gjøre til neste gang.")},
    )
    who = forms.CharField(
        label=_("Hvem tar det videre?"),
        max_length=200,
        error_messages={"required": _("Skriv hvem som tar det videre på skolen.")},
    )
    due_on = forms.DateField(
        label=_("Innen"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Skriv datoen slik: 14.10.2026.")},
    )
    reach = forms.CharField(
        label=_("Hvordan når dere hele personalet?"),
        required=False,
        max_length=300,
        help_text=_("For eksempel: i fellestida uke 45."),
    )

    def __init__(self, *args: Any, schools: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {school.public_id: school for school in schools}
        chosen = self.fields["school"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(key, school.name) for key, school in self.schools.items()]
        if len(self.schools) == 1:
            chosen.widget = forms.HiddenInput()
            self.initial.setdefault("school", next(iter(self.schools)))

    @property
    def school_name(self) -> str:
        """The only school in question, when there is only one."""
        return ", ".join(school.name for school in self.schools.values())

    def clean_school(self) -> Organisation:
        return self.schools[self.cleaned_data["school"]]

    def clean(self) -> dict[str, Any]:
        if "school" in self.errors and self.fields["school"].widget.is_hidden:
            self.add_error(None, WHICH_SCHOOL)
        return self.cleaned_data


class StepForm(forms.Form):
    choice = forms.ChoiceField(
        choices=CommitmentStep.Choice.choices,
        error_messages={"required": _("Velg fullført, videreføres eller lagt bort.")},
    )
    word = forms.CharField(
        label=_("Et ord om hvorfor"),
        max_length=300,
        error_messages={"required": _("Skriv et ord om hvorfor. Det er nyttig for de andre skolene.")},
    )
