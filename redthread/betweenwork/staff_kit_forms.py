"""The forms of a staff kit. They check and say what to write; they never save."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from redthread.betweenwork.actions.staff_kits import Asked
from redthread.betweenwork.forms import KEY
from redthread.betweenwork.models import StaffQuestion
from redthread.betweenwork.staff_pile import AT_LEAST
from redthread.betweenwork.staff_suggestions import FIRST_CHOSEN, agreement, suggestions
from redthread.betweenwork.try_out_forms import DATE
from redthread.core.shown_text import clean
from redthread.people.models import Organisation

Kind = StaffQuestion.Kind
MOST_QUESTIONS, MOST_OPTIONS, LONGEST_OPTION, LONGEST_ANSWER = 3, 5, 60, 500
TOO_FEW = _("Svarene vises når fem har svart. Er dere færre enn fem, er det bedre å snakke sammen.")


class DayField(forms.DateField):
    """The last day on which staff may answer; until the end of it."""

    def __init__(self) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=_("Åpen til og med"), widget=widget, error_messages=DATE)

    def clean(self, value: Any) -> datetime:
        day: date = super().clean(value)
        return timezone.make_aware(datetime.combine(day, time(23, 59)))


class OfOurs(forms.MultipleChoiceField):
    """Some of our questions, or none; whether there is any question at all is asked of the whole form."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class StaffKitForm(forms.Form):
    """One screen, filled in beforehand; what must be typed is how many the staff are, the first time."""

    school = forms.ChoiceField(label=_("Skole"))
    title = forms.CharField(label=_("Hva handler det om?"), max_length=120)
    purpose = forms.CharField(
        label=_("Hvorfor gjør vi dette?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Med vanlige ord, slik du ville sagt det på personalrommet."),
    )
    method = forms.ChoiceField(label=_("Måten dere arbeider på"), required=False)
    staff = forms.IntegerField(
        label=_("Hvor mange er dere i personalet?"),
        min_value=AT_LEAST,
        max_value=500,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"min_value": TOO_FEW, "max_value": _("Skriv et tall opp til 500.")},
    )
    closes_on = DayField()
    questions = OfOurs(
        label=_("Hva vil du spørre om?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Velg inntil tre, eller lag dine egne under. Færre er bedre."),
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, schools: Sequence[Organisation], methods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {school.public_id: school for school in schools}
        self._offer("school", [(key, school.name) for key, school in self.schools.items()])
        self._offer("method", [("", _("Ingen bestemt måte")), *methods])
        self._offer("questions", [(one.key, one.asked.text) for one in suggestions()])
        if len(self.schools) == 1:
            self.fields["school"].widget = forms.HiddenInput()
            self.initial.setdefault("school", next(iter(self.schools)))
        self.initial.setdefault("questions", list(FIRST_CHOSEN))
        self.initial.setdefault("key", str(uuid.uuid4()))
        for number in range(1, MOST_QUESTIONS + 1):
            self._add_own(number)

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _add_own(self, number: int) -> None:
        self.fields[f"own_{number}"] = forms.CharField(
            label=_("Eget spørsmål %(number)d") % {"number": number}, max_length=200, required=False
        )
        self.fields[f"kind_{number}"] = forms.ChoiceField(
            label=_("Hvordan svarer de?"), choices=Kind.choices, required=False, initial=Kind.TEXT
        )
        self.fields[f"options_{number}"] = forms.CharField(
            label=_("Det de kan velge mellom"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Bare for «velg ett svar»: ett svar på hver linje, fra to til fem."),
        )

    @property
    def shown(self) -> list[forms.BoundField]:
        return [self[name] for name in ("school", "title", "purpose", "method", "staff", "closes_on")]

    @property
    def own(self) -> list[list[forms.BoundField]]:
        parts = ("own", "kind", "options")
        return [[self[f"{part}_{n}"] for part in parts] for n in range(1, MOST_QUESTIONS + 1)]

    @property
    def has_own(self) -> bool:
        return any(bound.errors or bound.value() for row in self.own for bound in (row[0], row[2]))

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        return key if KEY.fullmatch(key) else str(uuid.uuid4())

    def clean_school(self) -> Organisation:
        return self.schools[self.cleaned_data["school"]]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        asked = [*self._suggested(), *self._own()]
        if not 1 <= len(asked) <= MOST_QUESTIONS and "questions" not in self.errors:
            words = _("Velg minst ett spørsmål.") if not asked else _("Velg høyst tre spørsmål til sammen.")
            self.add_error("questions", words)
        data["asked"] = asked
        return data

    def _suggested(self) -> Iterator[Asked]:
        chosen = self.cleaned_data.get("questions", ())
        yield from (one.asked for one in suggestions() if one.key in chosen)

    def _own(self) -> Iterator[Asked]:
        for number in range(1, MOST_QUESTIONS + 1):
            text, kind = (self.cleaned_data.get(f"{part}_{number}", "") for part in ("own", "kind"))
            if text:
                yield Asked(kind or Kind.TEXT, text, self._options(number, kind))

    def _options(self, number: int, kind: str) -> tuple[str, ...]:
        if kind == Kind.SCALE:
            return agreement()
        if kind != Kind.CHOICE:
            return ()
        lines = self.cleaned_data.get(f"options_{number}", "").splitlines()
        found = tuple(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))
        if not 2 <= len(found) <= MOST_OPTIONS or any(len(one) > LONGEST_OPTION for one in found):
            words = _("Skriv fra to til fem ulike svar, ett på hver linje, med høyst 60 tegn.")
            self.add_error(f"options_{number}", words)
        return found


class ClosingForm(forms.Form):
    closes_on = DayField()


class EssenceForm(forms.Form):
    essence = forms.CharField(
        label=_("Det viktigste, med dine ord"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Skriv hva dere fant ut sammen, ikke hva én sa."),
        error_messages={"required": _("Skriv med en setning eller to hva personalet sa.")},
    )


class StaffAnswerForm(forms.Form):
    """One to three questions, of which one may leave some out, but not all."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: Sequence[StaffQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.initial.setdefault("key", uuid.uuid4().hex)
        for one in questions:
            self.fields[f"q{one.number}"] = _field_of(one)

    @property
    def screens(self) -> list[tuple[StaffQuestion, forms.BoundField]]:
        return [(one, self[f"q{one.number}"]) for one in self.questions]

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        return key if KEY.fullmatch(key) else uuid.uuid4().hex

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        answers: dict[int, int | str] = {}
        for one in self.questions:
            value = data.get(f"q{one.number}", "")
            if value and one.kind != Kind.TEXT:
                answers[one.number] = int(value)
            elif text := clean(value or ""):
                answers[one.number] = text
        if not answers and not self.errors:
            self.add_error(None, _("Svar på minst ett av spørsmålene."))
        data["answers"] = answers
        return data

    def in_words(self) -> str:
        """For the script: what must be put right."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


def _field_of(question: StaffQuestion) -> forms.Field:
    if question.kind == Kind.TEXT:
        return forms.CharField(
            label=question.text,
            required=False,
            max_length=LONGEST_ANSWER,
            widget=forms.Textarea(attrs={"rows": 4, "class": "ds-input"}),
        )
    return forms.ChoiceField(
        label=question.text,
        required=False,
        choices=[(str(place), option) for place, option in enumerate(question.options)],
        widget=forms.RadioSelect(attrs={"class": "ds-input"}),
        error_messages={"invalid_choice": _("Velg ett av svarene.")},
    )
