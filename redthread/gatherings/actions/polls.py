"""A date poll is made, sent, answered, closed on a date, or withdrawn. Each of them happens once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.actions.lifecycle import create_gathering, default_title
from redthread.gatherings.models import DateAnswer, DateOption, DatePoll, Gathering, Voter
from redthread.gatherings.models.polls import new_key
from redthread.gatherings.poll_text import poll_mail
from redthread.networks.models import Membership, Network
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person

FEWEST, MOST = 2, 12
MOST_GUESTS = 60

Times = Sequence[tuple[datetime, datetime]]


@transaction.atomic
def make_poll(
    *,
    network: Network,
    title: str,
    about: str,
    place: str,
    answer_by: date | None,
    times: Times,
    by: Person,
    now: datetime,
) -> DatePoll:
    """Draft a poll with its dates. Nobody is asked before it is sent. Raises RuleError for odd dates."""
    wanted = _checked(times, now)
    poll = DatePoll.objects.create(
        network=network,
        title=title or default_title(wanted[0][0]),
        about=about,
        place=place,
        answer_by=answer_by,
        made_by=by,
        made_at=now,
    )
    _put_options(poll, wanted)
    return poll


@transaction.atomic
def change_poll(
    *,
    poll: DatePoll,
    title: str,
    about: str,
    place: str,
    answer_by: date | None,
    times: Times,
    by: Person,
    now: datetime,
) -> None:
    """Change a draft. Raises RuleError once it is sent: those asked have seen the dates."""
    wanted = _checked(times, now)
    if not _hold(poll).is_draft:
        raise RuleError(_("Avstemningen er sendt. Trekk den tilbake og lag en ny om datoene er feil."))
    poll.title, poll.about, poll.place = title or default_title(wanted[0][0]), about, place
    poll.answer_by = answer_by
    poll.save(update_fields=["title", "about", "place", "answer_by"])
    poll.options.all().delete()
    _put_options(poll, wanted)


def _checked(times: Times, now: datetime) -> list[tuple[datetime, datetime]]:
    wanted = sorted(set(times))
    if not FEWEST <= len(wanted) <= MOST:
        raise RuleError(_("Foreslå mellom 2 og 12 ulike datoer."))
    if any(ends_at <= starts_at for starts_at, ends_at in wanted):
        raise RuleError(_("Samlingen må slutte etter at den starter. Rett på klokkeslettet."))
    if wanted[0][0] <= now:
        raise RuleError(_("En av datoene er alt over. Velg datoer som kommer."))
    return wanted


def _put_options(poll: DatePoll, wanted: Times) -> None:
    DateOption.objects.bulk_create(
        DateOption(poll=poll, starts_at=starts_at, ends_at=ends_at) for starts_at, ends_at in wanted
    )


def people_to_ask(network: Network, now: datetime) -> list[Person]:
    """Everybody who is in the network now, by name."""
    there = Membership.objects.current(now).filter(network=network).values("person")
    return list(Person.objects.filter(pk__in=there, is_active=True).order_by("name", "pk"))


@transaction.atomic
def send_poll(*, poll: DatePoll, by: Person, now: datetime) -> int:
    """Ask everybody in the network, once, each by a link of their own; how many were asked.

    Raises RuleError when it is withdrawn, or when its dates have passed.
    """
    held = _hold(poll)
    if held.sent_at is not None:
        return 0  # somebody else sent it first
    if held.withdrawn_at is not None:
        raise RuleError(_("Avstemningen er trukket tilbake. Lag en ny i stedet."))
    options = list(held.options.all())
    if len(options) < FEWEST or options[0].starts_at <= now:
        raise RuleError(_("En av datoene er alt over. Endre datoene før du sender."))
    DatePoll.objects.filter(pk=poll.pk).update(sent_at=now)
    people = people_to_ask(held.network, now)
    for person in people:
        voter = Voter.objects.create(poll=held, person=person)
        with translation.override(person.language):
            letter = poll_mail(held, options, voter, to=person)
        OutgoingMail.objects.create(
            person=person,
            kind=OutgoingMail.Kind.NEWS,
            key=f"{_mail_key(held)}{person.pk}",
            subject=letter.subject,
            text=letter.text,
            send_after=now,
        )
    return len(people)


@transaction.atomic
def set_open_link(*, poll: DatePoll, is_open: bool, by: Person, now: datetime) -> None:
    """Turn the address for guests on, or off; turned on again, it is another one. Only while it is asked."""
    held = _hold(poll)
    if not held.is_open:
        raise RuleError(_("Gjester kan svare mens avstemningen er åpen."))
    if is_open and held.open_key is None:
        DatePoll.objects.filter(pk=poll.pk).update(open_key=new_key())
    elif not is_open:
        DatePoll.objects.filter(pk=poll.pk).update(open_key=None)


@transaction.atomic
def answer_poll(*, voter: Voter, choices: Mapping[int, str], word: str, now: datetime) -> None:
    """Store what suits, in place of what was answered before. Raises RuleError when no more is asked."""
    if not _hold(voter.poll).is_open:
        raise RuleError(_("Avstemningen er avsluttet, så svaret ble ikke lagret."))
    Voter.objects.filter(pk=voter.pk).update(answered_at=now, word=word)
    own = set(voter.poll.options.values_list("pk", flat=True))
    DateAnswer.objects.filter(voter=voter).delete()
    DateAnswer.objects.bulk_create(
        DateAnswer(voter=voter, option_id=option, choice=choice)
        for option, choice in choices.items()
        if option in own
    )


@transaction.atomic
def answer_as_guest(
    *, poll: DatePoll, key: str, name: str, choices: Mapping[int, str], word: str, now: datetime
) -> Voter:
    """Store a guest's answer under the key that the page was made with, so that a double press is one guest.

    Raises RuleError when guests are not asked any more, or are too many.
    """
    held = _hold(poll)
    if held.open_key is None or held.open_key != poll.open_key:
        raise RuleError(_("Lenken er slått av, så svaret ble ikke lagret."))
    voter = Voter.objects.filter(poll=held, person=None, key=key).first()
    if voter is None:
        if held.voters.filter(person=None).count() >= MOST_GUESTS:
            raise RuleError(_("Det er ikke plass til flere svar fra gjester. Si fra til nettverkslederen."))
        if Voter.objects.filter(key=key).exists():
            raise RuleError(_("Last siden på nytt, og svar en gang til."))
        voter = Voter.objects.create(poll=held, key=key, name=name)
    elif voter.name != name:
        Voter.objects.filter(pk=voter.pk).update(name=name)
    answer_poll(voter=voter, choices=choices, word=word, now=now)
    return voter


@transaction.atomic
def close_poll(*, poll: DatePoll, option: DateOption, by: Person, now: datetime) -> Gathering:
    """Choose the date: the gathering is drafted, once, and nobody is told before it is published.

    Of two who choose at once the first one's date stands, and both get that gathering. Raises RuleError when
    it is not asked (any more).
    """
    held = _hold(poll)
    if held.gathering is not None:
        return held.gathering
    if not held.is_open:
        raise RuleError(_("Avstemningen er ikke åpen. Lag samlingen på vanlig måte i stedet."))
    gathering = create_gathering(
        network=held.network,
        by=by,
        now=now,
        starts_at=option.starts_at,
        ends_at=option.ends_at,
        title=held.title,
        place=held.place,
    )
    DatePoll.objects.filter(pk=poll.pk).update(closed_at=now, open_key=None, gathering=gathering)
    return gathering


@transaction.atomic
def withdraw_poll(*, poll: DatePoll, by: Person, now: datetime) -> None:
    """Ask no more, once. Mails that still wait are not sent; whoever opens the link is told.

    Raises RuleError when it is closed on a date: the gathering is cancelled instead.
    """
    held = _hold(poll)
    if held.closed_at is not None:
        raise RuleError(_("Avstemningen har gitt en samling. Avlys eller flytt samlingen i stedet."))
    if held.withdrawn_at is None:
        DatePoll.objects.filter(pk=poll.pk).update(withdrawn_at=now, open_key=None)
        OutgoingMail.objects.filter(key__startswith=_mail_key(held), sent_at=None).delete()


def _hold(poll: DatePoll) -> DatePoll:
    """The poll as it is, held until the transaction ends."""
    return (
        DatePoll.objects.select_for_update(no_key=True, of=("self",))
        .select_related("network")
        .get(pk=poll.pk)
    )


def _mail_key(poll: DatePoll) -> str:
    return f"date-poll:{poll.public_id}:"
