"""A mailbox for tests (IMAP): gives out mails over a real socket, and keeps their flags."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from redthread.notices.reply_mailbox import ReplyMailbox

UID_FETCH = re.compile(rb"UID FETCH (\d+) \((RFC822\.SIZE|BODY\.PEEK.*)\)", re.IGNORECASE)
UID_STORE = re.compile(rb"UID STORE (\d+) \+FLAGS \(([^)]*)\)", re.IGNORECASE)


class Post(socketserver.ThreadingTCPServer):
    """Holds `mails`, and the `flags` of each by its number, counted from 1."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails: list[bytes] = []
        self.flags: dict[int, str] = {}
        self.fetched: list[int] = []
        self.password = "riktig"
        self.lies_about_size = False

    def box(self, **other: str) -> ReplyMailbox:
        port = int(self.server_address[1])
        password = other.get("password", "riktig")
        folder = other.get("folder", "INBOX")
        return ReplyMailbox("127.0.0.1", port, False, "svar", password, folder, "svar@fjordvik.example")


class Talk(socketserver.StreamRequestHandler):
    server: Post

    def handle(self) -> None:
        self.say(b"* OK fake")
        while line := self.rfile.readline():
            mark, _, words = line.strip().partition(b" ")
            if words.upper().startswith(b"LOGOUT"):
                self.say(b"* BYE")
                self.say(mark + b" OK done")
                return
            self.say(mark + b" " + self.answer(words))

    def answer(self, words: bytes) -> bytes:
        match words.split()[0].upper():
            case b"LOGIN":
                is_right = self.server.password.encode() in words
                return b"OK in" if is_right else b"NO wrong password for svar@fjordvik.example"
            case b"SELECT":
                self.say(b"* %d EXISTS" % len(self.server.mails))
                return b"OK selected" if b"INBOX" in words else b"NO folder"
            case b"CAPABILITY":
                self.say(b"* CAPABILITY IMAP4rev1")
                return b"OK done"
            case b"UID":
                return self.about_mails(words)
            case _:
                return b"OK done"

    def about_mails(self, words: bytes) -> bytes:
        server = self.server
        if found := UID_STORE.match(words):
            server.flags[int(found[1])] = found[2].decode()
        elif found := UID_FETCH.match(words):
            number, mail = int(found[1]), server.mails[int(found[1]) - 1]
            if found[2].upper() == b"RFC822.SIZE":
                size = 10 if server.lies_about_size else len(mail)
                self.say(b"* %d FETCH (UID %d RFC822.SIZE %d)" % (number, number, size))
            else:
                server.fetched.append(number)
                mail = mail[: 512 * 1024]
                self.say(b"* %d FETCH (UID %d BODY[]<0> {%d}\r\n%s)" % (number, number, len(mail), mail))
        else:
            unread = [n for n in range(1, len(server.mails) + 1) if n not in server.flags]
            self.say(b"* SEARCH " + b" ".join(b"%d" % n for n in unread))
        return b"OK done"

    def say(self, text: bytes) -> None:
        self.wfile.write(text + b"\r\n")


@contextmanager
def post() -> Iterator[Post]:
    server = Post()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
