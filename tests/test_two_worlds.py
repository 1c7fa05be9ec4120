"""Two worlds that differ only in what a person may not see look the same to that person, to the byte.

Everything the person receives is compared: every page that can be reached, its headers, the minutes as files,
the calendar text, and every mail. What is random in both (ids) is numbered in the order in which it is met.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from difflib import unified_diff
from functools import cache
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from conftest import SignedInClient
from redthread.betweenwork.actions.assignments import plan_between_work
from redthread.betweenwork.actions.photos import put_photo
from redthread.betweenwork.actions.releases import release_summary, take_back
from redthread.betweenwork.actions.staff_kits import close_kit
from redthread.betweenwork.actions.summaries import save_summary
from redthread.betweenwork.actions.try_out_releases import take_back_try_out
from redthread.betweenwork.actions.try_out_results import reach_element
from redthread.betweenwork.actions.try_outs import Plan as TryOutPlan
from redthread.betweenwork.actions.try_outs import Source, start_try_out
from redthread.betweenwork.drafts import Draft, Submission
from redthread.betweenwork.models import TryOut
from redthread.concepts.actions.rounds import answer_round
from redthread.core.models import Addressed
from redthread.core.photos import make_anew
from redthread.gatherings.actions.agenda import add_agenda_item
from redthread.gatherings.actions.attendance import record_attendance
from redthread.gatherings.actions.groups import Sitter, compose_groups
from redthread.gatherings.actions.item_leaders import set_item_leaders
from redthread.gatherings.actions.lifecycle import create_gathering, publish_gathering
from redthread.gatherings.actions.outcomes import add_outcome
from redthread.gatherings.actions.pair_wishes import wish_pair
from redthread.gatherings.actions.polls import answer_poll
from redthread.gatherings.actions.preparation import add_preparation, say_ready
from redthread.gatherings.actions.replies import answer_invitation
from redthread.gatherings.feeds import token_of
from redthread.gatherings.method_library import keep_library_method
from redthread.gatherings.models import AgendaItem, Gathering, Invitation, Outcome
from redthread.guidance.actions.visits import Log, answer_story, change_visit, say_as_school
from redthread.knowledge.actions.readings import ask_reader
from redthread.knowledge.actions.stories import delete_story, save_story, withdraw_story
from redthread.knowledge.actions.thanks import thank_teller
from redthread.knowledge.models import Story
from redthread.networks import actions as networks
from redthread.networks.models import Membership, Network, Role
from redthread.notices.actions import queue_mail
from redthread.peers.actions.asking import close_talk, write
from redthread.people.actions import new_sign_in_link
from redthread.people.models import Person
from redthread.search.actions.indexing import Sweep
from redthread.search.registry import SOURCES
from redthread.surveys.models import SpentTicket
from redthread.testing import make
from redthread.voice.actions.matters import withdraw_matter
from tests import world_peers as peers
from tests.policy import POLICIES, Door
from tests.received import CHANGING, headers_of, text_of
from tests.world import (
    Also,
    Kind,
    World,
    build,
    end_try_out,
    item,
    nothing_else,
    picture,
    promise,
    show_try_out,
    try_out_of,
)
from tests.world_guidance import visited
from tests.world_staff import answered, kit_for
from tests.world_stories import approve, file_of, keep_words, show, story_of
from tests.world_surveys import ONLY_ELSEWHERE, answered_by_code
from tests.world_surveys import answered as answer_survey
from tests.world_voice import matter_of, raised, speak

NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
SECRET = "HEMMELIG"
LINK = re.compile(r'(?:href|src|hx-get|action)="(/[^"#]*)')
NEVER = ("/static/", "/konto/")  # below /konto/ is a challenge that is new each time
# What the other world has, and the person may not see.


def unseen_by_members(point: str, there: Any) -> None:
    """Drafts, open minutes, what a school has not shown, what was taken back, and other people's post."""
    if point == "cast":
        _draft(there.network, there.liv, 5, "før alt annet")
    if point == "planned":
        _other_secrets(there[1])
    if point == "held":
        line = there.lines.select_related("school").get(school__name="Dal skole")
        line.assignment = there
        _secret_summary(line, Person.objects.get(email="dag@fjordvik.example"), with_photo=True)
    if point == "done":
        world: World = there
        cast, now = world.cast, world.now
        _draft(cast.network, cast.liv, 33, "etter alt annet")
        add_agenda_item(
            gathering=world.draft, kind=Kind.STORY, title=SECRET, minutes=10, by=cast.liv, now=now
        )
        add_outcome(item=item(world.running, Kind.STORY), kind="decision", text=SECRET, by=cast.liv, now=now)
        promise(world.running, cast.brekka, SECRET, cast.liv)
        plan_between_work(
            gathering=world.coming, theme=SECRET, task="", expects_whole_staff=False, by=cast.liv, now=now
        )
        _shown_and_taken_back(world)
        _for_those_who_plan(world)
        _tables_not_shown(world)
        _elsewhere(world)
        _post(world)
        _answer(world)
        _try_outs_not_shown(world)
        _stories_not_shown(world)
        matter_of(cast, world.dag, now, SECRET)
        matter_of(cast, cast.liv, now, f"{SECRET} 2")
        _answered_alone(world)
        _answers_below_five(world)
        _answers_to_an_open_survey(world)


