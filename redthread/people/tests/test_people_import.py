"""People from a file."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from redthread.core.errors import InputError, RuleError
from redthread.core.tables import write_xlsx
from redthread.people import actions
from redthread.people.actions import AddedPeople
from redthread.people.imports.matching import Outcome, match_rows
from redthread.people.imports.people import PeopleFile, PersonRow, read_people
from redthread.people.models import Organisation, Person, Position
from redthread.people.position_words import WORDS, position_kind
from redthread.testing import make
from redthread.testing.cast import Cast

HEADING = "Navn;E-post;Enhet;Stilling;Fra;Til;Stillingsprosent\n"


def read(text: str, filename: str = "ansatte.csv") -> PeopleFile:
    return read_people(io.BytesIO(text.encode()), filename, units=Organisation.objects.all())


def problems_of(text: str) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        read(text)
    return caught.value.problems


def add(text: str, by: Person | None = None) -> AddedPeople:
    return actions.add_people(rows=read(text).rows, by=by, now=timezone.now())


def test_a_row_becomes_a_person_with_a_position(cast: Cast) -> None:
    added = add(HEADING + "Nina Ås;Nina@Fjordvik.example;Åsen skole;Inspektør;1.8.2026;2027-07-31;80 %\n")
    nina = Person.objects.get(email="nina@fjordvik.example")
    position = nina.positions.get()
    assert (nina.name, position.organisation, position.kind) == ("Nina Ås", cast.asen, "middle_leader")
    assert (position.starts_on, position.ends_on, position.share) == (
        date(2026, 8, 1),
        date(2027, 7, 31),
        80,
    )
    assert not nina.has_usable_password()
    assert added.counts == (1, 0, 0)
    assert added.people == {"nina@fjordvik.example": nina}


def test_excel_with_english_headings_and_organisation_numbers_is_read(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.asen.pk).update(org_number="310000205")
    content = write_xlsx(
        "Staff",
        ["First name", "Last name", "E-mail", "Org.nr", "Title", "From", "Role"],
        [["Nina", "Ås", "nina@fjordvik.example", 310000205, "Principal", date(2026, 8, 1), "delegat"]],
    )
    (row,) = read_people(io.BytesIO(content), "staff.xlsx", units=Organisation.objects.all()).rows
    assert row == PersonRow(
        2, "Nina Ås", "nina@fjordvik.example", cast.asen, "principal", None, date(2026, 8, 1), None, "delegat"
    )


def test_a_person_may_have_several_positions(cast: Cast) -> None:
    add(
        HEADING + "Nina Ås;nina@fjordvik.example;Åsen skole;lærer;;;60\n"
        "Nina Ås;nina@fjordvik.example;Brekka skole;ressurslærer;;;40\n"
    )
    nina = Person.objects.get(email="nina@fjordvik.example")
    assert {(p.organisation.name, p.kind, p.share) for p in nina.positions.all()} == {
        ("Åsen skole", "teacher", 60),
        ("Brekka skole", "resource_teacher", 40),
    }


def test_a_person_without_a_unit_is_only_a_person(cast: Cast) -> None:
    (row,) = read("Navn;E-post;Telefon\nNina Ås;nina@uni.example;99\n").rows
    assert (row.organisation, row.kind) == (None, "")
    assert read("Navn;E-post;Telefon\nNina Ås;nina@uni.example;99\n").unused == ("Telefon",)


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    text = HEADING + "Nina Ås;nina@fjordvik.example;Åsen skole;rektor;1.8.2026;;100\n"
    add(text)
    before = list(Person.objects.values_list()), list(Position.objects.values_list())
    assert add(text).counts == (0, 0, 1)
    assert (list(Person.objects.values_list()), list(Position.objects.values_list())) == before


def test_a_known_person_keeps_the_name_they_have_here(cast: Cast) -> None:
    text = HEADING + "Mona V. Hansen;MONA@fjordvik.example;Åsen skole;rektor;;;\n"
    (match,) = match_rows(read(text).rows)
    assert (match.outcome, match.other_name) == (Outcome.UNCHANGED, "Mona Vik")
    add(text)
    cast.mona.refresh_from_db()
    assert cast.mona.name == "Mona Vik"
    assert cast.mona.positions.count() == 1


def test_the_preview_says_what_will_be_new_changed_and_as_before(cast: Cast) -> None:
    text = HEADING + (
        "Nina Ås;nina@fjordvik.example;Åsen skole;lærer;;;\n"
        "Mona Vik;mona@fjordvik.example;Åsen skole;rektor;1.8.2026;;\n"
        "Rita Moe;rita@fjordvik.example;Åsen skole;lærer;;;\n"
        "Mads Lund;mads@fjordvik.example;Åsen skole;avdelingsleder;;;\n"
    )
    matches = match_rows(read(text).rows)
    assert [match.outcome for match in matches] == ["new", "changed", "changed", "unchanged"]
    assert matches[1].changes == {"starts_on": date(2026, 8, 1)}
    assert matches[2].is_given
    added = add(text)
    assert added.counts == (1, 2, 1)
    assert cast.mona.positions.get().starts_on == date(2026, 8, 1)


def test_a_later_period_of_the_same_position_is_a_new_one(cast: Cast) -> None:
    Position.objects.filter(person=cast.mona).update(starts_on=date(2020, 8, 1), ends_on=date(2023, 7, 31))
    add(HEADING + "Mona Vik;mona@fjordvik.example;Åsen skole;rektor;1.8.2026;;\n")
    assert cast.mona.positions.count() == 2


def test_a_period_that_would_end_before_it_starts_stops_everything(cast: Cast) -> None:
    Position.objects.filter(person=cast.mona).update(starts_on=date(2026, 8, 1))
    text = HEADING + (
        "Nina Ås;nina@fjordvik.example;Åsen skole;lærer;;;\n"
        "Mona Vik;mona@fjordvik.example;Åsen skole;rektor;;1.1.2020;\n"
    )
    with pytest.raises(RuleError, match=r"Rad 3: stillingen til Mona Vik startet 01\.08\.2026"):
        add(text)
    assert not Person.objects.filter(email="nina@fjordvik.example").exists()


def test_people_at_a_nynorsk_school_start_in_nynorsk(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.asen.pk).update(written_norm="nn")
    add(HEADING + "Nina Ås;nina@fjordvik.example;Åsen skole;lærar;;;\n")
    assert Person.objects.get(email="nina@fjordvik.example").language == "nn"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (";nina@fjordvik.example;;;;;", "Rad 2, kolonne «Navn»: skriv navnet."),
        ("nina@x.no;nina@fjordvik.example;;;;;", "Rad 2, kolonne «Navn»: «nina@x.no» er ikke et navn."),
        ("Nina;;;;;;", "Rad 2, kolonne «E-post»: skriv e-postadressen."),
        ("Nina;nina;;;;;", "Rad 2, kolonne «E-post»: «nina» er ikke en e-postadresse."),
        ("Nina;n@a.no, b@c.no;;;;;", "Rad 2, kolonne «E-post»: «n@a.no, b@c.no» er ikke en e-postadresse."),
        ("Nina;n@a.no;Åsn skole;;;;", "ingen enhet heter «Åsn skole». Mente du «Åsen skole»?"),
        ("Nina;n@a.no;Månen;;;;", "Rad 2, kolonne «Enhet»: ingen enhet heter «Månen»."),
        ("Nina;n@a.no;987 654 321;;;;", "ingen enhet har organisasjonsnummer 987654321."),
        ("Nina;n@a.no;;rektor;;;", "Rad 2, kolonne «Enhet»: skriv hvor personen er rektor."),
        ("Nina;n@a.no;Åsen skole;sjefpilot;;;", "vi kjenner ikke stillingen «sjefpilot». Bruk en av disse:"),
        ("Nina;n@a.no;Åsen skole;;31.2.2026;;", "Rad 2, kolonne «Fra»: «31.2.2026» er ikke en dato."),
        ("Nina;n@a.no;Åsen skole;;8/1/26;;", "«8/1/26» er ikke en dato. Skriv den slik: 12.10.2026."),
        ("Nina;n@a.no;Åsen skole;;1.1.0026;;", "er ikke en dato"),
        ("Nina;n@a.no;Åsen skole;;1.8.2026;1.7.2026;", "Rad 2, kolonne «Til»: slutten er før starten."),
        ("Nina;n@a.no;Åsen skole;;;;0", "Rad 2, kolonne «Stillingsprosent»: «0» er ikke en andel."),
        ("Nina;n@a.no;Åsen skole;;;;120 %", "«120 %» er ikke en andel. Skriv et helt tall fra 1 til 100."),
        ("Nina;n@a.no;Åsen skole;;;;0,4", "«0,4» er ikke en andel."),
    ],
)
def test_what_is_wrong_in_a_row_is_told_with_its_place(cast: Cast, row: str, complaint: str) -> None:
    (told,) = problems_of(f"{HEADING}{row}\n")
    assert complaint in told
    assert told.startswith("Rad 2, kolonne «")


def test_all_that_is_wrong_comes_at_once_and_nothing_is_added(cast: Cast) -> None:
    people = Person.objects.count()
    told = problems_of(HEADING + "Ola;ola@fjordvik.example;;;;;\n;kari;Månen;pilot;i går;;200\n")
    assert len(told) == 6
    assert Person.objects.count() == people


def test_two_units_of_the_same_name_ask_for_the_number(cast: Cast) -> None:
    make.school(cast.owner, "Åsen skole")
    (told,) = problems_of(HEADING + "Nina;n@a.no;Åsen skole;;;;\n")
    assert "flere enheter heter «Åsen skole». Skriv organisasjonsnummeret." in told


def test_units_outside_the_given_ones_are_unknown(cast: Cast) -> None:
    text = HEADING + "Nina;n@a.no;Odden skole;;;;\n"
    with pytest.raises(InputError, match="ingen enhet heter «Odden skole»"):
        read_people(io.BytesIO(text.encode()), "x.csv", units=cast.owner.units.all())


def test_the_same_person_twice_is_told(cast: Cast) -> None:
    row = "Nina Ås;nina@fjordvik.example;Åsen skole;lærer;;;\n"
    (told,) = problems_of(HEADING + row + row.upper().replace("NINA ÅS", "Nina Ås"))
    assert told == "Rad 3, kolonne «E-post»: samme person og stilling står også på rad 2."


def test_one_address_under_two_names_is_told(cast: Cast) -> None:
    (told,) = problems_of(
        HEADING + "Nina Ås;n@a.no;Åsen skole;lærer;;;\nNils Ås;n@a.no;Brekka skole;lærer;;;\n"
    )
    assert told == "Rad 3, kolonne «Navn»: n@a.no heter «Nina Ås» på rad 2. Bruk samme navn begge steder."


def test_a_file_without_people_or_without_names_says_so(cast: Cast) -> None:
    assert problems_of(HEADING) == ("Filen har overskrifter, men ingen personer.",)
    assert problems_of("E-post\nnina@fjordvik.example\n") == ("Kolonnen «Navn» mangler.",)
    assert problems_of("Navn\nNina\n")[0].startswith("Kolonnen «E-post» mangler.")


def test_every_known_word_means_one_position() -> None:
    words = [word.strip() for text in WORDS.values() for word in text.split(",")]
    assert len(words) == len(set(words))
    assert all(position_kind(word.upper()) for word in words)
    assert position_kind("PP-rådgiver") == Position.Kind.SUPPORT
    assert position_kind("Rektor (vikar)") == Position.Kind.PRINCIPAL
    assert position_kind("vaktmester") is None


def test_many_people_take_few_questions_to_the_database(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = read(
        HEADING + "".join(f"Person {n};p{n}@fjordvik.example;Åsen skole;lærer;;;\n" for n in range(400))
    ).rows
    with django_assert_max_num_queries(12):
        actions.add_people(rows=rows, by=None, now=timezone.now())
    assert Position.objects.filter(organisation=cast.asen, kind="teacher").count() == 400


def test_only_an_owners_executive_makes_another_one(cast: Cast) -> None:
    text = HEADING + "Liv Berg;liv@fjordvik.example;Fjordvik kommune;kommunalsjef;;;\n"
    with pytest.raises(RuleError, match="Rad 2: bare den som selv leder hos Fjordvik kommune"):
        add(text, by=cast.liv)
    assert not cast.liv.positions.filter(kind="owner_executive").exists()
    add(text, by=cast.olav)
    assert cast.liv.positions.filter(kind="owner_executive").exists()
    add(text, by=cast.mona)  # she already is, so nothing is given


def test_a_former_executive_does_not_get_the_post_back_by_a_list(cast: Cast) -> None:
    Position.objects.filter(person=cast.olav).update(ends_on=date(2020, 1, 1))
    text = HEADING + "Olav Nes;olav@fjordvik.example;Fjordvik kommune;kommunalsjef;;1.1.2030;\n"
    with pytest.raises(RuleError, match="bare den som selv leder"):
        add(text, by=cast.olav)


def test_somebody_with_two_rows_is_new_in_both_however_long_the_list(cast: Cast) -> None:
    rows = [f"Person {n};p{n}@fjordvik.example;Åsen skole;lærer;;;\n" for n in range(600)]
    rows.append("Person 0;p0@fjordvik.example;Brekka skole;lærer;;;\n")
    counts = actions.import_people(rows=read(HEADING + "".join(rows)).rows, now=timezone.now())
    assert counts == (601, 0, 0)
