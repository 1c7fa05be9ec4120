"""Materials that a network keeps for itself, and what a person wants to find again."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.models import AgendaItem, Method
from redthread.networks.access import Access
from redthread.networks.models import Network
from redthread.people.models import Person
from redthread.sharing.models import Audience, Content


class MaterialQuerySet(models.QuerySet["Material"]):
    def visible_to(self, access: Access) -> Self:
        """Everything in the archive is for the whole network; that is said where it is added."""
        return self.filter(network=access.network, audience=Audience.NETWORK)


class Material(Addressed, Content):
    """A file, or a link to something elsewhere, that the network can find and use again.

    A link is never fetched by us. `item` is the block of a gathering that it belongs to. `key` makes a
    material that is sent twice one material.
    """

    class Kind(models.TextChoices):
        FILE = "file", _("fil")
        LINK = "link", _("lenke")
        FILM = "film", _("film")
        ARTICLE = "article", _("artikkel")

    class SchoolKind(models.TextChoices):
        PRIMARY = "primary", _("barneskole")
        LOWER = "lower", _("ungdomsskole")
        UPPER = "upper", _("videregående skole")
        KINDERGARTEN = "kindergarten", _("barnehage")
        SUPPORT = "support", _("PPT og støttetjenester")

    network = models.ForeignKey(Network, models.CASCADE, related_name="materials")
    key = models.CharField(max_length=64)
    kind = models.CharField(_("type"), max_length=7, choices=Kind)
    title = models.CharField(_("tittel"), max_length=150)
    about = models.CharField(_("en linje om det"), max_length=300, blank=True)
    url = models.URLField(_("lenke"), max_length=500, blank=True)
    file_name = models.CharField(_("filnavn"), max_length=150, blank=True)
    file = models.FileField(_("fil"), upload_to="material/", blank=True)
    file_size = models.PositiveIntegerField(default=0)
    school_kind = models.CharField(_("type skole"), max_length=12, choices=SchoolKind, blank=True)
    method = models.ForeignKey(
        Method, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("metode")
    )
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=_("programpost"),
    )
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("lagt inn"))

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("materiale")
        verbose_name_plural = _("materialer")
        ordering = ["-added_at", "-pk"]
        indexes = [models.Index(fields=["network", "-added_at"], name="material_of_network")]
        constraints = [
            models.UniqueConstraint(fields=["network", "added_by", "key"], name="material_is_added_once"),
            models.CheckConstraint(
                condition=Q(kind="file", url="") & ~Q(file="") | ~Q(kind="file") & ~Q(url="") & Q(file=""),
                name="material_is_a_file_or_a_link",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("archive:material", args=[self.network.slug, self.public_id])

    @property
    def is_file(self) -> bool:
        return self.kind == self.Kind.FILE


class MaterialTheme(models.Model):
    """A word that says what a material is about; written as people write it, found without case."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="themes")
    name = models.CharField(_("tema"), max_length=40)

    class Meta:
        verbose_name = _("tema for materialet")
        verbose_name_plural = _("temaer for materialet")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["material", "name"], name="theme_once_a_material")]

    def __str__(self) -> str:
        return self.name


class Bookmark(models.Model):
    """«Ta vare på»: one person wants to find the thing again. Nobody else knows of it.

    `thing` is the public id of what is kept (a library method's key); whether the person may still see it is
    asked each time it is shown.
    """

    class Kind(models.TextChoices):
        GATHERING = "gathering", _("samling")
        MATERIAL = "material", _("materiale")
        METHOD = "method", _("metode")
        TRY_OUT = "try_out", _("utprøving")
        STORY = "story", _("praksisfortelling")

    person = models.ForeignKey(Person, models.CASCADE, related_name="bookmarks")
    kind = models.CharField(_("type"), max_length=9, choices=Kind)
    thing = models.CharField(max_length=60)
    kept_at = models.DateTimeField(_("tatt vare på"))

    class Meta:
        verbose_name = _("bokmerke")
        verbose_name_plural = _("bokmerker")
        ordering = ["-kept_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "thing"], name="bookmark_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.thing}"
