"""Answers by mail: the person's own words, from the person, once; and nothing from anybody else."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from email.message import EmailMessage
from time import process_time
from typing import Any

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from redthread.config.duties import read_mailbox
from redthread.networks.models import Membership
from redthread.notices.delivery import deliver_due_mails
from redthread.notices.mailbox import Fate
from redthread.notices.models import OutgoingMail
from redthread.notices.tests.fake_imap import Post, post
from redthread.peers.actions.asking import close_talk, withdraw
from redthread.peers.actions.mailed import take_help_reply
from redthread.peers.models import HelpMessage, HelpTalk
from redthread.peers.reply_keys import read_reference, reference_of
from redthread.peers.reply_reading import LONGEST, RefusedError, parsed, read_mailed, what_was_written
from redthread.peers.tests.test_asking import asked
from redthread.people.models import Person
from redthread.testing.cast import Cast

NOW = timezone.now()
RITA = "rita@fjordvik.example"


@pytest.fixture
def talk(cast: Cast) -> HelpTalk:
    """Mona has asked Rita."""
    return asked(cast)[0]


@pytest.fixture
def server() -> Iterator[Post]:
    with post() as running:
        yield running


def reply(
    talk: HelpTalk,
    text: str = "Begynn med tre plakater.",
    *,
    person: Person | None = None,
    sender: str = f"Rita Moe <{RITA}>",
    headers: dict[str, str] | None = None,
    page: str = "",
    file: str = "",
    secret: str = "",
) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = (
        sender,
        "svar@fjordvik.example",
        "SV: Mona Vik spør deg om noe",
    )
    made["Message-ID"] = "<42@rita.example>"
    made["References"] = (
        f"<{secret or reference_of(talk, person or talk.person)}@fjordvik.example> <1@x.example>"
    )
    for name, value in (headers or {}).items():
        made[name] = value
    made.set_content(text) if not page else made.set_content(page, subtype="html")
    if file:
        made.add_attachment(b"MZ", maintype="application", subtype="pdf", filename=file)
    return made.as_bytes()


def written() -> list[str]:
    return [message.text for message in HelpMessage.objects.order_by("pk")]


def test_an_answer_by_mail_is_in_the_talk_and_its_asker_is_told(cast: Cast, talk: HelpTalk) -> None:
    assert take_help_reply(reply(talk), NOW) is Fate.PRIVATE
    message = HelpMessage.objects.get()
    assert (message.text, message.by, message.way) == ("Begynn med tre plakater.", cast.rita, "mail")
    assert OutgoingMail.objects.filter(person=cast.mona, subject="Rita Moe har skrevet til deg").count() == 1
    talk.refresh_from_db()
    assert talk.answered_at == NOW


def test_the_same_mail_twice_is_one_message(talk: HelpTalk) -> None:
    for _ in range(3):
        take_help_reply(reply(talk), NOW)
    assert written() == ["Begynn med tre plakater."]


def test_the_asker_may_go_on_by_mail_as_well(cast: Cast, talk: HelpTalk) -> None:
    take_help_reply(reply(talk, "Takk!", person=cast.mona, sender="mona@fjordvik.example"), NOW)
    assert HelpMessage.objects.get().by == cast.mona


@pytest.mark.parametrize(
    "sender",
    [
        "stein@fjordvik.example",
        "mona@fjordvik.example",  # the other of the two, with the secret that is not hers
        f'"{RITA}" <stein@havnes.example>',
        f"{RITA}, stein@havnes.example",
        "",
    ],
)
def test_a_forged_sender_is_refused(talk: HelpTalk, sender: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert take_help_reply(reply(talk, sender=sender), NOW) is Fate.PRIVATE
    assert written() == []
    assert "passed over" in caplog.text
    assert "fjordvik" not in caplog.text
    assert talk.public_id not in caplog.text


def test_what_the_mail_server_calls_forged_is_refused(talk: HelpTalk) -> None:
    results = {"Authentication-Results": "mx.kommune.no; spf=fail; dmarc=fail (p=reject)"}
    take_help_reply(reply(talk, headers=results), NOW)
    assert written() == []


def test_without_the_own_secret_nothing_comes_in(cast: Cast, talk: HelpTalk) -> None:
    right = reference_of(talk, cast.rita)
    altered = right[:-1] + ("A" if right[-1] != "A" else "B")
    other_side = right.replace(".a.", ".r.")
    for secret in (altered, other_side, f"hjelp.{talk.public_id}", "hjelp..a.", "x" * 5000):
        assert read_reference(f"<{secret}@x.example>") is None
        assert take_help_reply(reply(talk, secret=secret), NOW) is None
    assert written() == []


def test_a_secret_of_one_talk_opens_no_other(cast: Cast, talk: HelpTalk) -> None:
    (other,) = asked(cast, cast.mads, key="key-other")
    secret = reference_of(talk, cast.rita).replace(talk.public_id, other.public_id)
    assert take_help_reply(reply(other, secret=secret), NOW) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X-Autoreply": "yes"},
        {"List-Id": "<alle.fjordvik.example>"},
        {"Return-Path": "<>"},
    ],
)
def test_an_automatic_answer_is_no_answer_and_gets_none(talk: HelpTalk, headers: dict[str, str]) -> None:
    before = OutgoingMail.objects.count()
    assert take_help_reply(reply(talk, "Jeg er på ferie.", headers=headers), NOW) is Fate.PRIVATE
    assert written() == []
    assert OutgoingMail.objects.count() == before  # no loop can begin


def test_an_answer_that_says_it_is_automatic_in_its_subject_is_refused(talk: HelpTalk) -> None:
    away = reply(talk).replace(b"SV: Mona", b"Automatisk svar: Mona")
    take_help_reply(away, NOW)
    assert written() == []


def test_files_are_left_out_with_a_word(cast: Cast, talk: HelpTalk, as_person: Any) -> None:
    take_help_reply(reply(talk, "Se planen.", file="plan.pdf"), NOW)
    assert (written(), HelpMessage.objects.get().had_files) == (["Se planen."], True)
    page = as_person(cast.mona).get(talk.get_absolute_url()).content.decode()
    assert "Vedlegg tas ikke med her." in page


def test_a_long_answer_is_cut_with_a_word(talk: HelpTalk) -> None:
    take_help_reply(reply(talk, "Lang prat.\n" * 900), NOW)
    message = HelpMessage.objects.get()
    assert (len(message.text), message.was_longer) == (LONGEST, True)


def test_markup_is_read_as_words_only(talk: HelpTalk) -> None:
    page = (
        "<html><head><style>p{}</style></head><body><p>Prøv <b>tre</b> plakater.</p><script>alert(1)</script>"
        "<div>Og &lt;b&gt;.</div><div class='gmail_quote'>Mona skrev: hemmelig</div></body></html>"
    )
    take_help_reply(reply(talk, page=page), NOW)
    assert written() == ["Prøv tre plakater.\n\nOg <b>."]


def test_a_late_answer_is_told_of_once_and_not_taken_in(cast: Cast, talk: HelpTalk) -> None:
    close_talk(talk=talk, thanks="", by=cast.mona, now=NOW)
    for _ in range(2):
        take_help_reply(reply(talk), NOW)
    assert written() == []
    told = OutgoingMail.objects.filter(person=cast.rita, subject__contains="kom ikke fram")
    assert told.count() == 1
    assert "plakater" not in told.get().text


def test_after_it_is_taken_back_nothing_comes_in(cast: Cast, talk: HelpTalk) -> None:
    withdraw(request=talk.request, by=cast.mona, now=NOW)
    take_help_reply(reply(talk), NOW)
    assert written() == []


def test_who_has_left_the_network_cannot_answer_by_mail(cast: Cast, talk: HelpTalk) -> None:
    Membership.objects.filter(person=cast.rita).update(ends_at=NOW)
    assert take_help_reply(reply(talk), NOW) is Fate.PRIVATE
    assert written() == []


def test_when_the_asker_has_left_the_answer_is_told_of_and_not_taken_in(cast: Cast, talk: HelpTalk) -> None:
    Membership.objects.filter(person=cast.mona).update(ends_at=NOW)
    take_help_reply(reply(talk), NOW)
    assert written() == []
    assert OutgoingMail.objects.filter(person=cast.rita, key__startswith="help-late").count() == 1


@pytest.mark.parametrize(
    ("mail", "own"),
    [
        ("Ja!\n\nDen 3. nov. 2026 kl. 10:12 skrev Rødtråd <svar@x.no>:\n> Mona spør", "Ja!"),
        ("Ja!\n\nOn Tue, Nov 3, 2026 at 10:12 AM Rødtråd\n<svar@x.no> wrote:\n\n> Mona spør", "Ja!"),
        ("Ja!\n\ntir. 3. nov. 2026 kl. 10:12 skrev Rødtråd <svar@x.no>:\n\n> Mona spør", "Ja!"),
        ("Ja!\r\n\r\n________________________________\r\nFra: Rødtråd\r\nSendt: tirsdag", "Ja!"),
        ("Ja!\n\n-----Opprinnelig melding-----\nFra: Rødtråd\nSendt: tirsdag", "Ja!"),
        ("Ja!\n\nFra: Rødtråd <svar@x.no>\nSendt: tirsdag\nTil: Rita", "Ja!"),
        ("Ja!\n\nFrå: Rødtråd <svar@x.no>\nDato: tirsdag\nTil: Rita", "Ja!"),
        ("Ja!\n-- \nRita Moe\nTlf. 99 88 77 66", "Ja!"),
        ("Ja!\n\nVennlig hilsen\nRita Moe\nBrekka skole\nTlf. 99 88 77 66", "Ja!"),
        ("Ja!\n\nMvh Rita", "Ja!"),
        ("Ja!\n\nSendt fra min iPhone", "Ja!"),
        ("Ja!\n\nSkaff deg Outlook for iOS<https://aka.ms/x>", "Ja!"),
        ("> Hvordan?\nMed plakater.\n> Når?\nMandag.", "Med plakater.\nMandag."),
        # What people write themselves stays.
        ("Fra: mandag\nTa det rolig.", "Fra: mandag\nTa det rolig."),
        ("Den dagen skrev elevene mye.\nDet var fint.", "Den dagen skrev elevene mye.\nDet var fint."),
        ("Hilsen på gangen er det viktigste.\nPrøv det.", "Hilsen på gangen er det viktigste.\nPrøv det."),
        ("Mvh Rita", "Mvh Rita"),
        ("  \n> bare sitat\n", ""),
    ],
)
def test_quotes_and_signatures_are_left_out(mail: str, own: str) -> None:
    assert what_was_written(mail) == own


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"\x00\xff" * 1000,
        b"From: rita@fjordvik.example\r\n\r\n",
        b"From: rita@fjordvik.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"--b\r\n\r\n" * 20_000,
        b"From: rita@fjordvik.example\r\nSubject: =?utf-8?B?!!!!?=\r\n\r\n> x",
        b'From: rita@fjordvik.example\r\nContent-Type: text/plain; charset="finnes-ikke"\r\n\r\n>',
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
        ),
    ],
    ids=range(7),
)
def test_what_is_no_answer_is_refused_and_never_breaks(mail: bytes) -> None:
    with pytest.raises(RefusedError) as error:
        read_mailed(parsed(mail))
    assert "fjordvik" not in str(error.value)


def test_the_worst_texts_are_read_in_no_time() -> None:
    worst = ["a" * 65536, "> " * 32768, "skrev " * 10922, "Den " + "a " * 30_000 + "skrev", "\n" * 65536]
    worst += ["Mvh a\n" * 10922, "mvh " + "a" * 65000 + "!", "Fra: x\n" * 9000, "x\nmvh " + "a." * 30_000]
    began = process_time()
    for text in worst:
        what_was_written(text)
    assert (
        process_time() - began < 5
    )  # some are a tenth of a second; what grows with the square takes minutes


def test_the_whole_way_from_the_outbox_to_the_mailbox_and_back(
    cast: Cast, settings: Any, server: Post
) -> None:
    settings.REPLY_MAILBOX = server.box()
    (talk,) = asked(cast)
    assert OutgoingMail.objects.get().reference
    deliver_due_mails(NOW)
    (sent,) = django_mail.outbox
    assert sent.reply_to == ["svar@fjordvik.example"]
    assert "svare på denne e-posten" in sent.body
    held = OutgoingMail.objects.get()
    assert (held.reference, held.text) == ("", "")  # once sent, the database holds no secret
    secret = str(sent.message()["References"]).strip("<>").partition("@")[0]
    server.mails = [reply(talk, secret=secret), b"From: mona@fjordvik.example\r\n\r\nHei"]
    for _ in range(2):
        read_mailbox(NOW)
    assert written() == ["Begynn med tre plakater."]
    assert server.flags == {1: r"\Seen \Deleted", 2: r"\Seen \Flagged"}


def test_without_a_mailbox_nobody_is_told_to_answer_by_mail(cast: Cast) -> None:
    asked(cast)
    mail = OutgoingMail.objects.get()
    assert mail.reference == ""
    assert "denne e-posten, fra" not in mail.text
