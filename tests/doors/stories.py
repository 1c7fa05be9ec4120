"""A practice story: Mona tells, Rita reads it through, Åsen and then all see it, and it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from django.db import transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from redthread.archive.actions.bookmarks import keep
from redthread.betweenwork.actions.try_outs import Plan, Source, start_try_out
from redthread.betweenwork.letter_draft import draft_of
from redthread.betweenwork.models import TryOut
from redthread.knowledge.actions.readings import answer_reading, ask_reader
from redthread.knowledge.actions.releases import mark_of, release_story, snapshot_for
from redthread.knowledge.actions.stories import (
    attach_file,
    delete_story,
    save_story,
    withdraw_story,
)
from redthread.knowledge.actions.thanks import thank_teller
from redthread.knowledge.attached_files import read_attached
from redthread.knowledge.farewell_links import farewell_address
from redthread.knowledge.models import Story
from redthread.sharing.models import Release
from tests.doors.cells import (
    INSIDERS,
    LATER,
    NAME,
    WORDS,
    Absent,
    Cell,
    Opens,
    Town,
    asked_once,
    both,
    feed,
    gone,
    got,
    head,
    imports,
    mails,
    moved,
    pages,
    posts,
    storable,
    stored,
)
from tests.world import end_try_out, show_try_out
from tests.world_stories import keep_words, story_of

OTHERS = "liv mads rita kine eva dag"
ASEN = "mona mads"
SEEN = {
    "private": "mona", "read": "mona", "school": ASEN, "moved": "mona", "edited": ASEN, "network": INSIDERS,
    "contact": INSIDERS, "thanked": INSIDERS, "tried": INSIDERS, "left": "liv mona mads kine eva dag",
    "withdrawn": "mona",
}  # fmt: skip


def steps(town: Town) -> Iterator[str]:
    """The states in the order in which they come; `things` says which story it is."""
    cast, now = town.world.cast, town.world.now
    town.own = "knowledge:"
    town.things = {
        "pk": "aaaaaaaaaaaaaa",
        "attachment": "bbbbbbbbbbbbbb",
        "step": "gjort",
        "tried": "cccccccccccccc",
    }
    yield "before"
    story = story_of(cast.network, cast.asen, cast.mona, now, NAME, f"{WORDS} ved kveldsfjølen.")
    Story.objects.filter(pk=story.pk).update(public_id=town.things["pk"], start_key="door")
    story = Story.objects.select_related("network__owner", "school", "teller").get(pk=story.pk)
    town.things["story"] = story
    _attach(town, story)
    keep_words(story, now)
    yield "private"
    reading = ask_reader(story=story, reader=cast.rita, by=cast.mona, now=now)
    yield "read"
    answer_reading(reading=reading, answer="approved", word="", by=cast.rita, now=now)
    _show(story, "school", town)
    yield "school"
    with moved(town, "mads"):
        yield "moved"
    save_story(story=story, changes={"tips": LATER}, version=story.version, by=cast.mona, now=now)
    yield "edited"
    save_story(story=story, changes={"tips": ""}, version=story.version, by=cast.mona, now=now)
    _read_and_show(story, town)
    yield "network"
    save_story(story=story, changes={"has_contact": True}, version=story.version, by=cast.mona, now=now)
    _read_and_show(story, town)
    yield "contact"
    thank_teller(story=story, text=LATER, by=cast.rita, now=now)
    keep(kind="story", thing=story.public_id, by=cast.kine, now=now)
    yield "thanked"
    with transaction.atomic():
        _try(town, story)
        yield "tried"
        withdraw_story(story=story, by=cast.mona, now=now)
        yield "tried and withdrawn"
        transaction.set_rollback(True)
    story.refresh_from_db()
    with gone(town, "rita"):
        yield "left"
    withdraw_story(story=story, by=cast.mona, now=now)
    yield "withdrawn"
    delete_story(story=story, by=cast.mona, now=now)
    yield "deleted"


def _attach(town: Town, story: Story) -> None:
    file = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "PNG")
    attached = read_attached(file, f"{NAME}.png", file.getbuffer().nbytes)
    made = attach_file(story=story, attached=attached, by=story.teller, now=town.world.now)
    type(made).objects.filter(pk=made.pk).update(public_id=town.things["attachment"])


def _read_and_show(story: Story, town: Town) -> None:
    cast, now = town.world.cast, town.world.now
    keep_words(story, now)
    reading = ask_reader(story=story, reader=cast.rita, by=cast.mona, now=now)
    answer_reading(reading=reading, answer="approved", word="", by=cast.rita, now=now)
    _show(story, "network", town)


def _show(story: Story, audience: str, town: Town) -> None:
    story.refresh_from_db()
    seen = mark_of(audience, story.title, snapshot_for(story))
    release_story(story=story, audience=audience, seen=seen, by=story.teller, now=town.world.now)


def _try(town: Town, story: Story) -> None:
    """Rita tries it at her school, and shows that to the network."""
    cast, now = town.world.cast, town.world.now
    tried = start_try_out(
        network=cast.network, school=cast.brekka, key="tried-from-the-story", by=cast.rita, now=now,
        plan=Plan(title="Hos oss", changed="Vi gjør det ute."), source=Source(story=story), thanks="",
    )  # fmt: skip
    TryOut.objects.filter(pk=tried.pk).update(public_id=town.things["tried"])
    tried.refresh_from_db()
    end_try_out(tried, cast.rita, now)
    show_try_out(tried, cast.rita, now)


# What is asked.

OF_ONE = (
    "knowledge:story", "knowledge:step", "knowledge:files", "knowledge:file", "knowledge:gate",
    "knowledge:reader", "knowledge:reading", "knowledge:release", "knowledge:withdraw",
    "knowledge:mine_withdraw",
)  # fmt: skip
PRESSED = (
    "knowledge:thanks", "knowledge:step", "knowledge:files", "knowledge:file_removal", "knowledge:gate",
    "knowledge:reader", "knowledge:reading", "knowledge:release", "knowledge:withdraw",
)  # fmt: skip
LISTS = ("knowledge:stories", "knowledge:mine")
COUNTS = ("web:home", "networks:network", "web:experience", "web:more")
REPORTS = ("thread:network", "thread:school", "betweenwork:try_outs", "betweenwork:spread", "sharing:owner")
FILES = (
    "reports:successor_pdf", "reports:letter_pdf",
)  # fmt: skip


def searched(town: Town, name: str) -> str:
    return pages("search:search", query="?q=kveldsfjøl")(town, name)


def letter(town: Town, name: str) -> str:
    """What the leader's letter of the month would open with."""
    if name != "liv":
        return ""
    return draft_of(town.world.cast.network, town.world.cast.liv, town.world.now).text


