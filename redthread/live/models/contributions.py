"""What is written in the room, where it is shown, and how it is sorted and weighed.

Nothing here has a time or a key that grows: beside the turns that people had, order would tell who wrote.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.live.models.participants import Participant
from redthread.live.models.sessions import LiveSession, Table


def random_key() -> int:
    """62 bits: what was stored first cannot be told from what was stored last."""
    return secrets.randbits(62)


if TYPE_CHECKING:
    Lots = models.BigIntegerField[int, int]
else:
    Lots = models.BigIntegerField


class LotKey(Lots):
    """A key drawn by lot. SQLite counts the rows of a table for itself, in the order they came, unless the
    key is an `integer`: then the key is all there is."""

    def db_type(self, connection: Any) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Unordered(models.Model):
    """A record whose key says nothing of when it was made."""

    id = LotKey(primary_key=True, default=random_key, editable=False)

    class Meta:
        abstract = True


class Contribution(Unordered, Addressed):
    """One thing that somebody wrote. Without `author` nobody can tell whose it is but the phone itself.

    `pen_hash` is of the phone's secret and this record's address, so it is the same on no other record; with
    the secret the phone lays the idea out or takes it back. `phase` is the phase it was written in, by key.
    """

    class Kind(models.TextChoices):
        IDEA = "idea", _("idé")
        QUESTION = "question", _("spørsmål")
        PRODUCT = "product", _("det bordet har laget")
        PHOTO = "photo", _("bilde")
        COMMITMENT = "commitment", _("det vi tar med hjem")

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="contributions")
    table = models.ForeignKey(Table, models.CASCADE, related_name="contributions")  # where it was written
    phase = models.CharField(max_length=60)
    kind = models.CharField(_("type"), max_length=10, choices=Kind, default=Kind.IDEA)
    text = models.TextField(_("tekst"), blank=True)
    # Of a commitment: who, due_on and reach. Of an objection: answer, what is done with it in one word.
    more: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    photo = models.FileField(_("bilde"), upload_to="live/", blank=True)
    pen_hash = models.CharField(max_length=64, blank=True)
    author = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="contributions"
    )
    # The visitor's note that this was taken in from.
    source = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="taken_in")
    theme = models.ForeignKey(
        "live.Theme", models.SET_NULL, null=True, blank=True, related_name="contributions"
    )
    reply = models.CharField(_("hva vi gjør med det"), max_length=300, blank=True)
    from_paper = models.BooleanField(_("fra papir"), default=False)
    is_late = models.BooleanField(_("kom etterpå"), default=False)
    is_hidden = models.BooleanField(_("tatt bort fra skjermene"), default=False)

    class Meta:
        verbose_name = _("bidrag")
        verbose_name_plural = _("bidrag")
        ordering = ["public_id"]  # the order they came in is nobody's business

    def __str__(self) -> str:
        return self.text[:80]


class Showing(Unordered):
    """That a contribution is out in one circle in one phase. `place` is the order they were laid out in,
    where names follow; where they do not it is drawn by lot.

    A circle is those who see it: `t:3` a table, `s:12` a school, `r:principal` a role, `p:3:1` a pair at
    table 3, `a` everybody.
    """

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="showings")
    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="showings")
    phase = models.CharField(max_length=60)
    circle = models.CharField(max_length=40)
    place = models.BigIntegerField()
    name = models.CharField(_("vist navn"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("visning")
        verbose_name_plural = _("visninger")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "phase", "circle"], name="live_shown_once_in_a_phase"
            )
        ]
        indexes = [models.Index(fields=["session", "circle"], name="live_showing_of_circle")]

    def __str__(self) -> str:
        return self.circle


class Theme(Addressed):
    """A heap that ideas are sorted into, at one table."""

    table = models.ForeignKey(Table, models.CASCADE, related_name="themes")
    phase = models.CharField(max_length=60)
    name = models.CharField(_("tema"), max_length=120)

    class Meta:
        verbose_name = _("tema")
        verbose_name_plural = _("temaer")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Dot(Unordered):
    """One dot on a contribution or a theme. `pen_hash` lets the phone take it back, and ties it to nobody."""

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="dots")
    phase = models.CharField(max_length=60)
    circle = models.CharField(max_length=40)
    contribution = models.ForeignKey(Contribution, models.CASCADE, null=True, blank=True, related_name="dots")
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, blank=True, related_name="dots")
    pen_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("prikk")
        verbose_name_plural = _("prikker")
        ordering = ["pen_hash"]
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "contribution", "pen_hash"], name="live_dot_once_an_idea"
            ),
            models.UniqueConstraint(fields=["phase", "theme", "pen_hash"], name="live_dot_once_a_theme"),
            models.CheckConstraint(
                condition=models.Q(contribution=None) ^ models.Q(theme=None), name="live_dot_is_on_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return self.circle
