"""How somebody comes in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from redthread.live.fields import clean
from redthread.live.models import LiveSession, Part, Participant
from redthread.people.models import Organisation


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Koden på skjermen"),
        max_length=12,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code-field",
            }
        ),
    )


class JoinForm(forms.Form):
    """The table is all that must be chosen."""

    table = forms.TypedChoiceField(
        label=_("Hvilket bord sitter du ved?"), coerce=int, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Fornavn"), max_length=60, required=False)
    school = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Skole"),
        required=False,
        to_field_name="public_id",
        empty_label=_("Ikke valgt"),
    )
    part = forms.ChoiceField(label=_("Rolle"), choices=[("", _("Ikke valgt")), *Part.choices], required=False)
    mode = forms.ChoiceField(
        label=_("Hvor er du?"), choices=Participant.Mode.choices, widget=forms.RadioSelect, required=False
    )

    def __init__(self, *args: Any, session: LiveSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table, school = self.fields["table"], self.fields["school"]
        assert isinstance(table, forms.TypedChoiceField)
        assert isinstance(school, forms.ModelChoiceField)
        table.choices = [(t.number, str(t.number)) for t in session.tables.all()]
        if len(table.choices) == 1:
            table.initial = 1
        table.error_messages["required"] = _("Velg et bord.")
        self.fields["mode"].initial = Participant.Mode.ROOM
        units = session.gathering.network.units.present()
        school.queryset = Organisation.objects.filter(pk__in=units.values("organisation")).order_by("name")

    @property
    def optional(self) -> list[forms.BoundField]:
        """What lies folded away: nobody must say who they are."""
        return [self["name"], self["school"], self["part"]]

    @property
    def has_optional_errors(self) -> bool:
        return any(field.errors for field in (*self.optional, self["mode"]))

    def clean_name(self) -> str:
        return " ".join(clean(self.cleaned_data["name"]).split())

    def clean_mode(self) -> str:
        return self.cleaned_data["mode"] or Participant.Mode.ROOM
