"""Dates to ask about, and the answers to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.core import dates
from redthread.gatherings.actions.polls import FEWEST, MOST
from redthread.gatherings.forms.times import clock_field, day_field
from redthread.gatherings.models import DateAnswer, DateOption
from redthread.schoolyear.clock import NoSuchTimeError, at_clock

SHOWN = 4  # rows of dates that are open; the rest unfold
KEY = re.compile(r"[A-Za-z0-9_-]{32}")
CHOICES = [
    (DateAnswer.Choice.YES, _("Passer")),
    (DateAnswer.Choice.MAYBE, _("Kan hvis jeg må")),
    (DateAnswer.Choice.NO, _("Passer ikke")),
]
Times = list[tuple[datetime, datetime]]


class DateRow(NamedTuple):
    """One proposed date in the form."""

    number: int
    day: BoundField
    start: BoundField
    end: BoundField


class PollForm(forms.Form):
    """What the gathering is about, and up to twelve dates; a row without a day is not used."""

    title = forms.CharField(
        label=_("Hva gjelder det?"),
        required=False,
        max_length=150,
        help_text=_("Står den tom, får samlingen navn etter måneden."),
    )
    place = forms.CharField(label=_("Sted"), required=False, max_length=200)
    about = forms.CharField(
        label=_("En setning om samlingen"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Står i e-posten til dem som blir spurt."),
    )
    answer_by = day_field(_("Svar gjerne innen"), required=False)

    def __init__(
        self, *args: Any, times: Sequence[tuple[datetime, datetime]], initial: dict[str, object]
    ) -> None:
        super().__init__(*args)
        self.initial = {**initial, **_initial_rows(times)}
        for number in range(1, MOST + 1):
            where = {"number": number}
            self.fields[f"day_{number}"] = day_field(_t("Dato %(number)d") % where, required=False)
            self.fields[f"start_{number}"] = clock_field(_("Fra klokka"), required=False)
            self.fields[f"end_{number}"] = clock_field(_("Til klokka"), required=False)

    def rows(self) -> Iterator[DateRow]:
        for number in range(1, MOST + 1):
            names = (f"{part}_{number}" for part in ("day", "start", "end"))
            yield DateRow(number, *(self[name] for name in names))

    def first_rows(self) -> list[DateRow]:
        return list(self.rows())[: self._shown()]

    def more_rows(self) -> list[DateRow]:
        return list(self.rows())[self._shown() :]

    def _shown(self) -> int:
        used = [row.number for row in self.rows() if row.day.value()]
        return max([SHOWN, *used])

    def clean(self) -> dict[str, Any]:
        super().clean()
        times = [pair for number in range(1, MOST + 1) if (pair := self._times_of(number))]
        if not self.errors and len(set(times)) < FEWEST:
            self.add_error("day_2", _t("Foreslå minst to ulike datoer."))
        self.cleaned_data["times"] = times
        return self.cleaned_data

    def _times_of(self, number: int) -> tuple[datetime, datetime] | None:
        day: date | None = self.cleaned_data.get(f"day_{number}")
        if day is None:
            return None
        start = self._moment(day, f"start_{number}")
        end = self._moment(day, f"end_{number}")
        if start is None or end is None:
            return None
        if end <= start:
            self.add_error(
                f"end_{number}", _t("Samlingen må slutte etter at den starter. Rett på klokkeslettet.")
            )
        elif start <= timezone.now():
            self.add_error(f"day_{number}", _t("Denne datoen er alt over. Velg en som kommer."))
        return start, end

    def _moment(self, day: date, name: str) -> datetime | None:
        if name in self.errors:
            return None
        clock: time | None = self.cleaned_data.get(name)
        if clock is None:
            self.add_error(name, _t("Skriv klokkeslettet slik: 09.00."))
            return None
        try:
            return at_clock(day, clock, timezone.get_current_timezone())
        except NoSuchTimeError:
            self.add_error(name, _t("Klokka stilles fram denne natten, så dette klokkeslettet finnes ikke."))
            return None

    def fields_of_poll(self) -> dict[str, Any]:
        """What `make_poll` is to be called with."""
        names = ("title", "about", "place", "answer_by", "times")
        return {name: self.cleaned_data[name] for name in names}


def _initial_rows(times: Sequence[tuple[datetime, datetime]]) -> dict[str, object]:
    """A row for each, and their time of day in the rows that are still empty."""
    initial: dict[str, object] = {}
    for number in range(1, MOST + 1):
        usual = times[min(number, len(times)) - 1] if times else None
        if usual is None:
            continue
        starts_at, ends_at = (timezone.localtime(moment) for moment in usual)
        initial |= {f"start_{number}": starts_at.time(), f"end_{number}": ends_at.time()}
        if number <= len(times):
            initial[f"day_{number}"] = starts_at.date()
    return initial


class AnswerForm(forms.Form):
    """One question for each date, and a word."""

    word = forms.CharField(
        label=_("Noe planleggeren bør vite?"),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, options: Iterable[DateOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = list(options)
        questions: dict[str, forms.Field] = {}
        for option in self.options:
            questions[_name(option)] = forms.ChoiceField(
                label=dates.when(option.starts_at, option.ends_at),
                choices=CHOICES,
                widget=forms.RadioSelect,
                error_messages={"required": _("Velg det som passer best for denne datoen.")},
            )
        self.fields = {**self._ahead(), **questions, "word": self.fields["word"]}

    def _ahead(self) -> dict[str, forms.Field]:
        return {name: field for name, field in self.fields.items() if name != "word"}

    def questions(self) -> list[BoundField]:
        return [self[_name(option)] for option in self.options]

    def choices(self) -> dict[int, str]:
        return {option.pk: self.cleaned_data[_name(option)] for option in self.options}


class GuestAnswerForm(AnswerForm):
    """A guest also says who they are; `key` is the guest's own, made with the page."""

    name = forms.CharField(
        label=_("Navnet ditt"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv navnet ditt, så planleggeren vet hvem som svarer.")},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    field_order = ["name", "key"]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if not KEY.fullmatch(key):
            raise ValidationError(_t("Last siden på nytt, og svar en gang til."))
        return key


def _name(option: DateOption) -> str:
    return f"dato_{option.public_id}"
