"""A gathering is drafted, changed, published, moved and cancelled.

`version` counts the changes that somebody may have missed. Every change after publishing starts from the
version that the person saw and raises it, so of two people who act at once one acts. `sequence` counts what
everybody was told: the changes themselves wait, and are told in one mail (see `news`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.actions import invitations
from redthread.gatherings.actions.agenda import start_agenda
from redthread.gatherings.actions.minutes import hold
from redthread.gatherings.actions.news import NOTHING_WAITS, set_news_to_wait
from redthread.gatherings.models import Gathering, Minutes
from redthread.gatherings.news import as_told, facts_of
from redthread.gatherings.templates_of_days import EMPTY
from redthread.networks.models import Body, Mandate, Network
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Audience

TOLD = ("mode", "place", "meeting_url")  # what stands in calendars beside the time


@transaction.atomic
def create_gathering(
    *,
    network: Network,
    by: Person,
    now: datetime,
    starts_at: datetime,
    ends_at: datetime,
    title: str = "",
    mode: str = Gathering.Mode.PHYSICAL,
    place: str = "",
    host: Organisation | None = None,
    chair: Person | None = None,
    theme: str = "",
    prepare: str = "",
    meeting_url: str = "",
    template: str = EMPTY,
    copy_of: Gathering | None = None,
    body: Body | None = None,
) -> Gathering:
    """Draft a gathering with a programme to start from. Nobody is told.

    The programme is that of `copy_of`, an earlier gathering, or of `template`, a key of READY_DAYS. Raises
    RuleError when it does not end after it starts, or when the host or the chair is not in the network.
    """
    refuse_backwards(starts_at, ends_at)
    refuse_outsiders(network, host, chair, now)
    gathering = Gathering.objects.create(
        network=network,
        body=body,
        title=title or default_title(starts_at),
        starts_at=starts_at,
        ends_at=ends_at,
        mode=mode,
        place=place,
        host=host,
        chair=chair,
        theme=theme,
        prepare=prepare,
        meeting_url=meeting_url,
        created_by=by,
        created_at=now,
        audience=Audience.GROUP,
    )
    start_agenda(gathering=gathering, template=template, copy_of=copy_of)
    return gathering


@transaction.atomic
def edit_gathering(
    *,
    gathering: Gathering,
    by: Person,
    now: datetime,
    title: str,
    mode: str,
    place: str,
    host: Organisation | None,
    chair: Person | None,
    theme: str,
    prepare: str,
    meeting_url: str,
) -> None:
    """Change what is said of the gathering; its time is changed by `move_gathering`.

    When it is published and the place, form or link is another, everybody is told of it in a while. Raises
    RuleError when it is cancelled, when somebody else changed it since `gathering` was read, and for what
    is refused in a draft.
    """
    refuse_outsiders(gathering.network, host, chair, now)
    new: dict[str, Any] = {
        "title": title or default_title(gathering.starts_at),
        "mode": mode,
        "place": place,
        "host": host,
        "chair": chair,
        "theme": theme,
        "prepare": prepare,
        "meeting_url": meeting_url,
    }
    is_news = not gathering.is_draft and any(getattr(gathering, name) != new[name] for name in TOLD)
    before = facts_of(gathering)
    if not _change(gathering, raises_version=is_news, **new):
        raise RuleError(
            _("Samlingen ble endret av noen andre. Se på endringen, og lagre en gang til om du vil.")
        )
    if is_news:
        set_news_to_wait(gathering=gathering, before=before, now=now)


@transaction.atomic
def publish_gathering(*, gathering: Gathering, by: Person, now: datetime) -> None:
    """Show the gathering to the members and invite them, once; the mandate that holds now goes with it.

    A gathering that is already over is shown, and nobody is invited. Raises RuleError without a programme.
    """
    if gathering.is_cancelled:
        raise RuleError(_("Kladden er lagt bort. Lag en ny samling i stedet."))
    if not gathering.agenda_items.exists():
        raise RuleError(_("Samlingen har ikke noe program ennå. Legg inn minst én programpost først."))
    mandate = mandate_at(gathering.network, now)
    draft = Gathering.objects.filter(pk=gathering.pk, published_at=None, cancelled_at=None)
    if draft.update(published_at=now, audience=Audience.NETWORK, mandate=mandate) == 0:
        return  # somebody else published it first
    gathering.refresh_from_db()  # what is mailed is what stands now, also when it was changed meanwhile
    gathering.told = facts_of(gathering)
    gathering.save(update_fields=["told"])
    invitations.queue_invitations(gathering=gathering, now=now)


@transaction.atomic
def move_gathering(
    *, gathering: Gathering, starts_at: datetime, ends_at: datetime, by: Person, now: datetime
) -> None:
    """Give the gathering another time, starting from the time and version that `gathering` shows.

    A draft tells nobody; of a published gathering everybody is told in a while, with the old and the new
    time, or at once when it is within a day. Raises RuleError when it is cancelled, has minutes, or was moved
    elsewhere by somebody else meanwhile.
    """
    refuse_backwards(starts_at, ends_at)
    refuse_when_written_of(gathering, _("Samlingen har referat og kan ikke flyttes."))
    if (gathering.starts_at, gathering.ends_at) == (starts_at, ends_at):
        return
    is_news, before = not gathering.is_draft, facts_of(gathering)
    if not _change(gathering, raises_version=is_news, starts_at=starts_at, ends_at=ends_at, moved_at=now):
        if _is_now_at(gathering, starts_at, ends_at):
            return  # somebody else moved it there first
        raise RuleError(_("Noen andre har nettopp endret samlingen. Se på den nye tiden før du flytter den."))
    if is_news:
        set_news_to_wait(gathering=gathering, before=before, now=now)


@transaction.atomic
def cancel_gathering(*, gathering: Gathering, why: str, by: Person, now: datetime) -> None:
    """Cancel the gathering, once, and tell everybody why, at once. A draft is put away, and nobody is told.

    What waited to be told of it is not told: calendars hold it at the time that everybody knows. Raises
    RuleError without a reason, and when there are minutes.
    """
    if not why.strip() and not gathering.is_draft:
        raise RuleError(_("Skriv hvorfor samlingen avlyses. Alle som er invitert, får vite det."))
    hold(gathering)
    gathering.refresh_from_db()  # it may have been published or moved since it was read
    if gathering.is_cancelled:
        return  # somebody else cancelled it first
    refuse_when_written_of(gathering, _("Samlingen har referat og kan ikke avlyses."))
    is_news = not gathering.is_draft
    raised = {"sequence": gathering.sequence + 1} if is_news else {}
    cancelled = {"cancelled_at": now, "cancelled_why": why.strip(), **NOTHING_WAITS, **raised}
    _change(gathering, raises_version=is_news, **cancelled)
    if is_news:
        invitations.queue_cancellations(gathering=as_told(gathering), now=now)


def mandate_at(network: Network, now: datetime) -> Mandate | None:
    """The mandate that holds at that time."""
    return network.mandates.filter(adopted_at__lte=now).order_by("-version").first()


def default_title(starts_at: datetime) -> str:
    """«Samling i oktober»."""
    return _("Samling i %(month)s") % {"month": dateformat.format(timezone.localtime(starts_at), "F")}


def refuse_backwards(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise RuleError(_("Samlingen må slutte etter at den starter. Rett på klokkeslettet."))


def refuse_outsiders(
    network: Network, host: Organisation | None, chair: Person | None, now: datetime
) -> None:
    """The host takes part in the network, or owns it; the chair is a member."""
    if host and host != network.owner and not network.units.filter(organisation=host).exists():
        raise RuleError(_("%(host)s er ikke med i nettverket. Velg en av skolene.") % {"host": host})
    if chair and not network.memberships.not_over(now).filter(person=chair).exists():
        raise RuleError(_("%(chair)s er ikke med i nettverket. Velg en av deltakerne.") % {"chair": chair})


def refuse_when_written_of(gathering: Gathering, text: str) -> None:
    if gathering.is_cancelled:
        raise RuleError(_("Samlingen er avlyst. Lag en ny samling i stedet."))
    if Minutes.objects.filter(gathering=gathering).exists():
        raise RuleError(text)


def _change(gathering: Gathering, *, raises_version: bool, **fields: Any) -> bool:
    """Whether the change was made: only if nobody changed it otherwise since `gathering` was read."""
    as_seen = Gathering.objects.filter(
        pk=gathering.pk,
        version=gathering.version,
        published_at=gathering.published_at,
        cancelled_at=None,
    )
    if as_seen.update(version=F("version") + int(raises_version), **fields) == 0:
        return False
    for name, value in fields.items():
        setattr(gathering, name, value)
    gathering.version += int(raises_version)
    return True


def _is_now_at(gathering: Gathering, starts_at: datetime, ends_at: datetime) -> bool:
    there = Gathering.objects.filter(pk=gathering.pk, cancelled_at=None, starts_at=starts_at, ends_at=ends_at)
    return there.exists()
