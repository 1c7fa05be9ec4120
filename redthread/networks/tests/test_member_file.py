"""Members from a file: seen before, all of it or nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from conftest import SignedInClient
from redthread.core.errors import InputError
from redthread.networks import actions
from redthread.networks.member_file import MemberFile, read_members, role_of
from redthread.networks.models import Membership, Network, Role, Unit
from redthread.people.models import Person, Position
from redthread.testing import make
from redthread.testing.cast import Cast

HEAD = "Navn;E-post;Enhet;Stilling;Rolle;Til\n"
ANNE = "Anne Dahl;anne@fjordvik.example;Åsen skole;rektor;;\n"


def page_of(cast: Cast) -> str:
    return f"/nettverk/{cast.network.slug}/deltakere/fil/"


def read(cast: Cast, rows: str, network: Network | None = None) -> MemberFile:
    file = BytesIO((HEAD + rows).encode())
    return read_members(network or cast.network, file, "folk.csv", now=timezone.now())


def problems_of(cast: Cast, rows: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(cast, rows)
    return list(caught.value.problems)


def add(cast: Cast, rows: str) -> list[Membership]:
    file = read(cast, rows)
    return actions.add_members(network=cast.network, file=file, by=cast.liv, now=timezone.now())


def upload(text: str) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("folk.csv", text.encode())}


def test_people_units_positions_and_roles_come_in_together(cast: Cast) -> None:
    dal = make.school(cast.owner, "Dal skole")
    add(cast, ANNE + "Berit Eng;berit@fjordvik.example;Dal skole;lærer;delegat;\n")
    anne, berit = (Membership.objects.get(person__email=f"{n}@fjordvik.example") for n in ("anne", "berit"))
    assert (anne.role, anne.organisation, anne.added_by) == (Role.MEMBER, cast.asen, cast.liv)
    assert (berit.role, berit.organisation) == (Role.DELEGATE, dal)
    assert Position.objects.get(person=berit.person).kind == Position.Kind.TEACHER
    assert Unit.objects.present().filter(network=cast.network, organisation=dal).exists()


def test_an_owners_person_speaks_for_no_unit_and_the_owner_is_not_taken_in(cast: Cast) -> None:
    (one,) = add(cast, "Kari Nes;kari@fjordvik.example;Fjordvik kommune;rådgiver;nestleder;\n")
    assert (one.role, one.organisation) == (Role.DEPUTY, None)
    assert Unit.objects.present().filter(network=cast.network).count() == 2


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    add(cast, ANNE)
    before = list(Membership.objects.values_list("pk", "role", "ends_at").order_by("pk"))
    people = Person.objects.count()
    assert add(cast, ANNE) == []
    assert list(Membership.objects.values_list("pk", "role", "ends_at").order_by("pk")) == before
    assert Person.objects.count() == people


def test_somebody_who_is_in_keeps_the_role_they_have(cast: Cast) -> None:
    file = read(cast, f"Mona Vik;{cast.mona.email};Åsen skole;rektor;gjest;\n")
    assert [member.there for member in file.members] == [cast.mona.memberships.get()]
    actions.add_members(network=cast.network, file=file, by=cast.liv, now=timezone.now())
    assert cast.mona.memberships.get().role == Role.MEMBER


def test_a_last_day_ends_the_membership_after_that_day(cast: Cast) -> None:
    day = timezone.localdate() + timedelta(days=30)
    (one,) = add(cast, f"Eli Ek;eli@uni.example;;;ekstern partner;{day:%d.%m.%Y}\n")
    assert one.role == Role.PARTNER
    assert one.ends_at is not None
    assert timezone.localdate(one.ends_at) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("A B;a@b.example;;;sjef;", "Rad 3, kolonne «Rolle»: vi kjenner ikke rollen «sjef»"),
        ("A B;a@b.example;;;partner;", "Rad 3, kolonne «Til»: en ekstern partner må ha en sluttdato"),
        ("A B;a@b.example;;;;01.01.2020", "Rad 3, kolonne «Til»: sluttdatoen er forbi"),
        ("A B;a@b;;;;", "Rad 3, kolonne «E-post»"),
        ("A B;a@b.example;Odden skole;;;", "Rad 3, kolonne «Enhet»"),  # another owner's school
        ("Anne Dahl;anne@fjordvik.example;Brekka skole;lærer;gjest;", "samme person har en annen rolle"),
    ],
)
def test_what_is_wrong_is_told_with_row_and_column(row: str, problem: str, cast: Cast) -> None:
    assert any(problem in one for one in problems_of(cast, ANNE + row + "\n"))


def test_words_for_roles_are_forgiving() -> None:
    words = [
        "",
        "Medlem",
        "DELTAKER",
        "nettverks-leder",
        "Ekstern  partner",
        "skuleeigars konsulent",
        "konge",
    ]
    assert [role_of(word) for word in words] == [
        Role.MEMBER, Role.MEMBER, Role.MEMBER, Role.LEADER, Role.PARTNER, Role.CONSULTANT, None,
    ]  # fmt: skip


def test_a_file_is_shown_before_it_is_stored(cast: Cast, as_person: type[SignedInClient]) -> None:
    make.school(cast.owner, "Dal skole")
    client, people = as_person(cast.liv), Person.objects.count()
    rows = ANNE + "Berit Eng;berit@fjordvik.example;Dal skole;;delegat;\n"
    shown = client.post(page_of(cast), upload(HEAD + rows)).content.decode()
    for words in (
        "Anne Dahl",
        "berit@fjordvik.example",
        "Delegat",
        "2 blir lagt til",
        "kommer med i nettverket",
    ):
        assert words in shown, words
    assert Person.objects.count() == people
    ticket = re.search(r'name="ticket" value="([^"]+)"', shown)
    assert ticket is not None
    done = client.post(page_of(cast), {"ticket": ticket[1]}, follow=True).content.decode()
    assert "2 deltakere er lagt til" in done
    assert "Berit Eng" in done
    again = client.post(page_of(cast), {"ticket": ticket[1]}).content.decode()
    assert "Velg den en gang til" in again
    assert Membership.objects.filter(network=cast.network).count() == 8


def test_another_persons_ticket_is_worth_nothing(cast: Cast, as_person: type[SignedInClient]) -> None:
    shown = as_person(cast.liv).post(page_of(cast), upload(HEAD + ANNE)).content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', shown)
    assert ticket is not None
    make.membership(cast.steins_network, cast.liv, Role.GUEST)
    answer = as_person(cast.stein).post(
        f"/nettverk/{cast.steins_network.slug}/deltakere/fil/", {"ticket": ticket[1]}
    )
    assert "Velg den en gang til" in answer.content.decode()
    assert not Person.objects.filter(email="anne@fjordvik.example").exists()


def test_a_wrong_file_stores_nothing_and_tells_every_problem(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    client, people = as_person(cast.liv), Person.objects.count()
    bad = HEAD + ANNE + "Uten Epost;;Åsen skole;;;\nX Y;x@y.example;Ukjent skole;;;\n"
    text = client.post(page_of(cast), upload(bad)).content.decode()
    assert "Ingenting er lagret" in text
    assert "Rad 3" in text
    assert "Rad 4" in text
    assert "Velg en fil først" in client.post(page_of(cast), {}).content.decode()
    assert "tom" in client.post(page_of(cast), upload("")).content.decode()
    assert Person.objects.count() == people


def test_an_empty_sheet_to_fill_in_can_be_fetched(cast: Cast, as_person: type[SignedInClient]) -> None:
    answer = as_person(cast.liv).get(page_of(cast) + "mal.xlsx")
    heading = [cell.value for cell in next(load_workbook(BytesIO(answer.content)).active.rows)]  # type: ignore[union-attr]
    assert heading == ["Navn", "E-post", "Enhet", "Stilling", "Rolle", "Fra", "Til"]
    assert 'filename="deltakere.xlsx"' in answer["Content-Disposition"]


def test_the_page_begins_without_complaints(cast: Cast, as_person: type[SignedInClient]) -> None:
    text = as_person(cast.liv).get(page_of(cast)).content.decode()
    assert "må rettes" not in text
    assert "Last ned et tomt regneark" in text
