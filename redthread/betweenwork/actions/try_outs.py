"""A try-out is started, changed, given a source, done together, and withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.betweenwork.models import Thanks, TryOut, TryOutSchool
from redthread.betweenwork.try_out_mails import queue_thanks
from redthread.core.errors import RuleError
from redthread.gatherings.models import Commitment, Method
from redthread.knowledge.actions.thanks import thank_teller
from redthread.knowledge.models import Story
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.sharing import actions as sharing
from redthread.sharing.models import Audience, Release


@dataclass(frozen=True)
class Plan:
    """What the school wants and does. What the chosen depth does not ask for is empty."""

    title: str
    want: str = ""
    doing: str = ""
    starts_on: date | None = None
    until_on: date | None = None
    with_whom: str = ""
    assumed: str = ""
    unsaid: str = ""
    changed: str = ""
    outside: str = ""
    depth: str = TryOut.Depth.QUICK

    def values(self) -> dict[str, object]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class Source:
    """Where the idea came from inside the house."""

    try_out: TryOut | None = None
    method: Method | None = None
    story: Story | None = None
    commitment: Commitment | None = None

    @property
    def is_told_by_others(self) -> bool:
        """Whether somebody is to be thanked for it, and it is adapted."""
        return self.try_out is not None or self.story is not None


NO_SOURCE = Source()


class ChangedMeanwhileError(Exception):
    """Somebody else has saved since. Nothing was saved; `there` is what stands now."""

    def __init__(self, there: TryOut) -> None:
        super().__init__(there.version)
        self.there = there


@transaction.atomic
def start_try_out(
    *,
    network: Network,
    school: Organisation,
    key: str,
    plan: Plan,
    source: Source,
    thanks: str,
    by: Person,
    now: datetime,
) -> TryOut:
    """Start it for the own school; nobody else sees it. The same `key` again gives the same try-out.

    With `thanks`, the school or the teller that the idea came from is told that it is being tried, and reads
    that line.
    Raises RuleError when it copies another try-out or a story without saying what is changed.
    """
    _check(plan, inspired=source.is_told_by_others)
    values = plan.values()
    if source.is_told_by_others or source.method is not None:
        values["outside"] = ""
    made, is_new = TryOut.objects.get_or_create(
        school=school,
        start_key=key,
        defaults={
            **values,
            "network": network,
            "audience": Audience.SCHOOL,
            "inspired_by": source.try_out,
            "method": None if source.is_told_by_others else source.method,
            "story": source.story if source.try_out is None else None,
            "commitment": source.commitment,
            "started_by": by,
            "started_at": now,
            "saved_by": by,
            "saved_at": now,
        },
    )
    if is_new and source.try_out is not None and thanks.strip():
        thank(try_out=made, text=thanks, by=by, now=now)
    elif is_new and made.story is not None and thanks.strip() and made.story.teller_id != by.pk:
        thank_teller(story=made.story, text=thanks, by=by, now=now)
    return made


def _check(plan: Plan, *, inspired: bool) -> None:
    if inspired and not plan.changed.strip():
        raise RuleError(_("Skriv med noen ord hva dere gjør annerledes hos dere. Ideer tilpasses."))


@transaction.atomic
def change_try_out(*, try_out: TryOut, plan: Plan, version: int, by: Person, now: datetime) -> None:
    """Change what the school wants and does. Raises ChangedMeanwhileError when saved since `version`."""
    is_told_by_others = try_out.inspired_by_id is not None or try_out.story_id is not None
    _check(plan, inspired=is_told_by_others)
    values = plan.values()
    if is_told_by_others or try_out.method_id is not None:
        values["outside"] = ""
    _save(try_out, version, by=by, now=now, **values)


def _save(try_out: TryOut, version: int, *, by: Person, now: datetime, **values: object) -> None:
    as_seen = TryOut.objects.standing().filter(pk=try_out.pk, version=version)
    if as_seen.update(**values, version=version + 1, saved_by=by, saved_at=now) == 0:
        raise ChangedMeanwhileError(TryOut.objects.select_related("saved_by").get(pk=try_out.pk))
    try_out.refresh_from_db()


@transaction.atomic
def name_source(
    *, try_out: TryOut, source: TryOut | None, story: Story | None = None, by: Person, now: datetime
) -> None:
    """Say afterwards which try-out or story inspired this one, or that none did. What it had before gives
    way; a method or a source outside stays when no other is named.

    Raises RuleError when that one comes from this one, directly or through others.
    """
    # Two who name each other at once must wait for each other, also across networks: in one order.
    networks = {try_out.network_id, source.network_id if source else try_out.network_id}
    list(Network.objects.select_for_update(no_key=True).filter(pk__in=networks).order_by("pk"))
    if source is not None and _comes_from(source, try_out.pk):
        raise RuleError(
            _("«%(title)s» kommer selv fra denne utprøvingen. Velg en annen.") % {"title": source.title}
        )
    if (source, story) == (try_out.inspired_by, try_out.story):
        return
    if source is None or source.pk != try_out.inspired_by_id:
        Thanks.objects.filter(try_out=try_out).delete()  # it was meant for somebody else
    TryOut.objects.filter(pk=try_out.pk).update(
        inspired_by=source,
        story=None if source else story,
        method=None,
        outside="",
        saved_by=by,
        saved_at=now,
    )
    try_out.refresh_from_db()


def _comes_from(one: TryOut, ancestor: int) -> bool:
    """Whether `ancestor` is the try-out itself or anywhere above it."""
    here: int | None = one.pk
    seen = set[int]()
    while here is not None and here not in seen:
        if here == ancestor:
            return True
        seen.add(here)
        here = TryOut.objects.filter(pk=here).values_list("inspired_by", flat=True).first()
    return False


@transaction.atomic
def thank(*, try_out: TryOut, text: str, by: Person, now: datetime) -> None:
    """One line to the school that the idea came from, once; it is told by mail that there is one.

    Raises RuleError when the try-out does not come from another one, and when nothing is written.
    """
    if try_out.inspired_by_id is None:
        raise RuleError(_("Utprøvingen kommer ikke fra en annen skole, så det er ingen å takke her."))
    if not text.strip():
        raise RuleError(_("Skriv en linje til dem dere fikk ideen fra."))
    said, is_new = Thanks.objects.get_or_create(
        try_out=try_out, defaults={"text": " ".join(text.split())[:200], "by": by, "at": now}
    )
    if is_new:
        queue_thanks(said, now)


@transaction.atomic
def join_try_out(*, try_out: TryOut, school: Organisation, by: Person, now: datetime) -> None:
    """The school does this together with the one that started it. Twice is once."""
    if try_out.school_id == school.pk:
        return
    if try_out.decided_at is not None:
        raise RuleError(_("Utprøvingen er avsluttet. Start deres egen fra den i stedet."))
    TryOutSchool.objects.get_or_create(
        try_out=try_out, school=school, defaults={"joined_by": by, "joined_at": now}
    )


def leave_try_out(*, try_out: TryOut, school: Organisation, by: Person, now: datetime) -> None:
    """The school is not with it after all; the one that started it can only withdraw it."""
    TryOutSchool.objects.filter(try_out=try_out, school=school).delete()


@transaction.atomic
def withdraw_try_out(*, try_out: TryOut, by: Person, now: datetime) -> None:
    """Take it away: for the network at once, and for the own school. Those inspired by it stand as before."""
    for release in Release.objects.standing().filter(source=try_out.public_id):
        sharing.revoke(release=release, by=by, now=now)
    TryOut.objects.standing().filter(pk=try_out.pk).update(withdrawn_at=now, withdrawn_by=by)
