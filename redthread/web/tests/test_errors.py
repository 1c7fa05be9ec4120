"""The pages that tell somebody that something is wrong: plain, kind, and with a way on."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.views.csrf import csrf_failure
from django.views.defaults import permission_denied, server_error

from conftest import SignedInClient
from redthread.testing.cast import Cast


def test_an_unknown_address_answers_404_with_a_way_on(db: None, client: Client) -> None:
    answer = client.get("/finnes-ikke/")
    assert answer.status_code == 404
    assert "Vi finner ikke siden" in answer.text
    assert 'href="/"' in answer.text


def test_an_unknown_address_does_not_repeat_what_was_asked_for(db: None, client: Client) -> None:
    assert "hemmelig-navn" not in client.get("/hemmelig-navn/").text


def test_no_right_answers_403_and_says_whom_to_ask(cast: Cast, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = cast.mona
    answer = permission_denied(request, PermissionError("hemmelig"))
    assert answer.status_code == 403
    assert "spør den som leder nettverket" in answer.content.decode()
    assert "hemmelig" not in answer.content.decode()


def test_a_fault_of_ours_answers_500_without_asking_the_database(rf: RequestFactory) -> None:
    answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Noe gikk galt hos oss" in answer.content.decode()


def test_an_old_form_answers_403_and_says_to_load_the_page_again(rf: RequestFactory) -> None:
    answer = csrf_failure(rf.post("/"))
    assert answer.status_code == 403
    assert "last siden på nytt" in answer.content.decode()


@pytest.mark.parametrize("view", [server_error, csrf_failure])
def test_the_plain_pages_carry_the_whole_base_page(view: object, rf: RequestFactory) -> None:
    def ask(request: HttpRequest) -> HttpResponse:
        return view(request)  # type: ignore[operator, no-any-return]

    text = ask(rf.get("/")).content.decode()
    assert '<html lang="nb"' in text
    assert 'href="#innhold"' in text


def test_the_header_asks_the_database_once_at_most(
    cast: Cast, as_person: type[SignedInClient], django_assert_max_num_queries: object
) -> None:
    client = as_person(cast.olav)
    with django_assert_max_num_queries(3):  # type: ignore[operator]  # session, user, position
        answer = client.get("/finnes-ikke/")
    assert "Olav Nes" in answer.text
