"""What is typed in this room. Forms check and never save."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.meeting_links import LONGEST, is_safe, tidy
from redthread.peers.models import NeighbourNote, Pair
from redthread.peers.models.help import LONGEST_MESSAGE

KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
LONGEST_PERIOD = timedelta(days=3 * 366)
Choices = Sequence[tuple[str, str]]


def one_line(text: str) -> str:
    return " ".join(text.split())


class KeyedForm(forms.Form):
    """Carries a key, so that the same press twice has one effect."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", str(uuid.uuid4()))

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        return key if KEY.fullmatch(key) else str(uuid.uuid4())


def text_field(label: Any, missing: Any, rows: int = 5, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": missing,
            "max_length": _("Teksten er for lang. Skriv høyst 4000 tegn."),
        },
    )


class OfferForm(forms.Form):
    what = forms.CharField(
        label=_("Dette kan jeg hjelpe med"),
        max_length=80,
        help_text=_("Et tema eller en metode, med få ord. For eksempel «gallerivandring»."),
        error_messages={"required": _("Skriv hva du kan hjelpe med.")},
    )
    line = forms.CharField(label=_("En linje om det"), max_length=200, required=False)

    def clean_what(self) -> str:
        return one_line(self.cleaned_data["what"])

    def clean_line(self) -> str:
        return one_line(self.cleaned_data["line"])


class AskForm(KeyedForm):
    people = forms.MultipleChoiceField(
        label=_("Hvem vil du spørre?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Velg hvem du vil spørre."),
            "invalid_choice": _("En av dem du valgte, er ikke med i nettverket lenger. Velg på nytt."),
        },
    )
    text = text_field(_("Hva lurer du på?"), _("Skriv hva du lurer på."))
    about = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["people"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = list(people)

    def clean_about(self) -> str:
        return one_line(self.cleaned_data["about"])


class MessageForm(KeyedForm):
    text = text_field(_("Skriv til %(name)s"), _("Skriv noe før du sender."), rows=4)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = str(self.fields["text"].label) % {"name": name}


class ThanksForm(forms.Form):
    thanks = forms.CharField(label=_("En linje med takk"), max_length=200, required=False)


def date_field(label: Any, missing: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label, widget=widget, error_messages={"required": missing, "invalid": missing}
    )


class PeriodForm(KeyedForm):
    """From one day to another, the last one included."""

    from_on = date_field(_("Fra"), _("Velg en dato å begynne på."))
    until_on = date_field(_("Til og med"), _("Velg en siste dag."))

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("Siste dag er før den første. Rett en av dem."))
        elif first and last and last - first > LONGEST_PERIOD:
            self.add_error("until_on", _("Velg en periode på høyst tre år."))
        return self.cleaned_data


def to_choose(field: forms.Field, choices: Choices) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class PairForm(PeriodForm):
    """`with_whom` is `school:<id>` or `person:<id>`."""

    kind = forms.ChoiceField(
        label=_("Hva vil dere være for hverandre?"),
        widget=forms.RadioSelect,
        choices=[
            (Pair.Kind.PARTNERS, _("Læringspartnere – vi følger hverandre over tid")),
            (Pair.Kind.CRITICAL_FRIEND, _("Kritiske venner – vi stiller hverandre de gode spørsmålene")),
            (Pair.Kind.NEIGHBOUR, _("Prosessleder – den ene leder en prosess hos den andre")),
        ],
        error_messages={"required": _("Velg hva dere vil være for hverandre.")},
    )
    with_whom = forms.ChoiceField(
        label=_("Hvem vil du invitere?"),
        error_messages={
            "required": _("Velg en skole eller en person."),
            "invalid_choice": _("Velg en skole eller en person fra listen."),
        },
    )
    about = forms.CharField(label=_("Hva vil dere få til sammen?"), max_length=200, required=False)
    shows = forms.BooleanField(
        label=_("Nettverket kan få se at vi samarbeider"),
        required=False,
        help_text=_("Det vises bare når dere begge har sagt ja til det."),
    )
    field_order = ("kind", "with_whom", "about", "from_on", "until_on", "shows")

    def __init__(self, *args: Any, others: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to_choose(self.fields["with_whom"], others)

    def clean_about(self) -> str:
        return one_line(self.cleaned_data["about"])


class PairAnswerForm(forms.Form):
    shows = forms.BooleanField(label=_("Nettverket kan få se at vi samarbeider"), required=False)


class NoteForm(PeriodForm):
    kind = forms.ChoiceField(
        label=_("Hva gjelder det?"),
        widget=forms.RadioSelect,
        choices=[
            (NeighbourNote.Kind.ASKS, _("Vi ønsker at noen fra en annen skole leder en prosess hos oss")),
            (NeighbourNote.Kind.OFFERS, _("Vi kan lede en prosess hos en annen skole")),
        ],
        error_messages={"required": _("Velg om dere ønsker eller tilbyr.")},
    )
    school = forms.ChoiceField(label=_("Skole"))
    about = forms.CharField(
        label=_("Hva gjelder det?"),
        max_length=200,
        help_text=_("For eksempel «planleggingsdag om lesing, hele personalet»."),
        error_messages={"required": _("Skriv med noen ord hva det gjelder.")},
    )
    shows = forms.BooleanField(label=_("Nettverket kan få se hvem vi samarbeider med"), required=False)
    field_order = ("kind", "school", "about", "from_on", "until_on", "shows")

    def __init__(self, *args: Any, schools: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to_choose(self.fields["school"], schools)
        if len(schools) == 1:
            self.fields["school"].widget = forms.HiddenInput()
            self.initial.setdefault("school", schools[0][0])

    def clean_about(self) -> str:
        return one_line(self.cleaned_data["about"])


def meeting_url_field() -> forms.CharField:
    return forms.CharField(
        label=_("Lenke til møtet på skjerm"),
        required=False,
        max_length=5000,
        help_text=_("Lim inn lenken fra Teams, Meet eller annet. Du kan gjøre det senere."),
    )


def checked_link(pasted: str) -> str:
    """The https link in what was pasted; raises ValidationError for any other."""
    if not pasted.strip():
        return ""
    link = tidy(pasted)
    if len(link) > LONGEST or not is_safe(link):
        raise forms.ValidationError(
            _("Lenken må begynne med https:// og lede til et møte. Lim den inn på nytt.")
        )
    return link


class GroupForm(KeyedForm):
    name = forms.CharField(
        label=_("Navn på gruppa"),
        max_length=120,
        error_messages={"required": _("Skriv et navn på gruppa.")},
    )
    people = forms.MultipleChoiceField(
        label=_("Hvem vil du ha med?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Velg minst én å være sammen med."),
            "invalid_choice": _("En av dem du valgte, er ikke med i nettverket lenger. Velg på nytt."),
        },
    )
    meeting_url = meeting_url_field()

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["people"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = list(people)

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_meeting_url(self) -> str:
        return checked_link(self.cleaned_data["meeting_url"])


class LinkForm(forms.Form):
    meeting_url = meeting_url_field()

    def clean_meeting_url(self) -> str:
        return checked_link(self.cleaned_data["meeting_url"])


def half_a_year(today: date) -> dict[str, date]:
    """What a period opens with."""
    return {"from_on": today, "until_on": today + timedelta(days=180)}
