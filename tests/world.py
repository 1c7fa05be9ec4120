"""The cast's network in full: one thing of every kind and in every state, made by the actions people call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image

from redthread.betweenwork.actions.assignments import close_gathering, plan_between_work
from redthread.betweenwork.actions.photos import put_photo
from redthread.betweenwork.actions.releases import release_summary, share_with_owner
from redthread.betweenwork.actions.summaries import save_summary
from redthread.betweenwork.actions.try_out_releases import mark_of, release_try_out, snapshot_for
from redthread.betweenwork.actions.try_out_results import record_result
from redthread.betweenwork.actions.try_outs import Plan, Source, start_try_out
from redthread.betweenwork.drafts import Draft, Submission
from redthread.betweenwork.links import token_of
from redthread.betweenwork.models import (
    Assignment,
    MonthlyLetter,
    SchoolLine,
    StaffKit,
    SummaryLink,
    SummaryPhoto,
    TryOut,
)
from redthread.core.checked_files import JPEG
from redthread.core.photos import make_anew
from redthread.gatherings.actions.answers import release_minutes, release_proposal
from redthread.gatherings.actions.attendance import record_attendance
from redthread.gatherings.actions.commitments import add_commitment, record_step
from redthread.gatherings.actions.groups import Sitter, compose_groups, show_groups
from redthread.gatherings.actions.lifecycle import create_gathering, publish_gathering
from redthread.gatherings.actions.minutes import open_minutes
from redthread.gatherings.actions.outcomes import add_outcome
from redthread.gatherings.actions.polls import make_poll, send_poll, set_open_link
from redthread.gatherings.actions.preparation import Upload, add_preparation, say_ready, send_preparation
from redthread.gatherings.actions.proposals import propose_item
from redthread.gatherings.actions.results import add_result_table
from redthread.gatherings.method_library import keep_library_method
from redthread.gatherings.models import (
    AgendaItem,
    AgendaProposal,
    Commitment,
    DatePoll,
    Gathering,
    ItemLeader,
    Outcome,
    Preparation,
    ResultTable,
)
from redthread.gatherings.results_reading import read_results
from redthread.live.actions.sessions import open_session
from redthread.live.models import LiveSession
from redthread.networks import actions as networks
from redthread.networks.models import Body, Network, Role
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Release
from redthread.testing import cast as the_cast
from redthread.testing import make
from redthread.testing.cast import Cast
from redthread.wheel.actions.initiatives import add_initiative
from redthread.wheel.models import Initiative
from tests.world_concepts import WorldOfWords, build_words
from tests.world_guidance import Visits, visit_schools
from tests.world_peers import add_peers
from tests.world_staff import answered, kit_for, letter_of
from tests.world_stories import Stories, the_stories
from tests.world_surveys import Surveys, build_surveys
from tests.world_voice import Matters, raise_matters

Kind = AgendaItem.Kind
HOUR = timedelta(hours=1)


Also = Callable[[str, Any], None]


@dataclass
class World:
    cast: Cast
    now: datetime
    dal: Organisation  # a third school, which has told nothing
    dag: Person
    dal_line: SchoolLine
    body: Body
    other_body: Body
    draft: Gathering
    coming: Gathering
    proposal: AgendaProposal
    running: Gathering  # yesterday; its minutes are being written
    note: Outcome  # in the running gathering
    promise_now: Outcome  # Åsen's, in the running gathering
    held: Gathering  # its minutes are locked
    asked: Outcome  # the proposal to the owner from the held gathering
    kept: Commitment  # Åsen's, from the held gathering, and answered at the running one
    open: Commitment  # Brekka's, from the held gathering, and not answered yet
    assignment: Assignment
    asen_line: SchoolLine
    brekka_line: SchoolLine
    shown_photo: SummaryPhoto  # Brekka's, which the network sees
    to_network: Release  # Brekka's summary
    to_owner: Release
    proposal_release: Release
    another: Network  # Liv leads this one as well, and nobody else is in it
    another_gathering: Gathering
    initiative: Initiative  # Åsen's
    prepared_file: Preparation  # of the coming gathering, sent; Rita leads the item
    results: ResultTable  # of the coming gathering
    poll: DatePoll  # sent a week ago; guests may answer, and nobody has yet
    try_out: TryOut  # Brekka's, shown and ended
    own_try_out: TryOut  # Åsen's, inspired by it and shown; it goes on
    letter: MonthlyLetter  # sent yesterday
    kit: StaffKit  # Åsen's; open, and two have answered
    matters: Matters
    visits: Visits
    room: LiveSession  # at the coming gathering; open, and nobody has come in yet
    stories: Stories
    words: WorldOfWords
    surveys: Surveys

    def link(self, person: Person, line: SchoolLine) -> str:
        """The token of the mailed link by which the person writes for that school."""
        return token_of(SummaryLink.objects.get(line=line, membership__person=person, revoked_at=None))


def nothing_else(point: str, there: Any) -> None:
    """In the plain world nothing is added at any point."""


def build(now: datetime | None = None, also: Also = nothing_else) -> World:
    """Everything up to `now`. `also` may add things on the way, being told each point and what is there.

    The points are «cast», «planned» (nothing published yet), «held» (with its between-work) and «done».
    """
    now = now or timezone.now()
    cast = the_cast.build()
    dal, dag = make.school(cast.owner, "Dal skole"), make.person("Dag Dahl", email="dag@fjordvik.example")
    make.unit(cast.network, dal, 3)
    make.membership(cast.network, dag, Role.MEMBER, dal)
    also("cast", cast)
    body, other_body = _frame(cast, now)
    draft, coming, running, held = (
        _planned(cast.network, cast.liv, now + timedelta(days=days), title)
        for days, title in (
            (75, "Vårsamling"),
            (20, "Adventssamling"),
            (-2, "Novembersamling"),
            (-45, "Høst"),
        )
    )
    also("planned", (draft, coming, running, held))
    for gathering in (held, running, coming):
        publish_gathering(gathering=gathering, by=cast.liv, now=gathering.starts_at - timedelta(days=30))
        gathering.refresh_from_db()
    asked, kept, open_one, assignment = _hold(cast, held)
    also("held", assignment)
    note, promise_now = _run(cast, running, kept)
    lines = {line.school_id: line for line in assignment.lines.select_related("school")}
    asen, brekka, dal_line = lines[cast.asen.pk], lines[cast.brekka.pk], lines[dal.pk]
    asen.assignment = brekka.assignment = dal_line.assignment = assignment
    write(asen, cast.mona, now, "Vi prøvde to-lærer på 5. trinn.")
    shown, to_network, to_owner = _show(brekka, cast.rita, now)
    proposal = propose_item(
        gathering=coming, title="Skolebesøk", why="Vi vil se.", minutes=10, by=cast.mona, now=now
    )
    another = make.network(cast.owner, cast.liv, "Nettverk vest", slug="nettverk-vest")
    make.membership(another, cast.liv, Role.LEADER)
    try_out, own_try_out = _try_outs(cast, now)
    world = World(
        cast,
        now,
        dal,
        dag,
        dal_line,
        body,
        other_body,
        draft,
        coming,
        proposal,
        running,
        note,
        promise_now,
        held,
        asked,
        kept,
        open_one,
        assignment,
        asen,
        brekka,
        shown,
        to_network,
        to_owner,
        release_proposal(outcome=asked, by=cast.liv, now=now - timedelta(days=40)),
        another,
        _planned(another, cast.liv, now + timedelta(days=9), "En annen samling"),
        initiative=_initiative(cast, now),
        prepared_file=_prepare(cast, coming, now),
        results=_results(cast, coming, now),
        poll=_poll(cast, now),
        try_out=try_out,
        own_try_out=own_try_out,
        letter=letter_of(cast.network, cast.liv, now - timedelta(days=1)),
        kit=_kit(asen, cast.mona, now),
        matters=raise_matters(cast, dal, dag, now),
        visits=visit_schools(cast, now),
        room=_room(cast, coming, now),
        stories=the_stories(cast, now),
        words=build_words(cast, held, coming, now),
        surveys=build_surveys(cast, now),
    )
    add_peers(world)
    also("done", world)
    return world


def _kit(line: SchoolLine, by: Person, now: datetime) -> StaffKit:
    kit = kit_for(line, by, now, "BCDFGHJKLM")
    answered(kit, 2, now)
    return kit


def _frame(cast: Cast, now: datetime) -> tuple[Body, Body]:
    """Mandate, year and two bodies."""
    long_ago = now - timedelta(days=90)
    networks.write_mandate(
        network=cast.network, expected_version=0, purpose="Lære sammen", by=cast.liv, now=long_ago
    )
    networks.set_year(
        network=cast.network, first_year=2026, theme="Lesing", chair=None, by=cast.liv, now=long_ago
    )
    bodies = [
        networks.add_body(
            network=cast.network,
            code=code,
            name=code,
            purpose="",
            vote_rule=Body.VoteRule.NONE,
            parent=None,
            by=cast.liv,
            now=long_ago,
        )
        for code in ("FAG", "PRO")
    ]
    networks.give_seat(
        body=bodies[0], person=cast.mona, municipality=None, is_voting=False, by=cast.liv, now=now
    )
    return bodies[0], bodies[1]


def _prepare(cast: Cast, gathering: Gathering, now: datetime) -> Preparation:
    """A file, sent to everybody; Mona is ready."""
    sent, story = now - timedelta(days=6), item(gathering, Kind.STORY)
    ItemLeader.objects.create(item=story, person=cast.rita)
    upload = Upload(picture(), "Lesing.jpg", JPEG)
    made = add_preparation(
        item=story, kind="file", text="", url="", upload=upload, minutes=10, by=cast.liv, now=sent
    )
    send_preparation(gathering=gathering, by=cast.liv, now=sent)
    made.refresh_from_db()
    say_ready(preparation=made, is_ready=True, answer="", by=cast.mona, now=sent)
    return made


def _results(cast: Cast, gathering: Gathering, now: datetime) -> ResultTable:
    """One published figure of each school."""
    review = make.item(gathering, Kind.RESULTS, title="Nasjonale prøver")
    rows = "Skole;2025-26.Lesing.Skalapoeng\nÅsen skole;51 ± 2\nBrekka skole;*\n"
    read = read_results(BytesIO(rows.encode()))
    return add_result_table(
        item=review,
        read=read,
        units=dict(zip(read.units, (cast.asen, cast.brekka), strict=True)),
        title="Nasjonale prøver 2025-26",
        file_name="np.csv",
        by=cast.liv,
        now=now - timedelta(days=6),
    )


def _poll(cast: Cast, now: datetime) -> DatePoll:
    """Two dates in spring, and everybody is asked."""
    times = [(now + timedelta(days=days), now + timedelta(days=days, hours=3)) for days in (120, 127)]
    sent = now - timedelta(days=7)
    poll = make_poll(
        network=cast.network,
        title="Sommersamling",
        about="",
        place="",
        answer_by=None,
        times=times,
        by=cast.liv,
        now=sent,
    )
    send_poll(poll=poll, by=cast.liv, now=sent)
    set_open_link(poll=poll, is_open=True, by=cast.liv, now=sent)
    poll.refresh_from_db()
    return poll


def _room(cast: Cast, gathering: Gathering, now: datetime) -> LiveSession:
    """Two tables, before they begin."""
    groups = item(gathering, Kind.CROSS_GROUPS)
    groups.method = keep_library_method("igp")
    groups.save()
    room = open_session(item=groups, tables=2, question="Hva nå?", by=cast.liv, now=now)
    room.code = "BCDFGH"  # drawn by lot, and the same in every world
    room.save(update_fields=["code"])
    return room


def _try_outs(cast: Cast, now: datetime) -> tuple[TryOut, TryOut]:
    """Brekka tried something half a year ago and told of it; Åsen does it in its own way."""
    then = now - timedelta(days=200)
    first = try_out_of(cast.network, cast.brekka, cast.rita, then, "Lesevenner på tvers")
    end_try_out(first, cast.rita, then + timedelta(days=10))
    show_try_out(first, cast.rita, then + timedelta(days=11))
    own = try_out_of(cast.network, cast.asen, cast.mona, now - timedelta(days=20), "Lesekafé", source=first)
    show_try_out(own, cast.mona, now - timedelta(days=19))
    return first, own


def try_out_of(
    network: Network,
    school: Organisation,
    by: Person,
    now: datetime,
    title: str,
    source: TryOut | None = None,
) -> TryOut:
    """A try-out that is started; with a source it is adapted, and thanked for."""
    return start_try_out(
        network=network,
        school=school,
        key=f"start-{title}"[:60],
        plan=Plan(title=title, want="At flere leser.", changed="Vi gjør det ute." if source else ""),
        source=Source(try_out=source),
        thanks="Takk for ideen!" if source else "",
        by=by,
        now=now,
    )


def end_try_out(try_out: TryOut, by: Person, now: datetime, words: str = "Flere leste.") -> None:
    version = TryOut.objects.get(pk=try_out.pk).version
    record_result(
        try_out=try_out,
        decision="adopt",
        happened=words,
        hard="Å finne tid.",
        rethink="",
        version=version,
        by=by,
        now=now,
    )


def show_try_out(try_out: TryOut, by: Person, now: datetime) -> Release:
    try_out.refresh_from_db()
    seen = mark_of(try_out.title, snapshot_for(try_out))
    return release_try_out(try_out=try_out, seen=seen, by=by, now=now)


def _initiative(cast: Cast, now: datetime) -> Initiative:
    return add_initiative(
        network=cast.network,
        organisation=cast.asen,
        name="Leseløftet",
        about="Alle trinn",
        starts_on=now.date(),
        ends_on=None,
        by=cast.mona,
        now=now,
    )


def _planned(network: Network, by: Person, starts_at: datetime, title: str) -> Gathering:
    gathering = create_gathering(
        network=network,
        by=by,
        now=starts_at - timedelta(days=31),
        starts_at=starts_at,
        ends_at=starts_at + 3 * HOUR,
        title=title,
        place="Biblioteket",
        theme="Lesing",
        template="half_day",
    )
    secret = gathering.agenda_items.get(position=2)
    secret.is_confidential = True
    secret.save()
    return gathering


def item(gathering: Gathering, kind: str, *, is_confidential: bool = False) -> AgendaItem:
    """The gathering's first item of that kind."""
    items = gathering.agenda_items.filter(is_confidential=is_confidential)
    return items.filter(kind=kind)[0] if not is_confidential else items[0]


