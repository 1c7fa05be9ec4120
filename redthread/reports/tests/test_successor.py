"""The successor pack: a newcomer answers ten questions from it, and it holds nothing that is not for them."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from conftest import SignedInClient
from redthread.betweenwork.models import SchoolLine
from redthread.core import dates
from redthread.core.errors import RuleError
from redthread.gatherings.actions.answers import answer_proposal
from redthread.gatherings.method_library import keep_library_method
from redthread.gatherings.models import AgendaItem, ItemLeader
from redthread.guidance.models import Visit
from redthread.knowledge.actions.stories import withdraw_story
from redthread.knowledge.models import Story
from redthread.networks.access import access_of
from redthread.networks.actions import write_mandate
from redthread.networks.models import Membership, Role
from redthread.peers.actions.offers import offer_help
from redthread.peers.models import HiddenLine, Offer
from redthread.people.models import Person
from redthread.reports.actions.handovers import OnlyYouKnow, hand_over, take_handover_back
from redthread.reports.models import Handover
from redthread.reports.successor.pack import pack_for
from redthread.reports.successor.pdf import successor_pdf
from redthread.reports.successor.reader import Reader
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.cast import Cast
from redthread.voice.models import Matter
from tests.world import World, build

pytestmark = pytest.mark.django_db
ANSWERS = OnlyYouKnow("Nøkkelen er hos vaktmesteren.", "Kine, om vikarpengene.", "Kaffen før møtet.")


def words_of(pdf: bytes) -> str:
    """The words of the file as they are read, one space between them, without hyphens at line ends."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(re.sub(r"[\u00ad\u2010]\s*", "", text).split())


def pack_text(cast: Cast) -> str:
    handover = Handover.objects.standing().filter(network=cast.network).first()
    reader = Reader(cast.network, handover, cast.liv, timezone.now())
    return words_of(successor_pdf(pack_for(reader), reader.now))


@pytest.fixture
def world() -> World:
    world = build()
    write_mandate(
        network=world.cast.network,
        expected_version=1,
        purpose="Vi lærer av hverandre, så elevene leser bedre.",
        changed_why="Klarere",
        by=world.cast.liv,
        now=world.now,
    )
    make.gathering(
        world.cast.network,
        title="Januarsamling",
        starts_at=world.now + timedelta(days=5),
        host=world.cast.brekka,
        place="Brekka skole, personalrommet",
        chair=world.cast.rita,
    )
    work = make.assignment(world.running, world.cast.asen, world.dal, theme="Regning", opened_at=world.now)
    work.lines.filter(school=world.cast.asen).update(carriers="Mona Vik")
    return world


def test_a_newcomer_answers_ten_questions_from_it(world: World) -> None:
    cast = world.cast
    text = pack_text(cast)
    day = dates.day_and_year(world.now + timedelta(days=5))
    questions = {
        "Når er neste samling, og hvem er vertskap?": (
            rf"Neste samling Januarsamling, \w+ {day} .{{0,90}}vertskap: Brekka skole"
        ),
        "Hvem leder den?": r"Neste samling .{0,180}møteleder: Rita Moe",
        "Hvorfor finnes nettverket?": r"Hvorfor Vi lærer av hverandre, så elevene leser bedre\.",
        "Hva lovet Brekka sist, og hvordan står det?": r"Brekka skole Høytlesing hver dag [\w .]+ pågår",
        "Hva har Åsen sagt om sitt?": r"Åsen skole To-lærer på 5\. trinn [\w .]+ pågår: Vi er i gang",
        "Hvem ringer jeg først?": r"Ring først Liv Berg \(nettverksleder\), liv@fjordvik\.example",
        "Hvem er rektor på Åsen?": r"Mona Vik, rektor",
        "Hva venter vi på svar om fra skoleeier?": r"svar fra skoleeier (• )?Vikardager",
        "Hvilket mellomarbeid går, og hvem har ikke meldt inn ennå?": (
            r"«Regning», til \d+\. \w+ Ikke meldt inn ennå: Dal skole, Åsen skole"
        ),
        "Hva bestemte vi på høstsamlingen?": r"Høst .{0,80}Vi leser i alle fag\.",
        "Hva mener vi med kapasitet?": r"Kapasitet Det vi klarer sammen",
        "Hva vet bare den som ledet før?": r"Nøkkelen til salen er hos vaktmesteren",
    }
    unanswered = [asked for asked, answer in questions.items() if not re.search(answer, text)]
    assert unanswered == [], text


