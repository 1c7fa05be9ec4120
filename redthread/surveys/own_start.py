"""What a survey with questions of one's own begins with: one of each kind, to write over."""

from __future__ import annotations

from redthread.instruments.model import Instrument, Item, Section, Text
from redthread.surveys.question_form import AGREE

CODE = "own-questions"


def own_start() -> Instrument:
    opinion = Text(
        "Det vi gjør sammen, hjelper meg i jobben.",
        "Det vi gjer saman, hjelper meg i jobben.",
        "What we do together helps me in my job.",
    )
    free = Text(
        "Hva vil du at vi skal vite?", "Kva vil du at vi skal vite?", "What would you like us to know?"
    )
    return Instrument(
        code=CODE,
        version=1,
        title=Text("Egne spørsmål", "Eigne spørsmål", "Our own questions"),
        about=Text(
            "Spørsmål som nettverket har skrevet selv.",
            "Spørsmål som nettverket har skrive sjølv.",
            "Questions that the network has written itself.",
        ),
        scales={AGREE.code: AGREE},
        sections=(
            Section(
                Text("Spørsmålene", "Spørsmåla", "The questions"),
                (Item("opinion", opinion, scale=AGREE.code), Item("free", free, kind="text")),
            ),
        ),
    )
