"""A school route: where it comes from, and its periods one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.networks.forms.choices import offer, spoken
from redthread.people.models import Organisation
from redthread.schoolyear.routes.text import LONGEST_TEXT
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.forms.days import DaysForm
from redthread.wheel.models import RoutePeriod
from redthread.wheel.route_import import MOST_PERIODS


class ImportForm(forms.Form):
    """Whose route, of which year, and a file or a text."""

    eier = forms.ChoiceField(label=_("Skoleeier"))
    skolear = forms.TypedChoiceField(label=_("Skoleår"), coerce=int)
    text = forms.CharField(
        label=_("Lim inn teksten"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Kopier skoleruta fra kommunens nettside. Én ting per linje er best."),
    )
    file = forms.FileField(
        label=_("Eller velg en fil"),
        required=False,
        help_text=_("Kalender (ICS), CSV, Excel (.xlsx) eller en lagret nettside."),
        widget=forms.FileInput(attrs={"accept": ".ics,.csv,.xlsx,.txt,.html,.htm"}),
        error_messages={"empty": _("Filen er tom. Velg en annen.")},
    )

    def __init__(
        self, *args: Any, owners: Sequence[Organisation], years: Iterable[SchoolYear], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {one.public_id: one for one in owners}
        offer(self, "eier", [(key, one.name) for key, one in self.owners.items()])
        offer(self, "skolear", [(year.first_year, str(year)) for year in years])

    def clean_eier(self) -> Organisation:
        return self.owners[self.cleaned_data["eier"]]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and not data["text"].strip() and not data["file"]:
            self.add_error("text", _t("Lim inn en tekst eller velg en fil."))
        return data


class PeriodForm(DaysForm):
    """One period. `schools` in `cleaned_data` is empty when it is for all."""

    kind = forms.ChoiceField(label=_("Type"), initial=RoutePeriod.Kind.HOLIDAY)
    name = forms.CharField(
        label=_("Navn"), max_length=100, error_messages={"required": _("Skriv hva dagene heter.")}
    )
    schools = forms.MultipleChoiceField(
        label=_("Gjelder bare"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kryss av ingen når det gjelder alle skolene."),
    )
    field_order = ["name", "kind", "starts_on", "ends_on", "schools"]

    def __init__(self, *args: Any, schools: Sequence[Organisation], year: SchoolYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.known = {one.public_id: one for one in schools}
        offer(self, "kind", spoken(RoutePeriod.Kind))
        offer(self, "schools", [(key, one.name) for key, one in self.known.items()])
        if not self.known:
            del self.fields["schools"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and not self.errors and not (first in self.year and last in self.year):
            told = _t("Dette er utenfor skoleåret %(year)s. Rett datoen.") % {"year": self.year}
            self.add_error("starts_on" if first not in self.year else "ends_on", told)
        return data


class PeriodFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic when it runs
    def add_fields(self, form: PeriodForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Ta bort perioden")


PeriodForms = forms.formset_factory(
    PeriodForm,
    formset=PeriodFormSet,
    extra=0,
    can_delete=True,
    max_num=MOST_PERIODS,
    absolute_max=MOST_PERIODS,
    validate_max=True,
)
