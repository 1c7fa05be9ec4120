"""What of a session goes into the minutes, and what a table left on paper."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from redthread.core.errors import RuleError
from redthread.core.photos import make_anew
from redthread.gatherings.models import AgendaItem
from redthread.live.actions.minutes import Answer
from redthread.live.actions.paper import lines_of
from redthread.live.answering import ANSWERS
from redthread.live.fields import clean
from redthread.live.pieces import AGAINST, PROMISE, Piece
from redthread.people.models import Organisation


class SchoolField(forms.ChoiceField):
    """Must be chosen, but only of what is ticked, which the action sees to."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class AfterForm(forms.Form):
    """A tick for each piece, a school for each promise that lacks one, an answer for each objection."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        pieces: Sequence[Piece],
        taken: Collection[str],
        schools: Sequence[Organisation],
        items: Sequence[AgendaItem],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.open = {piece.key: piece for piece in pieces if piece.key not in taken}
        self.schools = {one.public_id: one for one in schools}
        self.items = {one.public_id: one for one in items}
        if len(self.items) > 1:
            choices = [("", _("Velg")), *((key, one.title) for key, one in self.items.items())]
            self.fields["item"] = forms.ChoiceField(label=_("Programpost i referatet"), choices=choices)
        for piece in self.open.values():
            self.fields[tick(piece)] = forms.BooleanField(required=False, initial=piece.is_chosen)
            if piece.kind == PROMISE and piece.school is None:
                self._ask_school(piece)
            if piece.kind == AGAINST:
                self._ask_answer(piece)

    def _ask_school(self, piece: Piece) -> None:
        choices = [("", _("Velg skole")), *((key, one.name) for key, one in self.schools.items())]
        self.fields[f"school-{piece.key}"] = SchoolField(label=_("Hvilken skole?"), choices=choices)

    def _ask_answer(self, piece: Piece) -> None:
        made = piece.contribution
        self.fields[f"answer-{piece.key}"] = forms.ChoiceField(
            label=_("Hva gjør nettverket med den?"),
            required=False,
            choices=[("", _("Ikke avgjort")), *ANSWERS.items()],
            initial=made.more.get("answer", "") if made else "",
        )
        self.fields[f"words-{piece.key}"] = forms.CharField(
            label=_("Hvordan?"), required=False, max_length=300, initial=made.reply if made else ""
        )

    def keys(self) -> set[str]:
        """The pieces that are ticked, after `is_valid`."""
        return {key for key, piece in self.open.items() if self.cleaned_data[tick(piece)]}

    def chosen_item(self) -> AgendaItem:
        chosen = self.cleaned_data.get("item") or next(iter(self.items))
        return self.items[chosen]

    def chosen_schools(self) -> dict[str, Organisation]:
        found = {key: self.cleaned_data.get(f"school-{key}") for key in self.open}
        return {key: self.schools[school] for key, school in found.items() if school}

    def answers(self) -> dict[str, Answer]:
        found = {}
        for key in self.open:
            if choice := self.cleaned_data.get(f"answer-{key}"):
                found[key] = Answer(choice, clean(self.cleaned_data[f"words-{key}"]))
        return found


def tick(piece: Piece) -> str:
    return f"take-{piece.key}"


class PaperForm(forms.Form):
    """Notes from a table, one line an idea, with a photo of them if there is one."""

    table = forms.TypedChoiceField(label=_("Bord"), coerce=int)
    phase = forms.ChoiceField(label=_("Når ble det skrevet?"))
    notes = forms.CharField(
        label=_("Det som står på lappene"),
        max_length=8000,
        help_text=_("Én ting på hver linje."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv det som står på lappene, én ting på hver linje.")},
    )
    photo = forms.FileField(
        label=_("Bilde av lappene"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(
        self, *args: Any, tables: Sequence[int], phases: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        table, phase = self.fields["table"], self.fields["phase"]
        assert isinstance(table, forms.TypedChoiceField)
        assert isinstance(phase, forms.ChoiceField)
        table.choices = [(number, str(number)) for number in tables]
        phase.choices = list(phases)

    def clean_notes(self) -> list[str]:
        return lines_of(clean(self.cleaned_data["notes"]))

    def clean_photo(self) -> bytes:
        file: UploadedFile[bytes] | None = self.cleaned_data["photo"]
        if not file:
            return b""
        try:
            return make_anew(file, file.size or 0).content
        except RuleError as error:
            raise ValidationError(str(error)) from error
