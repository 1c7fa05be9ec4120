"""A matter is drafted, laid before the schools, weighed, sent to the owner, and withdrawn."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.models import OwnerAnswer
from redthread.gatherings.owner_mails import queue_asked
from redthread.networks.models import Body, Network
from redthread.people.models import Person
from redthread.sharing import actions as sharing
from redthread.sharing.models import Audience, Release
from redthread.voice.models import Matter, Voice
from redthread.voice.snapshot import Told, mark_of, matter_snapshot
from redthread.voice.voices import Holder, standing_for


@dataclass(frozen=True)
class Words:
    """What a matter says."""

    title: str
    ask: str
    why: str = ""
    rests_on: str = ""


class ChangedMeanwhileError(Exception):
    """The draft was saved in another window since. Nothing was saved; `there` is what stands now."""

    def __init__(self, there: Matter) -> None:
        super().__init__(there.version)
        self.there = there


@transaction.atomic
def draft_matter(
    *, network: Network, body: Body | None, key: str, words: Words, by: Person, now: datetime
) -> Matter:
    """A draft that only the writer sees. The same `key` again gives the same matter."""
    made, _is_new = Matter.objects.get_or_create(
        written_by=by,
        start_key=key,
        defaults={"network": network, "body": body, "written_at": now, **asdict(words)},
    )
    return made


@transaction.atomic
def change_matter(
    *, matter: Matter, body: Body | None, words: Words, version: int, by: Person, now: datetime
) -> None:
    """Change a draft. Raises RuleError once it is laid before the schools."""
    as_seen = Matter.objects.filter(pk=matter.pk, written_by=by, raised_at=None, version=version)
    if as_seen.update(body=body, version=version + 1, written_at=now, **asdict(words)) == 0:
        there = Matter.objects.get(pk=matter.pk)
        if not there.is_draft:
            raise RuleError(
                _("Saken er lagt fram for skolene. Ta den tilbake til kladden før du endrer den.")
            )
        raise ChangedMeanwhileError(there)
    matter.refresh_from_db()


@transaction.atomic
def raise_matter(*, matter: Matter, by: Person, now: datetime) -> None:
    """Lay it before the schools, for the one who wrote it. Twice changes nothing."""
    drafts = Matter.objects.filter(pk=matter.pk, written_by=by, raised_at=None)
    drafts.update(raised_at=now, audience=Audience.GROUP)


@transaction.atomic
def back_to_draft(*, matter: Matter, by: Person, now: datetime) -> None:
    """Back to whoever wrote it, to be changed; what the schools have said of the old words is let go.

    Raises RuleError once it is sent.
    """
    weighed = Matter.objects.weighed().filter(pk=matter.pk, written_by=by)
    if weighed.update(raised_at=None, audience=Audience.PRIVATE) == 0:
        raise RuleError(_("Saken er ikke lenger til behandling hos skolene. Last siden på nytt."))
    Voice.objects.filter(matter=matter).delete()


@transaction.atomic
def give_voice(
    *, matter: Matter, holder: Holder, choice: str, reason: str, by: Person, now: datetime
) -> None:
    """Say what one's own school (or seat) thinks; it may be changed until the matter is sent.

    Raises RuleError without a reason for disagreeing, and when the matter is no longer weighed.
    """
    if choice == Voice.Choice.AGAINST and not reason.strip():
        raise RuleError(_("Skriv med noen ord hvorfor dere ikke støtter saken. Det hører med."))
    _hold(matter)
    if not Matter.objects.weighed().filter(pk=matter.pk).exists():
        raise RuleError(_("Saken er ikke lenger til behandling hos skolene. Last siden på nytt."))
    said = {"person": by, "choice": choice, "reason": reason.strip(), "given_at": now}
    if holder.organisation is not None:
        Voice.objects.update_or_create(matter=matter, organisation_id=holder.organisation, defaults=said)
    else:
        Voice.objects.update_or_create(matter=matter, organisation=None, person=by, defaults=said)


def _hold(matter: Matter) -> None:
    """Whoever speaks and whoever sends wait for each other."""
    Network.objects.select_for_update(no_key=True).get(pk=matter.network_id)


@transaction.atomic
def send_matter(*, matter: Matter, told: Told, seen: str, by: Person, now: datetime) -> Release:
    """«Ferdigstill»: the owner sees exactly what `seen` is the mark of, until it is withdrawn. Once.

    Raises RuleError when not more than half support it, when what would be sent is not what was seen, and
    when it has been sent or withdrawn.
    """
    _hold(matter)
    there = Matter.objects.weighed().select_related("network", "body").filter(pk=matter.pk).first()
    if there is None:
        raise RuleError(_("Saken er alt sendt, eller tatt tilbake. Last siden på nytt."))
    standing = standing_for(there)
    if not standing.is_carried:
        raise RuleError(_("Saken sendes når mer enn halvparten støtter den."))
    snapshot = matter_snapshot(there, standing, told)
    if mark_of(there.title, snapshot) != seen:
        raise RuleError(_("Noe er endret siden du så over. Dette er det skoleeier vil se nå."))
    Matter.objects.filter(pk=there.pk).update(sent_at=now, sent_by=by, audience=Audience.OWNER)
    matter.refresh_from_db()
    queue_asked(there.network, by, now)
    return sharing.release(
        network=there.network,
        school=None,
        kind=Release.Kind.MATTER,
        source=there.public_id,
        about=there.body.public_id if there.body else "",
        audience=Audience.OWNER,
        title=there.title,
        snapshot=snapshot,
        by=by,
        now=now,
    )


@transaction.atomic
def withdraw_matter(*, matter: Matter, by: Person, now: datetime) -> None:
    """Nobody at the owner's sees it from now on. Raises RuleError once the owner has answered."""
    standing = Release.objects.standing().filter(source=matter.public_id, audience=Audience.OWNER)
    # Whoever answers takes the same lock, so that no answer is given to what is gone.
    for release in standing.select_for_update():
        if OwnerAnswer.objects.filter(release=release).exists():
            raise RuleError(_("Skoleeier har svart. Svaret og saken blir stående."))
        sharing.revoke(release=release, by=by, now=now)
    Matter.objects.filter(pk=matter.pk, withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=by)
    matter.refresh_from_db()
