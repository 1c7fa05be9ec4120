"""Signing in through an identity provider, and every way we know of to misuse it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from conftest import SignedInClient
from redthread.people.models import Person
from redthread.people.oidc_apps import oidc_apps
from redthread.people.tests.fake_provider import ISSUER, SUBJECT, FakeProvider, configured, install
from redthread.testing.cast import Cast

EMPLOYED = {"id": "fc:org:fjordvik.example", "membership": {"affiliation": ["member", "employee"]}}


@pytest.fixture
def idp(db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> FakeProvider:
    settings.SOCIALACCOUNT_PROVIDERS = configured()
    return install(monkeypatch)


@pytest.fixture
def connected(idp: FakeProvider, cast: Cast, as_person: type[SignedInClient]) -> FakeProvider:
    """Mona has joined her identity at the provider to herself."""
    idp.visit(as_person(cast.mona), "connect")
    assert SocialAccount.objects.get().user == cast.mona
    mail.outbox.clear()
    return idp


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_who_has_joined_the_provider_signs_in_with_it(
    connected: FakeProvider, cast: Cast, client: Client
) -> None:
    response = connected.visit(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert signed_in_as(client) == str(cast.mona.pk)


def test_joining_is_an_act_of_the_person_and_told_by_mail(
    idp: FakeProvider, cast: Cast, as_person: type[SignedInClient]
) -> None:
    client = as_person(cast.mona)
    response = idp.visit(client, "connect")
    assert response["Location"] == "/meg/"
    page = client.get("/meg/").content.decode()
    assert "Du er koblet til Prøve-ID." in page
    assert [sent.to for sent in mail.outbox] == [[cast.mona.email]]
    assert "Prøve-ID er koblet til" in mail.outbox[0].subject


def test_only_issuer_and_subject_are_kept(connected: FakeProvider, client: Client) -> None:
    connected.visit(client)  # a second time, when allauth updates what it has
    assert SocialAccount.objects.get().extra_data == {"iss": ISSUER, "sub": SUBJECT}
    assert not EmailAddress.objects.exists()
    assert not SocialToken.objects.exists()
    assert not any("userinfo" in address for address in connected.asked)


def test_an_unknown_identity_gets_a_page_and_not_an_account(
    idp: FakeProvider, cast: Cast, client: Client
) -> None:
    people = Person.objects.count()
    response = idp.visit(client)
    assert response.status_code == 403
    assert "Vi kjenner deg ikke igjen ennå" in response.content.decode()
    assert (signed_in_as(client), Person.objects.count()) == (None, people)
    assert not SocialAccount.objects.exists()


def test_the_same_subject_and_mail_at_another_issuer_is_somebody_else(
    connected: FakeProvider, client: Client
) -> None:
    connected.discovery = {"issuer": "https://other.example"}
    connected.claims = {"iss": "https://other.example"}
    assert connected.visit(client).status_code == 403
    assert signed_in_as(client) is None


def test_a_changed_mail_address_at_the_provider_changes_nothing(
    connected: FakeProvider, cast: Cast, client: Client
) -> None:
    connected.claims = {"email": "stein@fjordvik.example"}
    connected.visit(client)
    assert signed_in_as(client) == str(cast.mona.pk)
    cast.mona.refresh_from_db()
    assert cast.mona.email == "mona@fjordvik.example"


@pytest.mark.parametrize(
    ("claims", "leaves_out"),
    [
        ({"sub": "another-person"}, ()),
        ({"sub": ""}, ()),
        ({"sub": 17}, ()),
        ({"sub": None}, ()),
        ({}, ("sub",)),
        ({"iss": "https://evil.example"}, ()),
        ({}, ("iss",)),
        ({"aud": "another-client"}, ()),
        ({}, ("aud",)),
        ({"exp": 1}, ()),
        ({"nonce": "alien"}, ()),
        ({"nonce": ""}, ()),
        ({"nonce": None}, ()),
        ({"nonce": "åpen"}, ()),
        ({}, ("nonce",)),
    ],
)
def test_hostile_claims_sign_nobody_in(
    connected: FakeProvider, client: Client, claims: dict[str, Any], leaves_out: tuple[str, ...]
) -> None:
    connected.claims, connected.leaves_out = claims, leaves_out
    response = connected.visit(client)
    assert response.status_code in (401, 403)
    assert signed_in_as(client) is None
    assert SocialAccount.objects.count() == 1


def test_an_answer_without_id_token_signs_nobody_in(connected: FakeProvider, client: Client) -> None:
    connected.has_id_token = False
    assert connected.visit(client).status_code == 401
    assert signed_in_as(client) is None


def test_an_altered_state_signs_nobody_in(connected: FakeProvider, client: Client) -> None:
    connected.start(client)
    assert connected.come_back(client, "altered").status_code == 401
    assert client.get("/konto/oidc/idp/login/callback/").status_code == 401
    assert signed_in_as(client) is None


def test_an_answer_meant_for_another_browser_signs_nobody_in(connected: FakeProvider, client: Client) -> None:
    state = connected.start(Client())["state"]
    assert connected.come_back(client, state).status_code == 401
    assert signed_in_as(client) is None


def test_an_answer_cannot_be_used_twice(connected: FakeProvider, client: Client) -> None:
    state = connected.start(client)["state"]
    connected.come_back(client, state)
    client.post("/konto/utlogging/")
    assert connected.come_back(client, state).status_code == 401
    assert signed_in_as(client) is None


def test_parameters_in_the_address_do_not_reach_the_provider(idp: FakeProvider, client: Client) -> None:
    sent = idp.start(client, query="?scope=pid&auth_params=acr_values%3Dweak%26nonce%3Dmine&process=redirect")
    assert sent["scope"] == "openid"
    assert sent["nonce"] != "mine"
    assert "acr_values" not in sent
    assert (sent["code_challenge_method"], sent["response_type"]) == ("S256", "code")


def test_a_required_strength_is_asked_for_and_checked(
    connected: FakeProvider, cast: Cast, settings: Settings
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured(acr="two-factor")
    client = Client()
    assert connected.start(client)["acr_values"] == "two-factor"
    for given, expected in (({}, None), ({"acr": "one-factor"}, None), ({"acr": "two-factor"}, cast.mona.pk)):
        client = Client()
        connected.claims = given
        connected.visit(client)
        assert signed_in_as(client) == (str(expected) if expected else None)


def test_a_provider_is_held_to_its_tenant(connected: FakeProvider, cast: Cast, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured(tenant="our-tenant")
    for given, expected in (({}, None), ({"tid": "alien"}, None), ({"tid": "our-tenant"}, cast.mona.pk)):
        client = Client()
        connected.claims = given
        connected.visit(client)
        assert signed_in_as(client) == (str(expected) if expected else None)


def test_another_claim_may_name_the_subject(
    idp: FakeProvider, cast: Cast, as_person: type[SignedInClient], settings: Settings
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured(uid_field="oid")
    idp.claims = {"oid": "one-and-the-same", "sub": "different in each application"}
    idp.visit(as_person(cast.mona), "connect")
    idp.claims["sub"] = "changed"
    client = Client()
    idp.visit(client)
    assert signed_in_as(client) == str(cast.mona.pk)
    idp.claims = {}
    stranger = Client()
    assert idp.visit(stranger).status_code == 401


@pytest.mark.parametrize(
    ("groups", "is_let_in"),
    [
        ([EMPLOYED], True),
        ([{**EMPLOYED, "id": "fc:org:fjordvik.example:unit:NO310000205"}], True),
        ([{**EMPLOYED, "membership": {"affiliation": "faculty"}}], True),
        ([{**EMPLOYED, "membership": {"affiliation": ["member", "student"]}}], False),
        ([EMPLOYED, {**EMPLOYED, "membership": {"affiliation": ["student"]}}], False),
        ([{**EMPLOYED, "membership": {"affiliation": ["member"]}}], False),
        ([{**EMPLOYED, "membership": None}], False),
        ([{**EMPLOYED, "id": "fc:org:elsewhere.example"}], False),
        ([{**EMPLOYED, "id": "fc:org:fjordvik.example.evil.example"}], False),
        ([{**EMPLOYED, "id": "evil:fc:org:fjordvik.example"}], False),
        ([], False),
        ([None, "odd"], False),
        ({"error": "odd"}, False),
    ],
)
def test_feide_lets_in_employees_of_the_owner_and_no_pupil(
    connected: FakeProvider,
    client: Client,
    settings: Settings,
    groups: Any,
    is_let_in: bool,
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured(groups_url=f"{ISSUER}/groups", realms=["fjordvik.example"])
    connected.groups = groups
    response = connected.visit(client)
    assert (signed_in_as(client) is not None) == is_let_in
    assert response.status_code == (302 if is_let_in else 401)


def test_an_identity_belongs_to_one_person(
    connected: FakeProvider, cast: Cast, as_person: type[SignedInClient]
) -> None:
    client = as_person(cast.rita)
    connected.visit(client, "connect")
    assert SocialAccount.objects.get().user == cast.mona
    assert "alt koblet til en annen person" in client.get("/meg/").content.decode()


def test_nobody_joins_without_being_signed_in(idp: FakeProvider, cast: Cast, client: Client) -> None:
    idp.visit(client, "connect")
    assert not SocialAccount.objects.exists()
    assert signed_in_as(client) is None


def test_somebody_whose_access_is_ended_stays_outside(
    connected: FakeProvider, cast: Cast, client: Client
) -> None:
    Person.objects.filter(pk=cast.mona.pk).update(is_active=False)
    assert connected.visit(client)["Location"] == "/konto/sperret/"
    assert client.get("/konto/sperret/").status_code == 403
    assert signed_in_as(client) is None


def test_a_connection_is_ended_by_its_owner_only(
    connected: FakeProvider, cast: Cast, as_person: type[SignedInClient]
) -> None:
    address = f"/meg/tilkoblinger/{SocialAccount.objects.get().pk}/sletting/"
    assert as_person(cast.rita).post(address).status_code == 404
    assert Client().post(address)["Location"].startswith("/konto/innlogging/")
    assert as_person(cast.mona).get(address).status_code == 405
    assert SocialAccount.objects.count() == 1
    as_person(cast.mona).post(address)
    assert not SocialAccount.objects.exists()
    assert [sent.subject for sent in mail.outbox] == ["Prøve-ID er koblet fra"]


def test_a_provider_that_is_down_or_talks_nonsense_gets_one_plain_page(
    idp: FakeProvider, client: Client
) -> None:
    state = idp.start(client)["state"]
    idp.is_down = True
    assert client.post("/konto/oidc/idp/login/").status_code == 502
    response = idp.come_back(client, state)
    assert response.status_code == 401
    assert "Innloggingen gikk ikke" in response.content.decode()


def test_who_changes_their_mind_at_the_provider_comes_back_to_the_sign_in_page(
    idp: FakeProvider, client: Client
) -> None:
    state = idp.start(client)["state"]
    response = client.get(
        "/konto/oidc/idp/login/callback/", {"error": "access_denied", "state": state}, follow=True
    )
    assert "Innloggingen ble avbrutt" in response.content.decode()


def test_the_way_to_a_provider_starts_with_a_press_only(idp: FakeProvider, client: Client) -> None:
    assert client.get("/konto/oidc/idp/login/").status_code == 405
    assert client.post("/konto/oidc/idp/login/callback/").status_code == 405
    assert client.post("/konto/oidc/none/login/").status_code == 404
    assert client.get("/konto/oidc/none/login/callback/").status_code == 404
    assert Client(enforce_csrf_checks=True).post("/konto/oidc/idp/login/").status_code == 403


def test_the_sign_in_page_offers_the_provider(idp: FakeProvider, client: Client) -> None:
    assert "Logg inn med Prøve-ID" in client.get("/konto/innlogging/").content.decode()


def test_feide_needs_only_client_and_secret_in_the_configuration() -> None:
    (app,) = oidc_apps('[{"id": "feide", "client_id": "c", "secret": "s", "realms": ["fjordvik.example"]}]')
    assert app["name"] == "Feide"
    assert app["settings"]["scope"] == ["openid", "groups-org"]
    assert app["settings"]["groups_url"].startswith("https://groups-api.dataporten.no/")


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "x"},
        {"id": "feide", "client_id": "c", "secret": "s", "surprise": 1},
        {"id": "x", "name": "X", "server_url": "http://x.example", "client_id": "c", "secret": "s"},
    ],
)
def test_a_wrong_configuration_stops_the_start(entry: dict[str, Any]) -> None:
    with pytest.raises(ImproperlyConfigured, match="REDTHREAD_OIDC"):
        oidc_apps(json.dumps([entry]))
    for text in ("{", '{"id": "x"}', "[1]"):
        with pytest.raises(ImproperlyConfigured, match="REDTHREAD_OIDC"):
            oidc_apps(text)
