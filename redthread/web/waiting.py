"""What waits for a person: one line each, with the address where it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.betweenwork.models import SchoolLine
from redthread.concepts.rounds_waiting import waiting_in
from redthread.gatherings.models import AgendaProposal, Gathering
from redthread.networks.roles import Permission
from redthread.web.locked_minutes import LockedMinutes, minutes_address
from redthread.web.standpoint import Line, Standpoint


def summaries_to_write(at: Standpoint) -> list[Line]:
    if not at.speaks_for_a_school:
        return []
    lines = (
        SchoolLine.objects.open_at(at.now)
        .not_filed()
        .filter(at.own("assignment__network", "school"))
        .filter(assignment__network__in=at.where(Permission.SUMMARY_WRITE))
        .select_related("assignment__network", "assignment__gathering", "school")
        .order_by("assignment__opened_at", "pk")
    )
    return [
        Line(
            _("Skriv oppsummeringen for %(school)s") % {"school": line.school},
            f"{line.assignment.network}, {line.assignment.gathering}",
            reverse(
                "betweenwork:summary",
                args=[line.assignment.network.slug, line.assignment.public_id, line.public_id],
            ),
        )
        for line in lines
    ]


def rounds_to_answer(at: Standpoint) -> list[Line]:
    """The oldest open round of «Hva legger du i …» that waits for the person in each network. No query."""
    may_answer = at.where(Permission.AGENDA_PROPOSE)
    return [
        Line(
            _("Svar: Hva legger du i «%(word)s»?") % {"word": asked.word},
            str(membership.network),
            reverse("concepts:round", args=[membership.network.slug, asked.public_id]),
        )
        for membership in at.memberships
        if membership.network_id in may_answer
        if (asked := waiting_in(membership)) is not None
    ]


def minutes_to_approve(minutes: Iterable[LockedMinutes]) -> list[Line]:
    return [
        Line(
            _("Godkjenn referatet fra %(gathering)s") % {"gathering": one.gathering},
            str(one.gathering.network),
            minutes_address(one.gathering),
        )
        for one in minutes
        if one.awaits_me
    ]


def _plans(gathering: Gathering, at: Standpoint) -> bool:
    if gathering.chair_id == at.person.pk:
        return True
    return gathering.network_id in at.where(Permission.GATHERING_PLAN)


def minutes_to_write(gatherings: Iterable[Gathering], at: Standpoint) -> list[Line]:
    return [
        Line(
            _("Gjør ferdig referatet fra %(gathering)s") % {"gathering": gathering},
            str(gathering.network),
            minutes_address(gathering),
        )
        for gathering in gatherings
        if gathering.ends_at < at.now and not gathering.is_draft
        if _plans(gathering, at) and not _is_locked(gathering)
    ]


def _is_locked(gathering: Gathering) -> bool:
    return hasattr(gathering, "minutes") and gathering.minutes.is_locked


def proposals_to_answer(at: Standpoint) -> list[Line]:
    plans = Q(gathering__network__in=at.where(Permission.GATHERING_PLAN)) | Q(gathering__chair=at.person)
    proposals = (
        AgendaProposal.objects.filter(plans, gathering__network__in=at.network_ids, answered_at=None)
        .filter(gathering__ends_at__gte=at.now, gathering__cancelled_at=None)
        .select_related("gathering__network")
        .order_by("gathering__starts_at", "gathering")
    )
    waiting = Counter(proposal.gathering for proposal in proposals)
    return [
        Line(
            ngettext(
                "Svar på et forslag til %(gathering)s",
                "Svar på %(count)d forslag til %(gathering)s",
                count,
            )
            % {"count": count, "gathering": gathering},
            str(gathering.network),
            reverse("gatherings:proposals", args=[gathering.network.slug, gathering.public_id]),
        )
        for gathering, count in waiting.items()
    ]


def drafts(gatherings: Iterable[Gathering], at: Standpoint) -> list[Line]:
    """The nearest draft of each network; those of later in the year can wait."""
    nearest: dict[int, Gathering] = {}
    for gathering in gatherings:
        if gathering.is_draft and gathering.ends_at >= at.now:
            nearest.setdefault(gathering.network_id, gathering)
    return [
        Line(
            _("Publiser «%(gathering)s» når den er klar") % {"gathering": gathering},
            str(gathering.network),
            gathering.get_absolute_url(),
        )
        for gathering in nearest.values()
    ]
