"""Reminders are turned off from the mail itself, with one press and without signing in."""

import pytest
from django.core import mail as mailbox
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from redthread.notices.actions import queue_mail
from redthread.notices.delivery import deliver_due_mails
from redthread.notices.models import OutgoingMail
from redthread.notices.unsubscribe import person_of, unsubscribe_address
from redthread.people.models import Person
from redthread.testing import make


@pytest.fixture
def kari(db: None) -> Person:
    return make.person("Kari Dahl")


def path(person: Person) -> str:
    return unsubscribe_address(person).removeprefix("http://localhost:8000")


def wants(person: Person) -> bool:
    return Person.objects.get(pk=person.pk).wants_reminders


def test_looking_changes_nothing_since_mail_filters_open_links(kari: Person, client: Client) -> None:
    page = client.get(path(kari)).content.decode()
    assert "Slutt å sende påminnelser" in page
    assert wants(kari)


def test_one_press_turns_them_off_and_another_on_again(kari: Person, client: Client) -> None:
    page = client.post(path(kari), {"wanted": "no"}).content.decode()
    assert "Du får ikke flere påminnelser" in page
    assert not wants(kari)
    client.post(path(kari), {"wanted": "yes"})
    assert wants(kari)


def test_a_mail_program_may_do_it_by_itself_without_cookies(kari: Person) -> None:
    program = Client(enforce_csrf_checks=True)
    assert program.post(path(kari), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not wants(kari)


def test_it_never_touches_anybody_else(kari: Person, client: Client) -> None:
    other = make.person("Ola Dahl")
    client.post(path(kari), {"wanted": "no"})
    assert (wants(kari), wants(other)) == (False, True)


@pytest.mark.parametrize("change", ["altered", "unsigned", "another use", "gone"])
def test_an_address_that_is_not_ours_says_what_to_do(kari: Person, client: Client, change: str) -> None:
    url = path(kari)
    match change:
        case "altered":
            url = url[:-2] + ("A" if url[-2] != "A" else "B") + "/"
        case "unsigned":
            url = reverse("notices:unsubscribe", args=[kari.public_id])
        case "another use":
            signed = signing.Signer(salt="something.else", sep=".").sign(kari.public_id)
            url = reverse("notices:unsubscribe", args=[signed])
        case "gone":
            Person.objects.filter(pk=kari.pk).update(is_active=False)
    answer = client.post(url)
    assert answer.status_code == 404
    assert "Åpne den fra e-posten en gang til" in answer.content.decode()
    assert wants(kari)


def test_the_page_is_kept_by_nobody_and_other_methods_are_refused(kari: Person, client: Client) -> None:
    answer = client.get(path(kari))
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert client.delete(path(kari)).status_code == 405


def test_the_address_names_nobody(kari: Person) -> None:
    assert "kari" not in unsubscribe_address(kari).lower()
    assert person_of(path(kari).strip("/").split("/")[-1]) == kari


def test_a_reminder_carries_the_address_for_mail_programs_and_other_mails_do_not(kari: Person) -> None:
    now = timezone.now()
    for kind in (OutgoingMail.Kind.REMINDER, OutgoingMail.Kind.DIGEST):
        queue_mail(person=kari, kind=kind, key=kind, subject="Hei", text="Hei", now=now)
    deliver_due_mails(now)
    reminder, digest = mailbox.outbox
    assert reminder.extra_headers["List-Unsubscribe"] == f"<{unsubscribe_address(kari)}>"
    assert reminder.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe" not in digest.extra_headers


def test_a_link_is_not_kept_in_the_database_once_it_has_been_sent(kari: Person) -> None:
    now = timezone.now()
    for kind in (OutgoingMail.Kind.SUMMARY_LINK, OutgoingMail.Kind.REMINDER, OutgoingMail.Kind.DIGEST):
        queue_mail(person=kari, kind=kind, key=kind, subject="Hei", text="Her er lenken", now=now)
    deliver_due_mails(now)
    kept = {mail.kind: mail.text for mail in OutgoingMail.objects.all()}
    assert kept == {"summary_link": "", "reminder": "", "digest": "Her er lenken"}
