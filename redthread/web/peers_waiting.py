"""What waits for a person between two people: a question, an answer, an invitation. A name and where; never
what it is about."""

from __future__ import annotations

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.networks.roles import Permission
from redthread.peers.models import GroupInvitation, HelpTalk, Pair
from redthread.web.standpoint import Line, Standpoint
from redthread.web.waiting_rows import Lines, Row, Rows, rows

ASKED, ANSWERED, PAIR, GROUP = "help_asked", "help_answered", "pair", "group"


def peers_waiting(at: Standpoint) -> list[Rows]:
    networks = at.where(Permission.PEER_HELP)
    is_asked = Q(person=at.person)
    talks = HelpTalk.objects.waiting_for(at.person).filter(request__network__in=networks)
    to_me = Q(to_person=at.person) | at.own("network", "to_school")
    invitations = GroupInvitation.objects.waiting_for(at.person).filter(group__parent__in=networks)
    return [
        rows(
            talks, Case(When(is_asked, then=Value(ASKED)), default=Value(ANSWERED)), "touched_at",
            words=Case(When(is_asked, then=F("request__asked_by__name")), default=F("person__name")),
            network="request__network",
        ),
        rows(
            Pair.objects.waiting().filter(to_me, network__in=networks), Value(PAIR), "invited_at",
            words=Coalesce(F("from_school__name"), F("from_person__name")),
        ),
        rows(
            invitations, Value(GROUP), "invited_at", words=F("invited_by__name"), network="group__parent"
        ),
    ]  # fmt: skip


def _line(row: Row) -> Line:
    texts = {
        ASKED: _("%(name)s spør deg om noe"),
        ANSWERED: _("%(name)s har skrevet til deg"),
        PAIR: _("%(name)s inviterer til samarbeid"),
        GROUP: _("%(name)s vil ha deg med i en gruppe"),
    }
    page = {PAIR: "pair", GROUP: "help"}.get(row.room, "talk")
    args = [row.slug] if row.room == GROUP else [row.slug, row.key]
    return Line(texts[row.room] % {"name": row.words}, row.where, reverse(f"peers:{page}", args=args))


LINES: Lines = dict.fromkeys((ASKED, ANSWERED, PAIR, GROUP), _line)