def unseen_visits(point: str, there: Any) -> None:
    """Visits to other schools, what was said at them, and what the school agreed to."""
    if point == "done":
        cast = there.cast
        for school, days in ((there.dal, -4), (there.dal, 6), (there.dal, -200)):
            made = visited(cast, school, cast.liv, NOW, days, SECRET, worked_on=SECRET, story=SECRET)
            say_as_school(visit=made, text=SECRET, by=there.dag, now=NOW)
        made = there.visits.livs
        change_visit(
            visit=made,
            log=Log(day=made.day, aim=SECRET, story=SECRET, next_step=SECRET, next_on=made.day),
            version=1,
            by=cast.liv,
            now=NOW,
        )
        answer_story(visit=made, agrees=True, story=SECRET, by=cast.mads, now=NOW)


def unseen_by_the_owners_side(point: str, there: Any) -> None:
    """What the schools weigh before they ask the owner, and what each of them says."""
    if point == "done":
        cast, dag = there.cast, there.dag
        for number in range(2):
            weighed = raised(cast, cast.mona, NOW, f"{SECRET} {number}")
            speak(weighed, cast.brekka, cast.rita, NOW, against=SECRET)
        speak(there.matters.weighed, there.dal, dag, NOW, against=SECRET)
        withdraw_matter(matter=raised(cast, cast.rita, NOW, SECRET), by=cast.rita, now=NOW)


def _answered_alone(world: World) -> None:
    """What others have answered in a round that goes on is sent to nobody, and not how many they are."""
    answer_round(round=world.words.open_round, text=SECRET, by=world.dag, now=world.now)


def _answers_to_an_open_survey(world: World) -> None:
    """Others have answered, and two more: not even whoever asks can see it before the next five."""
    wave = world.surveys.open
    SpentTicket.objects.filter(wave=wave).delete()
    for bundle in wave.bundles.all():
        wave.bundles.filter(pk=bundle.pk).update(rows=b"")
    answer_survey(wave, world.now, 6, SECRET, backwards=True)
    answered_by_code(wave, world.now, SECRET)


def _answers_below_five(world: World) -> None:
    """One teacher more at Åsen, where others can not be told from none yet, and a whole round at Dal."""
    answered(world.kit, 1, world.now, SECRET)
    dal = kit_for(world.dal_line, world.dag, world.now, "MLKJHGFDCB")
    answered(dal, 9, world.now, SECRET)
    close_kit(kit=dal, by=world.dag, now=world.now)


def _stories_not_shown(world: World) -> None:
    """Dag tells for himself; one waits for Rita, one was shown and withdrawn, one was deleted; and Rita has
    gone on with what she has shown, and put a file with it."""
    cast, now, then = world.cast, world.now, world.now - timedelta(days=100)
    story_of(cast.network, world.dal, world.dag, then, f"{SECRET} 1", SECRET, "did_not")
    waits = story_of(cast.network, world.dal, world.dag, now, f"{SECRET} 2", SECRET)
    keep_words(waits, now)
    ask_reader(story=waits, reader=cast.rita, by=world.dag, now=now)
    for number, undo in ((3, withdraw_story), (4, delete_story)):
        shown = story_of(cast.network, world.dal, world.dag, now, f"{SECRET} {number}", SECRET, "did_not")
        keep_words(shown, now)
        approve(shown, cast.rita, now)
        show(shown, world.dag, now)
        thank_teller(story=shown, text=SECRET, by=cast.rita, now=now)
        undo(story=shown, by=world.dag, now=now)
    own = world.stories.shown
    own.refresh_from_db()
    changes = {"did": SECRET, "title": SECRET}
    save_story(story=own, changes=changes, version=own.version, by=cast.rita, now=now)
    file_of(own, now)
    thank_teller(story=own, text=SECRET, by=world.dag, now=now)


