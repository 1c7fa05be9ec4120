"""What was answered. Anonymity is a property of these tables, and not a setting.

No table here has a person, a time, a session or an address, and none has a key to one that has. A ticket's
mark can be made from an invitation only with the server's secret, which is neither in the database nor in a
backup of it; so the database with its journal does not say who has answered, and much less what. An answer
has no row: it lies among others in a bundle whose rows are shuffled each time one is laid in.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from redthread.surveys.models.surveys import Wave


class SpentTicket(models.Model):
    """The mark of a ticket that has been used, so that a retry counts once. It leads to no answer.

    The key is made of the mark, so that the table has no order of its own. `retry` is the mark of what the
    phone called its answer, so that the same sent again is told from a second one. `seat` is drawn by lot
    among those of the code on a wall that let the phone in: a mark as well, so that without the secret
    nobody can count the answers of a school.
    """

    id = models.BigIntegerField(primary_key=True, editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="spent_tickets")
    mark = models.CharField(max_length=64)
    retry = models.CharField(max_length=64)
    seat = models.CharField(max_length=64, null=True)

    class Meta:
        verbose_name = _("brukt billett")
        verbose_name_plural = _("brukte billetter")
        constraints = [
            models.UniqueConstraint(fields=["wave", "mark"], name="ticket_is_spent_once"),
            models.UniqueConstraint(fields=["wave", "seat"], name="seat_is_taken_once"),
        ]

    def __str__(self) -> str:
        return str(self.wave)


class AnswerBundle(models.Model):
    """Some answers of a wave, drawn into it by lot and shuffled.

    `rows` is a matrix of bytes: the number of the group, then the columns of `redthread.instruments.coding`,
    and in a confidential survey sixteen bytes at the end that are made from the respondent's own code word.
    """

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="bundles")
    number = models.PositiveIntegerField()
    rows = models.BinaryField(default=b"")

    class Meta:
        verbose_name = _("bunt med svar")
        verbose_name_plural = _("bunter med svar")
        constraints = [models.UniqueConstraint(fields=["wave", "number"], name="bundle_number_once_a_wave")]

    def __str__(self) -> str:
        return f"{self.wave} {self.number}"


class TextPile(models.Model):
    """All free words to one question, shuffled, without background.

    `entries` is a list of `{"text": str, "mark": str}`; the mark is made of the question and of a receipt
    that only the phone has, so that the one who wrote it, and nobody else, can take it away.
    """

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="text_piles")
    item = models.CharField(_("spørsmål"), max_length=60)
    entries: models.JSONField[Any, Any] = models.JSONField(default=list)

    class Meta:
        verbose_name = _("bunke med fritekst")
        verbose_name_plural = _("bunker med fritekst")
        constraints = [
            models.UniqueConstraint(fields=["wave", "item"], name="text_pile_once_an_item"),
            models.CheckConstraint(condition=~Q(item=""), name="text_pile_is_of_an_item"),
        ]

    def __str__(self) -> str:
        return f"{self.wave} {self.item}"
