"""Those who answer, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

ROLES: dict[str, Promise] = {
    "principal": gettext_lazy("Rektorer"),
    "middle_leader": gettext_lazy("Mellomledere"),
    "resource_teacher": gettext_lazy("Ressurslærere"),
    "teacher": gettext_lazy("Lærere"),
    "owner": pgettext_lazy("de som svarer", "Skoleeier"),
    "adviser": gettext_lazy("Rådgivere"),
    "other": gettext_lazy("Andre"),
}


def role_words(role: str) -> str:
    """«Rektorer»."""
    return str(ROLES.get(role, role))
