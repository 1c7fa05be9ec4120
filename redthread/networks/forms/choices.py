"""Choices that are known only when the form is made."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.db import models


def spoken(kinds: type[models.TextChoices]) -> list[tuple[str | int, str]]:
    """The choices of a model's field as they stand on a form: with a capital first."""
    return [(kind.value, str(kind.label).capitalize()) for kind in kinds]


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str | int, str]]) -> None:
    """Let the field `name` of the form choose between these; anything else is refused by Django."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} has no choices")
    field.choices = list(choices)
