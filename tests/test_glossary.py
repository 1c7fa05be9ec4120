"""The glossary and the models say the same word for the same thing."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.db import models
from django.utils import translation

GLOSSARY = Path(__file__).resolve().parent.parent / "docs" / "glossary.md"


def rows() -> dict[str, list[str]]:
    """English, bokmål, nynorsk and the sentence of each stored thing, by the name of its model."""
    found = {}
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[0].startswith("`"):
            found[cells[0].strip("`")] = cells[1:]
    return found


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("redthread.")]


def name_in(language: str, model: type[models.Model]) -> str:
    with translation.override(language):
        return str(model._meta.verbose_name)


def test_every_model_is_in_the_glossary_by_its_name_on_the_screen() -> None:
    glossary = rows()
    wrong = [
        f"{model.__name__} is «{name_in('nb', model)}» on the screen, {glossary.get(model.__name__)} here"
        for model in our_models()
        if name_in("nb", model) not in glossary.get(model.__name__, [])[1:2]
    ]
    assert wrong == []


def test_the_glossary_has_no_model_that_is_gone() -> None:
    assert set(rows()) - {model.__name__ for model in our_models()} == set()


def test_every_thing_is_explained_in_one_sentence_and_three_languages() -> None:
    for name, (english, bokmal, nynorsk, sentence) in rows().items():
        assert all((english, bokmal, nynorsk)), name
        assert sentence.endswith("."), name
        assert ". " not in sentence.replace("e.g. ", ""), f"{name}: one sentence, not two"
