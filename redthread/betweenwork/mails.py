"""The mails about between-work, each in its reader's language: the promise, a new link, the reminder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from redthread.betweenwork.links import address_of
from redthread.betweenwork.models import SchoolLine, SummaryLink
from redthread.core import dates
from redthread.gatherings.models import Commitment
from redthread.networks.models import Membership
from redthread.notices.models import OutgoingMail
from redthread.notices.unsubscribe import unsubscribe_address
from redthread.people.models import Person
from redthread.schoolyear.weeks import Week


class Waiting(NamedTuple):
    """One school's line that a person may write for, with its link and what the school promised."""

    line: SchoolLine
    link: SummaryLink
    promises: Sequence[Commitment]


def promise_mail(one: Waiting, membership: Membership, now: datetime) -> OutgoingMail:
    """Right after the minutes are locked: what the school promised, and where to tell how it went."""
    line, assignment = one.line, one.line.assignment
    with override(membership.person.language):
        subject = _("Dette lovet %(school)s") if one.promises else _("Mellomarbeid for %(school)s")
        blocks = [
            _hello(membership.person),
            _intro(one),
            "\n".join(_promises(one.promises)),
            _theme(one),
            _("Når dere har prøvd, forteller dere hvordan det gikk her. Du trenger ikke å logge inn:"),
            address_of(one.link),
            _privacy(),
        ]
        subject = f"{subject % {'school': line.school}}: {assignment.theme}"
    return _mail(
        membership.person, OutgoingMail.Kind.SUMMARY_LINK, f"promise:{line.public_id}", subject, blocks, now
    )


def new_link_mail(line: SchoolLine, membership: Membership, link: SummaryLink, now: datetime) -> OutgoingMail:
    """Asked for by somebody whose link no longer worked. One an hour at most, by its key."""
    with override(membership.person.language):
        subject = _("Ny lenke til oppsummeringen for %(school)s") % {"school": line.school}
        blocks = [
            _hello(membership.person),
            _("Her er en ny lenke til oppsummeringen «%(theme)s» for %(school)s:")
            % {"theme": line.assignment.theme, "school": line.school},
            address_of(link),
            _privacy(),
            _("Har du ikke bedt om den, kan du se bort fra denne e-posten."),
        ]
    key = f"new-link:{line.public_id}:{now:%Y%m%d%H}"
    return _mail(membership.person, OutgoingMail.Kind.SUMMARY_LINK, key, subject, blocks, now)


def reminder_key(week: Week) -> str:
    """Its first part; `_mail` adds the person, so nobody is reminded twice in a week."""
    return f"reminder:{week.year}-W{week.number:02d}"


def reminder_mail(person: Person, waiting: Sequence[Waiting], week: Week, now: datetime) -> OutgoingMail:
    """One mail for everything that waits in all networks. It asks; it never says that anything is late."""
    with override(person.language):
        blocks = [
            _hello(person),
            _("Vil dere fortelle hvordan det gikk? Noen setninger er nok, også om noe ikke ble som tenkt."),
            *(_one_waiting(one) for one in waiting),
            _privacy(),
            _("Vil du ikke ha slike påminnelser? Slå dem av her:") + "\n" + unsubscribe_address(person),
        ]
        subject = _("Vil dere fortelle hvordan det gikk?")
    return _mail(person, OutgoingMail.Kind.REMINDER, reminder_key(week), subject, blocks, now)


def _one_waiting(one: Waiting) -> str:
    heading = f"{one.line.school}: {one.line.assignment.theme}"
    return "\n".join([heading, *_promises(one.promises), _next_time(one.line), address_of(one.link)])


def _hello(person: Person) -> str:
    return _("Hei, %(name)s!") % {"name": person.first_name}


def _intro(one: Waiting) -> str:
    gathering = one.line.assignment.gathering
    facts = {
        "gathering": gathering.title,
        "network": one.line.assignment.network,
        "day": dates.day(gathering.starts_at),
        "school": one.line.school,
    }
    if one.promises:
        return _("På %(gathering)s i %(network)s %(day)s lovet %(school)s dette:") % facts
    return (
        _("%(gathering)s i %(network)s %(day)s ga dere mellomarbeid: det dere gjør til neste gang.") % facts
    )


def _promises(promises: Sequence[Commitment]) -> list[str]:
    lines = []
    for promise in promises:
        lines.append(f"– {' '.join(promise.what.split())}")
        lines.append("  " + _("Hvem: %(who)s") % {"who": promise.who})
        if promise.due_on:
            lines.append("  " + _("Innen: %(day)s") % {"day": dates.day(promise.due_on)})
    return lines


def _theme(one: Waiting) -> str:
    assignment = one.line.assignment
    parts = [_("Tema: %(theme)s") % {"theme": assignment.theme}, assignment.task.strip()]
    if assignment.expects_whole_staff:
        parts.append(_("Tanken er at hele personalet er med."))
    return "\n".join(part for part in [*parts, _next_time(one.line)] if part)


def _next_time(line: SchoolLine) -> str:
    if line.next_starts_at is None:
        return _("Neste samling er ikke satt ennå.")
    return _("Neste samling: %(when)s") % {"when": dates.moment_text(line.next_starts_at)}


def _privacy() -> str:
    return _("Bare skolen din ser det dere skriver, til dere selv ferdigstiller det for nettverket.")


def _mail(
    person: Person, kind: str, key: str, subject: str, blocks: Sequence[str], now: datetime
) -> OutgoingMail:
    return OutgoingMail(
        person=person,
        kind=kind,
        key=f"{key}:{person.pk}",
        subject=" ".join(subject.split())[:250],
        text="\n\n".join(block for block in blocks if block) + "\n",
        send_after=now,
    )
