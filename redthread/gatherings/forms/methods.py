"""A method as it is written: its card, its steps as rows, and whom it is shared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.method_card import Card, RoleOnCard, Step
from redthread.gatherings.method_drafts import StepDraft, kind_of_step, script_for
from redthread.gatherings.method_script import Script
from redthread.gatherings.method_words import Need, PhaseKind
from redthread.gatherings.models import Shared

EMPTY_ROWS, MOST_ROWS = 2, 20
EMPTY_CARD = Card("", "", "", "", (), None, None, 0, (), (), "", "", "", "", Script(()))
CARD_TEXTS = ("name", "purpose", "when_to_use", "room", "materials", "plan_b", "source")


def _area(label: Any, rows: int = 3, *, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


class FindMethodForm(forms.Form):
    """What one looks for; every field may be empty, and what cannot be read is left out."""

    q = forms.CharField(
        label=_("Søk"), required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"})
    )
    need = forms.ChoiceField(
        label=_("Vi trenger å …"), required=False, choices=[("", _("alt")), *Need.choices]
    )
    minutes = forms.TypedChoiceField(
        label=_("Tid"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("uansett")),
            ("15", _("høyst et kvarter")),
            ("30", _("høyst en halv time")),
            ("45", _("høyst tre kvarter")),
            ("60", _("høyst en time")),
        ],
    )
    people = forms.IntegerField(
        label=_("Hvor mange er vi?"),
        required=False,
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class MethodForm(forms.Form):
    name = forms.CharField(
        label=_("Hva heter metoden?"),
        max_length=120,
        error_messages={"required": _("Gi metoden et navn.")},
    )
    purpose = _area(
        _("Hva er den god for?"),
        2,
        required=True,
        error_messages={"required": _("Skriv i én setning hva metoden er god for.")},
    )
    when_to_use = _area(_("Når passer den?"), 2)
    needs = forms.MultipleChoiceField(
        label=_("Vi bruker den til å …"),
        required=False,
        choices=Need.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    people_from = forms.IntegerField(label=_("Deltakere, fra"), required=False, min_value=1, max_value=1000)
    people_to = forms.IntegerField(label=_("Deltakere, til"), required=False, min_value=1, max_value=1000)
    roles = _area(
        _("Roller"), 4, help_text=_("Én på hver linje, for eksempel «Tidtaker: følger klokka og sier fra».")
    )
    room = _area(_("Rom"), 2)
    materials = _area(_("Utstyr"), 2)
    plan_b = _area(
        _("Plan B"),
        2,
        help_text=_("Hva gjør dere når det er for få folk, for lite tid eller stille i rommet?"),
    )
    source = _area(_("Hvor kommer den fra?"), 2)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        low, high = cleaned.get("people_from"), cleaned.get("people_to")
        if low and high and low > high:
            self.add_error(
                "people_to", _t("Tallet er mindre enn det første. Bytt om, eller la det stå tomt.")
            )
        return cleaned


class StepForm(forms.Form):
    """One row. A row without title and text is not a step, and is left out."""

    title = forms.CharField(label=_("Hva"), required=False, max_length=120)
    minutes = forms.IntegerField(
        label=_("Minutter"),
        required=False,
        min_value=1,
        max_value=480,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Skriv minuttene som et helt tall, for eksempel 10.")},
    )
    kind = forms.ChoiceField(
        label=_("Hva skjer?"), required=False, choices=PhaseKind.choices, initial=PhaseKind.DISCUSS
    )
    text = _area(_("Slik gjør dere"))
    rules = _area(_("Regler"), 2, help_text=_("Én på hver linje."))
    place = forms.IntegerField(
        label=_("Plass"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    origin = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=99)
    remove = forms.BooleanField(label=_("Ta bort steget"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.is_step():
            return cleaned
        if not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", _t("Skriv hva steget heter, eller ta det bort."))
        if not cleaned.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _t("Skriv hvor mange minutter steget tar."))
        return cleaned

    def is_step(self) -> bool:
        data = self.cleaned_data
        return bool(data.get("title") or data.get("text")) and not data.get("remove")

    def draft(self) -> StepDraft:
        data = self.cleaned_data
        step = Step(data["title"], data["minutes"], data["text"], tuple(lines_of(data["rules"])))
        return StepDraft(step, data["kind"] or PhaseKind.DISCUSS, data["origin"])


def rows_for(card: Card, sent: Mapping[str, Any] | None = None) -> list[StepForm]:
    """A row for each step and two empty ones; after sending, as many rows as came."""
    if sent is not None:
        there = [n for n in range(MOST_ROWS) if f"s{n}-title" in sent or f"s{n}-text" in sent]
        return [StepForm(sent, prefix=f"s{n}", initial={"place": n + 1}) for n in there]
    rows = [
        {
            "title": step.title,
            "minutes": step.minutes,
            "text": step.text,
            "rules": "\n".join(step.rules),
            "kind": kind_of_step(card.script, number),
            "origin": number,
            "place": number,
        }
        for number, step in enumerate(card.steps, start=1)
    ]
    rows += [{"place": len(rows) + more} for more in range(1, EMPTY_ROWS + 1)]
    return [StepForm(prefix=f"s{n}", initial=row) for n, row in enumerate(rows[:MOST_ROWS])]


def values_of(card: Card, seen: str = "") -> dict[str, Any]:
    """What the form shows of the card."""
    roles = [f"{role.name}: {role.text}" if role.text else role.name for role in card.roles]
    return {
        **{name: getattr(card, name) for name in (*CARD_TEXTS, "people_from", "people_to")},
        "needs": [need.value for need in card.needs],
        "roles": "\n".join(roles),
        "seen": seen,
    }


def card_from(form: MethodForm, rows: list[StepForm], old: Card) -> Card:
    """The card that the valid forms say, with a script for its steps."""
    data = form.cleaned_data
    kept = [row for row in rows if row.is_step()]
    kept.sort(key=lambda row: row.cleaned_data["place"] or 99)
    drafts = [row.draft() for row in kept]
    parts = [line.partition(":") for line in lines_of(data["roles"])]
    return replace(
        old,
        **{name: data[name] for name in (*CARD_TEXTS, "people_from", "people_to")},
        name_en=old.name_en if old.name == data["name"] else "",
        needs=tuple(Need(one) for one in data["needs"]),
        roles=tuple(RoleOnCard(name.strip(), text.strip()) for name, _colon, text in parts),
        minutes=sum(draft.step.minutes for draft in drafts),
        steps=tuple(draft.step for draft in drafts),
        script=script_for(drafts, old.script),
    )


class ShareForm(forms.Form):
    shared = forms.ChoiceField(
        label=_("Hvem skal få ta en kopi?"),
        choices=[choice for choice in Shared.choices if choice[0] != Shared.NO],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvem som skal få ta en kopi.")},
    )


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
