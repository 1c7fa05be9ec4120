"""Writing a concept, starting a round, answering it, and pasting a text to be checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.concepts.actions.concepts import Words
from redthread.gatherings.models import Gathering

LONGEST = 2000
LONGEST_TEXT = 20_000
NO_GATHERING = ""


class TextField(forms.CharField):
    """Text over several lines, with one kind of line end."""

    def __init__(self, label: Any, help_text: Any = "", *, rows: int = 3, **more: Any) -> None:
        more.setdefault("max_length", LONGEST)
        super().__init__(
            label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}), **more
        )

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class ConceptForm(forms.Form):
    """The first version of a concept, or the next: then `word` is settled and `why` is asked."""

    word = forms.CharField(
        label=_("Ordet"), max_length=80, error_messages={"required": _("Skriv ordet dere bruker.")}
    )
    meaning = TextField(
        _("Hva legger dere i det?"),
        _("Med deres egne ord. Én setning er nok til å begynne med."),
        error_messages={"required": _("Skriv hva dere legger i ordet.")},
    )
    plain = TextField(
        _("Forklar det med enkle ord"),
        _("Som du ville sagt det til en forelder eller en elev."),
        rows=2,
        required=False,
        max_length=400,
    )
    instead = forms.CharField(
        label=_("Skriv heller"),
        help_text=_("Ordet vi foreslår i tekster til andre utenfor nettverket."),
        required=False,
        max_length=80,
    )
    example = TextField(_("Eksempel fra en skole"), rows=2, required=False)
    why = forms.CharField(
        label=_("Hvorfor endrer dere det?"),
        max_length=300,
        error_messages={"required": _("Skriv kort hvorfor, så de som var enige, forstår.")},
    )
    expected = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=100_000, required=False, initial=0
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["why" if is_first else "word"]

    def words(self) -> Words:
        data = self.cleaned_data
        return Words(data["meaning"], data["plain"], data["instead"], data["example"])


class RoundForm(forms.Form):
    word = forms.CharField(
        label=_("Hva legger du i …"),
        help_text=_("Ett ord eller et kort uttrykk."),
        max_length=80,
        error_messages={"required": _("Skriv ordet dere vil snakke om.")},
    )
    names = forms.ChoiceField(
        label=_("Når svarene vises"),
        help_text=_("Alle ser dette før de svarer. Det kan ikke endres etterpå."),
        choices=[("uten", _("Uten navn")), ("med", _("Med navn"))],
        initial="uten",
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om svarene skal vises med eller uten navn.")},
    )
    gathering = forms.ChoiceField(label=_("Til samlingen"), required=False)

    def __init__(self, *args: Any, gatherings: Sequence[Gathering], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {one.public_id: one for one in gatherings}
        _offer(self.fields["gathering"], gatherings, _t("Ingen bestemt samling"))

    def clean_gathering(self) -> Gathering | None:
        return self.by_id.get(self.cleaned_data["gathering"])


class AgreedForm(forms.Form):
    """At which gathering the network agreed."""

    gathering = forms.ChoiceField(
        label=_("På hvilken samling ble dere enige?"),
        error_messages={
            "required": _("Velg samlingen der dere ble enige."),
            "invalid_choice": _("Velg en samling fra listen."),
        },
    )

    def __init__(self, *args: Any, gatherings: Sequence[Gathering], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {one.public_id: one for one in gatherings}
        _offer(self.fields["gathering"], gatherings, _t("Velg samling"))

    def clean_gathering(self) -> Gathering:
        return self.by_id[self.cleaned_data["gathering"]]


def _offer(field: forms.Field, gatherings: Sequence[Gathering], nothing: str) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(NO_GATHERING, nothing), *((one.public_id, _named(one)) for one in gatherings)]


def _named(gathering: Gathering) -> str:
    return f"{gathering.starts_at:%d.%m.%Y} {gathering.title}"


class AnswerForm(forms.Form):
    text = TextField(
        _("Svaret ditt"),
        rows=4,
        max_length=1000,
        error_messages={"required": _("Skriv hva du legger i ordet. Én setning er nok.")},
    )


class CheckForm(forms.Form):
    text = TextField(
        _("Teksten"),
        _("For eksempel et brev til foreldre eller et notat til kommunestyret. Den lagres ikke."),
        rows=8,
        max_length=LONGEST_TEXT,
        strip=False,
        error_messages={
            "required": _("Lim inn teksten du vil sjekke."),
            "max_length": _("Teksten er for lang. Sjekk høyst 20 000 tegn om gangen."),
        },
    )