def test_it_holds_nothing_private_confidential_or_hidden(world: World) -> None:
    cast = world.cast
    text = pack_text(cast)
    for hidden in (
        "Dette ble sagt i fortrolighet",
        "Vi prøvde to-lærer",  # Åsen's summary, not shown
        "Lesevenner Trinnlederne",  # promised in minutes that are open
        "Det vi gjør hjemme",  # an answer in a round that goes
        "Muskler",  # an answer without a name
    ):
        assert hidden not in text
    own = Reader(cast.network, None, cast.mona, world.now)  # whoever asks, it is the same
    other = Reader(cast.network, None, cast.liv, world.now)
    assert pack_for(own) == pack_for(other)


def test_it_tells_what_other_rooms_have_shown_and_what_the_owner_was_asked(world: World) -> None:
    text = pack_text(world.cast)
    for told in (
        "Høytlesing i gangen Brekka skole",  # a story that is shared
        r"Rita Moe kan hjelpe med: Gallerivandring",
        rf"Tid til ressurslærerne sendt {dates.day_and_year(world.now - timedelta(days=18))}",
    ):
        assert re.search(told, text), (told, text)
    release = Release.objects.get(source=world.matters.sent.public_id)
    answer_proposal(release=release, text="Ja, fra høsten.", by=world.cast.olav, now=world.now)
    assert re.search(
        rf"har svart (• )?Tid til ressurslærerne {dates.day_and_year(world.now)}: Ja, fra høsten\.",
        pack_text(world.cast),
    )


def test_what_other_rooms_keep_to_themselves_changes_nothing_in_it(world: World) -> None:
    """No visit, nobody's own story, no matter that is weighed, no help that is not offered now."""
    cast, before = world.cast, pack_text(world.cast)
    for hidden in ("Dele planen", "5. trinn på", "Kortere møter", "Ro i garderoben", "Flere vikardager"):
        assert hidden not in before
    Visit.objects.update(aim="Hemmelig", worked_on="Hemmelig", next_step="Hemmelig", story="Hemmelig")
    Visit.objects.all().update(day=world.now.date() + timedelta(days=3))
    Matter.objects.filter(sent_at=None).update(title="Hemmelig")
    Story.objects.exclude(pk=world.stories.shown.pk).update(title="Hemmelig")
    Offer.objects.create(
        network=cast.network, person=cast.mona, what="Hemmelig", is_on=False, offered_at=world.now
    )
    offer_help(network=cast.network, what="Hemmelig", line="", by=world.dag, now=world.now)
    Membership.objects.filter(person=world.dag).update(ends_at=world.now)
    assert "Hemmelig" not in (after := pack_text(cast))
    assert dates.day_and_year(world.now + timedelta(days=3)) not in after


def test_a_story_that_is_withdrawn_is_gone_from_it(world: World) -> None:
    withdraw_story(story=world.stories.shown, by=world.cast.rita, now=world.now)
    assert "Høytlesing i gangen" not in pack_text(world.cast)


def test_a_schools_draft_changes_nothing_in_it(world: World) -> None:
    before = pack_text(world.cast)
    line = SchoolLine.objects.get(pk=world.dal_line.pk)
    make.summary(line, world.dag, did="Hemmelig", filed_at=None)
    assert pack_text(world.cast) == before


def test_it_is_a_tagged_file_of_few_pages_made_for_one_person(world: World) -> None:
    handover = Handover.objects.get()
    reader = Reader(world.cast.network, handover, world.cast.liv, world.now)
    pdf = successor_pdf(pack_for(reader), reader.now)
    read = PdfReader(io.BytesIO(pdf))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "nb"  # type: ignore[index]
    assert len(read.pages) <= 6
    for page in read.pages:
        assert "Laget for Rita Moe" in page.extract_text()


