"""The monthly letter is drafted, written on, and sent once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from redthread.betweenwork.letter_draft import bare_title, draft_of, month_of
from redthread.betweenwork.models import MonthlyLetter
from redthread.core.errors import RuleError
from redthread.networks.models import Membership, Network
from redthread.notices.actions import queue_mails
from redthread.notices.models import OutgoingMail
from redthread.notices.unsubscribe import unsubscribe_line
from redthread.people.models import Person
from redthread.sharing.models import Release


def mark_of(letter: MonthlyLetter) -> str:
    """A sum of exactly what is sent; the preview carries it, so that nothing else goes out."""
    return sha256(f"{letter.title}\0{letter.text}".encode()).hexdigest()[:32]


@transaction.atomic
def draft_letter(*, network: Network, by: Person, now: datetime) -> MonthlyLetter:
    """This month's letter; the one that is there, if somebody has begun."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    if there := MonthlyLetter.objects.filter(network=network, month=month_of(now)).first():
        return there
    draft = draft_of(network, by, now)
    return MonthlyLetter.objects.create(
        network=network,
        month=month_of(now),
        title=draft.title,
        text=draft.text[:6000],
        named=draft.named,
        made_by=by,
        made_at=now,
    )


@transaction.atomic
def write_letter(
    *, letter: MonthlyLetter, title: str, text: str, version: int, by: Person, now: datetime
) -> None:
    """Save the draft. Raises RuleError when it has been sent, or saved by somebody else since `version`."""
    unsent = MonthlyLetter.objects.filter(pk=letter.pk, sent_at=None, version=version)
    if unsent.update(title=title, text=text, version=version + 1) == 0:
        raise RuleError(_("Brevet er sendt, eller noen andre har lagret. Ta vare på teksten, og se på nytt."))


@transaction.atomic
def send_letter(*, letter: MonthlyLetter, seen: str, by: Person, now: datetime) -> None:
    """Send it to everybody who is in the network now, once, exactly as it was previewed.

    Raises RuleError when it has changed since, or names something that a school has taken back.
    """
    held = MonthlyLetter.objects.select_for_update(no_key=True).get(pk=letter.pk)
    if held.sent_at is not None:
        return
    if mark_of(held) != seen:
        raise RuleError(_("Brevet er endret siden du så over. Se over en gang til."))
    if gone := taken_back(held):
        raise RuleError(
            _("«%(title)s» er trukket tilbake av skolen. Ta det ut av brevet før du sender.")
            % {"title": gone[0]}
        )
    held.sent_by, held.sent_at = by, now
    held.save(update_fields=["sent_by", "sent_at"])
    held.network = letter.network
    queue_mails([_mail(held, person, now) for person in readers(letter.network, now)])


def taken_back(letter: MonthlyLetter) -> list[str]:
    """The titles that still stand in the letter, and no longer stand in the network."""
    gone = Release.objects.filter(public_id__in=letter.named).exclude(revoked_at=None)
    titles = [bare_title(one) for one in gone.select_related("school") if str(one.school) in letter.text]
    return [title for title in titles if title in letter.text]


def readers(network: Network, now: datetime) -> Sequence[Person]:
    """Each person in the network once, but for those who have asked for no such mail."""
    current = Membership.objects.current(now).filter(network=network, person__is_active=True)
    people = {one.person_id: one.person for one in current.select_related("person").order_by("pk")}
    return [person for person in people.values() if person.wants_reminders]


def _mail(letter: MonthlyLetter, person: Person, now: datetime) -> OutgoingMail:
    with override(person.language):
        end = [
            _("Les brevet på nett:") + "\n" + settings.BASE_URL + letter.get_absolute_url(),
            unsubscribe_line(person),
        ]
    return OutgoingMail(
        person=person,
        kind=OutgoingMail.Kind.NEWS,
        key=f"letter:{letter.public_id}:{person.pk}",
        subject=" ".join(letter.title.split())[:250],
        text="\n\n".join([letter.text.strip(), "—", *end]) + "\n",
        send_after=now,
    )
