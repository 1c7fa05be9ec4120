"""What is said of a gathering, and the forms to draft, move and cancel it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.gatherings import meeting_links
from redthread.gatherings.forms.times import TimesForm
from redthread.gatherings.models import Gathering
from redthread.gatherings.suggestions import Choices
from redthread.gatherings.templates_of_days import EMPTY, READY_DAYS
from redthread.networks.models import Body
from redthread.people.models import Organisation, Person

PREVIOUS = "previous"
DETAILS = ("title", "mode", "place", "meeting_url", "host", "chair", "theme", "prepare")


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, object]]) -> None:
    """Let a field of the form choose between these; anything else is refused by Django."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class DetailsForm(forms.Form):
    """Everything but the time."""

    title = forms.CharField(
        label=_("Tittel"),
        required=False,
        max_length=150,
        help_text=_("Står den tom, får samlingen navn etter måneden."),
    )
    theme = forms.CharField(label=_("Tema"), required=False, max_length=200)
    host = forms.ChoiceField(label=_("Vertskap"), required=False)
    mode = forms.ChoiceField(
        label=_("Hvordan møtes dere?"),
        choices=[
            (Gathering.Mode.PHYSICAL, _("I samme rom")),
            (Gathering.Mode.HYBRID, _("I rommet og på skjerm")),
            (Gathering.Mode.DIGITAL, _("På skjerm")),
        ],
        initial=Gathering.Mode.PHYSICAL,
        widget=forms.RadioSelect,
    )
    place = forms.CharField(
        label=_("Sted"),
        required=False,
        max_length=200,
        help_text=_("Står det tomt, er samlingen hos vertskapet."),
    )
    meeting_url = forms.CharField(
        label=_("Lenke til digitalt møte"),
        required=False,
        max_length=4000,  # a whole invitation may be pasted
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text=_("Lim inn lenken, eller hele innkallingen fra Teams, så finner vi lenken i den."),
    )
    chair = forms.ChoiceField(label=_("Møteleder"), required=False)
    prepare = forms.CharField(
        label=_("Slik forbereder deltakerne seg"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hosts = {host.public_id: host for host in choices.hosts}
        self.chairs = {chair.public_id: chair for chair in choices.chairs}
        offer(self, "host", [("", _t("Ikke bestemt")), *((key, one.name) for key, one in self.hosts.items())])
        offer(
            self, "chair", [("", _t("Ikke bestemt")), *((key, one.name) for key, one in self.chairs.items())]
        )

    def clean_host(self) -> Organisation | None:
        return self.hosts.get(self.cleaned_data["host"])

    def clean_chair(self) -> Person | None:
        return self.chairs.get(self.cleaned_data["chair"])

    def clean_meeting_url(self) -> str:
        url = meeting_links.tidy(self.cleaned_data["meeting_url"])
        if url and not is_safe_link(url):
            raise ValidationError(
                _t("Lenken må starte med https:// og gå til et møteverktøy. Kopier den på nytt.")
            )
        return url

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if not data.get("place") and data.get("host") and data.get("mode") != Gathering.Mode.DIGITAL:
            data["place"] = data["host"].name
        return data

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in DETAILS}


def is_safe_link(url: str) -> bool:
    """Whether it is https to a named host, and is what it looks like."""
    return meeting_links.is_safe(url)


class EditForm(DetailsForm):
    """`seen` is the version that the page showed, so that nobody overwrites what they have not seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class NewGatheringForm(DetailsForm, TimesForm):
    template = forms.ChoiceField(label=_("Program å starte fra"), widget=forms.RadioSelect, initial=EMPTY)
    body = forms.ChoiceField(label=_("Hvem er samlingen for?"), required=False)

    field_order = ["day", "start", "end", "last_day", "body", *DETAILS, "template"]

    def __init__(
        self,
        *args: Any,
        choices: Choices,
        latest: Gathering | None,
        saved: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        self.latest = latest
        previous = [(PREVIOUS, _t("Samme program som «%(title)s»") % {"title": latest})] if latest else []
        ready = ((day.key, f"{day.name}: {day.about}") for day in READY_DAYS.values())
        offer(self, "template", [*previous, *saved, *ready])
        self.bodies = {body.public_id: body for body in choices.bodies}
        offer(
            self,
            "body",
            [("", _t("Hele nettverket")), *((key, str(one)) for key, one in self.bodies.items())],
        )
        if not self.bodies:
            del self.fields["body"]

    def clean_body(self) -> Body | None:
        return self.bodies.get(self.cleaned_data["body"])

    def fields_of_gathering(self) -> dict[str, Any]:
        """What `create_gathering` is to be called with."""
        template = self.cleaned_data["template"]
        return {
            **self.details(),
            **self.times(),
            "body": self.cleaned_data.get("body"),
            "template": EMPTY if template == PREVIOUS else template,
            "copy_of": self.latest if template == PREVIOUS else None,
        }


class MoveForm(TimesForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class CancelForm(forms.Form):
    why = forms.CharField(
        label=_("Hvorfor avlyses samlingen?"),
        max_length=300,
        help_text=_("Står i e-posten til alle som er invitert."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Skriv hvorfor samlingen avlyses. Alle som er invitert, får vite det.")
        },
    )

    def __init__(self, *args: Any, is_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_draft:
            del self.fields["why"]
