"""Passkeys in a real browser, with a pretended fingerprint reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from conftest import SignedInClient
from redthread.people import actions
from redthread.people.models import Person
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIGN_IN = "/konto/innlogging/"


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


def add_reader(page: Page) -> None:
    """A virtual authenticator that always recognises its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in_by_link(page: Page, site: str, person: Person) -> None:
    token = actions.new_sign_in_link(person=person, now=timezone.now())
    page.goto(f"{site}/innlogging/{token}/?next=/meg/")
    page.get_by_role("button", name="Logg inn").click()


@pytest.mark.browser
def test_a_passkey_is_added_signs_in_and_is_removed(cast: Cast, live: str, page: Page) -> None:
    site = live.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number
    add_reader(page)
    sign_in_by_link(page, site, cast.mona)
    page.get_by_role("link", name="Legg til passnøkkel").click()
    page.get_by_label("Navn på passnøkkelen").fill("Telefonen min")
    check_page(page)
    page.get_by_role("button", name="Lag passnøkkel").click()
    page.get_by_text("Passnøkkelen er lagt til.").wait_for()
    assert page.get_by_text("Telefonen min").is_visible()

    page.context.clear_cookies()
    page.goto(f"{site}{SIGN_IN}?next=/meg/")
    check_page(page)
    page.get_by_role("button", name="Logg inn med passnøkkel").click()
    page.wait_for_url(f"{site}/meg/")
    assert page.get_by_text("Telefonen min").is_visible()

    page.get_by_role("button", name="Fjern").click()
    page.get_by_text("Passnøkkelen er fjernet.").wait_for()
    assert not Authenticator.objects.exists()


@pytest.mark.browser
def test_without_a_passkey_the_page_says_what_to_do_instead(cast: Cast, live: str, page: Page) -> None:
    add_reader(page)
    page.goto(f"{live.replace('127.0.0.1', 'localhost')}{SIGN_IN}")
    page.context.set_offline(True)
    page.get_by_role("button", name="Logg inn med passnøkkel").click()
    page.get_by_text("Det gikk ikke med passnøkkelen.").wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_sign_in_and_profile_have_no_fault(cast: Cast, page_for: Callable[..., Page], width: int) -> None:
    signed_out = page_for(None, width=width)
    signed_out.goto(SIGN_IN)
    check_page(signed_out)
    signed_out.get_by_label("E-post").fill("mona@fjordvik.example")
    signed_out.keyboard.press("Enter")
    signed_out.get_by_label("Kode").wait_for()
    check_page(signed_out)
    signed_out.goto("/innlogging/gone/")
    check_page(signed_out)
    page = page_for(cast.mona, width=width)
    page.goto("/meg/")
    check_page(page)


def test_a_made_up_passkey_signs_nobody_in(cast: Cast, client: Client) -> None:
    options = client.get("/konto/passnokler/innlogging/", headers={"accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["userVerification"] == "required"
    for credential in ("", "{}", '{"id": "x"}', '{"response": {"userHandle": "MQ"}}', "[]", "not json"):
        response = client.post("/konto/passnokler/innlogging/", {"credential": credential})
        assert response["Location"] == SIGN_IN
    assert "_auth_user_id" not in client.session


def test_a_made_up_passkey_is_not_added(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.mona)
    client.get("/konto/passnokler/ny/")
    for credential in ("", "{}", '{"id": "x"}', "[]"):
        response = client.post("/konto/passnokler/ny/", {"name": "X", "credential": credential})
        assert response.status_code == 200
    assert not Authenticator.objects.exists()
    assert not mail.outbox


def test_a_passkey_is_removed_by_its_owner_only(cast: Cast, as_person: type[SignedInClient]) -> None:
    key = Authenticator.objects.create(
        user=cast.mona, type=Authenticator.Type.WEBAUTHN, data={"name": "Telefonen", "credential": {}}
    )
    address = f"/konto/passnokler/{key.pk}/sletting/"
    assert as_person(cast.stein).post(address).status_code == 404
    assert as_person(cast.mona).get(address).status_code == 405
    assert Client().post(address)["Location"].startswith(SIGN_IN)
    assert Authenticator.objects.count() == 1
    as_person(cast.mona).post(address)
    assert not Authenticator.objects.exists()
    assert [sent.subject for sent in mail.outbox] == ["En passnøkkel er fjernet"]


def test_allauths_list_of_passkeys_is_the_persons_own_page(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    assert as_person(cast.mona).get("/konto/passnokler/")["Location"] == "/meg/"
