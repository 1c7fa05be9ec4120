"""A network's school years, and its chair rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.networks.forms.choices import offer, spoken
from redthread.networks.models import Network
from redthread.people.models import Person
from redthread.schoolyear.years import SchoolYear


class YearForm(forms.Form):
    first_year = forms.TypedChoiceField(label=_("Skoleår"), coerce=int)
    theme = forms.CharField(label=_("Hovedtema"), max_length=200, required=False)
    chair = forms.ChoiceField(label=_("Valgt leder"), required=False)

    def __init__(
        self, *args: Any, years: Iterable[SchoolYear], people: Iterable[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.public_id: person for person in people}
        offer(self, "first_year", ((year.first_year, str(year)) for year in years))
        names = ((key, person.name) for key, person in self.people.items())
        offer(self, "chair", [("", _t("Ingen valgt")), *names])

    def clean_chair(self) -> Person | None:
        return self.people.get(self.cleaned_data["chair"])


class ChairRuleForm(forms.Form):
    chair_rule = forms.ChoiceField(label=_("Hvem leder møtene?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "chair_rule", spoken(Network.ChairRule))