def start_from_it(town: Town, name: str) -> str:
    return pages("betweenwork:try_out_new", query=f"?fortelling={town.things['pk']}")(town, name)


def what_came_of_it(town: Town, name: str) -> str:
    paths = [town.path(f"betweenwork:{one}", pk=town.things["tried"]) for one in ("try_out", "family")]
    return "\n".join(asked_once(town, name, path) for path in [*paths, reverse("search:bookmarks")])


def links(town: Town, name: str) -> str:
    """The mailed links, opened by whoever they were mailed to, and the way back for those who have left."""
    person = town.person(name)
    farewell = Client().get(farewell_address(person)) if person is not None else None
    return pages("knowledge:reading")(town, name) + (got(farewell) if farewell is not None else "")


def signed(town: Town, name: str) -> str:
    """Whose name stands in the story; one's own stands on every page."""
    text = pages("knowledge:story")(town, name)
    main = text.partition("<main")[2].partition("</main>")[0]
    return main.replace(NAME, "").replace(WORDS, "").replace(LATER, "").replace("Mona Vik", WORDS)


def nothing_is_left(town: Town) -> None:
    for mark in (NAME, WORDS, LATER):
        assert stored(mark) == set()


def cannot_go_to_the_owner(town: Town) -> None:
    """Although it is read through and approved as it stands, and the form is made by hand."""
    story = town.things["story"]
    for audience, count in (("owner", 0), ("school", 1)):
        seen = mark_of(audience, story.title, snapshot_for(story))
        with transaction.atomic():
            town.client("mona").post(town.path("knowledge:release"), {"audience": audience, "seen": seen})
            shown = Release.objects.standing().filter(source=town.things["pk"], audience=audience)
            assert shown.count() == count
            transaction.set_rollback(True)


