"""What Åsen's staff answers: fewer than five, then enough, closed, one text taken out, the essence shown."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import FileField

from redthread.betweenwork.actions.releases import release_summary
from redthread.betweenwork.actions.staff_answers import answer_kit
from redthread.betweenwork.actions.staff_kits import close_kit, remove_text, take_to_summary
from redthread.betweenwork.models import AnswerPile, SchoolLine, SchoolSummary, StaffKit
from redthread.search.registry import SOURCES
from redthread.sharing.models import Release
from tests.doors.cells import (
    EVERYBODY,
    INSIDERS,
    LATER,
    WORDS,
    Absent,
    Cell,
    Opens,
    Town,
    both,
    columns,
    feed,
    gone,
    got,
    head,
    imports,
    mails,
    moved,
    pages,
    pointing_to,
    posts,
    storable,
    stored,
)
from tests.policy import POLICIES

ASEN = "mona mads"
STATES = ("four", "seven", "closed", "moved", "left", "removed", "taken", "shown")
SEEN = {"closed": ASEN, "moved": "mona", "left": "mona", "removed": ASEN, "taken": ASEN, "shown": ASEN}
OUT = {"closed": ASEN, "moved": "mona", "left": "mona"}  # the text that is taken out afterwards
TRACED = {"four": ASEN, "seven": ASEN, **SEEN}


def steps(town: Town) -> Iterator[str]:
    """Nobody has answered; the code and the pages are there."""
    cast, now, kit = town.world.cast, town.world.now, town.world.kit
    town.own, town.things = "(betweenwork|reports):staff", {"pk": kit.public_id, "code": kit.code}
    AnswerPile.objects.filter(kit=kit).update(answered=0, spent=[], answers={})
    kit = StaffKit.objects.select_related("network", "school", "line__assignment").get(pk=kit.pk)
    yield "before"
    _answer(town, kit, 4)
    yield "four"
    _answer(town, kit, 3)
    yield "seven"
    close_kit(kit=kit, by=cast.mona, now=now)
    yield "closed"
    with moved(town, "mads"):
        yield "moved"
    with gone(town, "mads"):
        yield "left"
    remove_text(kit=kit, number=2, text=LATER, by=cast.mona, now=now)
    yield "removed"
    line = SchoolLine.objects.select_related("assignment__network", "school").get(staff_kits=kit)
    take_to_summary(
        kit=kit, line=line, essence="De fleste er enige.", words="Vi spurte personalet. De fleste er enige.",
        reach="part", by=cast.mona, now=now,
    )  # fmt: skip
    yield "taken"
    summary = SchoolSummary.objects.get(line=line)
    release_summary(line=line, version=summary.version, photo="", by=cast.mona, now=now)
    yield "shown"


def _answer(town: Town, kit: StaffKit, count: int) -> None:
    for number in range(count):
        key = f"door-phone-{count}-{number:03d}"
        text = LATER if (count, number) == (4, 0) else f"{WORDS} ved kveldsfjølen {count} {number}"
        answer_kit(kit=kit, key=key, answers={1: number % 2, 2: text}, now=town.world.now)


# What is asked.

OWN = ("betweenwork:staff_kit", "betweenwork:staff_kits", "betweenwork:staff_kit_new")
PUBLIC = ("betweenwork:staff_answer", "betweenwork:staff_thanks", "betweenwork:staff_code")
PRESSED = (
    "betweenwork:staff_kit_reopen", "betweenwork:staff_kit_text_removal", "betweenwork:staff_kit_essence",
)  # fmt: skip
COUNTS = ("web:home", "networks:network", "web:experience", "web:more")
REPORTS = (
    "thread:network", "thread:school", "betweenwork:assignment", "betweenwork:summary", "sharing:owner",
)  # fmt: skip
FILES = (
    "reports:staff_kit_pdf", "reports:staff_kit_slide", "betweenwork:staff_kit_qr", "reports:minutes_pdf",
)  # fmt: skip


def answered_again(town: Town, name: str) -> str:
    """What a phone is told when it answers, as a script and with one's own session."""
    sent, headers = {"key": "door-phone-again", "q1": "0"}, {"Accept": "application/json"}
    answer = town.client(name).post(town.path("betweenwork:staff_answer"), sent, headers=headers)
    return got(answer)


