"""Starting and naming a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.networks.forms.choices import offer, spoken
from redthread.networks.founding import Founding
from redthread.networks.models import Network

NAME_LENGTH = 120


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Navn på nettverket"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Skriv et navn, for eksempel «Rektornettverk øst».")},
    )


class NewNetworkForm(forms.Form):
    """`cleaned_data["start"]` is (founding, kind)."""

    name = _name_field()
    start = forms.ChoiceField(
        label=_("Hva slags nettverk er det?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva slags nettverk dere starter.")},
    )
    chair_rule = forms.ChoiceField(
        label=_("Hvem leder møtene?"),
        initial=Network.ChairRule.LEADER,
        help_text=_("Det kan endres senere."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, foundings: Sequence[Founding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts = {
            f"{founding.place.public_id}:{kind.value}": (founding, kind)
            for founding in foundings
            for kind in founding.kinds
        }
        choices: list[tuple[str | int, str]] = [
            (
                key,
                _t("%(kind)s – %(place)s") % {"kind": str(kind.label).capitalize(), "place": founding.place},
            )
            for key, (founding, kind) in self.starts.items()
        ]
        offer(self, "start", choices)
        offer(self, "chair_rule", spoken(Network.ChairRule))
        if len(choices) == 1:
            self.fields["start"].initial = choices[0][0]

    def clean_start(self) -> tuple[Founding, Network.Kind]:
        return self.starts[self.cleaned_data["start"]]


class NameForm(forms.Form):
    name = _name_field()
