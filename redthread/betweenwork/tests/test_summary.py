"""A summary is written, saved once a key, and never over somebody else's words."""

import hmac
import html
import re
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from conftest import SignedInClient
from redthread.betweenwork.actions.summaries import KEEP_KEYS, forget_old_submission_keys
from redthread.betweenwork.models import SchoolSummary, SubmissionKey
from redthread.betweenwork.tests.between import between
from redthread.core.receipts import secret_of
from redthread.gatherings.models import Gathering
from redthread.testing.cast import Cast

JSON = {"Accept": "application/json"}
TEXTS = {"did": "Vi leste.", "happened": "De ba om mer.", "hard": "Tid.", "reach": "part"}


def save(client: Client, url: str, key: str = "key-000001", version: int = 0, **texts: Any) -> HttpResponse:
    """As the page's script saves."""
    sent = {"key": key, "version": version, **TEXTS, **texts}
    return client.post(url, sent, headers=JSON)  # type: ignore[return-value]


def stored() -> tuple[str, str, str, str, int]:
    one = SchoolSummary.objects.get()
    return one.did, one.happened, one.hard, one.reach, one.version


def field(page: str, name: str) -> str:
    """What stands in a field of the form."""
    area = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n(.*?)</textarea>', page, re.S)
    hidden = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    found = area or hidden
    assert found, name
    return html.unescape(found.group(1))


def test_the_button_saves_and_leads_on_to_the_preview(cast: Cast, client: Client) -> None:
    at = between(cast)
    answer = client.post(at.link(cast.mona), {**TEXTS, "key": "key-000001", "next": "release"})
    assert answer.headers["Location"] == at.link(cast.mona, name="link_release")
    assert stored() == ("Vi leste.", "De ba om mer.", "Tid.", "part", 1)
    summary = SchoolSummary.objects.get()
    assert (summary.written_by, summary.audience, summary.filed_at) == (cast.mona, "school", None)


def test_saved_as_a_draft_it_says_who_sees_it(cast: Cast, as_person: type[SignedInClient]) -> None:
    at = between(cast)
    page = as_person(cast.mads).post(at.url("summary", at.asen), {**TEXTS, "save": "yes"}, follow=True)
    assert "Lagret. Bare skolen din ser det" in page.content.decode()
    assert field(page.content.decode(), "did") == "Vi leste."


def test_a_script_is_answered_with_its_own_key_and_the_version(cast: Cast, client: Client) -> None:
    answer = save(client, between(cast).link(cast.mona))
    body = answer.json()  # type: ignore[attr-defined]
    assert (body["saved"], body["key"], body["version"]) == (True, "key-000001", 1)
    assert "draft" not in body