def _hold(cast: Cast, gathering: Gathering) -> tuple[Outcome, Commitment, Commitment, Assignment]:
    """All but Rita came; something was decided, asked for and promised; then the minutes were locked."""
    now = gathering.ends_at
    presences = {person: "physical" for person in cast.insiders() if person != cast.rita}
    record_attendance(gathering=gathering, presences={**presences, cast.rita: "absent"}, by=cast.liv, now=now)
    open_minutes(gathering=gathering, written_by=cast.liv, by=cast.liv, now=now)
    for one, kind, text in (
        (
            item(gathering, "", is_confidential=True),
            Outcome.Kind.INFORMATION,
            "Dette ble sagt i fortrolighet.",
        ),
        (item(gathering, Kind.CROSS_GROUPS), Outcome.Kind.DECISION, "Vi leser i alle fag."),
    ):
        add_outcome(item=one, kind=kind, text=text, by=cast.liv, now=now)
    asked = add_outcome(
        item=item(gathering, Kind.INFORMATION), kind="proposal", text="Vikardager", by=cast.liv, now=now
    )
    plan_between_work(
        gathering=gathering, theme="Lesing", task="Prøv", expects_whole_staff=True, by=cast.liv, now=now
    )
    kept = promise(gathering, cast.asen, "To-lærer på 5. trinn", cast.liv)
    open_one = promise(gathering, cast.brekka, "Høytlesing hver dag", cast.liv)
    assignment = close_gathering(gathering=gathering, by=cast.liv, now=now + HOUR)
    release_minutes(gathering=gathering, by=cast.liv, now=now + 2 * HOUR)
    kept.refresh_from_db()
    open_one.refresh_from_db()
    return asked, kept, open_one, assignment


