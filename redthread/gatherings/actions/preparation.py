"""What to do before a gathering is added, taken away, sent ahead, and said to be done."""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import partial
from typing import IO, NamedTuple

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from redthread.core.checked_files import FileKind, shown_name
from redthread.core.errors import RuleError
from redthread.gatherings.actions.invitations import people_to_invite
from redthread.gatherings.actions.minutes import hold
from redthread.gatherings.models import AgendaItem, Gathering, Preparation, Prepared
from redthread.gatherings.preparation_text import preparation_mail
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person

MOST = 12  # of one item
Kind = Preparation.Kind


class Upload(NamedTuple):
    """A file that is known by its content."""

    file: IO[bytes]
    name: str
    kind: FileKind


@transaction.atomic
def add_preparation(
    *,
    item: AgendaItem,
    kind: str,
    text: str,
    url: str,
    upload: Upload | None,
    minutes: int | None,
    by: Person,
    now: datetime,
) -> Preparation:
    """Put something to do with an item. The participants see it when it is sent.

    Raises RuleError when it is about nothing, when the item has twelve already, and for what is cancelled.
    """
    if hold(item.gathering).is_cancelled:
        raise RuleError(_("Samlingen er avlyst. Programmet endres ikke mer."))
    if item.preparations.count() >= MOST:
        raise RuleError(_("Posten har alt 12 ting å forberede. Ta bort noe først."))
    made = Preparation(
        item=item, kind=kind, text=text, url=url, minutes=minutes, added_by=by, added_at=now,
        position=item.preparations.count() + 1,
    )  # fmt: skip
    _refuse_empty(made, upload)
    if upload is not None:
        made.file_name = shown_name(upload.name, upload.kind)
        upload.file.seek(0)
        made.file.save(f"{secrets.token_hex(16)}.{upload.kind.ending}", File(upload.file), save=False)
    made.save()
    return made


def _refuse_empty(made: Preparation, upload: Upload | None) -> None:
    match made.kind:
        case Kind.FILE if upload is None:
            raise RuleError(_("Velg en fil."))
        case Kind.QUESTION if not made.text.strip():
            raise RuleError(_("Skriv spørsmålet."))
        case Kind.READING if not made.text.strip() and not made.url:
            raise RuleError(_("Skriv hva de skal lese, eller lim inn en lenke."))


@transaction.atomic
def remove_preparation(*, preparation: Preparation, by: Person, now: datetime) -> None:
    """Take it away with its answers, at once and for everybody; the file goes when that is certain."""
    hold(preparation.item.gathering)
    if preparation.file:
        transaction.on_commit(partial(default_storage.delete, str(preparation.file.name)))
    Preparation.objects.filter(pk=preparation.pk).delete()


@transaction.atomic
def send_preparation(*, gathering: Gathering, by: Person, now: datetime) -> int:
    """Show what is not sent yet to those who are invited, and mail it to them, in one mail each; how many.

    What belongs to a confidential item is never sent. Raises RuleError for a gathering that is a draft, is
    cancelled or over, and when there is nothing to send.
    """
    held = hold(gathering)
    if held.is_draft:
        raise RuleError(_("Samlingen er en kladd. Publiser den først."))
    if held.is_cancelled or held.ends_at <= now:
        raise RuleError(_("Samlingen er over eller avlyst, så ingenting ble sendt."))
    new = list(unsent(held))
    if not new:
        raise RuleError(_("Alt er sendt. Legg inn mer først."))
    Preparation.objects.filter(pk__in=[one.pk for one in new]).update(mailed_at=now)
    people = list(people_to_invite(held, now))
    for person in people:
        with translation.override(person.language):
            letter = preparation_mail(gathering, new, to=person)
        OutgoingMail.objects.create(
            person=person,
            kind=OutgoingMail.Kind.NEWS,
            key=f"preparation:{new[0].public_id}:{person.pk}",
            subject=letter.subject,
            text=letter.text,
            send_after=now,
        )
    return len(people)


def unsent(gathering: Gathering) -> list[Preparation]:
    """What may be sent and is not yet, in the order of the programme."""
    found = Preparation.objects.filter(item__gathering=gathering, item__is_confidential=False, mailed_at=None)
    return list(found.select_related("item").order_by("item__position", "item__pk", "position", "pk"))


@transaction.atomic
def say_ready(*, preparation: Preparation, is_ready: bool, answer: str, by: Person, now: datetime) -> None:
    """Say that one is ready, or take it back; a question is answered, and an empty answer takes it back.

    Raises RuleError when the gathering is cancelled or over.
    """
    gathering = preparation.item.gathering
    if gathering.is_cancelled or gathering.ends_at <= now:
        raise RuleError(_("Samlingen er over eller avlyst, så svaret ble ikke lagret."))
    if preparation.kind == Kind.QUESTION:
        is_ready = bool(answer.strip())
    if is_ready:
        Prepared.objects.update_or_create(
            preparation=preparation, person=by, defaults={"answer": answer.strip(), "at": now}
        )
    else:
        Prepared.objects.filter(preparation=preparation, person=by).delete()
