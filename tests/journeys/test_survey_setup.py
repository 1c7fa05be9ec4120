"""A survey from nothing to its closing, with questions of one's own, by finger and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from redthread.notices.models import OutgoingMail
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import Wave
from redthread.surveys.tests.fieldwork import people
from redthread.testing.cast import Cast
from tests.journeys.hands import Hand, Keyboard, Pointer

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_PRESSES = 40


@pytest.mark.parametrize(("hand", "width"), [(Pointer, 390), (Keyboard, 1280)])
def test_from_own_questions_to_the_closing(
    cast: Cast, page_for: PageFor, hand: type[Hand], width: int
) -> None:
    people(cast.network, cast.asen, 6)
    liv = hand(page_for(cast.liv, width=width))
    liv.page.set_default_timeout(7000)
    liv.open(reverse("surveys:new", args=[cast.network.slug]))
    liv.press("button", "Bruk dette", liv.page.get_by_role("region", name="Egne spørsmål"))

    liv.press("link", "Legg til et eget spørsmål")
    liv.write("Spørsmålet", "Hvilken skole jobber du på?")
    liv.choose("Hvordan svarer de?", "Med egne ord")
    liv.press("button", "Lagre")
    liv.see("Én ting bør rettes før den sendes.")
    own = liv.page.locator("#sporsmal-own_1")
    liv.press("link", "Endre", own)
    liv.write("Spørsmålet", "Hvor ofte prøver dere noe nytt?")
    liv.choose("Hvordan svarer de?", "Svar som du skriver selv")
    liv.write("Svarene de kan velge mellom", "Aldri\nAv og til\nOfte")
    liv.press("button", "Lagre")
    liv.see("Aldri, Av og til, Ofte, vet ikke, ikke aktuelt")
    liv.press("button", "Flytt opp", own)
    liv.see("Spørsmålene er endret.")
    liv.press("button", "Ta ut", liv.page.locator("#sporsmal-opinion"))
    liv.press("link", "Se den som de som svarer")
    liv.see("Ingenting sendes herfra.")
    liv.press("link", "Tilbake")

    liv.write("Hvorfor spør dere?", "Vi vil gjøre samlingene bedre.")
    liv.press("checkbox", "Mellomledere")
    liv.press("checkbox", "Ressurslærere")
    liv.press("checkbox", "Rådgivere")
    teachers = liv.page.locator("label").filter(has_text=re.compile(r"^\s*Lærere \("))
    liv.press("checkbox", "Lærere (", teachers.locator(".."))
    liv.press("button", "Se over og send ut")
    liv.see("Dette leser de")
    assert liv.page.get_by_text("Vi vil gjøre samlingene bedre.").count()
    liv.write("Åsen skole", "40")
    liv.press("button", "Åpne og send")
    liv.see("Færre enn 5 har svart.")
    assert liv.pressed <= MOST_PRESSES

    wave = Wave.objects.get()
    assert instrument_of(wave.survey).items[0].text.nb == "Hvor ofte prøver dere noe nytt?"
    assert OutgoingMail.objects.filter(kind=OutgoingMail.Kind.SURVEY).count() == 8
    liv.press("link", "Skriv ut plakatene")
    liv.see("Skann koden med telefonen")
    liv.open(wave.get_absolute_url())
    liv.see("kan du sende en påminnelse")
    liv.unfold("Lukk runden")
    liv.press("button", "Lukk og lag resultatene")
    liv.see("For få har svart")
    wave.refresh_from_db()
    assert wave.closed_at is not None
