"""What is printed for the day: what stands in it, what does not, and who may fetch it."""

from __future__ import annotations

import io
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from conftest import SignedInClient
from redthread.core.qr import qr_svg
from redthread.gatherings.method_library import keep_library_method, library
from redthread.gatherings.models import (
    AgendaItem,
    Gathering,
    Group,
    Grouping,
    GroupPlace,
    Invitation,
    ItemLeader,
    Method,
)
from redthread.reports.print_pack import Part, pack_of
from redthread.reports.print_pack_pdf import SMALLEST, name_size, print_pack_pdf
from redthread.reports.print_pack_people import norwegian
from redthread.testing import make
from redthread.testing.cast import Cast

SECRET = "Bekymring for Solfrid"
LONG = "Anne-Margrethe Kristoffersen Bjørnstad-Hallingskarvetsen von und zu Østre Ødegårdshaugen"


@pytest.fixture
def day(cast: Cast) -> Gathering:
    """Two items by a method, a confidential one by another, and two tables with a guest at one."""
    gathering = make.gathering(cast.network, cast.liv, title="Nådagen på Ålesjøen", place="Kulturhuset")
    talk = make.item(gathering, title="Hva vil vi?", method=keep_library_method("igp"))
    ItemLeader.objects.create(item=talk, person=cast.mona)
    make.item(
        gathering,
        AgendaItem.Kind.STORY,
        title=SECRET,
        description="Avlastning",
        responsible="Solfrid Bø",
        is_confidential=True,
        method=keep_library_method("kritisk_venn"),
    )
    make.item(gathering, title="Alt igjen", method=keep_library_method("igp"))
    seat(gathering, [[cast.mona, cast.rita], [LONG, "Elev Ærlig"]])
    return gathering


def seat(gathering: Gathering, tables: list[list[object]]) -> Grouping:
    gathering.groupings.all().delete()
    grouping = Grouping.objects.create(
        gathering=gathering, name="Hele dagen", made_by=gathering.created_by, made_at=timezone.now()
    )
    for number, people in enumerate(tables, start=1):
        group = Group.objects.create(grouping=grouping, number=number)
        for one in people:
            who = {"name": one, "role": "elev"} if isinstance(one, str) else {"person": one}
            GroupPlace.objects.create(group=group, **who)
    return grouping


def printed(gathering: Gathering, *parts: str) -> str:
    """The words of the file, one space between them."""
    return words_of(made(gathering, *parts))


def made(gathering: Gathering, *parts: str) -> bytes:
    pack = pack_of(
        gathering,
        parts=parts or Part.values,
        grouping=gathering.groupings.first(),
        made_at=timezone.now(),
    )
    return print_pack_pdf(pack)


def words_of(pdf: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.replace("\u00ad", "").split())


def test_everything_is_in_one_tagged_file_in_the_readers_language(day: Gathering) -> None:
    reader = PdfReader(io.BytesIO(made(day)))
    root = reader.trailer["/Root"]
    assert root["/StructTreeRoot"]  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "nb"  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "Nådagen på Ålesjøen"
    for page in reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_the_agenda_has_its_clock_and_who_leads(day: Gathering) -> None:
    text = printed(day, "program")
    first, second = (timezone.localtime(day.starts_at) + timedelta(minutes=n) for n in (0, 30))
    assert f"{first:%H.%M}–{second:%H.%M}" in text
    assert "Hva vil vi? Mona Vik Metode: IGP med rekkefremlegg" in text
    assert "Kulturhuset" in text


def test_a_confidential_item_is_only_that_in_every_part(day: Gathering) -> None:
    text = printed(day)
    assert "Fortrolig sak" in text
    for hidden in (SECRET, "Avlastning", "Solfrid", "Kritisk venn", "Hva tas for gitt her?"):
        assert hidden not in text
    assert "Hva tenker du? Én idé om gangen." in text  # the open method's question is there


def test_table_lists_have_the_people_of_each_table_also_guests(day: Gathering) -> None:
    text = printed(day, "bord")
    assert text.index("Bord 1") < text.index("Mona Vik") < text.index("Bord 2") < text.index("Elev Ærlig")
    assert "Mona Vik Åsen skole" in text
    assert "Liv Berg" not in text  # she has no place


