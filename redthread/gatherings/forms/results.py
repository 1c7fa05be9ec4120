"""A file of published results, and which school each of its units is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.results_reading import ReadTable, ReadUnit
from redthread.gatherings.results_units import suggested
from redthread.people.models import Organisation


class ResultFileForm(forms.Form):
    file = forms.FileField(
        label=_("Fil med publiserte resultater"),
        help_text=_(
            "CSV, Excel eller JSON fra statistikkbanken til Udir, eller en egen tabell med skole og skoleår."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.json,.txt"}),
        error_messages={"required": _("Velg en fil først."), "empty": _("Filen er tom. Velg en annen.")},
    )


class UnitRow(NamedTuple):
    """One unit of the file, and the question which school it is."""

    unit: ReadUnit
    field: BoundField


class UnitsForm(forms.Form):
    """`ticket` is that of the held file."""

    ticket = forms.CharField(widget=forms.HiddenInput, max_length=100)
    title = forms.CharField(
        label=_("Tittel"),
        max_length=150,
        error_messages={"required": _("Skriv hva tabellen viser.")},
    )

    def __init__(self, *args: Any, read: ReadTable, schools: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = read.units
        self.schools = {school.public_id: school for school in schools}
        choices = [("", _t("Ta ikke med")), *((key, one.name) for key, one in self.schools.items())]
        for number, unit in enumerate(self.units):
            found = suggested(unit, schools)
            self.fields[f"unit_{number}"] = forms.ChoiceField(
                label=unit.name,
                required=False,
                choices=choices,
                initial=found.public_id if found else "",
                help_text=unit.org_number,
            )

    def rows(self) -> Iterator[UnitRow]:
        for number, unit in enumerate(self.units):
            yield UnitRow(unit, self[f"unit_{number}"])

    def chosen(self) -> dict[ReadUnit, Organisation]:
        """The units that are schools in the network."""
        return {
            unit: self.schools[key]
            for number, unit in enumerate(self.units)
            if (key := self.cleaned_data[f"unit_{number}"])
        }
