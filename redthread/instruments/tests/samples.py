"""Small instruments to try things on."""

from __future__ import annotations

from redthread.instruments.model import (
    AnswerScale,
    Condition,
    Index,
    Instrument,
    Item,
    Option,
    Section,
    Source,
    Text,
)

AGREE = AnswerScale(
    "agree",
    "ordered",
    tuple(
        Option(value, Text(label))
        for value, label in enumerate(("Helt uenig", "Uenig", "Både og", "Enig", "Helt enig"), start=1)
    ),
    has_dont_know=True,
    has_not_relevant=True,
)
YES_NO = AnswerScale("yes_no", "yes_no", (Option(1, Text("Ja")), Option(0, Text("Nei"))))
KINDS = AnswerScale(
    "kinds",
    "nominal",
    (Option(1, Text("Samling")), Option(2, Text("Nettmøte")), Option(3, Text("Skolebesøk"))),
    has_dont_know=True,
)


def instrument(
    *items: Item, scales: tuple[AnswerScale, ...] = (AGREE, YES_NO, KINDS), indices: tuple[Index, ...] = ()
) -> Instrument:
    """One section with these items."""
    return Instrument(
        code="sample",
        version=1,
        title=Text("Prøve", "Prøve", "Sample"),
        about=Text("Et lite skjema.", "Eit lite skjema.", "A small form."),
        scales={scale.code: scale for scale in scales},
        sections=(Section(Text("Samlingene"), items),),
        indices=indices,
        sources=(Source("003 §3.3", "Kvaliteten på samlingene."),),
    )


TOOK_PART = Item("took_part", Text("Deltok du på samlingen?"), scale="yes_no")
USEFUL = Item(
    "useful", Text("Samlingen var nyttig"), scale="agree", shown_if=Condition("took_part", frozenset({1}))
)
FORMS = Item("forms", Text("Hva var du med på?"), kind="choices", scale="kinds")
MORE = Item("more", Text("Hva vil du si mer?"), kind="text", roles=frozenset({"principal"}))
SMALL = instrument(TOOK_PART, USEFUL, FORMS, MORE)
