"""What the groups of the search are called on the page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

GROUPS = {
    "gathering": _("Samlinger"),
    "outcome": _("Fra referatene"),
    "commitment": _("Det skolene tok med hjem"),
    "summary": _("Skolenes oppsummeringer"),
    "try_out": _("Utprøvinger"),
    "story": _("Praksisfortellinger"),
    "method": _("Metoder"),
    "material": _("Materialer"),
    "concept": _("Begreper"),
    "shared": _("Delt med skoleeier"),
}
