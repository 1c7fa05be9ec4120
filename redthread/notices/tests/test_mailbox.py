"""New mails are read once; what is large, foreign or broken stops nothing, and the log names nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured

from redthread.config.env import reply_mailbox
from redthread.notices.mailbox import LARGEST, MailboxAwayError, read_new_mails, try_mailbox
from redthread.notices.reply_mailbox import ReplyMailbox, read_address
from redthread.notices.tests.fake_imap import Post, post


@pytest.fixture
def server() -> Iterator[Post]:
    with post() as running:
        yield running


def test_each_new_mail_is_given_out_once_in_order(server: Post) -> None:
    server.mails = [b"From: a\r\n\r\nen", b"From: b\r\n\r\nto"]
    read: list[bytes] = []
    for _ in range(2):
        read_new_mails(server.box(), lambda mail: read.append(mail) or True)  # type: ignore[func-returns-value]
    assert read == server.mails
    assert server.flags == {1: r"\Seen", 2: r"\Seen"}


def test_what_is_not_for_us_and_what_is_too_large_is_flagged_for_people(server: Post) -> None:
    server.mails = [b"Hei, kan jeg ta med en kollega?", b"x" * (LARGEST + 1)]
    assert read_new_mails(server.box(), lambda _mail: False) == 2
    assert server.flags == {1: r"\Seen \Flagged", 2: r"\Seen \Flagged"}
    assert server.fetched == [1]  # the large one is not fetched


def test_a_mail_that_is_larger_than_the_server_says_is_cut_off(server: Post) -> None:
    server.mails, server.lies_about_size = [b"x" * (2 * LARGEST)], True
    sizes: list[int] = []
    read_new_mails(server.box(), lambda mail: sizes.append(len(mail)) or True)  # type: ignore[func-returns-value]
    assert sizes == [LARGEST]


def test_a_mail_that_fails_stays_unread_and_the_next_is_read(
    server: Post, caplog: pytest.LogCaptureFixture
) -> None:
    server.mails = [b"From: mona@fjordvik.example", b"neste"]

    def read(mail: bytes) -> bool:
        if b"mona" in mail:
            raise ValueError(mail.decode())
        return True

    assert read_new_mails(server.box(), read) == 1
    assert server.flags == {2: r"\Seen"}
    assert "ValueError" in caplog.text
    assert "mona" not in caplog.text


@pytest.mark.parametrize("wrong", [{"password": "feil"}, {"folder": "Finnes ikke"}])
def test_a_mailbox_that_lets_nobody_in_is_told_without_names(server: Post, wrong: dict[str, str]) -> None:
    with pytest.raises(MailboxAwayError) as error:
        try_mailbox(server.box(**wrong))
    assert "fjordvik" not in str(error.value)


def test_a_mailbox_that_is_away_is_told() -> None:
    with post() as server:
        box = server.box()
    with pytest.raises(MailboxAwayError, match="ConnectionRefusedError"):
        try_mailbox(box)


def test_the_setting_names_the_mailbox_and_hides_the_password() -> None:
    box = read_address("imaps://svar%40kommune.no:hem%2Fmelig@post.kommune.no/Svar?address=moter@kommune.no")
    assert box == ReplyMailbox(
        "post.kommune.no", 993, True, "svar@kommune.no", "hem/melig", "Svar", "moter@kommune.no"
    )
    assert "melig" not in repr(box)


@pytest.mark.parametrize(
    "wrong",
    [
        "post.kommune.no",
        "imaps://svar:x@post.kommune.no",  # no address
        "imaps://svar%40kommune.no@post.kommune.no",  # no password
        "https://svar%40kommune.no:x@post.kommune.no",
        "imaps://svar%40kommune.no:x@post.kommune.no:port",
        "imap://svar%40kommune.no:x@post.kommune.no",  # the password would travel in the open
        "imaps://x:y@post.kommune.no?address=svar@kommune.no%0ABcc:a@b.no",
    ],
)
def test_a_wrong_setting_stops_the_start(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDTHREAD_REPLY_MAILBOX", wrong)
    with pytest.raises(ImproperlyConfigured, match="REDTHREAD_REPLY_MAILBOX") as error:
        reply_mailbox()
    assert ":x@" not in str(error.value)


def test_without_the_setting_there_is_no_mailbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDTHREAD_REPLY_MAILBOX", raising=False)
    assert reply_mailbox() is None
