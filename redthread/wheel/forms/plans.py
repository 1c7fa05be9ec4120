"""What a year is planned from, the wishes of the hosts, and the day that one gathering is moved to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.forms.gatherings import offer
from redthread.gatherings.forms.times import TimesForm, clock_field, day_field
from redthread.people.models import Organisation
from redthread.wheel.actions.plans import Frame
from redthread.wheel.models import YearPlan

MOST_THEMES, LONGEST_THEME = 45, 200
MOST = {"weeks": 20, "months": 6, "count": 40}
# The number stands before them, so that the two fields read as one: «8 uker mellom hver».
RHYTHMS = (
    (YearPlan.Rhythm.WEEKS, _("uker mellom hver")),
    (YearPlan.Rhythm.MONTHS, _("måneder mellom hver")),
    (YearPlan.Rhythm.COUNT, _("samlinger i året")),
)


def _number(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **more)


class PlanForm(forms.Form):
    """The rhythm, the themes and the deadlines."""

    every = _number(_("Antall"), 1, 40)
    rhythm = forms.ChoiceField(label=_("Rytme"), choices=RHYTHMS)
    weekday = forms.TypedChoiceField(label=_("Ukedag"), choices=YearPlan.Weekday.choices, coerce=int)
    starts = clock_field(_("Fra klokka"))
    ends = clock_field(_("Til klokka"))
    camps = _number(
        _("Storsamlinger"),
        0,
        6,
        help_text=_(
            "Samlinger over flere dager. Med et antall kommer de i tillegg, ellers er de noen av samlingene."
        ),
    )
    camp_days = _number(_("Dager per storsamling"), 2, 5)
    themes = forms.CharField(
        label=_("Temaer"),
        required=False,
        max_length=MOST_THEMES * LONGEST_THEME,
        help_text=_("Ett tema per linje. De fordeles på samlingene i rekkefølge."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    prepare_days = _number(_("Forberedelsen er klar, skoledager før samlingen"), 0, 30)
    summary_days = _number(_("Oppsummeringene er inne, skoledager før neste samling"), 0, 30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField):
                how = between(field.min_value, field.max_value)
                field.error_messages |= dict.fromkeys(("required", "invalid", "min_value", "max_value"), how)

    def clean_themes(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.cleaned_data["themes"].splitlines())
        themes = tuple(dict.fromkeys(line for line in lines if line))
        if len(themes) > MOST_THEMES or any(len(theme) > LONGEST_THEME for theme in themes):
            raise forms.ValidationError(
                _t("Skriv høyst %(count)d temaer, hvert på høyst %(length)d tegn.")
                % {"count": MOST_THEMES, "length": LONGEST_THEME}
            )
        return themes

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if {"starts", "ends"} <= data.keys() and data["ends"] <= data["starts"]:
            self.add_error("ends", _t("Samlingen må slutte etter at den starter. Rett på klokkeslettet."))
        most = MOST.get(data.get("rhythm", ""), 40)
        if data.get("every", 0) > most:
            self.add_error("every", between(1, most))
        return data

    def frame(self) -> Frame:
        return Frame(**self.cleaned_data)


def between(least: object, most: object) -> str:
    return _t("Skriv et tall fra %(least)d til %(most)d.") % {"least": least, "most": most}


def initial_of(plan: YearPlan) -> dict[str, Any]:
    """What the form opens with."""
    names = ("rhythm", "every", "weekday", "starts", "ends", "camps", "prepare_days", "summary_days")
    return {
        **{name: getattr(plan, name) for name in names},
        "camp_days": max(2, plan.camp_days),
        "themes": "\n".join(str(theme) for theme in plan.themes or []),
    }


class HostWishForm(forms.Form):
    school = forms.ChoiceField(label=_("Skole"))
    wants = forms.TypedChoiceField(
        label=_("Ønske"),
        choices=[("1", _("vil gjerne være vertskap")), ("0", _("kan ikke være vertskap"))],
        coerce=lambda value: value == "1",
    )
    starts_on = day_field(_("Fra"))
    ends_on = day_field(_("Til og med"))
    word = forms.CharField(label=_("Et ord om hvorfor"), required=False, max_length=150)

    def __init__(self, *args: Any, schools: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {school.public_id: school for school in schools}
        offer(self, "school", [(key, school.name) for key, school in self.schools.items()])

    def clean_school(self) -> Organisation:
        return self.schools[self.cleaned_data["school"]]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if {"starts_on", "ends_on"} <= data.keys() and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _t("Siste dag er før første. Rett på datoene."))
        return data


class MoveForm(TimesForm):
    """A new time. `seen` is what everybody was told last, `shown` the time whose effects the page shows."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
