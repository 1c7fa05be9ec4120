"""A question about help: Dag asks Mona and Mads, Mona answers and is thanked, and it is all taken back."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import FileField

from redthread.notices.models import OutgoingMail
from redthread.peers.actions.asking import ask_for_help, close_talk, decline, withdraw, write
from redthread.peers.actions.mailed import take_help_reply
from redthread.peers.models import HelpMessage, HelpRequest, HelpTalk
from redthread.peers.tests.test_mailed import reply
from redthread.people.models import Person
from redthread.search.registry import SOURCES
from redthread.sharing.models import Content
from tests.doors.cells import (
    INSIDERS,
    LATER,
    NAME,
    WORDS,
    Absent,
    Cell,
    Opens,
    Town,
    Walked,
    columns,
    feed,
    gone,
    got,
    head,
    imports,
    mails,
    pages,
    pointing_to,
    posts,
    storable,
    stored,
)
from tests.journeys.test_every_page import NOT_PAGES
from tests.test_access_walk import test_a_leader_finds_nothing_of_one_network_through_another as other_network

BOTH = "dag mona"
SEEN = {"asked": BOTH, "answered": BOTH, "closed": BOTH, "left": "dag"}
ANSWERED = {"answered": BOTH, "closed": BOTH, "left": "dag"}
STATES = (*SEEN, "withdrawn")


def steps(town: Town) -> Iterator[str]:
    cast, now, dag = town.world.cast, town.world.now, town.world.dag
    town.own = "peers:(talk|message|decline|close|withdrawal)$"
    town.things = {"pk": "aaaaaaaaaaaaaa"}
    yield "before"
    asked = ask_for_help(
        network=cast.network, people=[cast.mona, cast.mads], about=NAME, text=f"{WORDS} ved kveldsfjølen.",
        key="asked-through-the-doors", by=dag, now=now,
    )  # fmt: skip
    talk = asked.talks.get(person=cast.mona)
    HelpTalk.objects.filter(pk=talk.pk).update(public_id=town.things["pk"])
    talk.refresh_from_db()
    yield "asked"
    write(talk=talk, text=LATER, key="answered-door", by=cast.mona, now=now)
    decline(talk=asked.talks.get(person=cast.mads), by=cast.mads, now=now)
    yield "answered"
    close_talk(talk=talk, thanks=LATER, by=dag, now=now)
    yield "closed"
    with gone(town, "mona"):
        yield "left"
    withdraw(request=asked, by=dag, now=now)
    yield "withdrawn"


# What is asked.

TALK = pages("peers:talk")
PRESSED = ("peers:message", "peers:decline", "peers:close", "peers:withdrawal")
COUNTS = ("web:home", "networks:network", "web:experience", "web:more")
REPORTS = ("thread:network", "thread:school", "guidance:trend", "sharing:owner", "reports:successor")


def link_in_the_mail(town: Town, name: str) -> str:
    """The address that the two were mailed, opened by each."""
    person = town.person(name)
    other = town.world.cast.rita if person is None else person
    mailed = OutgoingMail.objects.filter(kind=OutgoingMail.Kind.HELP, text__contains=town.things["pk"])
    address = town.path("peers:talk")
    assert all(address in one.text for one in mailed)
    assert not [one for one in mailed if one.person_id == other.pk and name not in BOTH.split()]
    return got(town.client(name).get(address))


def a_reply_from_others_is_not_taken_in(town: Town) -> None:
    """Mona's secret is worth nothing to anybody else, and her own answer is taken in."""
    talk = HelpTalk.objects.get(public_id=town.things["pk"])
    senders = [(person, person.pk == talk.person_id) for person in Person.objects.exclude(email="")]
    assert any(may for _person, may in senders)
    for person, may in senders:
        with transaction.atomic():
            before = talk.messages.count()
            take_help_reply(reply(talk, "Nytt", sender=f"{person} <{person.email}>"), town.world.now)
            assert talk.messages.count() == before + may, person
            transaction.set_rollback(True)


def nothing_is_left(town: Town) -> None:
    for mark in (NAME, WORDS, LATER):
        assert stored(mark) == set()


def the_index_has_none(town: Town) -> None:
    found = [one for source in SOURCES for one in source.documents()]
    assert found
    assert not [one for one in found for mark in (NAME, WORDS, LATER) if mark in f"{one.title} {one.body}"]
    assert not imports("redthread.search", "redthread.peers")


