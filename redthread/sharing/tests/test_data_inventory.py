"""Every stored field is declared, once, and nothing that is not stored."""

from django.apps import apps
from django.db.models import ForeignKey

from redthread.people.models import Person
from redthread.sharing.data_inventory import declarations

KEYS = {"id"}
EVERY = "*"


def stored() -> dict[str, list[str]]:
    """The fields of every model, but for plain keys and the key of the parent."""
    return {
        model._meta.label: [field.name for field in model._meta.local_fields if field.name not in KEYS]
        for model in apps.get_models(include_auto_created=True)
    }


def declared() -> list[tuple[str, str]]:
    return [(one.model, field) for one in declarations() for field in one.fields]


def test_every_field_is_declared_once() -> None:
    answers = declared()
    whole = {model for model, field in answers if field == EVERY}
    wanted = [(model, field) for model, fields in stored().items() if model not in whole for field in fields]
    assert sorted(answers) == sorted(wanted + [(model, EVERY) for model in whole])


def test_only_models_that_are_not_ours_are_declared_whole() -> None:
    assert not {one.model for one in declarations() if EVERY in one.fields} & {
        model._meta.label for model in apps.get_models() if model.__module__.startswith("redthread.")
    }


def test_what_points_to_a_person_is_personal() -> None:
    personal = {(one.model, field) for one in declarations() if one.is_personal for field in one.fields}
    for model in apps.get_models():
        if not model.__module__.startswith("redthread."):
            continue
        for field in model._meta.local_fields:
            if isinstance(field, ForeignKey) and field.related_model is Person:
                assert (model._meta.label, field.name) in personal, f"{model._meta.label}.{field.name}"


def test_every_answer_is_given() -> None:
    assert [one for one in declarations() if not (one.purpose and one.kept)] == []
