"""A day and two clock times, which together are when a gathering starts and ends."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.rhythm import Meeting
from redthread.schoolyear.clock import NoSuchTimeError, at_clock

DAYS = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"]
CLOCKS = ["%H:%M", "%H.%M", "%H:%M:%S", "%H"]
LONGEST = timedelta(days=14)


def day_field(label: Any, **more: Any) -> forms.DateField:
    how = _("Skriv datoen slik: 14.10.2026.")
    return forms.DateField(
        label=label,
        input_formats=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": how, "invalid": how},
        **more,
    )


def clock_field(label: Any, **more: Any) -> forms.TimeField:
    how = _("Skriv klokkeslettet slik: 09.00.")
    return forms.TimeField(
        label=label,
        input_formats=CLOCKS,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": how, "invalid": how},
        **more,
    )


class TimesForm(forms.Form):
    """When; `starts_at` and `ends_at` are in `cleaned_data` when the form is valid."""

    day = day_field(_("Dato"))
    start = clock_field(_("Fra klokka"))
    end = clock_field(_("Til klokka"))
    last_day = day_field(
        _("Siste dag"), required=False, help_text=_("Bare når samlingen går over flere dager.")
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if not {"day", "start", "end", "last_day"} <= data.keys():
            return data
        starts_at = self._moment("start", data["day"], data["start"])
        ends_at = self._moment("end", data["last_day"] or data["day"], data["end"])
        if starts_at and ends_at:
            self._check_order(starts_at, ends_at)
            data["starts_at"], data["ends_at"] = starts_at, ends_at
        return data

    def times(self) -> dict[str, datetime]:
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}

    def _moment(self, name: str, day: date, clock: time) -> datetime | None:
        try:
            return at_clock(day, clock, timezone.get_current_timezone())
        except NoSuchTimeError:
            self.add_error(name, _t("Klokka stilles fram denne natten, så dette klokkeslettet finnes ikke."))
            return None

    def _check_order(self, starts_at: datetime, ends_at: datetime) -> None:
        if ends_at <= starts_at:
            self.add_error("end", _t("Samlingen må slutte etter at den starter. Rett på klokkeslettet."))
        elif ends_at - starts_at > LONGEST:
            self.add_error("last_day", _t("En samling kan vare i høyst to uker. Rett på siste dag."))


def initial_times(meeting: Meeting) -> dict[str, object]:
    """What the form opens with for a start and an end."""
    starts_at, ends_at = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    is_one_day = starts_at.date() == ends_at.date()
    return {
        "day": starts_at.date(),
        "start": starts_at.time(),
        "end": ends_at.time(),
        "last_day": None if is_one_day else ends_at.date(),
    }
