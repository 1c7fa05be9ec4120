"""Every text that the product shows exists in nynorsk and English, with the same placeholders."""

from __future__ import annotations

import re

import pytest

from tests.messages import LANGUAGES, catalogue, read_catalogue, translations

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")
BOKMAL_ONLY = re.compile(
    r"\b(ikke|hvem|hva|hvordan|hvor|skolen|skole|skoler|fra|dere|noen|bare|mer|uke|jeg)\b", re.I
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_lacks_its_translation(language: str) -> None:
    known = read_catalogue(language)
    found = catalogue()
    assert len(list(found)) > 100
    missing = []
    for message in found:
        if not message.id:
            continue
        translated = known.get(message.id, message.context)
        if translated is None or not all(translations(translated)):
            missing.append(message.id)
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive_the_translation(language: str) -> None:
    wrong = []
    for message in read_catalogue(language):
        source = message.id[0] if message.pluralizable else str(message.id)
        plural = message.id[1] if message.pluralizable else source
        allowed = {tuple(sorted(PLACEHOLDER.findall(t))) for t in (source, plural)}
        if source and any(
            tuple(sorted(PLACEHOLDER.findall(t))) not in allowed for t in translations(message)
        ):
            wrong.append(source)
    assert wrong == []


def test_nynorsk_has_no_bokmal_words() -> None:
    mixed = [t for m in read_catalogue("nn") if m.id for t in translations(m) if BOKMAL_ONLY.search(t)]
    assert mixed == []
