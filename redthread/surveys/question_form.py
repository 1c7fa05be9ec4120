"""The form of one question: its words, how it is answered, whom it is put to, and in which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from redthread.instruments.editing import (
    heading_over,
    is_tied,
    with_changed,
    with_heading,
    with_item,
    with_scale,
)
from redthread.instruments.model import ROLES, AnswerScale, Instrument, Item, Option, Text
from redthread.surveys.role_words import role_words

# No scale of a file has a plus in its code.
OWN, FREE_WORDS = "+own", "+text"
FEWEST, MOST, LONGEST = 2, 12, 100  # answers of one's own, and letters in each
TOLD_IN_FULL = 3
ORDERED, NOMINAL, SEVERAL = "ordered", "nominal", "several"


AGREE = AnswerScale(
    "own_agree",
    "ordered",
    (
        Option(1, Text("Helt uenig", "Heilt usamd", "Strongly disagree")),
        Option(2, Text("Nokså uenig", "Nokså usamd", "Rather disagree")),
        Option(3, Text("Verken enig eller uenig", "Verken samd eller usamd", "Neither agree nor disagree")),
        Option(4, Text("Nokså enig", "Nokså samd", "Rather agree")),
        Option(5, Text("Helt enig", "Heilt samd", "Strongly agree")),
    ),
)
YES_NO = AnswerScale(
    "own_yes_no", "yes_no", (Option(1, Text("Ja", "Ja", "Yes")), Option(0, Text("Nei", "Nei", "No")))
)


def _words(label: Any, rows: int = 2, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=500, widget=widget, **more)


class QuestionForm(forms.Form):
    """Of `item`, or of a new one. `roles` are those that are asked."""

    nb = _words(_("Spørsmålet"), error_messages={"required": _("Skriv spørsmålet.")})
    nn = _words(_("Nynorsk"), required=False)
    en = _words(_("Engelsk"), required=False)
    scale = forms.ChoiceField(label=_("Hvordan svarer de?"))
    answers = _words(
        _("Svarene de kan velge mellom"),
        rows=5,
        required=False,
        help_text=_("Ett svar på hver linje, for eksempel: Aldri, Av og til, Ofte."),
    )
    answered = forms.ChoiceField(
        label=_("Slags svar"),
        required=False,
        choices=[
            (ORDERED, _("Fra lite til mye, eller fra dårlig til bra")),
            (NOMINAL, _("Ulike ting, og de velger ett")),
            (SEVERAL, _("Ulike ting, og de kan velge flere")),
        ],
    )
    has_dont_know = forms.BooleanField(label=_("De kan svare «vet ikke»"), required=False)
    has_not_relevant = forms.BooleanField(
        label=_("De kan svare «ikke aktuelt»"),
        required=False,
        help_text=_("For den som ikke har vært med på det. De to telles hver for seg, og aldri i et snitt."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Hvem får spørsmålet?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Velger du ingen, får alle det."),
    )
    heading = forms.CharField(
        label=_("Overskrift over spørsmålet"),
        required=False,
        max_length=120,
        help_text=_("Bare der en ny del begynner. Uten overskrift hører det til delen over."),
    )
    is_sensitive = forms.BooleanField(
        label=_("Spørsmålet er personlig"),
        required=False,
        help_text=_("Da vises svarene først når ti eller flere har svart, ellers fem."),
    )

    def __init__(self, data: Any, *, instrument: Instrument, roles: Iterable[str], item: Item | None) -> None:
        self.instrument, self.item = instrument, item
        self.is_tied = item is not None and is_tied(instrument, item.code)
        super().__init__(data, initial=_initial(instrument, item))
        own = item.versions if item else {}
        self.asked = [role for role in ROLES if role in {*roles, *own, *(item.roles if item else ())}]
        self._choose("scale", scale_choices(instrument, item.scale if item else ""))
        self._choose("roles", [(role, role_words(role)) for role in self.asked])
        for role in self.asked:
            label = gettext("Til %(role)s") % {"role": role_words(role).lower()}
            words = own[role].nb if role in own else ""
            self.fields[f"to_{role}"] = _words(label, required=False, initial=words)
        if self.is_tied:
            for name in ("scale", "answers", "answered"):
                del self.fields[name]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def versions(self) -> list[forms.BoundField]:
        return [self[f"to_{role}"] for role in self.asked]

    @property
    def has_more(self) -> bool:
        """Whether something stands where only few look."""
        return bool(self.errors) or (self.item is not None and bool(self.item.roles or self.item.versions))

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("scale") == OWN:
            self.cleaned_data["options"] = self._own_options(self.cleaned_data.get("answers", ""))
        return self.cleaned_data

    def _own_options(self, typed: str) -> list[Option]:
        """A line an answer; one that stands as it was keeps its other languages."""
        lines = [" ".join(line.split()) for line in typed.splitlines() if line.strip()]
        if not FEWEST <= len(lines) <= MOST:
            self._refuse(gettext("Skriv fra to til tolv svar, ett på hver linje."))
        if len({line.casefold() for line in lines}) < len(lines):
            self._refuse(gettext("To av svarene er like. Gi hvert svar sine egne ord."))
        if any(len(line) > LONGEST for line in lines):
            self._refuse(gettext("Et svar kan ha høyst 100 tegn. Kort det ned."))
        before = self.instrument.scale_of(self.item) if self.item else None
        known = {one.label.nb: one.label for one in before.options} if before else {}
        return [Option(value, known.get(line, Text(line))) for value, line in enumerate(lines, start=1)]

    def _refuse(self, words: str) -> None:
        if not self.has_error("answers"):
            self.add_error("answers", ValidationError(words))

    def changed(self, before: Instrument, section: int = 0) -> Instrument:
        """The questionnaire with the question as it stands here; a new one is last in the section, or begins
        one of its own."""
        item = self._item()
        if (scale := self._scale()) is not None:
            before, code = with_scale(before, scale)
            item = replace(item, scale=code)
            is_nominal = scale.kind == "nominal" or item.kind == "choices"
            item = replace(item, is_reversed=item.is_reversed and not is_nominal)
        made = with_changed(before, item) if self.item else with_item(before, section, item)
        code = item.code or made.sections[section - 1].items[-1].code
        heading = _tidy(self.cleaned_data["heading"])
        return made if heading == heading_over(made, code) else with_heading(made, code, heading)

    def _item(self) -> Item:
        data = self.cleaned_data
        roles = frozenset(data["roles"])
        return replace(
            self.item or Item("", Text("")),
            text=self._text(),
            kind=self._kind(),
            scale="",
            roles=frozenset() if roles == {*self.asked} else roles,
            versions={role: text for role in self.asked if (text := self._version(role)) is not None},
            is_sensitive=data["is_sensitive"],
        )

    def _text(self) -> Text:
        """A translation that stands as it was is no translation of new words."""
        nb, nn, en = (_tidy(self.cleaned_data[one]) for one in ("nb", "nn", "en"))
        if self.item is None or nb == self.item.text.nb:
            return Text(nb, nn, en)
        before = self.item.text
        return Text(nb, "" if nn == before.nn else nn, "" if en == before.en else en)

    def _version(self, role: str) -> Text | None:
        words = _tidy(self.cleaned_data[f"to_{role}"])
        before = self.item.versions.get(role) if self.item else None
        if before is not None and before.nb == words:
            return before
        return Text(words) if words else None

    def _kind(self) -> str:
        chosen = self.cleaned_data.get("scale")
        if chosen == FREE_WORDS:
            return "text"
        if chosen == OWN:
            return "choices" if self.cleaned_data["answered"] == SEVERAL else "scale"
        is_as_before = self.item is not None and chosen in (None, self.item.scale)
        return self.item.kind if self.item is not None and is_as_before else "scale"

    def _scale(self) -> AnswerScale | None:
        """With what is chosen beside it; nothing for free words."""
        data = self.cleaned_data
        chosen = data.get("scale", self.item.scale if self.item else "")
        if chosen == FREE_WORDS or not chosen:
            return None
        if chosen == OWN:
            kind = "ordered" if data["answered"] == ORDERED else "nominal"
            scale = AnswerScale("", kind, tuple(data["options"]))
        else:
            scale = _scales(self.instrument, chosen)[chosen]
        if self._kind() == "choices":
            return scale
        return replace(scale, has_dont_know=data["has_dont_know"], has_not_relevant=data["has_not_relevant"])


def _tidy(words: str) -> str:
    return " ".join(words.split())


def _initial(instrument: Instrument, item: Item | None) -> dict[str, Any]:
    if item is None:
        return {"has_dont_know": True, "has_not_relevant": True}
    scale = instrument.scale_of(item)
    kind = SEVERAL if item.kind == "choices" else scale.kind if scale else ORDERED
    return {
        "nb": item.text.nb,
        "nn": item.text.nn,
        "en": item.text.en,
        "scale": item.scale or FREE_WORDS,
        "answers": "\n".join(option.label.nb for option in scale.options) if scale else "",
        "answered": kind if kind in (ORDERED, NOMINAL, SEVERAL) else NOMINAL,
        "has_dont_know": scale.has_dont_know if scale else True,
        "has_not_relevant": scale.has_not_relevant if scale else True,
        "heading": heading_over(instrument, item.code),
        "roles": sorted(item.roles),
        "is_sensitive": item.is_sensitive,
    }


def _scales(instrument: Instrument, first: str = "") -> dict[str, AnswerScale]:
    """Those of the questionnaire, the one that comes first before others with the same answers, and the two
    that are always at hand."""
    known = {one.code: one for one in (AGREE, YES_NO)} | dict(instrument.scales)
    codes = sorted(known, key=lambda code: (code != first, code not in instrument.scales))
    by_labels = {_labels(known[code]): code for code in reversed(codes)}
    return {code: known[code] for code in codes if by_labels[_labels(known[code])] == code}


def _labels(scale: AnswerScale) -> tuple[str, ...]:
    return tuple(option.label.nb for option in scale.options)


def scale_choices(instrument: Instrument, first: str) -> list[tuple[str, str]]:
    """Each scale by its answers, then free words, and answers of one's own."""
    named = [(code, told(scale)) for code, scale in _scales(instrument, first).items()]
    return [*named, (FREE_WORDS, gettext("Med egne ord")), (OWN, gettext("Svar som du skriver selv"))]


def told(scale: AnswerScale, language: str = "nb") -> str:
    """Few answers in full, many by the first and the last.

    >>> told(YES_NO), told(AGREE)
    ('Ja, Nei', 'Helt uenig … Helt enig (5 svar)')
    """
    labels = [option.label.to(language) for option in scale.options]
    if len(labels) <= TOLD_IN_FULL:
        return ", ".join(labels)
    return gettext("%(first)s … %(last)s (%(count)d svar)") % {
        "first": labels[0],
        "last": labels[-1],
        "count": len(labels),
    }
