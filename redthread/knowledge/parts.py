"""The parts of a story in the order in which they are told, and the questions that ask for them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from redthread.knowledge.models import Story

LONGEST_TEXT = 4000
TEXTS = ("situation", "did", "took", "hard", "otherwise", "tips")
CHECKED = ("title", *TEXTS)


class Step(NamedTuple):
    """One screen. `slug` stands in the address; a step asks one question."""

    slug: str
    part: str
    question: Any
    hint: Any = ""


WORKED = (
    Step(
        "situasjon",
        "situation",
        _("Hvordan var det hos dere?"),
        _("Det de andre må vite for å kjenne seg igjen. Uten navn på folk og steder."),
    ),
    Step("gjort", "did", _("Hva gjorde dere?"), _("Så konkret at noen andre kan prøve.")),
    Step("krevde", "took", _("Hva krevde det?"), _("Tid, folk, penger, tålmodighet …")),
    Step("vanskelig", "hard", _("Hva var vanskelig?"), _("Det er ofte det andre lærer mest av.")),
    Step("annerledes", "otherwise", _("Hva ville dere gjort annerledes?")),
    Step("tips", "tips", _("Har du et tips til den som vil prøve?")),
)
DID_NOT = (
    WORKED[0],
    Step("gjort", "did", _("Hva prøvde dere?"), _("Så konkret at andre ser hva det var.")),
    WORKED[2],
    Step(
        "vanskelig",
        "hard",
        _("Hva gjorde at det ikke virket?"),
        _("Det du tror i dag. Ingen skal ha skylda, og du trenger ikke være sikker."),
    ),
    Step("annerledes", "otherwise", _("Hva ville dere gjort i stedet?")),
    Step("tips", "tips", _("Hva vil du si til den som tenker på å prøve det samme?")),
)
REST = "resten"


def steps_of(story: Story) -> tuple[Step, ...]:
    """Its questions: what did not work is asked for in its own words, and takes as many steps."""
    return DID_NOT if story.outcome == Story.Outcome.DID_NOT else WORKED


LABELS = {
    "title": _("Navnet på fortellingen"),
    "situation": _("Situasjonen"),
    "did": _("Hva vi gjorde"),
    "took": _("Hva det krevde"),
    "hard": _("Hva som var vanskelig"),
    "otherwise": _("Hva vi ville gjort annerledes"),
    "tips": _("Tips"),
    "files": _("Filnavn"),
}