def test_labels_carry_name_school_and_table_and_a_long_name_is_whole(day: Gathering) -> None:
    text = printed(day, "navn")
    assert "Elev Ærlig" in text
    assert "Rita Moe Brekka skole" in text
    assert "Bord 2" in text
    squeezed = text.replace(" ", "").replace("-", "").replace("‐", "")
    assert LONG.replace(" ", "").replace("-", "") in squeezed


@pytest.mark.parametrize("letters", [1, 12, 20, 34, 60, 150])
def test_a_longer_name_never_gets_larger_letters(letters: int) -> None:
    assert name_size("a" * letters) >= name_size("a" * (letters + 1)) >= SMALLEST
    assert name_size("Siv Li") == 27


def test_who_stays_away_is_not_expected_but_whoever_has_not_answered_is(day: Gathering, cast: Cast) -> None:
    Invitation.objects.create(gathering=day, person=cast.kine, answer=Invitation.Answer.NO)
    Invitation.objects.create(gathering=day, person=cast.eva, answer=Invitation.Answer.DIGITAL)
    text = printed(day, "oppmote")
    assert "Kine Aas" not in text
    assert "Eva Holt" not in text
    assert "Liv Berg" in text
    assert "Mads Lund Åsen skole" in text
    assert text.count("Mona Vik") == 1
    assert "Underskrift" in text


def test_names_stand_in_norwegian_order(day: Gathering) -> None:
    names = ["Øyvind", "Aase", "Åse", "Zara", "Ærlend"]
    assert sorted(names, key=norwegian) == ["Aase", "Zara", "Ærlend", "Øyvind", "Åse"]
    seat(day, [])
    people = [one.name for one in pack_of(day, parts=[], grouping=None, made_at=timezone.now()).people]
    assert people == sorted(people, key=norwegian)


def test_each_method_has_one_card_and_each_question_one_note(day: Gathering) -> None:
    text = printed(day, "metoder")
    card = library()["igp"].card
    assert text.count(card.purpose) == 1
    for step in card.steps:
        assert step.title in text
    assert "Ingen kritikk og ingen uenighet ennå." in text
    assert card.source not in text  # where it comes from is for those who plan
    notes = printed(day, "lapper")
    assert notes.count("Hva tenker du?") == 1
    assert notes.count("Tema:") == 5  # with the one question they fill a sheet of six


def test_posters_lead_to_the_gathering_and_nobody_is_let_in_by_one(day: Gathering, settings: object) -> None:
    text = printed(day, "plakater")
    address = f"http://localhost:8000{day.get_absolute_url()}"
    assert text.replace(" ", "").count(address) == 3  # the gathering and two tables
    assert "Bord 1" in text
    assert qr_svg(address) != qr_svg(address + "x")
    assert "<svg" in qr_svg(address)


def test_only_what_was_chosen_is_printed(day: Gathering) -> None:
    text = printed(day, "program")
    assert "Underskrift" not in text
    assert "Tema:" not in text
    assert "Elev Ærlig" not in text


def test_what_people_wrote_is_never_markup_and_never_stops_the_file(day: Gathering) -> None:
    hostile = '#read("/etc/passwd") $x^2$ \\ @label <b> *fet* = Overskrift \U0001f600 \u202e'
    Gathering.objects.filter(pk=day.pk).update(title=hostile[:150], place=hostile)
    day.refresh_from_db()
    make.item(day, title=hostile[:150], description="\U0001f600", responsible=hostile[:150])
    seat(day, [[hostile[:150], "\U0001f600"]])
    card = {"name": "\U0001f600", "purpose": hostile, "minutes": 1, "plan_b": hostile}
    rows = {"steps": [{"title": "\U0001f600", "minutes": 1, "text": hostile, "rules": [hostile]}]}
    own = Method.objects.create(
        network=day.network, roles=[{"name": hostile, "text": hostile}], **card, **rows
    )
    make.item(day, title="Egen", method=own)
    text = words_of(
        print_pack_pdf(pack_of(day, parts=Part.values, grouping=day.groupings.last(), made_at=timezone.now()))
    )
    assert "root:" not in text
    assert '#read("/etc/passwd")' in text
    assert "*fet*" in text


