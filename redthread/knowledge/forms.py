"""The forms of stories. They check and say what to write; they never save."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from redthread.core.errors import RuleError
from redthread.knowledge.actions.readings import LONGEST_WORD
from redthread.knowledge.attached_files import Attached, read_attached
from redthread.knowledge.models import Reading, Story
from redthread.knowledge.parts import LONGEST_TEXT, Step
from redthread.networks.models import Membership
from redthread.people.models import Organisation

KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
WHICH_SCHOOL = _("Velg hvilken skole fortellingen er fra.")
LONGEST_TITLE = 120
HOW_IT_WENT = _("Velg hvordan det gikk.")


def _text(label: Any, hint: Any = "", rows: int = 7, most: int = LONGEST_TEXT) -> forms.CharField:
    """Nothing typed or pasted is cut off; what is too long is said."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        strip=False,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": None}),
    )


class VersionedForm(forms.Form):
    """Knows which version of the story it was opened on, and in which window."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    window = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_version(self) -> int:
        version = self.cleaned_data["version"]
        return int(version) if re.fullmatch(r"[0-9]{1,9}", version) else 0

    def clean_window(self) -> str:
        window = self.cleaned_data["window"]
        return window if KEY.fullmatch(window) else ""

    def changes(self) -> dict[str, Any]:
        """What was sent of the story itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "window")}


def _title() -> forms.CharField:
    return forms.CharField(
        label=_("Hva handler den om?"),
        max_length=LONGEST_TITLE,
        help_text=_("Et par ord. Du kan endre det senere."),
        error_messages={"required": _("Gi fortellingen et navn, så du finner den igjen.")},
    )


def _outcome() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Hvordan gikk det?"),
        choices=Story.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": HOW_IT_WENT, "invalid_choice": HOW_IT_WENT},
    )


class BeginForm(forms.Form):
    """Two questions, and the telling has begun. The school is asked for only when there are several."""

    title = _title()
    outcome = _outcome()
    school = forms.ChoiceField(
        label=_("Skole"), error_messages={"required": WHICH_SCHOOL, "invalid_choice": WHICH_SCHOOL}
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, schools: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {school.public_id: school for school in schools}
        chosen = self.fields["school"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(key, school.name) for key, school in self.schools.items()]
        if len(self.schools) == 1:
            chosen.required = False
            chosen.widget = forms.HiddenInput()

    def clean_school(self) -> Organisation:
        return self.schools.get(self.cleaned_data["school"]) or next(iter(self.schools.values()))

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        return key if KEY.fullmatch(key) else str(uuid.uuid4())


class StepForm(VersionedForm):
    """One question. It may stand empty, and is then not a part of the story."""

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = step.part
        self.fields[step.part] = _text(step.question, step.hint)

    @property
    def question(self) -> forms.BoundField:
        return self[self.part]


class RestForm(VersionedForm):
    """What is told about the story: its name, how it went, what it is about, and how it may be used."""

    title = _title()
    outcome = _outcome()
    knowledge = forms.ChoiceField(
        label=_("Hva er det først og fremst?"),
        choices=[("", _("Vet ikke")), *Story.Knowledge.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    has_contact = forms.BooleanField(
        label=_("De som leser, kan ta kontakt med meg"),
        required=False,
        help_text=_("Da står navnet ditt under fortellingen."),
    )
    no_photos = forms.BooleanField(
        label=_("Ikke fotografer"),
        required=False,
        help_text=_("Det står tydelig på siden, og teksten blir ikke med på en utskrift."),
    )


class AttachForm(forms.Form):
    """One file, known by its content."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("PDF, Word, PowerPoint, Excel, ODT eller bilde, høyst 20 MB."),
        error_messages={"required": _("Velg en fil."), "empty": _("Filen er tom. Velg en annen.")},
    )

    def clean_file(self) -> Attached:
        sent = self.cleaned_data["file"]
        try:
            return read_attached(sent.file, sent.name or "", sent.size or 0)
        except RuleError as error:
            raise forms.ValidationError(str(error)) from error


class ReaderForm(forms.Form):
    """Who reads it through: somebody else in the network, those of one's own school first."""

    reader = forms.ChoiceField(
        label=_("Hvem skal lese den?"),
        error_messages={
            "required": _("Velg hvem som skal lese."),
            "invalid_choice": _("Velg noen som er med i nettverket."),
        },
    )

    def __init__(self, *args: Any, members: Sequence[Membership], school: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.person.public_id: one.person for one in members}
        chosen = self.fields["reader"]
        assert isinstance(chosen, forms.ChoiceField)
        own = [one for one in members if one.organisation_id == school]
        others = [one for one in members if one.organisation_id != school]
        groups = ((_("Skolen din"), own), (_("Nettverket"), others))
        chosen.choices = [
            ("", _("Velg en person")),
            *(
                (name, [(one.person.public_id, _named(one)) for one in group])
                for name, group in groups
                if group
            ),
        ]


def _named(one: Membership) -> str:
    return f"{one.person}, {one.organisation or one.get_role_display()}"


class AnswerForm(forms.Form):
    """The second reader's answer. To send it back takes a word."""

    answer = forms.ChoiceField(choices=Reading.Answer.choices)
    word = forms.CharField(
        label=_("Et ord til den som forteller"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