def test_the_answer_is_signed_with_what_the_page_was_told(
    cast: Cast, client: Client, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    link = at.link(cast.mona)
    secrets = {
        re.search(r'data-ack="([0-9a-f]{64})"', page.content.decode()).group(1)  # type: ignore[union-attr]
        for page in (client.get(link), as_person(cast.mads).get(at.url("summary", at.asen)))
    }
    assert len(secrets) == 1, "what is kept on the phone may be sent by the other way in"
    body = save(client, link).json()  # type: ignore[attr-defined]
    expected = hmac.new(secrets.pop().encode(), b"key-000001", sha256).hexdigest()
    assert (body["key"], body["ack"]) == ("key-000001", expected)
    other = as_person(cast.rita).get(at.url("summary", at.brekka)).content.decode()
    assert expected not in other
    assert f'data-ack="{secret_of(f"summary-ack:{at.brekka.public_id}")}"' in other


def test_the_same_save_again_gives_the_same_answer_and_no_second_effect(cast: Cast, client: Client) -> None:
    link = between(cast).link(cast.mona)
    first = save(client, link)
    save(client, link, "key-000002", version=1, did="Vi leste mer.")
    again = save(client, link)
    assert again.content == first.content
    assert stored() == ("Vi leste mer.", "De ba om mer.", "Tid.", "part", 2)
    assert SubmissionKey.objects.count() == 2


def test_the_same_key_for_another_text_saves_nothing(cast: Cast, client: Client) -> None:
    link = between(cast).link(cast.mona)
    save(client, link)
    answer = save(client, link, did="Noe annet.")
    assert answer.status_code == 422
    assert stored()[0] == "Vi leste."
    page = client.post(link, {**TEXTS, "key": "key-000001", "did": "Noe annet."})
    assert page.status_code == 422
    assert field(page.content.decode(), "did") == "Noe annet."
    assert field(page.content.decode(), "key") != "key-000001"
    assert "Trykk Lagre en gang til" in page.content.decode()


def test_a_key_belongs_to_one_line(cast: Cast, client: Client) -> None:
    at = between(cast)
    assert save(client, at.link(cast.mona)).status_code == 200
    assert save(client, at.link(cast.rita, at.brekka)).status_code == 200
    assert SchoolSummary.objects.count() == 2


def test_two_who_wrote_in_different_fields_are_joined_and_told(cast: Cast, client: Client) -> None:
    at = between(cast)
    at.write(at.asen, cast.mads, did="Vi leste.", happened="")
    at.write(at.asen, cast.mads, did="Vi leste.", happened="De ba om mer.")
    base = {"base_did": "Vi leste.", "base_happened": ""}
    answer = save(
        client, at.link(cast.mona), version=1, happened="", hard="Tid.", reach="", did="Vi leste.", **base
    )
    assert answer.json()["draft"] == {  # type: ignore[attr-defined]
        "did": "Vi leste.",
        "happened": "De ba om mer.",
        "hard": "Tid.",
        "reach": "",
    }
    assert stored() == ("Vi leste.", "De ba om mer.", "Tid.", "", 3)


def test_two_who_wrote_in_the_same_field_get_both_texts_and_nothing_is_overwritten(
    cast: Cast, client: Client
) -> None:
    at = between(cast)
    at.write(at.asen, cast.mads, did="Mads skrev dette.")
    sent = {"key": "key-000001", "version": 0, "did": "Mona skrev dette."}
    answer = client.post(at.link(cast.mona), sent, headers=JSON)
    assert answer.status_code == 409
    assert "Mads Lund skrev samtidig som deg" in answer.json()["clash"]
    assert answer.json()["draft"]["did"] == "Mads skrev dette.\n\nMona skrev dette."
    assert answer.json()["version"] == 1
    assert stored()[0] == "Mads skrev dette."
    page = client.post(at.link(cast.mona), sent)
    assert page.status_code == 409
    text = page.content.decode()
    assert field(text, "did") == "Mads skrev dette.\n\nMona skrev dette."
    assert (field(text, "version"), field(text, "base_did")) == ("1", "Mads skrev dette.")
    again = {name: field(text, name) for name in ("key", "version", "did", "base_did")}
    assert client.post(at.link(cast.mona), again).status_code == 302
    assert stored()[0] == "Mads skrev dette.\n\nMona skrev dette."


def test_a_text_that_is_too_long_comes_back_whole_with_what_to_do(cast: Cast, client: Client) -> None:
    link = between(cast).link(cast.mona)
    long = "a" * 2001
    page = client.post(link, {**TEXTS, "did": long})
    assert page.status_code == 400
    assert field(page.content.decode(), "did") == long
    assert "Teksten er på 2001 tegn. Kort den ned til 2000." in page.content.decode()
    errors = save(client, link, did=long).json()["errors"]  # type: ignore[attr-defined]
    assert list(errors) == ["did"]
    assert not SchoolSummary.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"reach": "everybody"}, {"did": "a\x00b"}, {"version": "mange"}, {"key": "<script>"}]
)
def test_strange_input_is_answered_and_never_breaks_anything(
    cast: Cast, client: Client, wrong: dict[str, str]
) -> None:
    answer = client.post(between(cast).link(cast.mona), {**TEXTS, **wrong})
    assert answer.status_code in (302, 400)
    assert SchoolSummary.objects.count() == (1 if answer.status_code == 302 else 0)


