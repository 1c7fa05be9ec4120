"""One matter as one person may read it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from redthread.gatherings.models import OwnerAnswer
from redthread.networks.access import Access
from redthread.networks.models import Network
from redthread.networks.roles import Permission
from redthread.sharing.models import Audience, Release
from redthread.voice.forms import VoiceForm
from redthread.voice.models import Matter, Voice, takes_part
from redthread.voice.snapshot import Told, matter_snapshot
from redthread.voice.voices import Holder, Standing, own_holders, standing_for


@dataclass(frozen=True)
class MatterPage:
    """`standing` and `form` are for those who take part; others see what was released and no more."""

    snapshot: list[dict[str, str]]
    standing: Standing | None
    form: VoiceForm | None
    release: Release | None
    answer: OwnerAnswer | None
    is_mine: bool
    may_send: bool
    may_withdraw: bool
    may_answer: bool
    is_regional: bool


def matter_page(access: Access, matter: Matter, form: VoiceForm | None) -> MatterPage:
    release = _releases(matter).first()
    answer = _answer_to(release) if release else None
    inside = takes_part(access)
    standing = standing_for(matter) if inside and not matter.is_draft else None
    is_mine, leads = matter.written_by_id == access.person.pk, access.can(Permission.GATHERING_PLAN)
    is_open = not matter.is_draft and matter.withdrawn_at is None and answer is None
    told: list[dict[str, str]] = (
        release.snapshot if release else matter_snapshot(matter, Standing([]), Told())
    )
    return MatterPage(
        snapshot=told,
        standing=standing,
        form=form or (_form(access, standing) if standing and matter.is_weighed else None),
        release=release,
        answer=answer,
        is_mine=is_mine and access.can(Permission.SUMMARY_WRITE),
        may_send=leads and matter.is_weighed,
        may_withdraw=is_open and (leads or (is_mine and access.can(Permission.SUMMARY_WRITE))),
        may_answer=release is not None and answer is None and access.can(Permission.OWNER_ANSWER),
        is_regional=matter.network.kind == Network.Kind.REGIONAL,
    )


def _releases(matter: Matter) -> QuerySet[Release]:
    standing = Release.objects.standing().filter(network=matter.network, source=matter.public_id)
    return standing.filter(audience=Audience.OWNER, kind=Release.Kind.MATTER)


def _answer_to(release: Release) -> OwnerAnswer | None:
    """Ask only of a release: «no release» is what every answer to a proposal has, in all networks."""
    return OwnerAnswer.objects.filter(release=release).select_related("answered_by").first()


def _form(access: Access, standing: Standing) -> VoiceForm | None:
    """With what the own school has said so far."""
    holders = own_holders(access, [one.holder for one in standing.said])
    if not holders:
        return None
    said = _said(standing, holders)
    initial = {"choice": said.choice, "reason": said.reason} if said else {}
    return VoiceForm(holders=holders, initial=initial)


def _said(standing: Standing, holders: list[Holder]) -> Voice | None:
    own = {one.holder: one.voice for one in standing.said if one.holder in holders}
    return own[holders[0]] if len(holders) == 1 else None
