"""Signing in by mailed code."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from conftest import SignedInClient
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast

SIGN_IN = "/konto/innlogging/"
CODE = "/konto/innlogging/kode/"


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


def ask_for_code(client: Client, email: str, **more: str) -> Any:
    return client.post(SIGN_IN, {"email": email, **more}, follow=True)


def mailed_code() -> str:
    found = re.search(r"\d{4}-\d{4}", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[0]


def body_of(response: Any) -> str:
    """The page without what differs in every answer: the token against forged requests."""
    return re.sub(r"[A-Za-z0-9]{64}", "TOKEN", response.content.decode())


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_mailed_code_signs_in_and_leads_to_the_page_that_was_asked_for(cast: Cast, client: Client) -> None:
    ask_for_code(client, "Mona@Fjordvik.example ", next="/meg/")
    response = client.post(CODE, {"code": mailed_code().replace("-", ""), "next": "/meg/"})
    assert (response.status_code, response["Location"]) == (302, "/meg/")
    assert client.session["_auth_user_id"] == str(cast.mona.pk)


def test_the_mail_is_in_norwegian_with_the_code_in_its_subject(cast: Cast, client: Client) -> None:
    ask_for_code(client, cast.mona.email)
    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == ([cast.mona.email], f"Koden din til Rødtråd er {mailed_code()}")
    assert str(sent.body).startswith("Hei, Mona!")


def test_a_wrong_code_explains_itself_and_signs_nobody_in(cast: Cast, client: Client) -> None:
    ask_for_code(client, cast.mona.email)
    response = client.post(CODE, {"code": "0000"})
    assert "Koden stemmer ikke" in response.content.decode()
    assert not signed_in(client)


def test_after_three_wrong_codes_the_right_one_is_worthless(cast: Cast, client: Client) -> None:
    ask_for_code(client, cast.mona.email)
    for _ in range(3):
        client.post(CODE, {"code": "0000-0000"})
    client.post(CODE, {"code": mailed_code()})
    assert not signed_in(client)


def test_a_code_works_only_in_the_browser_that_asked_for_it(cast: Cast, client: Client) -> None:
    ask_for_code(client, cast.mona.email)
    elsewhere = Client()
    elsewhere.post(CODE, {"code": mailed_code()})
    assert not signed_in(elsewhere)


def test_a_new_code_can_be_asked_for_and_the_old_one_stops_working(cast: Cast, client: Client) -> None:
    ask_for_code(client, cast.mona.email)
    old = mailed_code()
    ask_for_code(client, cast.mona.email)
    client.post(CODE, {"code": old})
    assert not signed_in(client)
    client.post(CODE, {"code": mailed_code()})
    assert signed_in(client)


def test_no_answer_reveals_whether_an_address_exists(cast: Cast) -> None:
    known, unknown, inactive = "mona@fjordvik.example", "nobody@fjordvik.example", "rita@fjordvik.example"
    Person.objects.filter(email=inactive).update(is_active=False)
    seen = []
    for email in (known, unknown, inactive):
        client = Client()
        first = client.post(SIGN_IN, {"email": email})
        page = client.get(first["Location"])
        wrong = client.post(CODE, {"code": "1111-1111"})
        seen.append(
            [
                (answer.status_code, answer.get("Location"), body_of(answer).replace(email, "EMAIL"))
                for answer in (first, page, wrong)
            ]
        )
    assert seen[0] == seen[1] == seen[2]
    # A mail goes out either way, so that the time taken says nothing either.
    assert [sent.to for sent in mail.outbox] == [[known], [unknown], [inactive]]
    assert not re.search(r"\d{4}", str(mail.outbox[1].body) + str(mail.outbox[2].body))


def test_asking_too_often_is_stopped_alike_for_known_and_unknown_addresses(cast: Cast) -> None:
    pages = []
    for email in (cast.mona.email, "nobody@fjordvik.example"):
        client = Client()
        for _ in range(5):
            ask_for_code(client, email)
        refused = client.post(SIGN_IN, {"email": email})
        pages.append(body_of(refused).replace(email, "EMAIL"))
    assert len(mail.outbox) == 10
    assert "Det ble for mange forsøk" in pages[0]
    assert pages[0] == pages[1]


def test_a_stranger_cannot_lock_a_colleague_out_of_a_browser_they_have_used(
    cast: Cast, client: Client
) -> None:
    ask_for_code(client, cast.mona.email)
    client.post(CODE, {"code": mailed_code()})
    client.post("/konto/utlogging/")
    for _ in range(6):
        ask_for_code(Client(), cast.mona.email)
    ask_for_code(client, cast.mona.email)
    client.post(CODE, {"code": mailed_code()})
    assert signed_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
        " //evil.example",
        "https://localhost/",  # an allowed host, but not the one that was asked
    ],
)
def test_signing_in_leads_only_to_our_own_pages(cast: Cast, client: Client, elsewhere: str) -> None:
    ask_for_code(client, cast.mona.email, next=elsewhere)
    response = client.post(CODE, {"code": mailed_code(), "next": elsewhere})
    assert response["Location"] == "/"
    assert client.post("/konto/utlogging/", {"next": elsewhere})["Location"] == "/"


def test_the_session_changes_its_name_at_sign_in(cast: Cast, client: Client) -> None:
    ask_for_code(client, cast.mona.email)
    before = client.session.session_key
    client.post(CODE, {"code": mailed_code()})
    assert client.session.session_key not in (before, None)


def test_an_empty_or_odd_address_comes_back_with_what_to_write(client: Client) -> None:
    assert "Skriv e-postadressen din." in client.post(SIGN_IN, {"email": ""}).content.decode()
    page = client.post(SIGN_IN, {"email": "mona"}).content.decode()
    assert "Skriv e-postadressen slik" in page
    assert 'value="mona"' in page


def test_when_mail_is_down_the_page_says_so(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    for email in (cast.mona.email, "nobody@fjordvik.example"):
        response = client.post(SIGN_IN, {"email": email})
        assert response.status_code == 503
        assert "Vi fikk ikke sendt e-posten" in response.content.decode()


def test_one_place_on_the_net_cannot_mail_the_whole_world(db: None) -> None:
    for number in range(121):
        answer = Client().post(SIGN_IN, {"email": f"somebody{number}@elsewhere.example"})
    assert "Det ble for mange forsøk" in answer.content.decode()
    assert len(mail.outbox) == 120


def test_signing_out_is_a_post_and_ends_the_session(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.mona)
    assert client.get("/konto/utlogging/").status_code == 405
    assert signed_in(client)
    client.post("/konto/utlogging/")
    assert not signed_in(client)


def test_the_way_in_is_closed_to_forged_requests(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(SIGN_IN, {"email": cast.mona.email}).status_code == 403
    assert strict.post("/konto/utlogging/").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["signup/", "login/", "password/reset/", "password/change/", "email/", "2fa/", "3rdparty/", "sessions/"],
)
def test_what_the_product_does_not_use_is_not_there(client: Client, path: str) -> None:
    assert client.get(f"/konto/{path}").status_code == 404


def test_no_password_page_has_an_address() -> None:
    for name in ("account_reset_password", "account_change_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_mail_is_written_in_the_readers_own_language(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    languages = []

    def note_language(*args: Any) -> Any:
        languages.append(get_language())
        return render_mail(*args)

    render_mail = DefaultAccountAdapter.render_mail
    monkeypatch.setattr(DefaultAccountAdapter, "render_mail", note_language)
    english = make.person("Amy Hill", language="en")
    for email in (english.email, "nobody@fjordvik.example"):
        client.post(SIGN_IN, {"email": email}, headers={"accept-language": "nn"})
    assert languages == ["en", "nn"]