def promise(gathering: Gathering, school: Organisation, what: str, by: Person) -> Commitment:
    return add_commitment(
        item=item(gathering, Kind.OWN_SCHOOL),
        school=school,
        what=what,
        who="Trinnlederne",
        due_on=None,
        reach="Fellestida",
        by=by,
        now=gathering.ends_at,
    )


def _run(cast: Cast, gathering: Gathering, kept: Commitment) -> tuple[Outcome, Outcome]:
    """The minutes are being written."""
    now = gathering.ends_at
    presences = dict.fromkeys(cast.insiders(), "physical")
    record_attendance(gathering=gathering, presences=presences, by=cast.liv, now=now)
    open_minutes(gathering=gathering, written_by=cast.liv, by=cast.liv, now=now)
    record_step(
        commitment=kept, gathering=gathering, choice="carried", word="Vi er i gang", by=cast.liv, now=now
    )
    note = add_outcome(
        item=item(gathering, Kind.CROSS_GROUPS), kind="information", text="Notat", by=cast.liv, now=now
    )
    sitters = [Sitter(person=one) for one in (cast.liv, cast.mona, cast.mads, cast.rita)]
    asked = {"size": 4, "kind": "cross", "spread": [], "leaders": "", "pupils": False}
    tables = compose_groups(
        gathering=gathering, item=None, sitters=sitters, asked=asked, by=cast.liv, now=now
    )
    show_groups(grouping=tables, by=cast.liv, now=now)
    return note, promise(gathering, cast.asen, "Lesevenner", cast.liv).outcome


def write(line: SchoolLine, by: Person, now: datetime, did: str, version: int = 0) -> None:
    """Save a draft of the school's summary."""
    draft = Draft(did, "Elevene leste mer.", "Vikarer.", "whole")
    submission = Submission(f"key-{line.pk}-{version}", version, Draft(), draft)
    save_summary(line=line, submission=submission, by=by, now=now - timedelta(days=10))


def picture() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (80, 60), "tan").save(file, "JPEG")
    file.seek(0)
    return file


def _show(line: SchoolLine, by: Person, now: datetime) -> tuple[SummaryPhoto, Release, Release]:
    """Brekka shows its summary with a photo to the network, and the text to the owner."""
    file, at = picture(), now - timedelta(days=9)
    write(line, by, now, "Vi leste høyt hver dag.")
    photo = put_photo(line=line, picture=make_anew(file, file.getbuffer().nbytes), by=by, now=at)
    to_network = release_summary(line=line, version=1, photo=photo.public_id, by=by, now=at)
    to_owner = share_with_owner(line=line, seen=to_network.public_id, by=by, now=at)
    photo.refresh_from_db()
    return photo, to_network, to_owner
