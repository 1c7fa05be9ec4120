"""The index: what can be found, by which words, and by whom. Made from the rest; nothing is lost with it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """One thing as it is found by those of its `scopes`: the stems of its words, never its text.

    The same thing has one more `part` where others see less of it. `digest` is of what it was made from, so
    that what has not changed is not read again. The databases keep an index beside the table, by triggers or
    generated columns (in the migrations).
    """

    kind = models.CharField(max_length=12)
    thing = models.CharField(max_length=60)
    part = models.CharField(max_length=8, blank=True)
    scopes = models.TextField()
    title = models.TextField()
    body = models.TextField()
    digest = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("søkepost")
        verbose_name_plural = _("søkeposter")
        indexes = [models.Index(fields=["kind", "id"], name="search_document_of_kind")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "thing", "part"], name="search_document_once_a_part"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing}"


class SearchWord(models.Model):
    """A word that stands in something of that scope, so that a slip of the pen can be put right.

    Each scope has words of its own; what stands elsewhere never shows itself in a suggestion.
    """

    scope = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("ord i søket")
        verbose_name_plural = _("ord i søket")
        constraints = [models.UniqueConstraint(fields=["scope", "word"], name="search_word_once_a_scope")]

    def __str__(self) -> str:
        return self.word