def test_what_people_wrote_is_never_markup(world: World) -> None:
    hostile = '#read("/etc/passwd") $x$ \\ @a <b> *fet* \U0001f600 \u202e'
    Handover.objects.update(unwritten=hostile, take_care="= Overskrift")
    text = pack_text(world.cast)
    assert '#read("/etc/passwd") $x$' in text
    assert "*fet*" in text


def test_the_page_says_the_same_as_the_file(world: World, as_person: type[SignedInClient]) -> None:
    page = as_person(world.cast.liv).get(reverse("reports:successor", args=[world.cast.network.slug]))
    text = page.content.decode()
    for words in ("Januarsamling", "Høytlesing hver dag", "Nøkkelen til salen", "Vi leser i alle fag."):
        assert words in text
    assert "Lesevenner</" not in text
    file = as_person(world.cast.liv).get(reverse("reports:successor_pdf", args=[world.cast.network.slug]))
    assert file["Content-Type"] == "application/pdf"
    assert file["Cache-Control"] == "private, no-store"


def test_an_empty_network_has_a_pack_as_well(cast: Cast, as_person: type[SignedInClient]) -> None:
    stein = as_person(cast.stein)
    assert stein.get(reverse("reports:successor", args=[cast.steins_network.slug])).status_code == 200
    assert stein.get(reverse("reports:successor_pdf", args=[cast.steins_network.slug])).status_code == 200


def test_it_asks_as_much_for_much_as_for_little(cast: Cast, as_person: type[SignedInClient]) -> None:
    counts, liv = [], as_person(cast.liv)
    for number in range(4):
        starts_at = timezone.now() - timedelta(days=9 + number)
        gathering = make.gathering(cast.network, title=f"Nr. {number}", starts_at=starts_at)
        make.commitment(gathering, cast.asen, audience="network")
        with CaptureQueriesContext(connection) as asked:
            liv.get(reverse("reports:successor", args=[cast.network.slug]))
        counts.append(len(asked))
    assert len(set(counts[1:])) == 1
    # More than the twelve of a page: it is the one page that tells of everything a network has, so it asks
    # each of the seventeen kinds of things once, after the four questions of every page behind a handover.
    assert counts[-1] <= 21


# The act of handing over.


def hand(cast: Cast, successor: Person, days: int = 0, role: str = Role.LEADER) -> Handover:
    return hand_over(
        network=cast.network,
        successor=successor,
        role=role,
        starts_on=timezone.localdate() + timedelta(days=days),
        answers=ANSWERS,
        by=cast.liv,
        now=timezone.now(),
    )


def role_of(person: Person, cast: Cast, in_days: int = 0) -> list[str]:
    at = timezone.now() + timedelta(days=in_days, minutes=1)
    rows = Membership.objects.current(at).filter(network=cast.network, person=person)
    return [one.role for one in rows]


def test_the_role_is_given_from_the_day_and_not_before(cast: Cast) -> None:
    hand(cast, cast.mona, days=30)
    assert role_of(cast.mona, cast) == [Role.MEMBER]
    assert role_of(cast.mona, cast, in_days=31) == [Role.LEADER]
    assert role_of(cast.liv, cast, in_days=31) == [Role.LEADER]  # both, until Liv says otherwise
    (there,) = Membership.objects.current(timezone.now() + timedelta(days=31)).filter(person=cast.mona)
    assert there.organisation == cast.asen


def test_today_is_at_once(cast: Cast) -> None:
    hand(cast, cast.mona)
    assert role_of(cast.mona, cast) == [Role.LEADER]


