"""Levels, and why a figure is hidden, in words for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from redthread.people.models import Organisation
from redthread.surveys.figures.levels import KIND, TOTAL, UNIT
from redthread.surveys.role_words import role_words

KINDS: Mapping[str, Promise] = {
    Organisation.Kind.OWNER: pgettext_lazy("de som svarer", "Skoleeier"),
    Organisation.Kind.SCHOOL: gettext_lazy("Skoler"),
    Organisation.Kind.KINDERGARTEN: gettext_lazy("Barnehager"),
    Organisation.Kind.SUPPORT: gettext_lazy("PP-tjeneste"),
    Organisation.Kind.PARTNER: gettext_lazy("Samarbeidspartner"),
    "primary": gettext_lazy("Barneskoler"),
    "lower": gettext_lazy("Ungdomsskoler"),
    "combined": gettext_lazy("1–10-skoler"),
    "upper": gettext_lazy("Videregående skoler"),
}
NO_MEAN = "no_mean"  # the shares are shown, and a mean of them would tell more
UNTOLD = "untold"  # how many have answered, where it would tell of one who has not
# SPSS numbers them in this order, so a new one goes last.
HIDDEN: Mapping[str, Promise] = {
    "few": gettext_lazy("for få svar"),
    "derivable": gettext_lazy("skjult så andre ikke kan regnes ut"),
    "none": gettext_lazy("ingen svar"),
    "schools": gettext_lazy("svar fra for få skoler"),
    "alike": gettext_lazy("svarene er for like"),
    NO_MEAN: gettext_lazy("svarene er for like eller for få"),
    UNTOLD: gettext_lazy("det kunne røpe noen"),
}


def level_words(level: str) -> str:
    """«Rektorer» for «role:principal», and «Alle» for the whole; a unit is named already."""
    axis, _colon, category = level.partition(":")
    if axis == TOTAL:
        return _("Alle")
    if axis == UNIT:
        return category
    return str(KINDS.get(category, category)) if axis == KIND else role_words(category)


def why_hidden(cell: Mapping[str, Any]) -> str:
    """Nothing for a figure that is shown."""
    return str(HIDDEN[cell["hidden"]]) if "hidden" in cell else ""
