"""A material is added, described anew and taken away."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import IO, NamedTuple

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from redthread.archive.models import Material, MaterialTheme
from redthread.core.checked_files import JPEG, FileKind, shown_name
from redthread.core.errors import RuleError
from redthread.core.photos import Picture
from redthread.gatherings.models import AgendaItem, Method
from redthread.networks.models import Network
from redthread.people.models import Person
from redthread.sharing.models import Audience

MOST_BYTES = 2 * 2**30  # of one network; a disk is not endless
MOST_THEMES = 6


class NewFile(NamedTuple):
    """A file that is known by its content; a picture is one of ours, without place and device."""

    file: IO[bytes]
    name: str
    kind: FileKind


def picture_file(picture: Picture, name: str) -> NewFile:
    return NewFile(BytesIO(picture.content), name, JPEG)


@dataclass(frozen=True)
class Words:
    """What a material is called, what it is about, and where it belongs."""

    title: str
    about: str = ""
    themes: tuple[str, ...] = ()
    school_kind: str = ""
    method: Method | None = None
    item: AgendaItem | None = None


@transaction.atomic
def add_material(
    *,
    network: Network,
    key: str,
    kind: str,
    words: Words,
    url: str,
    upload: NewFile | None,
    by: Person,
    now: datetime,
) -> Material:
    """Put it in the network's archive, where everybody in the network sees it at once.

    The same `key` from the same person again gives the same material. Raises RuleError when there is neither
    file nor link, and when the archive is full.
    """
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    if there := Material.objects.filter(network=network, added_by=by, key=key).first():
        return there
    made = Material(
        network=network, key=key, kind=kind, audience=Audience.NETWORK, added_by=by, added_at=now, url=url
    )
    if kind == Material.Kind.FILE:
        made.url = ""
        _put_file(made, upload)
    elif not url:
        raise RuleError(_("Lim inn lenken."))
    _describe(made, words)
    made.save()
    _set_themes(made, words.themes)
    return made


def _put_file(made: Material, upload: NewFile | None) -> None:
    if upload is None:
        raise RuleError(_("Velg en fil."))
    size = upload.file.seek(0, 2)
    upload.file.seek(0)
    used = sum(Material.objects.filter(network=made.network).values_list("file_size", flat=True))
    if used + size > MOST_BYTES:
        raise RuleError(_("Arkivet er fullt. Ta bort noe dere ikke bruker, eller legg inn en lenke."))
    made.file_name, made.file_size = shown_name(upload.name, upload.kind), size
    name = f"{secrets.token_hex(16)}.{upload.kind.ending}"
    made.file.save(name, File(upload.file), save=False)


def _describe(made: Material, words: Words) -> None:
    made.title, made.about, made.school_kind = words.title, words.about, words.school_kind
    made.method, made.item = words.method, words.item


def _set_themes(material: Material, themes: tuple[str, ...]) -> None:
    material.themes.all().delete()
    MaterialTheme.objects.bulk_create(MaterialTheme(material=material, name=name) for name in themes)


@transaction.atomic
def describe_material(*, material: Material, words: Words, by: Person, now: datetime) -> None:
    """Call it something else, or put it somewhere else. The file or the link stays as it is."""
    held = Material.objects.select_for_update(no_key=True, of=("self",)).filter(pk=material.pk).first()
    if held is None:
        raise RuleError(_("Materialet er tatt bort."))
    _describe(held, words)
    held.save(update_fields=["title", "about", "school_kind", "method", "item"])
    _set_themes(held, words.themes)


@transaction.atomic
def remove_material(*, material: Material, by: Person, now: datetime) -> None:
    """Take it away, at once and for everybody; the file goes when that is certain."""
    if material.file:
        transaction.on_commit(partial(default_storage.delete, str(material.file.name)))
    Material.objects.filter(pk=material.pk).delete()