def _stories_of_asen(world: World) -> None:
    """What Mona tells, what Mads reads through, and what only their school is shown."""
    cast, now = world.cast, world.now
    for story in (world.stories.own, world.stories.read):
        Story.objects.filter(pk=story.pk).update(title=SECRET, did=SECRET)
    own = story_of(cast.network, cast.asen, cast.mads, now, f"{SECRET} 5", SECRET)
    keep_words(own, now)
    approve(own, cast.mona, now)
    show(own, cast.mads, now, "school")


def _talks_between_two_others(world: World) -> None:
    """Dag asks Rita for help and is answered and thanked, and asked in turn."""
    cast, now = world.cast, world.now
    talk = peers.question(world, world.dag, cast.rita, SECRET)
    write(talk=talk, text=SECRET, key="secret-answer", by=cast.rita, now=now)
    close_talk(talk=talk, thanks=SECRET, by=world.dag, now=now)
    peers.question(world, cast.rita, world.dag, f"{SECRET} igjen")


def _try_outs_not_shown(world: World) -> None:
    """Dal tries what Brekka did and shows nobody; another of theirs was shown and taken back."""
    cast, now = world.cast, world.now
    try_out_of(cast.network, world.dal, world.dag, now - timedelta(days=400), f"{SECRET} 1")
    start_try_out(
        network=cast.network,
        school=world.dal,
        key="secret-start",
        plan=TryOutPlan(title=f"{SECRET} 2", changed=SECRET),
        source=Source(try_out=world.try_out),
        thanks="",
        by=world.dag,
        now=now,
    )
    shown = try_out_of(cast.network, world.dal, world.dag, now, f"{SECRET} 3")
    end_try_out(shown, world.dag, now)
    show_try_out(shown, world.dag, now)
    take_back_try_out(try_out=shown, by=world.dag, now=now)


def _tables_not_shown(world: World) -> None:
    """Who will sit together is with those who plan until it is shown; wishes about two always are."""
    cast = world.cast
    asked = {"size": 4, "kind": "cross", "spread": [], "leaders": "", "pupils": False}
    for item_of in (item(world.running, Kind.CROSS_GROUPS), None):
        compose_groups(
            gathering=world.coming if item_of is None else world.running,
            item=item_of,
            sitters=[Sitter(name=f"{SECRET} {number}") for number in range(3)],
            asked=asked,
            by=cast.liv,
            now=world.now,
        )
    wish_pair(
        network=cast.network, one=cast.mona, other=cast.rita, together=False, by=cast.liv, now=world.now
    )


def unseen_between_two(point: str, there: Any) -> None:
    """What two others write to each other: not for whoever leads, nor the consultant, nor the owner."""
    if point == "done":
        _talks_between_two_others(there)


def unseen_elsewhere(point: str, there: Any) -> None:
    """Another owner's network."""
    if point == "done":
        cast = there.cast
        _published(cast.steins_network, cast.stein, 4)
        far = cast.steins_network.units.get().organisation
        show_try_out(try_out_of(cast.steins_network, far, cast.stein, NOW, SECRET), cast.stein, NOW)


def unseen_by_other_schools(point: str, there: Any) -> None:
    """What Åsen has written and not shown: other words, saved again, at another time, with a photo."""
    if point == "done":
        _secret_summary(there.asen_line, there.cast.mads, version=1, with_photo=True)
        one, mads = there.own_try_out, there.cast.mads
        reach_element(try_out=one, element="tried", by=mads, now=NOW)
        end_try_out(one, mads, NOW, SECRET)
        TryOut.objects.filter(pk=one.pk).update(title=SECRET)
        _stories_of_asen(there)
        _answered_alone(there)
        _answers_to_an_open_survey(there)
        answered(there.kit, 12, NOW, SECRET)
        close_kit(kit=there.kit, by=mads, now=NOW)


