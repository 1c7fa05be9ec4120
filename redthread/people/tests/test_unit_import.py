"""Units from the national register."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from redthread.core.errors import InputError
from redthread.people import actions
from redthread.people.actions import UnitReport
from redthread.people.imports.display_names import display_name
from redthread.people.imports.json_stream import PIECE, UnitStream
from redthread.people.imports.register import WEIGHTS, is_org_number, unit_row
from redthread.people.models import Organisation

pytestmark = pytest.mark.django_db


def number(start: int) -> str:
    """A possible organisation number that nobody has (they begin with 8 or 9)."""
    text = f"{start:08d}"
    rest = (11 - sum(int(d) * w for d, w in zip(text, WEIGHTS, strict=True)) % 11) % 11
    return f"{text}{rest}" if rest < 10 else number(start + 1)


SCHOOL, SECOND, THIRD, OWNER, PRIVATE = (number(31_000_000 + 100 * place) for place in range(5))


def school(org_number: str = SCHOOL, name: str = "Fjellet skole", **more: Any) -> dict[str, Any]:
    """A unit as version 4 of the service lists it."""
    return {
        "Organisasjonsnummer": org_number,
        "Navn": name,
        "Kommunenummer": "4627",
        "Fylkesnummer": "46",
        "ErAktiv": True,
        "ErSkole": True,
        "ErSkoleeier": False,
        "ErGrunnskole": True,
        "ErVideregaaendeSkole": False,
        "ErPrivatskole": False,
        **more,
    }


def run(*documents: Any, **more: Any) -> UnitReport:
    files = [io.BytesIO(json.dumps(document, ensure_ascii=False).encode()) for document in documents]
    return actions.import_units(files=files, **more)


def page(*units: dict[str, Any], total: int | None = None) -> dict[str, Any]:
    return {"Sidenummer": 1, "EnhetListe": list(units), "TotaltAntallEnheter": total or len(units)}


def one(org_number: str = SCHOOL) -> Organisation:
    return Organisation.objects.get(org_number=org_number)


def counts(report: UnitReport) -> tuple[int, ...]:
    return (report.new, report.changed, report.closed, report.unchanged, report.left_out)


def test_a_school_comes_in_below_its_municipality() -> None:
    report = run(page(school(Maalform={"Id": "N"})))
    unit = one()
    assert (unit.kind, unit.name, unit.written_norm) == ("school", "Fjellet skole", "nn")
    assert unit.parent is not None
    assert unit.parent.name == "Askøy kommune"
    assert counts(report) == (1, 0, 0, 0, 0)
    assert report.lines == [f"+ {SCHOOL} Fjellet skole, Askøy kommune"]


def test_pages_a_bare_array_and_a_single_unit_are_all_read() -> None:
    run(page(school(), total=2), page(school(SECOND), total=2))
    run([school(THIRD, "Tredje skole")])
    run(school(PRIVATE, "Fjerde skole"))
    assert Organisation.objects.filter(kind="school").count() == 4


@pytest.mark.parametrize(
    "told",
    [
        {"OrgNr": SCHOOL, "Navn": "Fjellet skole", "KommuneNr": 4627, "ErSkole": True, "ErGrunnSkole": True},
        {"Orgnr": SCHOOL, "Navn": "Fjellet skole", "Kommunenr": "4627", "ErSkole": True},
        {"Orgnr": SCHOOL, "Navn": "Fjellet skole", "Kommune": {"Kommunenr": "4627"}, "ErSkole": True},
        {"Organisasjonsnummer": SCHOOL, "FulltNavn": "Fjellet skole", "ErSkole": True,
         "Kommune": {"Kommunenummer": "4627", "Navn": "Askøy"}},
    ],
)  # fmt: skip
def test_three_generations_of_field_names_say_the_same(told: dict[str, Any]) -> None:
    run([told])
    assert (one().name, one().municipality_number, one().is_active) == ("Fjellet skole", "4627", True)


def test_kindergartens_and_support_services_come_in_too() -> None:
    run([
        {"Orgnr": SCHOOL, "Navn": "Bekken barnehage", "ErBarnehage": True, "Kommunenr": "4627"},
        school(SECOND, "Askøy PPT", ErSkole=False),
        school(THIRD, "Askøy kommune Renhold", ErSkole=False),
    ])  # fmt: skip
    assert (one().kind, one(SECOND).kind) == ("kindergarten", "support")
    assert not Organisation.objects.filter(org_number=THIRD).exists()


def test_an_upper_secondary_school_belongs_to_its_county() -> None:
    run(page(school(name="Askøy vgs", ErGrunnskole=False, ErVideregaaendeSkole=True)))
    parent = one().parent
    assert parent is not None
    assert parent.name == "Vestland fylkeskommune"


@pytest.mark.parametrize(
    ("told", "stage"),
    [
        ({"SkoletrinnGSFra": 1, "SkoletrinnGSTil": 7}, "primary"),
        ({"SkoletrinnGSFra": 8, "SkoletrinnGSTil": 10}, "lower"),
        ({"SkoletrinnGSFra": 5, "SkoletrinnGSTil": 10}, "combined"),
        ({"ErGrunnskole": False, "ErVideregaaendeSkole": True}, "upper"),
        ({}, ""),
        ({"SkoletrinnGSFra": 10, "SkoletrinnGSTil": 1}, ""),
    ],
)
def test_the_kind_of_school_is_read_from_its_grades(told: dict[str, Any], stage: str) -> None:
    run(page(school(**told)))
    assert one().stage == stage


def test_a_list_without_grades_does_not_forget_what_was_known() -> None:
    run(page(school(SkoletrinnGSFra=1, SkoletrinnGSTil=7)))
    report = run(page(school()))
    assert (one().stage, counts(report)) == ("primary", (0, 0, 0, 1, 0))


def test_a_private_school_belongs_to_its_owner_even_when_that_comes_later() -> None:
    relation = [{"Enhet": {"Organisasjonsnummer": OWNER}, "RelasjonsType": {"Id": "1"}}]
    run(
        page(
            school(PRIVATE, "Dalen Montessoriskole", ErPrivatskole=True, ForeldreRelasjoner=relation),
            school(SECOND, "Alene friskole", ErPrivatskole=True),
            school(OWNER, "Stiftelsen Dalen", ErSkole=False, ErSkoleeier=True),
        )
    )
    assert one(PRIVATE).parent == one(OWNER)
    assert (one(OWNER).kind, one(OWNER).owner_kind) == ("owner", "private")
    assert one(SECOND).parent is None


def test_the_municipality_of_the_table_gets_its_number_and_is_not_made_twice() -> None:
    run(page(school(OWNER, "ASKØY KOMMUNE", ErSkole=False, ErSkoleeier=True)))
    assert (one(OWNER).name, one(OWNER).municipality_number) == ("Askøy kommune", "4627")
    assert Organisation.objects.filter(owner_kind="municipality").count() == 357


def test_the_same_file_again_changes_nothing() -> None:
    document = page(school(), school(SECOND, "Andre skole"))
    run(document)
    before = list(Organisation.objects.values_list())
    assert counts(run(document)) == (0, 0, 0, 2, 0)
    assert list(Organisation.objects.values_list()) == before


def test_a_closed_school_is_marked_and_keeps_all_it_has() -> None:
    run(page(school()))
    pk = one().pk
    report = run(page(school(ErAktiv=False, Kommunenummer="1247")))
    assert (one().pk, one().is_active, one().municipality_number) == (pk, False, "4627")
    assert report.lines == [f"- {SCHOOL} Fjellet skole"]
    assert run(page(school(ErAktiv=True))).changed == 1
    assert one().is_active


def test_a_school_that_was_closed_before_we_knew_it_is_left_out() -> None:
    assert counts(run(page(school(ErAktiv=False)))) == (0, 0, 0, 0, 1)
    assert not Organisation.objects.filter(org_number=SCHOOL).exists()


def test_units_that_the_file_does_not_mention_stay() -> None:
    run(page(school(), school(SECOND, "Andre skole")))
    run(page(school()))
    assert one(SECOND).is_active


def test_an_edited_name_and_place_are_kept_and_the_register_name_follows() -> None:
    run(page(school(name="Askøy kommune - Fjellet skole"), school(SECOND, "Andre skole")))
    other = Organisation.objects.get(owner_kind="municipality", municipality_number="4601")
    Organisation.objects.filter(org_number=SCHOOL).update(name="Fjellet", parent=other)
    run(page(school(name="Askøy kommune - Fjellet barneskole"), school(SECOND, "Andre barneskole")))
    assert (one().name, one().register_name) == ("Fjellet", "Askøy kommune - Fjellet barneskole")
    assert one().parent == other
    assert one(SECOND).name == "Andre barneskole"


def test_a_school_follows_when_its_municipality_gets_another_number() -> None:
    run(page(school(Kommunenummer="4601")))
    run(page(school(Kommunenummer="4627")))
    parent = one().parent
    assert parent is not None
    assert parent.name == "Askøy kommune"


def test_a_trial_tells_what_would_happen_and_does_nothing() -> None:
    report = run(page(school()), is_trial=True)
    assert (report.new, report.lines) == (1, [f"+ {SCHOOL} Fjellet skole, Askøy kommune"])
    assert not Organisation.objects.exists()


def test_a_school_abroad_has_a_number_with_a_letter_and_no_owner() -> None:
    run(page(school("U90099999", "Norsk skole i utlandet", Kommunenummer="2599")))
    assert one("U90099999").parent is None


def complaint_of(*documents: Any, **more: Any) -> str:
    with pytest.raises(InputError) as caught:
        run(*documents, **more)
    return "\n".join(caught.value.problems)


def test_too_few_units_refuse_the_whole_file() -> None:
    told = complaint_of(page(school(), total=2))
    assert told == "Filene har 1 enheter, men registeret sier 2. Hent alle sidene på nytt."
    assert "registeret sier 2" in complaint_of(page(school(), school(), total=2))
    assert not Organisation.objects.exists()


def test_impossible_numbers_refuse_the_whole_file_and_are_all_told() -> None:
    told = complaint_of(page(school(), school("123456789", "Feil skole"), school("x", "Gal skole")))
    assert told.splitlines() == [
        "Enhet 2 («Feil skole»): «123456789» er ikke et organisasjonsnummer, eller navnet mangler.",
        "Enhet 3 («Gal skole»): «X» er ikke et organisasjonsnummer, eller navnet mangler.",
    ]
    assert not Organisation.objects.exists()


def test_a_file_that_would_close_too_much_is_refused() -> None:
    numbers = [number(32_000_000 + 100 * place) for place in range(20)]
    run(page(*(school(n, f"Skole {n}") for n in numbers)))
    closing = page(*(school(n, f"Skole {n}", ErAktiv=False) for n in numbers))
    assert complaint_of(closing) == "Dette ville legge ned 20 av 20 enheter. Er det riktig fil?"
    assert Organisation.objects.filter(kind="school", is_active=True).count() == 20
    assert run(closing, largest_closing=1.0).closed == 20


@pytest.mark.parametrize(
    "text",
    ["", "{", "[", '[{"a":1}', "[1]", "nonsense", '{"EnhetListe": [{}', '{"a" 1}',
     "[" * 100_000, '{"a":' * 99_999, "[" + "9" * 6_000 + "]", '[{"Navn": "' + "a" * 5_000_000],
)  # fmt: skip
def test_what_is_not_the_registers_json_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        actions.import_units(files=[io.BytesIO(text.encode())])
    assert not Organisation.objects.exists()


def test_another_encoding_is_refused_and_a_byte_order_mark_is_not() -> None:
    text = json.dumps([school(name="Ås skole")], ensure_ascii=False)
    with pytest.raises(InputError):
        actions.import_units(files=[io.BytesIO(text.encode("latin-1"))])
    assert actions.import_units(files=[io.BytesIO(text.encode("utf-8-sig"))]).new == 1


def test_units_are_read_piece_by_piece_wherever_a_piece_ends() -> None:
    units = [
        school(f"{place:09d}", f'Skole «{place}» [ ] {{ }} , \\ " æøå' + "x" * (place % 97))
        for place in range(3000)
    ]
    text = json.dumps({"TotaltAntallEnheter": 3000, "EnhetListe": units, "rest": [1, 2]}, ensure_ascii=False)
    assert len(text) > 3 * PIECE
    stream = UnitStream(io.BytesIO(text.encode()))
    assert list(stream) == units
    assert stream.total == 3000


@pytest.mark.parametrize(
    ("text", "is_number"),
    [(SCHOOL, True), ("123456789", False), ("987654321", False), ("U90099013", True), ("", False),
     ("31000020", False), ("3100002055", False), ("²10000205", False), ("U9009901", False)],
)  # fmt: skip
def test_the_check_digit_tells_a_number_from_a_slip(text: str, is_number: bool) -> None:
    assert is_org_number(text) == is_number


@pytest.mark.parametrize(
    ("register", "shown"),
    [
        ("Fjellet skole", "Fjellet skole"),
        ("Elverum kommune - Ydalir skole", "Ydalir skole"),
        ("Eksempel kommune Elvebakken skule", "Elvebakken skule"),
        ("Asker kommune, avd. Hagaløkka skole", "Hagaløkka skole"),
        ("Møre og Romsdal fylkeskommune - Ålesund vgs", "Ålesund vgs"),
        ("Asker kommune Voksenopplæring", "Asker kommune Voksenopplæring"),
        ("Askøy kommune", "Askøy kommune"),
        ("ÅSEN SKOLE OG BARNEHAGE AVD NORD", "Åsen skole og barnehage Avd Nord"),
        ("DALEN FRISKOLE AS", "Dalen Friskole AS"),
        ("Kommuneskogen skole", "Kommuneskogen skole"),
    ],
)
def test_names_are_shown_as_people_say_them(register: str, shown: str) -> None:
    assert display_name(register) == shown


def test_odd_fields_are_not_said_and_nothing_breaks() -> None:
    row = unit_row({"Navn": None, "Kommune": "x", "Maalform": 7, "ForeldreRelasjoner": [1, {"Enhet": 2}]})
    assert (row.register_name, row.municipality_number, row.written_norm, row.parents) == ("", "", "", ())
