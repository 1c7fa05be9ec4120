"""What to do before the gathering, and who says that they are ready."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.models.agenda import AgendaItem
from redthread.people.models import Person


class Preparation(Addressed):
    """Something to read, a file, or a question to think of before one item."""

    class Kind(models.TextChoices):
        READING = "reading", _("noe å lese")
        FILE = "file", _("en fil")
        QUESTION = "question", _("et spørsmål")

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="preparations")
    kind = models.CharField(_("type"), max_length=8, choices=Kind)
    text = models.TextField(_("tekst"), blank=True)
    url = models.URLField(_("lenke"), max_length=500, blank=True)
    file_name = models.CharField(_("filnavn"), max_length=150, blank=True)
    file = models.FileField(_("fil"), upload_to="preparation/", blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutter"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("forberedelse")
        verbose_name_plural = _("forberedelser")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:80] or self.file_name


class Prepared(models.Model):
    """One person says «I am ready»; the answer to a question is for those who run the item."""

    preparation = models.ForeignKey(Preparation, models.CASCADE, related_name="done")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    answer = models.TextField(_("svar"), blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("forberedt")
        verbose_name_plural = _("forberedt")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["preparation", "person"], name="prepared_once_a_person")
        ]

    def __str__(self) -> str:
        return str(self.person)
