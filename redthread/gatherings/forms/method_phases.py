"""The phases that the room runs, one form a phase."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.forms.gatherings import offer
from redthread.gatherings.method_script import Phase, Script
from redthread.gatherings.method_words import (
    Drives,
    Names,
    PhaseKind,
    Repeat,
    Revealed,
    Rule,
    Seats,
    Sees,
    Writes,
)

TIME = re.compile(r"(\d{1,3})(?::([0-5]?\d))?")


def time_text(seconds: int) -> str:
    """«10» minutes, or «7:30»."""
    return f"{seconds // 60}:{seconds % 60:02}" if seconds % 60 else str(seconds // 60)


class PhaseForm(forms.Form):
    """`uses` offers the phases that stand before it."""

    title = forms.CharField(
        label=_("Navn"), max_length=120, error_messages={"required": _("Gi fasen et navn.")}
    )
    prompt = forms.CharField(label=_("Spørsmål på telefonen"), required=False, max_length=300)
    kind = forms.ChoiceField(label=_("Hva skjer?"), choices=PhaseKind.choices)
    time = forms.CharField(
        label=_("Tid"),
        max_length=7,
        help_text=_("Minutter, for eksempel 10 eller 7:30."),
        error_messages={"required": _("Skriv hvor lenge fasen varer.")},
    )
    seats = forms.ChoiceField(label=_("Hvem sitter sammen?"), choices=Seats.choices)
    writes = forms.ChoiceField(label=_("Hvem kan skrive?"), choices=Writes.choices)
    sees = forms.ChoiceField(label=_("Hvem ser det?"), choices=Sees.choices)
    revealed = forms.ChoiceField(label=_("Når ser de det?"), choices=Revealed.choices)
    names = forms.ChoiceField(label=_("Navn på det som skrives"), choices=Names.choices)
    repeat = forms.ChoiceField(label=_("Gjentas"), choices=Repeat.choices)
    times = forms.IntegerField(label=_("Hvor mange ganger er tida beregnet for?"), min_value=1, max_value=99)
    drives = forms.ChoiceField(
        label=_("Hvem går videre?"),
        choices=Drives.choices,
        help_text=_("Med egen skole, samme rolle eller alle sammen går alle videre samtidig uansett."),
    )
    uses = forms.MultipleChoiceField(
        label=_("Bruker det som kom i"), required=False, widget=forms.CheckboxSelectMultiple
    )
    rules = forms.MultipleChoiceField(
        label=_("Regler som gjelder"),
        required=False,
        choices=Rule.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    remove = forms.BooleanField(label=_("Ta bort fasen"), required=False)

    def __init__(self, *args: Any, earlier: Sequence[Phase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if earlier:
            offer(self, "uses", [(phase.key, phase.title) for phase in earlier])
        else:
            del self.fields["uses"]

    def clean_time(self) -> int:
        """Seconds."""
        found = TIME.fullmatch(self.cleaned_data["time"].strip())
        if found is None:
            raise forms.ValidationError(
                _t("Skriv minutter, for eksempel 10, eller minutter og sekunder, 7:30.")
            )
        return int(found[1]) * 60 + int(found[2] or 0)

    def clean(self) -> dict[str, Any]:
        """What only its author sees is not shown in the phase, whichever of the two was chosen."""
        cleaned = super().clean() or {}
        if cleaned.get("sees") == Sees.AUTHOR:
            cleaned["revealed"] = Revealed.LATER
        elif cleaned.get("revealed") == Revealed.LATER:
            self.add_error("revealed", _t("Velg når de ser det, eller at bare den som skriver ser det."))
        return cleaned


def forms_for(script: Script, sent: Mapping[str, Any] | None = None) -> list[PhaseForm]:
    return [
        PhaseForm(
            sent,
            prefix=f"p{number}",
            earlier=script.phases[:number],
            initial={**asdict(phase), "time": time_text(phase.seconds)},
        )
        for number, phase in enumerate(script.phases)
    ]


def rows_from(forms_of_phases: Sequence[PhaseForm], script: Script) -> list[dict[str, Any]]:
    """What `read_script` is to read of the valid forms; what was removed is used by none."""
    pairs = [(form.cleaned_data, phase) for form, phase in zip(forms_of_phases, script.phases, strict=True)]
    gone = {phase.key for data, phase in pairs if data["remove"]}
    return [
        {
            **{name: value for name, value in data.items() if name not in ("time", "remove")},
            "seconds": data["time"],
            "uses": [key for key in data.get("uses", []) if key not in gone],
            "key": phase.key,
            "step": phase.step,
            "roles": list(phase.roles),
        }
        for data, phase in pairs
        if not data["remove"]
    ]
