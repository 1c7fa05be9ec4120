"""What somebody in the demo answers: their own leaning, that of their role, and some chance."""

from __future__ import annotations

from random import Random

from redthread.instruments.answering import DONT_KNOW_WORD, NOT_RELEVANT_WORD, Answer, asked_after
from redthread.instruments.model import AnswerScale, Instrument, Item

NO_ANSWER, DONT_KNOW, NOT_RELEVANT, CHOSEN, YES = 0.02, 0.04, 0.07, 0.3, 0.9
SPREAD_OF_PEOPLE, SPREAD_OF_ANSWERS = 0.8, 0.55
# How high a role answers on average, from 0 to 1 of the scale; what an index adds to it; what the time
# between two rounds adds. Leaders see the shared direction more clearly than teachers do.
LEANS = {"principal": 0.70, "middle_leader": 0.62, "teacher": 0.55}
INDICES = {
    "principal": {"vision": 0.12, "leadership": 0.14, "structure": -0.10, "practice": -0.08},
    "middle_leader": {"vision": 0.04, "structure": -0.12, "practice": -0.04},
    "teacher": {"vision": -0.06, "leadership": -0.10, "relations": 0.16, "practice": -0.12},
}
GROWN = {"group": 0.12, "practice": 0.14, "learning": 0.06}
# What a programme was about: much of some of it, little of other. Of the first three, those who met more
# say that they have changed more; of the law most do not know.
MET = {
    "m_organisation": 0.12,
    "m_learning": -0.24,
    "m_quality": -0.18,
    "m_role": 0.16,
    "m_future": 0.02,
    "m_society": -0.3,
}
ALIKE_TO_ALL, UNSURE = ("m_role", "m_future", "m_society"), {"m_law": 0.65}


def answers_of(instrument: Instrument, role: str, chance: Random, *, is_later: bool) -> dict[str, Answer]:
    """One person's answers; what the first ones lead to is asked after them."""
    person = chance.gauss(0, SPREAD_OF_PEOPLE)
    leaning = dict.fromkeys((item.code for item in instrument.items), LEANS.get(role, 0.6))
    for index in instrument.indices:
        more = INDICES.get(role, {}).get(index.code, 0.0) + (GROWN.get(index.code, 0.0) if is_later else 0.0)
        for code in index.items:
            leaning[code] += more + MET.get(code, 0.0)
    answers: dict[str, Answer] = {}
    for _time in range(2):
        for item in asked_after(instrument, role, answers):
            scale = instrument.scale_of(item)
            if item.code not in answers and scale is not None:
                answers[item.code] = _answer(item, scale, leaning[item.code], person, chance)
    return answers


def _answer(item: Item, scale: AnswerScale, leaning: float, person: float, chance: Random) -> Answer:
    drawn = chance.random()
    if drawn < NO_ANSWER:
        return None
    if scale.has_dont_know and drawn < UNSURE.get(item.code, DONT_KNOW):
        return DONT_KNOW_WORD
    if scale.has_not_relevant and drawn < NOT_RELEVANT:
        return NOT_RELEVANT_WORD
    if item.kind == "choices":
        return [option.value for option in scale.options if chance.random() < CHOSEN] or None
    match scale.kind:
        case "nominal":
            return chance.choice(scale.options).value
        case "yes_no":
            return scale.options[0 if chance.random() < YES else -1].value
        case _:
            return _on_scale(scale, 1 - leaning if item.is_reversed else leaning, person, item, chance)


def _on_scale(scale: AnswerScale, leaning: float, person: float, item: Item, chance: Random) -> int:
    last = len(scale.options) - 1
    own = 0.0 if item.code in ALIKE_TO_ALL else -person if item.is_reversed else person
    place = round(leaning * last + own + chance.gauss(0, SPREAD_OF_ANSWERS))
    return scale.options[max(0, min(last, place))].value
