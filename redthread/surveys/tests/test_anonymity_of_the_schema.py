"""What the tables of answers cannot say, whatever is in them."""

from django.apps import apps
from django.db import models

ANSWERS = ("SpentTicket", "AnswerBundle", "TextPile")
TIMES = (models.DateField, models.TimeField, models.DurationField)


def test_what_was_answered_leads_to_the_wave_and_nowhere_else() -> None:
    relations = {
        name: [one.name for one in apps.get_model("surveys", name)._meta.fields if one.is_relation]
        for name in ANSWERS
    }

    assert relations == {name: ["wave"] for name in ANSWERS}


def test_nothing_of_answers_or_invitations_has_a_time() -> None:
    timed = [
        f"{name}.{one.name}"
        for name in (*ANSWERS, "SurveyInvitation", "RespondentGroup", "OpenCode")
        for one in apps.get_model("surveys", name)._meta.fields
        if isinstance(one, TIMES)
    ]

    assert timed == []


def test_no_table_points_at_what_was_answered() -> None:
    pointing = [
        f"{model.__name__}.{one.name}"
        for model in apps.get_models()
        for one in model._meta.fields
        if one.is_relation and one.related_model.__name__ in ANSWERS  # type: ignore[union-attr]
    ]

    assert pointing == []
