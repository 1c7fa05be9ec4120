"""The one photo of a summary is put there, and taken away."""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from redthread.betweenwork.models import SchoolLine, SchoolSummary, SummaryPhoto
from redthread.betweenwork.once import once
from redthread.core.photos import Picture
from redthread.people.models import Person
from redthread.sharing.models import Audience


@transaction.atomic
def put_photo(*, line: SchoolLine, picture: Picture, by: Person, now: datetime) -> SummaryPhoto:
    """Put the photo with the summary, in the place of the one that was there. The own school sees it.

    A photo that the network saw is gone from there at once; the new one is shown when it is released.
    """
    SchoolLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    summary, _is_new = SchoolSummary.objects.get_or_create(
        line=line, defaults={"audience": Audience.SCHOOL, "written_by": by, "saved_at": now}
    )
    _take_away(summary)
    photo = SummaryPhoto(
        summary=summary, width=picture.width, height=picture.height, added_by=by, added_at=now
    )
    photo.file.save(f"{secrets.token_hex(16)}.jpg", ContentFile(picture.content), save=False)
    photo.save()
    return photo


def send_photo(
    *, line: SchoolLine, key: str, digest: str, picture: Picture, by: Person, now: datetime
) -> dict[str, Any]:
    """As `put_photo`, at most once a key; `digest` is the sum of the file. Gives what the page shows.

    Raises KeyReusedError when the key has served something else.
    """

    def put() -> dict[str, Any]:
        photo = put_photo(line=line, picture=picture, by=by, now=now)
        return {"photo": photo.public_id, "width": photo.width, "height": photo.height}

    return once(line=line, key=key, body_hash=digest, now=now, do=put)


@transaction.atomic
def remove_photo(*, line: SchoolLine, by: Person, now: datetime) -> None:
    """Take the photo away, at once and for everybody."""
    SchoolLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    if summary := SchoolSummary.objects.filter(line=line).first():
        _take_away(summary)


def _take_away(summary: SchoolSummary) -> None:
    """The row goes now; the file when that is certain."""
    for photo in SummaryPhoto.objects.filter(summary=summary):
        transaction.on_commit(partial(default_storage.delete, str(photo.file.name)))
        photo.delete()