def test_a_form_and_a_script_write_line_ends_differently_and_mean_the_same(
    cast: Cast, client: Client
) -> None:
    link = between(cast).link(cast.mona)
    assert save(client, link, did="En\r\nto").status_code == 200
    assert save(client, link, did="En\nto").status_code == 200
    assert stored()[0] == "En\nto"
    assert SubmissionKey.objects.count() == 1


def test_what_people_write_is_shown_as_text_and_never_run(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    evil = "</textarea><script>alert(1)</script>"
    at.release(at.asen, cast.mona, did=evil)
    for url in (at.url("summary", at.asen), at.url("release", at.asen), at.url("assignment")):
        page = as_person(cast.mona).get(url).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_what_comes_after_the_next_gathering_is_kept_and_said_to_be_late(
    cast: Cast, as_person: type[SignedInClient], client: Client
) -> None:
    at = between(cast)
    link = at.link(cast.mona)
    Gathering.objects.filter(pk=at.following.pk).update(starts_at=timezone.now() - timedelta(days=2))
    assert save(client, link).status_code == 200
    assert client.post(link + "ferdigstilling/", {"version": 1}).status_code == 302
    page = as_person(cast.rita).get(at.url("assignment")).content.decode()
    assert "Vi leste." in page
    assert page.count("kom etter samlingen") == 1
    Gathering.objects.filter(pk=at.following.pk).update(starts_at=timezone.now() + timedelta(days=2))
    assert "kom etter samlingen" not in as_person(cast.rita).get(at.url("assignment")).content.decode()


def test_only_the_own_schools_people_come_to_its_desk(
    cast: Cast, as_person: type[SignedInClient], client: Client
) -> None:
    at = between(cast)
    url = at.url("summary", at.asen)
    assert client.get(url).headers["Location"].startswith("/konto/")
    for person in (cast.rita, cast.liv, cast.kine, cast.eva):
        for method in ("get", "post"):
            assert getattr(as_person(person), method)(url, TEXTS).status_code == 403
    stein = as_person(cast.stein)
    assert stein.get(url).status_code == 404
    assert stein.get(url.replace(cast.network.slug, cast.steins_network.slug)).status_code == 404
    assert as_person(cast.olav).get(url).status_code == 404
    assert as_person(cast.mona).delete(url).status_code == 405
    assert as_person(cast.mona).get(url.replace(at.asen.public_id, "nosuchline")).status_code == 404
    assert not SchoolSummary.objects.exists()


def test_in_a_closed_network_nothing_more_is_written(cast: Cast, as_person: type[SignedInClient]) -> None:
    at = between(cast)
    type(cast.network).objects.filter(pk=cast.network.pk).update(closed_at=at.now)
    assert as_person(cast.mona).post(at.url("summary", at.asen), TEXTS).status_code == 403
    assert not SchoolSummary.objects.exists()


def test_a_signed_in_page_takes_no_forged_save(cast: Cast) -> None:
    at = between(cast)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.mona)
    assert strict.post(at.url("summary", at.asen), TEXTS).status_code == 403
    assert not SchoolSummary.objects.exists()
    assert strict.post(at.link(cast.mona), TEXTS).status_code == 302  # the link itself is the right


def test_keys_outlive_every_phone_that_may_send_them_again(cast: Cast) -> None:
    at = between(cast)
    at.write(at.asen, cast.mona)
    forget_old_submission_keys(at.now + KEEP_KEYS - timedelta(minutes=1))
    assert SubmissionKey.objects.count() == 1
    forget_old_submission_keys(at.now + KEEP_KEYS + timedelta(minutes=1))
    assert SubmissionKey.objects.count() == 0
    assert timedelta(days=90) < KEEP_KEYS


def test_the_desk_asks_the_database_few_questions(
    cast: Cast, as_person: type[SignedInClient], django_assert_max_num_queries: Any
) -> None:
    at = between(cast)
    at.release(at.asen, cast.mona)
    mona = as_person(cast.mona)
    for url in (at.url("summary", at.asen), at.url("release", at.asen), at.url("owner", at.asen)):
        with django_assert_max_num_queries(12):
            assert mona.get(url).status_code == 200
    with django_assert_max_num_queries(12):
        assert Client().get(at.link(cast.mads)).status_code == 200
