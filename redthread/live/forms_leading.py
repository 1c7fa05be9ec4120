"""What the one who leads fills in and presses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from redthread.live.actions.sessions import MOST_TABLES
from redthread.live.models import LiveSession
from redthread.live.progress import LOBBY, Place


class OpenForm(forms.Form):
    """How many tables, and about what. `source` is asked only where people walk from table to table."""

    tables = forms.IntegerField(
        label=_("Hvor mange bord?"),
        min_value=1,
        max_value=MOST_TABLES,
        error_messages={
            "required": _("Skriv hvor mange bord dere er."),
            "invalid": _("Skriv antall bord som et helt tall, for eksempel 8."),
            "min_value": _("Det må være minst ett bord."),
            "max_value": _("Det kan være høyst 40 bord."),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    question = forms.CharField(
        label=_("Spørsmålet"),
        required=False,
        max_length=300,
        help_text=_("Står på veggen og på alle telefoner."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source = forms.ChoiceField(
        label=_("Hvilke plansjer henger?"), required=False, widget=forms.RadioSelect, initial=""
    )

    def __init__(self, *args: Any, sources: Sequence[LiveSession] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {one.public_id: one for one in sources or ()}
        if sources is None:
            del self.fields["source"]
            return
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *((key, one.title) for key, one in self.sources.items()),
            ("", gettext("Det bordene lager i denne økta, eller plansjer på papir")),
        ]

    def chosen(self) -> dict[str, Any]:
        """What `open_session` takes."""
        data = self.cleaned_data
        source = self.sources.get(data.get("source", ""))
        return {"tables": data["tables"], "question": data["question"], "source": source}


class MethodForm(forms.Form):
    """A method to run now."""

    metode = forms.ChoiceField(label=_("Metode"), error_messages={"required": _("Velg en av metodene.")})

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["metode"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class PlaceField(forms.Field):
    """A place in the script, written «2.0»: phase and lap."""

    def to_python(self, value: Any) -> Place | None:
        if not value:
            return None
        phase, dot, lap = str(value).partition(".")
        try:
            place = Place(int(phase), int(lap))
        except ValueError:
            place = None
        if place is None or not (dot and LOBBY <= place.phase < 100 and 0 <= place.lap < 100):
            raise ValidationError(gettext("Knappen var for gammel. Last siden på nytt."))
        return place


class JumpField(PlaceField):
    """Two places, written «2.0til4.0»: the one that the button showed, and the one to go to."""

    def to_python(self, value: Any) -> Any:
        seen, _word, to = str(value or "").partition("til")
        both = super().to_python(seen), super().to_python(to)
        if value and None in both:
            raise ValidationError(gettext("Knappen var for gammel. Last siden på nytt."))
        return both if value else None


class StepForm(forms.Form):
    """On or back from the place that the button showed, or straight to one further on than the next."""

    frem = PlaceField(required=False)
    tilbake = PlaceField(required=False)
    til = JumpField(required=False)
    hvorfor = forms.CharField(required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        pressed = [name for name in ("frem", "tilbake", "til") if data.get(name)]
        if not self.errors and len(pressed) != 1:
            raise ValidationError(gettext("Knappen var for gammel. Last siden på nytt."))
        return data


class ClockForm(forms.Form):
    MORE, PAUSE, RESUME = "mer", "pause", "videre"
    klokke = forms.ChoiceField(choices=[(one, one) for one in (MORE, PAUSE, RESUME)])


class TurnForm(forms.Form):
    """The turn that the button showed."""

    tur = forms.IntegerField(min_value=0, max_value=9999)


class SpeakerForm(forms.Form):
    """Whose name the button showed."""

    hvem = forms.CharField(max_length=40)


class ShowingForm(forms.Form):
    """Take it off the screens, or put it back."""

    bort = forms.CharField(required=False, max_length=40)
    igjen = forms.CharField(required=False, max_length=40)