def test_the_successor_reads_the_pack_at_once_and_the_other_members_do_not(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    address = reverse("reports:successor", args=[cast.network.slug])
    assert as_person(cast.mona).get(address).status_code == 403
    handover = hand(cast, cast.mona, days=30)
    page = as_person(cast.mona).get(address).content.decode()
    assert "Nøkkelen er hos vaktmesteren." in page
    assert "Endre overleveringen" not in page
    assert as_person(cast.rita).get(address).status_code == 403
    take_handover_back(handover=handover, by=cast.liv, now=timezone.now())
    assert as_person(cast.mona).get(address).status_code == 403


def test_the_owners_consultant_waits_for_the_day(cast: Cast, as_person: type[SignedInClient]) -> None:
    address = reverse("reports:successor", args=[cast.network.slug])
    hand(cast, cast.kine, days=30)
    assert as_person(cast.kine).get(address).status_code == 403
    file = reverse("reports:successor_pdf", args=[cast.network.slug])
    assert as_person(cast.kine).get(file).status_code == 403


def test_taken_back_before_the_day_everything_is_as_before(cast: Cast) -> None:
    before = Membership.objects.values("person", "role", "ends_at", "starts_at")
    plain = list(before.order_by("pk"))
    handover = hand(cast, cast.mona, days=30)
    for _twice in range(2):
        take_handover_back(handover=handover, by=cast.liv, now=timezone.now())
    assert list(before.order_by("pk")) == plain


def test_the_same_again_changes_the_words_only_and_another_gives_way(cast: Cast) -> None:
    first = hand(cast, cast.mona, days=30)
    assert hand(cast, cast.mona, days=30) == first
    assert Membership.objects.filter(person=cast.mona).count() == 2
    hand(cast, cast.rita, days=40, role=Role.DEPUTY)
    assert role_of(cast.mona, cast, in_days=60) == [Role.MEMBER]
    assert role_of(cast.rita, cast, in_days=60) == [Role.DEPUTY]
    assert Handover.objects.standing().get().successor == cast.rita


@pytest.mark.parametrize("name", ["eva", "stein", "liv"])
def test_only_somebody_who_takes_part_can_take_over(cast: Cast, name: str) -> None:
    with pytest.raises(RuleError):
        hand(cast, getattr(cast, name), days=3)
    assert not Handover.objects.exists()


def test_a_day_that_has_passed_is_refused(cast: Cast) -> None:
    with pytest.raises(RuleError, match="har vært"):
        hand(cast, cast.mona, days=-1)


def test_it_is_done_on_one_screen_and_nothing_typed_is_lost(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    liv, address = as_person(cast.liv), reverse("reports:handover", args=[cast.network.slug])
    typed = {
        "successor": cast.mona.public_id,
        "role": "leader",
        "starts_on": "2020-01-01",
        "unwritten": "Nøkkelen",
    }
    refused = liv.post(address, typed).content.decode()
    assert "Den dagen har vært" in refused
    assert "Nøkkelen</textarea>" in refused
    typed["starts_on"] = str(timezone.localdate() + timedelta(days=10))
    answer = liv.post(address, typed, follow=True).content.decode()
    assert "Mona Vik, som nettverksleder fra" in answer
    access = access_of(cast.mona, cast.network)
    assert access is not None
    assert {one.role for one in access.memberships} == {Role.MEMBER}
    outsider = {**typed, "successor": cast.stein.public_id}
    assert "Velg noen som er med i nettverket." in liv.post(address, outsider).content.decode()


def test_what_somebody_has_chosen_not_to_stand_with_is_not_in_it(cast: Cast) -> None:
    held = make.gathering(cast.network, starts_at=timezone.now() - timedelta(days=9))
    method = keep_library_method("gallerivandring")
    ItemLeader.objects.create(item=make.item(held, title="Post", method=method), person=cast.mona)
    told = f"har ledet: {method.name}"
    assert told in " ".join(pack_text(cast).split())
    HiddenLine.objects.create(network=cast.network, person=cast.mona, key=f"method:{method.public_id}")
    assert told not in " ".join(pack_text(cast).split())


def test_a_proposal_that_has_become_confidential_is_nobodys_to_wait_for(world: World) -> None:
    assert "Vikardager" in pack_text(world.cast)
    AgendaItem.objects.filter(pk=world.asked.item_id).update(is_confidential=True)
    assert "Vikardager" not in pack_text(world.cast)


def test_a_story_for_one_school_is_not_in_it(world: World) -> None:
    Release.objects.filter(source=world.stories.shown.public_id).update(audience="school")
    assert "Høytlesing i gangen" not in pack_text(world.cast)