def unseen_by_the_absent(point: str, there: Any) -> None:
    """What is confidential: what it is about, and what came of it, before and after the locking."""
    if point == "planned":
        for gathering in there[1:]:
            _other_secrets(gathering)
    if point == "held":
        Outcome.objects.filter(item__gathering=there.gathering, item__is_confidential=True).delete()
    if point == "done":
        _prepare(there.coming.agenda_items.get(is_confidential=True), there.cast.liv, there.now)
        secret = there.running.agenda_items.get(is_confidential=True)
        add_outcome(item=secret, kind="information", text=SECRET, by=there.cast.liv, now=there.now)


def unseen_without_contacts(point: str, there: Any) -> None:
    """Other addresses of the members."""
    if point == "cast":
        for person in (there.liv, there.mona, there.mads, there.rita):
            Person.objects.filter(pk=person.pk).update(email=f"{SECRET.lower()}{person.pk}@annet.example")


def unseen_from_outside(point: str, there: Any) -> None:
    """Nearly everything inside the network: members, gatherings, promises, and what was shown within it."""
    unseen_by_members(point, there)
    unseen_by_other_schools(point, there)
    unseen_by_the_absent(point, there)
    unseen_by_the_owners_side(point, there)
    unseen_visits(point, there)
    if point == "cast":
        person = make.person(SECRET, email=ONLY_ELSEWHERE)
        make.membership(there.network, person, Role.MEMBER, there.asen)
    if point == "done":
        world: World = there
        cast, now = world.cast, world.now
        _published(cast.network, cast.liv, -20)
        _published(cast.network, cast.liv, 11)
        record_attendance(gathering=world.running, presences={world.dag: "physical"}, by=cast.liv, now=now)
        add_outcome(
            item=item(world.running, Kind.INFORMATION), kind="proposal", text=SECRET, by=cast.liv, now=now
        )
        _secret_summary(world.dal_line, world.dag, version=1)
        release_summary(line=world.dal_line, version=2, photo="", by=world.dag, now=now)
        networks.write_mandate(
            network=cast.network,
            expected_version=1,
            purpose=SECRET,
            changed_why=SECRET,
            by=cast.liv,
            now=now,
        )


def unseen_by_strangers(point: str, there: Any) -> None:
    """All of it, and the network's name as well."""
    unseen_from_outside(point, there)
    if point == "done":
        networks.rename_network(network=there.cast.network, name=SECRET, by=there.cast.liv, now=there.now)


def _other_secrets(gathering: Gathering) -> None:
    """The confidential item is about something else, and somebody else has it."""
    secret = gathering.agenda_items.filter(is_confidential=True)
    for one in secret:
        set_item_leaders(item=one, people=[gathering.created_by], by=gathering.created_by, now=NOW)
    words = {"title": f"{SECRET} sak", "description": f"{SECRET} beskrivelse", "responsible": SECRET}
    secret.update(method=keep_library_method("igp"), share="try_out", **words)


def _draft(network: Network, by: Person, days: int, title: str) -> Any:
    starts_at = NOW + timedelta(days=days)
    return create_gathering(
        network=network,
        by=by,
        now=NOW,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        title=f"{SECRET} {title}",
        template="district",
    )


def _published(network: Network, by: Person, days: int) -> None:
    gathering = _draft(network, by, days, "samling")
    publish_gathering(gathering=gathering, by=by, now=NOW)


def _secret_summary(line: Any, by: Person, *, version: int = 0, with_photo: bool = False) -> None:
    draft = Draft(f"{SECRET} gjort", f"{SECRET} skjedd", f"{SECRET} vanskelig", "not_yet")
    base = Draft("Vi prøvde to-lærer på 5. trinn.", "Elevene leste mer.", "Vikarer.", "whole")
    submission = Submission(f"secret-{line.pk}-{version}", version, base, draft)
    save_summary(line=line, submission=submission, by=by, now=NOW - timedelta(days=3))
    if with_photo:
        file = picture()
        put_photo(line=line, picture=make_anew(file, file.getbuffer().nbytes), by=by, now=NOW)


def _shown_and_taken_back(world: World) -> None:
    release_summary(line=world.dal_line, version=1, photo="", by=world.dag, now=world.now)
    take_back(line=world.dal_line, audience="network", by=world.dag, now=world.now)


