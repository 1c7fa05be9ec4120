"""Adding a material: a file that is what it says it is, or a link, and a few words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.archive.actions.materials import MOST_THEMES, NewFile, Words, picture_file
from redthread.archive.links import is_web_address
from redthread.archive.models import Material
from redthread.core.checked_files import kind_of, text_kind_of
from redthread.core.errors import RuleError
from redthread.core.photos import make_anew
from redthread.gatherings.models import AgendaItem, Method

ACCEPT = ".pdf,.docx,.pptx,.xlsx,.odt,.jpg,.jpeg,.png,.webp,.txt,.csv"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
LONGEST_THEME = 40


class WordsForm(forms.Form):
    """What it is called and where it belongs."""

    title = forms.CharField(
        label=_("Hva er det?"), max_length=150, error_messages={"required": _("Skriv hva det er.")}
    )
    about = forms.CharField(
        label=_("En linje om det"),
        required=False,
        max_length=300,
        help_text=_("Hva er det godt for, og hva bør en se etter?"),
    )
    themes = forms.CharField(
        label=_("Temaer"),
        required=False,
        max_length=300,
        help_text=_("Med komma mellom, for eksempel: lesing, vurdering."),
    )
    method = forms.ChoiceField(label=_("Metode"), required=False)
    school_kind = forms.ChoiceField(label=_("Passer for"), required=False)
    item = forms.ChoiceField(label=_("Hører til i programmet"), required=False)

    def __init__(
        self, *args: Any, items: dict[str, AgendaItem], methods: dict[str, Method], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self._items, self._methods = items, methods
        self._choose("item", [(key, str(one.title)) for key, one in items.items()], _t("Ingen bestemt post"))
        self._choose("method", [(key, one.name) for key, one in methods.items()], _t("Ingen bestemt metode"))
        self._choose("school_kind", Material.SchoolKind.choices, _t("Alle"))
        for name, among in (("item", items), ("method", methods)):
            if not among:
                del self.fields[name]

    def _choose(self, name: str, among: Any, nothing: str) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", nothing), *among]

    def clean_themes(self) -> tuple[str, ...]:
        typed = [" ".join(part.split()) for part in self.cleaned_data["themes"].split(",")]
        themes = tuple({one.casefold(): one for one in typed if one}.values())
        if len(themes) > MOST_THEMES or any(len(one) > LONGEST_THEME for one in themes):
            raise ValidationError(
                _t("Skriv høyst %(most)d temaer, hvert på høyst 40 tegn.") % {"most": MOST_THEMES}
            )
        return themes

    def words(self) -> Words:
        data = self.cleaned_data
        return Words(
            title=data["title"],
            about=data["about"],
            themes=data["themes"],
            school_kind=data["school_kind"],
            method=self._methods.get(data.get("method", "")),
            item=self._items.get(data.get("item", "")),
        )


class MaterialForm(WordsForm):
    kind = forms.ChoiceField(
        label=_("Hva vil du legge inn?"), choices=Material.Kind.choices, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("Fil"),
        help_text=_("PDF, Word, PowerPoint, Excel, ODT, tekst eller bilde, på høyst 20 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"empty": _("Filen er tom. Velg en annen."), "required": _("Velg en fil.")},
    )
    url = forms.CharField(
        label=_("Lenke"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("Til en nettside, en film eller en artikkel. Vi henter ingenting derfra."),
        error_messages={"required": _("Lim inn lenken.")},
    )
    key = forms.RegexField(r"^[A-Za-z0-9-]{8,64}$", widget=forms.HiddenInput)
    field_order = ["kind", "file", "url", "title", "about", "themes", "item", "method", "school_kind", "key"]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if self.is_bound:  # before that either may be chosen, and neither is called optional
            other = "url" if self["kind"].value() == Material.Kind.FILE else "file"
            self.fields[other].required = False

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if not self.fields["url"].required:
            return ""  # put in before something else was chosen
        if url and not is_web_address(url):
            raise ValidationError(_t("Lim inn hele lenken. Den starter med https:// eller http://."))
        return url

    def clean_file(self) -> NewFile | None:
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if not file or not self.fields["file"].required:
            return None
        try:
            return checked(file)
        except RuleError as error:
            raise ValidationError(str(error)) from error


def checked(file: UploadedFile[bytes]) -> NewFile:
    """The file as it may be kept: a picture made anew, the rest as it is. RuleError for what may not."""
    name, size = file.name or "", file.size or 0
    if _is_picture(file):
        return picture_file(make_anew(file, size), name)
    text = text_kind_of(file, size, name)
    return NewFile(file, name, text or kind_of(file, size))


def _is_picture(file: UploadedFile[bytes]) -> bool:
    file.seek(0)
    start: bytes = file.read(16)
    file.seek(0)
    return start.startswith(PICTURES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP")