def test_a_gathering_with_nothing_in_it_can_be_printed(cast: Cast) -> None:
    text = words_of(made(make.gathering(cast.network, title="Tom dag")))
    assert "Ingenting er lagt inn ennå." in text


def test_a_hundred_and_thirty_people_are_printed_within_two_seconds(day: Gathering) -> None:
    tables = [[f"Elev Nummer {table * 5 + place}" for place in range(5)] for table in range(26)]
    seat(day, tables)  # type: ignore[arg-type]
    pack = pack_of(day, parts=Part.values, grouping=day.groupings.last(), made_at=timezone.now())
    assert len(pack.people) >= 130
    began = time.process_time()
    print_pack_pdf(pack)
    assert time.process_time() - began < 2


def test_the_same_pack_is_the_same_bytes(day: Gathering) -> None:
    pack = pack_of(day, parts=Part.values, grouping=None, made_at=make.LONG_AGO)
    assert print_pack_pdf(pack) == print_pack_pdf(pack)


def address_of(day: Gathering, name: str = "print_pack_pdf") -> str:
    return reverse(f"reports:{name}", args=[day.network.slug, day.public_id])


def test_those_who_plan_choose_and_fetch(cast: Cast, day: Gathering, as_person: type[SignedInClient]) -> None:
    page = as_person(cast.liv).get(address_of(day, "print_pack")).content.decode()
    assert "2 bord" in page
    assert "1 metode" in page
    assert "Fortrolige saker står bare som" in page
    answer = as_person(cast.liv).get(address_of(day), {"parts": ["program", "bord"]})
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert "Bordlister" in words_of(answer.content)


def test_nothing_chosen_is_asked_about_kindly(
    cast: Cast, day: Gathering, as_person: type[SignedInClient]
) -> None:
    for query in ({}, {"parts": "alt"}, {"parts": "program", "tables": "en-annens"}):
        answer = as_person(cast.liv).get(address_of(day), query)
        assert answer.status_code == 422
    assert "Velg minst én del å skrive ut." in as_person(cast.liv).get(address_of(day)).content.decode()


def test_the_tables_of_another_gathering_cannot_be_chosen(
    cast: Cast, day: Gathering, as_person: type[SignedInClient]
) -> None:
    other = seat(make.gathering(cast.steins_network), [["Hemmelig Gjest"]])
    answer = as_person(cast.liv).get(address_of(day), {"parts": "bord", "tables": other.public_id})
    assert answer.status_code == 422
    assert b"Hemmelig" not in answer.content


def test_nobody_else_may_fetch_it_but_whoever_chairs_the_day(
    cast: Cast, day: Gathering, as_person: type[SignedInClient]
) -> None:
    for name in ("print_pack", "print_pack_pdf"):
        for person in (cast.mona, cast.mads, cast.rita, cast.kine, cast.eva):
            assert as_person(person).get(address_of(day, name), {"parts": "bord"}).status_code == 403
        for person in (cast.olav, cast.stein):
            assert as_person(person).get(address_of(day, name), {"parts": "bord"}).status_code == 404
    Gathering.objects.filter(pk=day.pk).update(chair=cast.mona)
    answer = as_person(cast.mona).get(address_of(day), {"parts": "program"})
    assert answer.status_code == 200
    assert SECRET not in words_of(answer.content)


def test_the_page_asks_as_little_for_thirty_people_as_for_three(
    cast: Cast, day: Gathering, as_person: type[SignedInClient]
) -> None:
    client = as_person(cast.liv)
    client.get(address_of(day, "print_pack"))
    counts = []
    for people in (3, 30):
        seat(day, [[f"Gjest {n}" for n in range(people)]])
        with CaptureQueriesContext(connection) as asked:
            client.get(address_of(day, "print_pack"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 13