def _for_those_who_plan(world: World) -> None:
    """Which dates suit Dag, what he is ready for, and what nobody has been sent yet."""
    cast, now = world.cast, world.now
    voter = world.poll.voters.select_related("poll").get(person=world.dag)
    suits = dict.fromkeys(world.poll.options.values_list("pk", flat=True), "no")
    answer_poll(voter=voter, choices=suits, word=SECRET, now=now)
    say_ready(preparation=world.prepared_file, is_ready=True, answer=SECRET, by=world.dag, now=now)
    _prepare(item(world.coming, Kind.STORY), cast.liv, now)


def _prepare(one: AgendaItem, by: Person, now: datetime) -> None:
    """Something to read that is not sent."""
    add_preparation(item=one, kind="reading", text=SECRET, url="", upload=None, minutes=7, by=by, now=now)


def _elsewhere(world: World) -> None:
    cast = world.cast
    _published(world.another, cast.liv, 6)
    make.network(cast.owner, cast.liv, f"{SECRET} nettverk")


def _answer(world: World) -> None:
    """What others answer is for those who plan."""
    rita = world.coming.invitations.select_related("gathering__network").get(person=world.cast.rita)
    answer_invitation(invitation=rita, answer="no", word=SECRET, seen=None, way="link", now=world.now)


def _post(world: World) -> None:
    for person in (world.cast.liv, world.cast.rita):
        queue_mail(
            person=person, kind="news", key=f"x{person.pk}", subject=SECRET, text=SECRET, now=world.now
        )
        new_sign_in_link(person=person, now=world.now)
    Person.objects.filter(pk=world.cast.rita.pk).update(wants_reminders=False, language="nn")


# What a person receives.


def everything(person: Person, world: World) -> Iterator[str]:
    """All pages, files and mails of one person, in an order that follows from their content alone."""
    Sweep().run(SOURCES)  # what the worker does: everything can be searched for
    client = SignedInClient(person)
    client.post(reverse("gatherings:feeds"))  # a calendar of all that the person is called to
    waiting, seen = list(starting_points(world)), set[str]()
    while waiting:
        path = waiting.pop(0)
        if path in seen or path.startswith(NEVER):
            continue
        seen.add(path)
        answer: HttpResponse = client.get(path)  # type: ignore[assignment]
        text = text_of(answer)
        yield f"{path} {answer.status_code} {headers_of(answer)}\n{text}"
        waiting += [link.replace("&amp;", "&") for link in LINK.findall(text)]
    for feed in person.calendar_feeds.all():
        answer = Client().get(reverse("gatherings:feed", args=[token_of(feed)]))  # type: ignore[assignment]
        yield text_of(answer)
    for mail in person.mails.order_by("send_after", "pk"):
        yield f"{mail.subject}\n{mail.text}\n{mail.calendar}".replace("\r\n ", "")


def starting_points(world: World) -> Iterator[str]:
    for name, policy in POLICIES.items():
        is_read = "GET" in policy.methods and policy.door in (Door.NETWORK, Door.PERSON, Door.OWNER)
        if is_read or name in ("web:home", "web:about"):
            yield reverse(name, kwargs=policy.ids(world))
    draft = [world.cast.network.slug, world.draft.public_id]
    yield reverse("gatherings:gathering", args=draft)
    for gathering in (world.held, world.running):
        names = ("gathering", "minutes", "since_last", "tables")
        for name in (f"gatherings:{name}" for name in names):
            yield reverse(name, args=[world.cast.network.slug, gathering.public_id])
    yield reverse("thread:school", args=[world.cast.network.slug, world.dal.public_id])
    yield world.surveys.open.get_absolute_url()
    for words in (
        "lesing",
        "lese",
        "adventssamling",
        SECRET.lower(),
        SECRET[:-1],
        f"{SECRET.lower()} samling",
        "notatt",
    ):
        yield f"{reverse('search:search')}?{urlencode({'q': words})}"


def numbered(received: list[str]) -> list[str]:
    """The same texts, with ids by the order in which the person meets them and without what is random."""
    known = set[str]()
    for model in apps.get_models():
        if issubclass(model, Addressed):
            known |= set(model._base_manager.values_list("public_id", flat=True))
    known |= set(Invitation.objects.values_list("key", flat=True))
    met: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        word = found.group()
        return met.setdefault(word, f"ID{len(met)}") if word in known else word

    texts = []
    for text in received:
        for pattern, instead in CHANGING:
            text = pattern.sub(instead, text)
        texts.append(re.sub(r"[a-z2-9]{14}", number, text))
    return texts


@cache
def plain_world(who: str) -> list[str]:
    return live_through(nothing_else, who)


