"""The forms of matters. They check and say what to write; they never save."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.networks.models import Body
from redthread.voice.actions.matters import Words
from redthread.voice.models import Voice
from redthread.voice.voices import Holder

KEY = re.compile(r"[A-Za-z0-9-]{8,64}")


def _text(label: Any, rows: int, *, required: Any = "", hint: Any = "") -> forms.CharField:
    errors = {"required": required} if required else {}
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=4000,
        widget=area,
        help_text=hint,
        error_messages=errors,
    )


class MatterForm(forms.Form):
    title = forms.CharField(
        label=_("Hva gjelder saken?"),
        max_length=150,
        error_messages={"required": _("Gi saken en kort overskrift.")},
    )
    ask = _text(_("Hva ber vi om?"), 3, required=_("Skriv hva nettverket ber skoleeier om."))
    why = _text(_("Hvorfor?"), 3)
    rests_on = _text(
        _("Hva bygger det på?"),
        3,
        hint=_("Det skolene har prøvd, tall som er kjent fra før, eller det dere har snakket om."),
    )
    body = forms.ChoiceField(
        label=_("Hvem står bak?"),
        required=False,
        error_messages={"invalid_choice": _("Velg fra listen.")},
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {body.public_id: body for body in bodies}
        if not bodies:
            del self.fields["body"]
            return
        chosen = self.fields["body"]
        assert isinstance(chosen, forms.ChoiceField)
        all_schools = ("", _t("Skolene i nettverket, med én stemme hver"))
        chosen.choices = [all_schools, *((key, _rule(body)) for key, body in self.bodies.items())]

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        return key if KEY.fullmatch(key) else str(uuid.uuid4())

    def clean_version(self) -> int:
        text = self.cleaned_data["version"]
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0

    @property
    def body_chosen(self) -> Body | None:
        return self.bodies.get(self.cleaned_data.get("body", ""))

    def words(self) -> Words:
        data = self.cleaned_data
        return Words(data["title"], data["ask"], data["why"], data["rests_on"])


def _rule(body: Body) -> str:
    return _t("%(body)s, med %(rule)s") % {"body": body.name, "rule": body.get_vote_rule_display()}


class VoiceForm(forms.Form):
    """What one's own school says. With more than one voice, which of them is chosen as well."""

    holder = forms.ChoiceField(label=_("For"), required=False)
    choice = forms.ChoiceField(
        label=_("Hva mener dere?"),
        choices=[
            (Voice.Choice.SUPPORT.value, _("Vi støtter saken")),
            (Voice.Choice.AGAINST.value, _("Vi støtter ikke saken")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg om dere støtter saken eller ikke."),
            "invalid_choice": _("Velg om dere støtter saken eller ikke."),
        },
    )
    reason = forms.CharField(
        label=_("Begrunnelse"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Trengs bare når dere er uenige. Den står sammen med saken i nettverket."),
    )

    def __init__(self, *args: Any, holders: Sequence[Holder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = {one.key: one for one in holders}
        if len(holders) < 2:
            del self.fields["holder"]
            return
        chosen = self.fields["holder"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(one.key, one.name) for one in holders]

    def holder_chosen(self) -> Holder:
        only = next(iter(self.holders))
        return self.holders[self.cleaned_data.get("holder") or only]
