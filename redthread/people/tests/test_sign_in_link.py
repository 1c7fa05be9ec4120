"""Links that sign in once."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.people import actions
from redthread.people.models import Person, SignInLink
from redthread.testing.cast import Cast


def link(person: Person, **more: float) -> str:
    token = actions.new_sign_in_link(person=person, now=timezone.now(), **more)
    return reverse("people:sign_in_link", args=[token])


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_mail_scanner_that_follows_the_link_does_not_use_it_up(cast: Cast, client: Client) -> None:
    address = link(cast.mona)
    for _ in range(3):
        page = client.get(address)
        assert "Hei, Mona" in page.content.decode()
        assert "no-store" in page["Cache-Control"]
    assert signed_in_as(client) is None
    response = client.post(address, {"next": "/meg/"})
    assert response["Location"] == "/meg/"
    assert signed_in_as(client) == str(cast.mona.pk)


def test_a_link_works_once(cast: Cast, client: Client) -> None:
    address = link(cast.mona)
    client.post(address)
    other = Client()
    for response in (other.post(address), other.get(address)):
        assert response.status_code == 410
        assert "Lenken virker ikke lenger" in response.content.decode()
        assert "/konto/innlogging/" in response.content.decode()
        assert "Mona" not in response.content.decode()
    assert signed_in_as(other) is None


def test_expired_altered_and_withdrawn_links_all_get_the_same_plain_page(cast: Cast) -> None:
    expired = link(cast.mona, hours=-0.001)
    altered = link(cast.mona)[:-2] + "x/"
    withdrawn = link(cast.rita)
    Person.objects.filter(pk=cast.rita.pk).update(is_active=False)
    pages = set()
    for address in (expired, altered, withdrawn, "/innlogging/nothing/"):
        for method in ("get", "post"):
            client = Client()
            response = getattr(client, method)(address)
            assert response.status_code == 410
            assert signed_in_as(client) is None
            pages.add(response.content.decode().replace("\n", ""))
    assert len({page[page.index("<main") :] for page in pages}) == 1


def test_two_who_press_at_once_get_one_sign_in(cast: Cast) -> None:
    now = timezone.now()
    token = actions.new_sign_in_link(person=cast.mona, now=now)
    assert actions.use_sign_in_link(token=token, now=now) == cast.mona
    assert actions.use_sign_in_link(token=token, now=now) is None


def test_the_database_does_not_hold_the_link(cast: Cast) -> None:
    token = actions.new_sign_in_link(person=cast.mona, now=timezone.now())
    assert token not in str(list(SignInLink.objects.values_list()))


def test_a_link_for_another_person_replaces_who_is_signed_in(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    client = as_person(cast.stein)
    client.post(link(cast.mona))
    assert signed_in_as(client) == str(cast.mona.pk)


def test_a_link_leads_only_to_our_own_pages(cast: Cast, client: Client) -> None:
    address = link(cast.mona)
    assert "evil" not in client.get(f"{address}?next=//evil.example/").content.decode()
    assert client.post(address, {"next": "//evil.example/"})["Location"] == "/"


def test_an_old_link_takes_somebody_who_is_signed_in_home(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    response = as_person(cast.mona).get("/innlogging/long-gone/")
    assert (response.status_code, response["Location"]) == (302, "/")


def test_other_methods_are_refused(cast: Cast, client: Client) -> None:
    assert client.put(link(cast.mona)).status_code == 405


def test_old_links_are_forgotten(cast: Cast) -> None:
    now = timezone.now()
    actions.new_sign_in_link(person=cast.mona, now=now - timedelta(days=60))
    actions.new_sign_in_link(person=cast.mona, now=now)
    assert actions.forget_old_sign_in_links(now=now) == 1
    assert SignInLink.objects.count() == 1
