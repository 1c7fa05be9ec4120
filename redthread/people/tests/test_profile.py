"""«Min side»: what a person sees and decides about themselves."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from conftest import SignedInClient
from redthread.people import actions
from redthread.testing import make
from redthread.testing.cast import Cast

PROFILE = "/meg/"


def fields(**changed: str) -> dict[str, str]:
    return {"name": "Mona Vik", "language": "nb", "wants_reminders": "on"} | changed


def test_the_page_shows_name_language_and_positions(cast: Cast, as_person: type[SignedInClient]) -> None:
    make.position(cast.mona, cast.brekka, "resource_teacher", share=40, starts_on=date(2026, 8, 1))
    page = as_person(cast.mona).get(PROFILE).content.decode()
    for shown in ("Mona Vik", "mona@fjordvik.example", "Rektor", "Åsen skole", "40 %", "fra 1. august 2026"):
        assert shown in page
    assert "Rita" not in page


def test_what_is_saved_is_used_from_the_next_page_on(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.mona)
    response = client.post(PROFILE, {"name": " Mona  Vik Hansen ", "language": "nn"})
    assert response["Location"] == PROFILE
    cast.mona.refresh_from_db()
    assert (cast.mona.name, cast.mona.language, cast.mona.wants_reminders) == (
        "Mona Vik Hansen",
        "nn",
        False,
    )
    assert '<html lang="nn"' in client.get(PROFILE).content.decode()


def test_the_language_follows_the_person_and_not_the_browser(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    client = as_person(cast.mona)
    actions.change_profile(person=cast.mona, name="Mona", language="en", wants_reminders=True)
    assert '<html lang="en"' in client.get(PROFILE, headers={"accept-language": "nb"}).content.decode()
    after = Client().get("/konto/innlogging/", headers={"accept-language": "nn"})
    assert '<html lang="nn"' in after.content.decode()
    assert '<html lang="nb"' in Client().get("/konto/innlogging/").content.decode()


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"name": "  "}, "Skriv navnet ditt."),
        ({"language": "se"}, "se er ikke"),
        ({"name": "x" * 151}, "150"),
    ],
)
def test_wrong_input_explains_itself_and_changes_nothing(
    cast: Cast, as_person: type[SignedInClient], changed: dict[str, str], complaint: str
) -> None:
    page = as_person(cast.mona).post(PROFILE, fields(**changed)).content.decode()
    assert complaint in page
    cast.mona.refresh_from_db()
    assert (cast.mona.name, cast.mona.language) == ("Mona Vik", "nb")


def test_signing_out_everywhere_ends_every_session_and_unused_link(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    here, at_home = as_person(cast.mona), as_person(cast.mona)
    token = actions.new_sign_in_link(person=cast.mona, now=timezone.now())
    another = as_person(cast.rita)
    response = here.post("/meg/utlogging/", follow=True)
    assert "Du er logget ut overalt." in response.content.decode()
    assert here.get(PROFILE).status_code == at_home.get(PROFILE).status_code == 302
    assert another.get(PROFILE).status_code == 200
    assert at_home.get(f"/innlogging/{token}/").status_code == 410


@pytest.mark.parametrize("path", [PROFILE, "/konto/passnokler/ny/"])
def test_signed_out_people_are_asked_to_sign_in(client: Client, db: None, path: str) -> None:
    assert client.get(path)["Location"] == f"/konto/innlogging/?next={path}"
    assert client.post(path)["Location"] == f"/konto/innlogging/?next={path}"


def test_only_a_press_signs_out_everywhere(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.mona)
    assert client.get("/meg/utlogging/").status_code == 405
    assert client.put(PROFILE).status_code == 405
    assert Client().post("/meg/utlogging/")["Location"].startswith("/konto/innlogging/")
    assert client.get(PROFILE).status_code == 200


def test_the_page_asks_few_questions_of_the_database(
    cast: Cast, as_person: type[SignedInClient], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        make.position(cast.mona, make.school(cast.owner, f"Skole {number}"))
    client = as_person(cast.mona)
    with django_assert_max_num_queries(8):
        client.get(PROFILE)
