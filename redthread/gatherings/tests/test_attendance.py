"""One tap a person, prefilled from the members, kept with the unit they came for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions.minutes import open_minutes
from redthread.gatherings.models import Attendance, Invitation
from redthread.gatherings.tests.meeting import Meeting, meet
from redthread.people.models import Person, Position
from redthread.testing import make
from redthread.testing.cast import Cast

HTMX = {"HX-Request": "true"}


def text_of(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


def recorded() -> dict[str, tuple[str, str | None, bool]]:
    rows = Attendance.objects.values_list("person__name", "presence", "organisation__name", "is_leader")
    return {name: (presence, school, leads) for name, presence, school, leads in rows}


def test_everybody_is_on_the_roll_and_one_tap_records_one(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting, liv = meet(cast), as_person(cast.liv)
    page = text_of(liv.get(meeting.url("attendance")))
    for person in cast.insiders():
        assert person.name in page
    assert "6 er ikke ført ennå" in page
    answer = liv.post(meeting.url("attendance"), {"tap": f"{cast.mona.public_id}:digital"}, headers=HTMX)
    part = text_of(answer)
    assert "<!DOCTYPE" not in part
    assert "<strong>1</strong> på skjerm" in part
    assert "5 er ikke ført ennå" in part
    assert recorded() == {"Mona Vik": ("digital", "Åsen skole", True)}
    answer = liv.post(meeting.url("attendance"), {"tap": f"{cast.mona.public_id}:absent"})
    assert answer.headers["Location"] == meeting.url("attendance")
    assert recorded() == {"Mona Vik": ("absent", "Åsen skole", True)}


def test_one_tap_records_everybody_else_and_leaves_those_recorded(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting, liv = meet(cast), as_person(cast.liv)
    meeting.came(cast.rita, presence="absent")
    liv.post(meeting.url("attendance"), {"rest": "physical"})
    assert recorded() == {
        "Liv Berg": ("physical", None, False),
        "Mona Vik": ("physical", "Åsen skole", True),
        "Mads Lund": ("physical", "Åsen skole", True),
        "Rita Moe": ("absent", "Brekka skole", False),
        "Kine Aas": ("physical", None, False),
        "Eva Holt": ("physical", None, False),
    }


@pytest.mark.parametrize("sent", [{}, {"tap": "ukjent:physical"}, {"tap": "{mona}:late"}, {"rest": "late"}])
def test_a_tap_that_means_nothing_explains_itself_and_records_nothing(
    cast: Cast, as_person: type[SignedInClient], sent: dict[str, str]
) -> None:
    meeting = meet(cast)
    sent = {key: value.format(mona=cast.mona.public_id) for key, value in sent.items()}
    page = text_of(as_person(cast.liv).post(meeting.url("attendance"), sent))
    assert "Velg i rommet, på skjerm eller ikke til stede." in page
    assert not Attendance.objects.exists()


def test_the_unit_and_the_leadership_are_those_of_the_day_and_stay(cast: Cast) -> None:
    meeting = meet(cast)
    meeting.came(cast.mona, cast.rita)
    cast.mona.memberships.update(organisation=cast.brekka)
    cast.mona.positions.all().delete()
    meeting.came(cast.mona, presence="digital")
    assert recorded()["Mona Vik"] == ("digital", "Åsen skole", True)
    assert recorded()["Rita Moe"] == ("physical", "Brekka skole", False)


def test_who_has_moved_comes_for_the_school_of_the_day(cast: Cast) -> None:
    meeting = meet(cast)
    cast.rita.memberships.update(ends_at=meeting.now - timedelta(days=3))
    make.membership(cast.network, cast.rita, at=cast.asen, starts_at=meeting.now - timedelta(days=2))
    meeting.came(cast.rita)
    assert recorded()["Rita Moe"] == ("physical", "Åsen skole", False)


def test_who_was_a_leader_before_but_not_on_the_day_is_not_counted_as_one(cast: Cast) -> None:
    meeting = meet(cast)
    day_before = meeting.now.date() - timedelta(days=1)
    cast.mona.positions.update(ends_on=day_before)
    make.position(cast.mona, cast.brekka, Position.Kind.PRINCIPAL)
    meeting.came(cast.mona)
    assert recorded()["Mona Vik"] == ("physical", "Åsen skole", False)


def test_each_school_has_a_kind_word_and_no_school_is_compared(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    earlier = meet(cast)
    earlier.gathering.starts_at -= timedelta(days=40)
    earlier.gathering.ends_at -= timedelta(days=40)
    earlier.gathering.save()
    earlier.came(cast.mona, cast.rita)
    meeting = meet(cast)
    meeting.came(cast.mona, cast.mads, cast.rita)
    page = text_of(as_person(cast.liv).get(meeting.url("attendance")))
    assert "Skoleleder er med. 1 av 2 var også med sist." in page
    assert "Uten skoleleder denne gangen. Også med sist." in page
    assert "%" not in page.split('id="oppmote"')[1].split("</main>")[0]


def test_a_guest_is_recorded_once_and_gets_no_access(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting, liv = meet(cast), as_person(cast.liv)
    guest = {"name": "Per Politiker", "email": "Per@Fjordvik.example", "presence": "physical"}
    for _again in range(2):
        assert liv.post(meeting.url("guest_new"), guest).status_code == 302
    assert recorded() == {"Per Politiker": ("physical", None, False)}
    per = Person.objects.get(email="per@fjordvik.example")
    assert "Per Politiker" in text_of(liv.get(meeting.url("attendance")))
    assert as_person(per).get(meeting.url("minutes")).status_code == 404


def test_a_guest_without_an_address_is_explained(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast)
    page = text_of(as_person(cast.liv).post(meeting.url("guest_new"), {"name": "Per", "email": "per"}))
    assert "Skriv en hel e-postadresse" in page
    assert 'value="Per"' in page
    assert not Attendance.objects.exists()


def test_the_one_who_writes_takes_attendance_too(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting = meet(cast, is_open=False)
    open_minutes(gathering=meeting.gathering, written_by=cast.rita, by=cast.liv, now=meeting.now)
    rita = as_person(cast.rita)
    rita.post(meeting.url("attendance"), {"tap": f"{cast.mona.public_id}:physical"})
    assert list(recorded()) == ["Mona Vik"]


@pytest.mark.parametrize("fields", [{"is_published": False}, {"cancelled_at": "2026-01-01T10:00Z"}])
def test_attendance_is_taken_where_a_gathering_stands(cast: Cast, fields: dict[str, object]) -> None:
    meeting = meet(cast, is_open=False, **fields)
    with pytest.raises(RuleError, match="publisert"):
        meeting.came(cast.mona)


def test_after_locking_a_tap_is_refused_with_a_word(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting, liv = meet(cast), as_person(cast.liv)
    meeting.lock()
    page = text_of(liv.post(meeting.url("attendance"), {"tap": f"{cast.mona.public_id}:physical"}))
    assert "Referatet er låst" in page
    page = text_of(
        liv.post(meeting.url("guest_new"), {"name": "Per", "email": "p@x.no", "presence": "digital"})
    )
    assert "Referatet er låst" in page
    assert not Attendance.objects.exists()


def test_members_and_strangers_do_not_take_attendance(
    cast: Cast, as_person: type[SignedInClient], client: SignedInClient
) -> None:
    meeting = meet(cast)
    sent = {"tap": f"{cast.mona.public_id}:physical"}
    guest = {"name": "Per", "email": "p@x.no", "presence": "physical"}
    for person in (cast.mona, cast.kine, cast.eva):
        assert as_person(person).get(meeting.url("attendance")).status_code == 403
        assert as_person(person).post(meeting.url("attendance"), sent).status_code == 403
        assert as_person(person).post(meeting.url("guest_new"), guest).status_code == 403
    stein = as_person(cast.stein)
    for slug in (cast.network.slug, cast.steins_network.slug):
        for name in ("attendance", "guest_new"):
            address = reverse(f"gatherings:{name}", args=[slug, meeting.gathering.public_id])
            assert stein.post(address, sent | guest).status_code == 404
    assert client.post(meeting.url("guest_new"), guest).status_code == 302
    assert as_person(cast.liv).get(meeting.url("guest_new")).status_code == 405
    assert not Attendance.objects.exists()


def answered(meeting: Meeting, **answers: str) -> None:
    """`mona="yes"`: what Mona has answered to the invitation."""
    for name, answer in answers.items():
        person = getattr(meeting.cast, name)
        Invitation.objects.create(gathering=meeting.gathering, person=person, answer=answer)


def test_what_people_answered_is_suggested_and_not_stored_until_the_leader_says_so(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting, liv = meet(cast), as_person(cast.liv)
    answered(meeting, mona="yes", mads="digital", rita="no", kine="maybe", eva="")
    meeting.came(cast.mads)
    page = text_of(liv.get(meeting.url("attendance")))
    for words in ("svarte ja<", "svarte ja, på skjerm", "meldte forfall", "svarte kanskje"):
        assert page.count(words) == 1, words
    assert page.count("data-suggested") == 2
    assert recorded() == {"Mads Lund": ("physical", "Åsen skole", True)}
    part = text_of(liv.post(meeting.url("attendance"), {"answers": "1"}, headers=HTMX))
    assert recorded() == {
        "Mads Lund": ("physical", "Åsen skole", True),  # was recorded already
        "Mona Vik": ("physical", "Åsen skole", True),
        "Rita Moe": ("absent", "Brekka skole", False),
    }
    assert "data-suggested" not in part
    assert "Før som de svarte" not in part
    assert "3 er ikke ført ennå" in part


def test_with_no_answers_there_is_nothing_to_record_by(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting, liv = meet(cast), as_person(cast.liv)
    answered(meeting, kine="maybe", eva="")
    assert "Før som de svarte" not in text_of(liv.get(meeting.url("attendance")))
    page = text_of(liv.post(meeting.url("attendance"), {"answers": "1"}))
    assert "Velg i rommet, på skjerm eller ikke til stede." in page
    assert not Attendance.objects.exists()


def test_who_only_writes_the_minutes_does_not_see_what_others_answered(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    meeting = meet(cast, is_open=False)
    answered(meeting, mona="no")
    open_minutes(gathering=meeting.gathering, written_by=cast.rita, by=cast.liv, now=meeting.now)
    rita = as_person(cast.rita)
    page = text_of(rita.get(meeting.url("attendance")))
    assert "meldte forfall" not in page
    assert "data-suggested" not in page
    rita.post(meeting.url("attendance"), {"answers": "1"})
    assert not Attendance.objects.exists()


def test_a_larger_roll_asks_no_more_of_the_database(cast: Cast, as_person: type[SignedInClient]) -> None:
    meeting, liv = meet(cast), as_person(cast.liv)
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as queries:
            liv.get(meeting.url("attendance"))
        counts.append(len(queries))
        for number in range(3):
            newcomer = make.person(f"Ny {number}")
            Invitation.objects.create(gathering=meeting.gathering, person=newcomer, answer="yes")
            make.membership(cast.network, newcomer, at=make.school(cast.owner, f"Skole {number}"))
            meeting.came(newcomer)
    assert counts[0] == counts[1] <= 12