def no_room_tells_of_it(town: Town) -> None:
    assert not imports("redthread.live", "redthread.peers")


def no_file_is_made(town: Town) -> None:
    assert not imports("redthread.reports", "HelpTalk") | imports("redthread.reports", "HelpMessage")
    assert not {name for name in NOT_PAGES if name.startswith("peers:")}


def no_file_is_kept(town: Town) -> None:
    for model in (HelpRequest, HelpTalk, HelpMessage):
        assert not [one for one in model._meta.get_fields() if isinstance(one, FileField)]


def no_version_is_kept(town: Town) -> None:
    assert pointing_to(HelpRequest) == {"HelpTalk"}
    assert pointing_to(HelpTalk) == {"HelpMessage"}
    assert pointing_to(HelpMessage) == set()


def has_no_audience(town: Town) -> None:
    for model in (HelpRequest, HelpTalk, HelpMessage):
        assert not issubclass(model, Content)
        assert "audience" not in columns(model)


PEERS = "liv mona mads rita dag"
ASKED = "dag mona mads"  # each in a talk of their own
LISTED = {"asked": ASKED, "answered": ASKED, "closed": ASKED, "left": "dag mads"}
MAILED = {"asked": "mona mads", "answered": ASKED, "closed": ASKED, "left": "dag mads", "withdrawn": "mona"}
CELLS: dict[int, Cell] = {
    1: Opens(TALK, SEEN, SEEN, ANSWERED, trace={**SEEN, "withdrawn": BOTH}, states=STATES),
    2: Opens(pages("peers:help"), LISTED, trace={**LISTED, "withdrawn": ASKED}, states=STATES),
    3: Opens(
        pages(*COUNTS),
        trace={"asked": "mona mads", "answered": "dag"},
        states=("asked", "answered", "withdrawn"),
    ),
    4: Absent("Talks are not among what is searched.", the_index_has_none, "closed"),
    5: Opens(pages("peers:ask", "peers:group_new"), holds=("Rita Moe", PEERS), states=("asked", "closed")),
    6: Absent("The stream of the live room carries the room's own changes only.", no_room_tells_of_it),
    7: Opens(mails, trace=MAILED, states=STATES),
    8: Absent("No file or print is made of a talk.", no_file_is_made),
    9: Absent("A talk has no files; those that come with a mail are left out.", no_file_is_kept),
    10: Opens(head("peers:talk"), trace=SEEN, states=("asked", "answered")),
    11: Opens(pages("peers:talk", "peers:help"), LISTED, SEEN, ANSWERED, states=("answered",)),
    12: Opens(
        pages("peers:talk", "peers:help"),
        LISTED,
        SEEN,
        ANSWERED,
        trace={**LISTED, "withdrawn": ASKED},
        states=("closed", "withdrawn"),
        also=nothing_is_left,
    ),
    13: Absent("A message is never changed, and nothing is kept beside it.", no_version_is_kept),
    14: Opens(feed, holds=("BEGIN:VEVENT", INSIDERS), states=("asked", "closed")),
    15: Opens(pages(*REPORTS, "peers:directory"), holds=("Rita Moe", PEERS), states=("answered", "closed")),
    16: Opens(posts(*PRESSED), SEEN, SEEN, ANSWERED, states=("asked", "answered")),
    17: Walked(other_network, ("peers:talk", *PRESSED)),
    18: Absent("A talk has no audience that an edit could set.", has_no_audience),
    19: Absent("Nothing is made from a talk, and nothing leads to one.", no_version_is_kept),
    20: Opens(
        link_in_the_mail,
        SEEN,
        SEEN,
        ANSWERED,
        states=("asked", "answered"),
        also=a_reply_from_others_is_not_taken_in,
    ),
    21: Opens(storable(pages("peers:talk", "peers:help", *COUNTS)), trace=LISTED, states=("answered",)),
    22: Opens(pages("peers:directory", "networks:members"), holds=("Rita Moe", PEERS), states=("closed",)),
    23: Opens(TALK, SEEN, SEEN, ANSWERED, states=("asked", "closed")),
    24: Opens(pages("peers:talk", "peers:help"), LISTED, SEEN, ANSWERED, states=("left",)),
}
