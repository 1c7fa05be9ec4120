"""Writing a version of the mandate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

LONGEST = 4000
MOST_LINKS = 20
_is_web_address = URLValidator(schemes=["http", "https"])


class Words(forms.CharField):
    """Text over several lines, with one kind of line end, so that only what was changed looks changed."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


def _text(label: Any, help_text: Any = "", *, rows: int = 3) -> Words:
    return Words(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class MandateForm(forms.Form):
    """`cleaned_data["links"]` is a list of (title, address)."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=100_000)
    purpose = Words(
        label=_("Formål"),
        help_text=_("Hvorfor finnes nettverket? Hva skal det gjøre for elevene og skolene?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Skriv hvorfor nettverket finnes. Én setning er nok til å begynne med.")
        },
    )
    expectations = _text(
        _("Hva vi venter av hverandre"), _("For eksempel hvem som kommer, og hva de gjør mellom samlingene.")
    )
    time_frame = _text(_("Tid"), _("For eksempel en halv dag hver sjette uke."), rows=2)
    position_share = _text(_("Stillingsandel"), _("For eksempel 25 prosent til ressurslæreren."), rows=2)
    funding = _text(_("Penger"), _("Hvem betaler vikarer, reise og innledere?"), rows=2)
    is_not = _text(_("Hva nettverket ikke er"), _("For eksempel: ikke et sted for resultatkontroll."))
    links = _text(
        _("Planer nettverket bygger på"),
        _("Én på hver linje: først navnet, så lenken."),
    )
    changed_why = forms.CharField(label=_("Hvorfor endrer dere mandatet?"), max_length=300)

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["changed_why"]
        else:
            self.fields["changed_why"].error_messages["required"] = _t(
                "Skriv kort hvorfor, så de andre forstår det."
            )

    def clean_links(self) -> list[tuple[str, str]]:
        lines = [line.split() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        if len(lines) > MOST_LINKS:
            raise ValidationError(_t("Det er plass til %(most)d lenker.") % {"most": MOST_LINKS})
        return [_title_and_address(number, words) for number, words in enumerate(lines, start=1)]


def _title_and_address(number: int, words: list[str]) -> tuple[str, str]:
    title, address = " ".join(words[:-1])[:150], words[-1]
    try:
        _is_web_address(address)
    except ValidationError as error:
        raise ValidationError(
            _t("Linje %(number)d mangler en lenke til slutt. Den begynner med https://") % {"number": number}
        ) from error
    if len(address) > 500:
        raise ValidationError(_t("Lenken på linje %(number)d er for lang.") % {"number": number})
    return title or address, address