def the_index_has_none(town: Town) -> None:
    found = [one for source in SOURCES for one in source.documents()]
    assert found
    assert not [one for one in found for mark in (WORDS, LATER) if mark in f"{one.title} {one.body}"]


def no_file_is_kept(town: Town) -> None:
    for model in (StaffKit, AnswerPile):
        assert not [one for one in model._meta.get_fields() if isinstance(one, FileField)]


def nothing_leads_to_an_answer(town: Town) -> None:
    """No row of an answer, no person, no time, no order, and no older pile."""
    assert pointing_to(AnswerPile) == set()
    kinds = set(columns(AnswerPile).values())
    assert kinds == {"BigAutoField", "OneToOneField", "CharField", "PositiveSmallIntegerField", "JSONField"}
    assert AnswerPile.objects.filter(kit=town.world.kit).count() == 1


def never_released(town: Town) -> None:
    assert not [one for one in Release.Kind.values if "kit" in one or "staff" in one]
    assert pointing_to(StaffKit) == {"StaffQuestion", "AnswerPile"}


def what_is_taken_out_is_gone(town: Town) -> None:
    assert stored(LATER) == set()


def no_room_tells_of_it(town: Town) -> None:
    assert not imports("redthread.live", "staff_")


KIT = pages("betweenwork:staff_kit")
READ = tuple(name for name, one in POLICIES.items() if ":staff_kit" in name and "GET" in one.methods)
OF_ALL = " ".join(EVERYBODY)
CELLS: dict[int, Cell] = {
    1: Opens(KIT, words=SEEN, later=OUT, trace=TRACED, states=STATES),
    2: Opens(pages("betweenwork:staff_kits"), trace={"closed": ASEN}, states=("seven", "closed")),
    3: Opens(pages(*COUNTS), holds=("Åsen skole", ASEN), states=("four", "closed")),
    4: Absent("Answers are not among what is searched.", the_index_has_none, "shown"),
    5: Opens(pages("betweenwork:staff_kit_new"), holds=('value="20"', ASEN), states=("seven", "closed")),
    6: Absent("The stream of the live room carries the room's own changes only.", no_room_tells_of_it),
    7: Opens(mails, holds=("Hei", "mona rita"), states=("seven", "closed", "shown")),
    8: Opens(pages(*FILES), holds=("application/pdf", ASEN), states=("closed",)),
    9: Absent("Neither a kit nor its answers have files.", no_file_is_kept),
    10: Opens(head("betweenwork:staff_answer"), holds=("To-lærer", OF_ALL), states=("seven",)),
    11: Opens(KIT, words=SEEN, later=OUT, states=("closed", "removed")),
    12: Opens(KIT, words=SEEN, later=OUT, states=("closed", "removed"), also=what_is_taken_out_is_gone),
    13: Absent("There is one pile, and nothing leads to it.", nothing_leads_to_an_answer, "closed"),
    14: Opens(feed, holds=("BEGIN:VEVENT", INSIDERS), states=("seven", "closed")),
    15: Opens(pages(*REPORTS), trace={"taken": ASEN, "shown": INSIDERS}, states=("closed", "taken", "shown")),
    16: Opens(
        both(answered_again, posts(*PRESSED)),
        words=SEEN,
        later=OUT,
        trace={"four": ASEN, "seven": ASEN, "closed": OF_ALL},
        states=("four", "seven", "closed"),
    ),
    17: Opens(KIT, words=SEEN, later=OUT, states=("moved",)),
    18: Opens(
        posts("betweenwork:staff_kit_reopen"), words=SEEN, later=OUT, trace=TRACED, states=("seven", "closed")
    ),
    19: Absent("Nothing of a kit is released; its school's own words are.", never_released),
    20: Opens(pages(*PUBLIC), holds=("200 [", OF_ALL), trace={"closed": OF_ALL}, states=("seven", "closed")),
    21: Opens(storable(pages(*OWN, *PUBLIC)), trace={"closed": ASEN}, states=("closed",)),
    22: Absent("An answer has nobody who gave it and no time.", nothing_leads_to_an_answer, "seven"),
    23: Opens(pages(*READ), words=SEEN, later=OUT, trace=TRACED, states=("seven", "closed")),
    24: Opens(pages(*OWN), words=SEEN, later=OUT, states=("left",)),
}
