"""Choices that are known only when the form is made."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str | int, str]]) -> None:
    """Let the field `name` of the form choose between these; anything else is refused by Django."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} has no choices")
    field.choices = list(choices)