def live_through(also: Also, who: str) -> list[str]:
    """All of a world, as one of the cast receives it."""
    with a_while_in(also, who) as received:
        return numbered(list(received))


@contextmanager
def a_while_in(also: Also, who: str) -> Iterator[Iterator[str]]:
    """Build a world, look at it as one of the cast, and forget it."""
    with time_machine.travel(NOW, tick=False), transaction.atomic():
        world = build(NOW, also)
        yield everything(getattr(world.cast, who), world)
        transaction.set_rollback(True)


def assert_same(plain: list[str], other: list[str]) -> None:
    """Fails at the first page that differs, and shows how."""
    for one, two in zip_longest(plain, other, fillvalue=""):
        difference = unified_diff(one.splitlines(), two.splitlines(), "plain", "other", lineterm="", n=1)
        assert one == two, "\n".join([one.split("\n")[0][:160], *difference])


def when_evas_time_is_over(also: Also) -> Also:
    """The same world, in which Eva's agreement ended a second ago."""

    def and_hers(point: str, there: Any) -> None:
        if point == "cast":
            Membership.objects.filter(person=there.eva).update(ends_at=NOW - timedelta(seconds=1))
        also(point, there)

    return and_hers


SAME = [
    ("liv", unseen_between_two),
    ("kine", unseen_between_two),
    ("olav", unseen_between_two),
    ("mads", unseen_between_two),
    ("mona", unseen_by_members),
    ("mads", unseen_by_members),
    ("kine", unseen_by_members),
    ("eva", unseen_by_members),
    ("kine", unseen_by_the_owners_side),
    ("eva", unseen_by_the_owners_side),
    ("olav", unseen_by_the_owners_side),
    ("rita", unseen_visits),
    ("kine", unseen_visits),
    ("eva", unseen_visits),
    ("olav", unseen_visits),
    ("mona", unseen_elsewhere),
    ("olav", unseen_elsewhere),
    ("rita", unseen_by_other_schools),
    ("kine", unseen_by_other_schools),
    ("liv", unseen_by_other_schools),
    ("rita", unseen_by_the_absent),
    ("eva", unseen_without_contacts),
    ("olav", unseen_from_outside),
    ("stein", unseen_by_strangers),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "unseen"), SAME, ids=[f"{who}-{unseen.__name__}" for who, unseen in SAME])
def test_what_may_not_be_seen_leaves_no_trace(who: str, unseen: Also, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    plain, other = plain_world(who), live_through(unseen, who)
    assert SECRET not in "".join(other)
    assert_same(plain, other)


@pytest.mark.django_db
def test_when_evas_time_is_over_nothing_reaches_her(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    plain = live_through(when_evas_time_is_over(nothing_else), "eva")
    assert_same(plain, live_through(when_evas_time_is_over(unseen_by_strangers), "eva"))


def answered_by(more: int) -> Also:
    """So many more have answered Åsen's round, which is open; two had."""

    def they_answer(point: str, there: Any) -> None:
        if point == "done":
            answered(there.kit, more, NOW, SECRET)

    return they_answer


@pytest.mark.django_db
def test_one_more_answer_above_the_threshold_is_told_to_nobody_while_the_round_is_open(
    settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    six, seven = live_through(answered_by(4), "mona"), live_through(answered_by(5), "mona")
    assert "Minst 5 av 20 har svart." in "".join(six)
    assert SECRET not in "".join(seven)
    assert_same(six, seven)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "unseen"),
    [
        ("rita", unseen_between_two),
        ("rita", unseen_by_the_owners_side),
        ("liv", unseen_visits),
        ("mona", unseen_visits),
        ("liv", unseen_by_members),
        ("mona", unseen_by_other_schools),
        ("mona", unseen_from_outside),
    ],
)
def test_those_who_may_do_see_the_difference(who: str, unseen: Also, settings: Any, tmp_path: Any) -> None:
    """Else the test above could never fail."""
    settings.MEDIA_ROOT = tmp_path
    with a_while_in(unseen, who) as received:
        assert any(SECRET in text for text in received)


def test_the_crawl_sees_the_whole_network(db: None, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    received = "".join(plain_world("mona"))
    for text in (
        "Adventssamling",
        "Vi leser i alle fag.",
        "Vi leste høyt hver dag.",
        "BEGIN:VCALENDAR",
        "Referat",
    ):
        assert text in received, text