def no_room_tells_of_it(town: Town) -> None:
    assert not imports("redthread.live", "redthread.knowledge")


NAMED = ("knowledge:story", *LISTS, *REPORTS, *COUNTS, "reports:successor", "betweenwork:spread_everywhere")
STATES = (*SEEN, "tried and withdrawn", "deleted")
USUAL = ("private", "network", "withdrawn")
READ = {**SEEN, "read": "mona rita"}
LATE = {"edited": "mona", "thanked": "mona rita", "tried": "mona rita", "left": "mona", "withdrawn": "mona"}
TRIED = ("tried", "tried and withdrawn")
MAILED = {
    "read": "rita", "school": "mona rita", "network": "liv mona rita", "thanked": "liv mona rita",
    "withdrawn": "mona rita", "deleted": "mona rita",
}  # fmt: skip
DETAIL = pages("knowledge:story")
CELLS: dict[int, Cell] = {
    1: Opens(DETAIL, SEEN, SEEN, LATE, states=tuple(SEEN)),
    2: Opens(pages(*LISTS), SEEN, trace=READ, states=("read", "school", *USUAL)),
    3: Opens(
        pages(*COUNTS), trace={"read": "rita", "network": "liv rita kine eva dag"}, states=("read", *USUAL)
    ),
    4: Opens(searched, SEEN, states=("school", "moved", *USUAL)),
    5: Opens(start_from_it, {"network": "mona mads rita dag"}, states=USUAL),
    6: Absent("The stream of the live room carries the room's own changes only.", no_room_tells_of_it),
    7: Opens(both(mails, letter), trace=MAILED, states=tuple(MAILED)),
    8: Opens(pages(*FILES), {"network": "liv rita"}, states=("network", "withdrawn")),
    9: Opens(pages("knowledge:file"), READ, states=("read", "school", "moved", "left", "deleted", *USUAL)),
    10: Opens(head("knowledge:story"), trace=SEEN, states=USUAL),
    11: Opens(DETAIL, SEEN, SEEN, LATE, states=("network", "thanked", "withdrawn")),
    12: Opens(
        pages("knowledge:story", "knowledge:file", *LISTS),
        SEEN,
        SEEN,
        LATE,
        states=("edited", "deleted"),
        also=nothing_is_left,
    ),
    13: Opens(DETAIL, SEEN, SEEN, LATE, states=("school", "edited", "network")),
    14: Opens(feed, holds=("BEGIN:VEVENT", INSIDERS), states=USUAL),
    15: Opens(pages(*REPORTS), {"network": INSIDERS}, states=USUAL),
    16: Opens(
        posts(*PRESSED),
        {**READ, "network": "mona"},
        {**READ, "network": "mona"},
        trace={**READ, "network": "liv mona mads rita kine dag"},
        states=("read", "network"),
    ),
    17: Opens(pages("knowledge:story", "knowledge:file"), SEEN, SEEN, states=("school", "moved")),
    18: Opens(DETAIL, SEEN, SEEN, LATE, states=("edited", "network"), also=cannot_go_to_the_owner),
    19: Opens(
        what_came_of_it,
        {"thanked": "kine", "tried": INSIDERS},
        trace={"thanked": "kine", "tried": INSIDERS, "tried and withdrawn": INSIDERS},
        states=("thanked", *TRIED),
    ),
    20: Opens(
        links,
        {"read": "rita"},
        {"read": "rita"},
        trace={"read": "mona rita", "network": "mona", "left": "mona"},
        states=("read", "left", *USUAL),
    ),
    21: Opens(
        storable(pages(*NAMED), start_from_it, what_came_of_it, searched),
        trace={"tried": INSIDERS, "tried and withdrawn": "mona"},
        states=TRIED,
    ),
    22: Opens(signed, words={"contact": INSIDERS}, trace=SEEN, states=("network", "contact")),
    23: Opens(pages(*OF_ONE), READ, READ, LATE, states=("read", "withdrawn")),
    24: Opens(pages("knowledge:story", "knowledge:file", *LISTS), SEEN, SEEN, LATE, states=("left",)),
}
