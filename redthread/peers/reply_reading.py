"""What a person answered by mail, read out of what came: without quotes, signatures, files and markup. Pure.

Whoever knows the address can send anything, so a mail that was made by a machine, or is from somebody else
than it says, is refused, and nothing of it is stored or repeated.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from hashlib import sha256
from html.parser import HTMLParser
from itertools import islice
from typing import NamedTuple

MOST_PARTS = 40
LARGEST_TEXT = 64 * 1024
LONGEST = 4000
MACHINES = re.compile(r"^(mailer-daemon|postmaster|no-?reply|ikke-?svar|bounce)", re.IGNORECASE)
AWAY = re.compile(
    r"^(automatisk svar|autosvar|automatic reply|auto:|out of office|fravær|ikke til stede|undeliverable)",
    re.IGNORECASE,
)
BULK = {"bulk", "junk", "list", "auto_reply"}
HEADER_OF_QUOTE = re.compile(
    r"^\s*(?:-{2,}\s*(?:opprinnelig|original|videresendt|forwarded)|_{10,}\s*$|\*?(?:fra|frå|from)\s*:\*?\s.+)",
    re.IGNORECASE,
)
SENT_LINE = re.compile(r"^\s*\*?(?:sendt|sent|dato|date|til|to)\s*:", re.IGNORECASE)
WROTE = re.compile(
    r"^\s*(?:den|på|on|am|le|tor|fre|man|tir|ons|lør|søn|\d).{0,300}(?:skrev|skreiv|wrote)\b", re.I | re.S
)
WROTE_END = re.compile(r"(?:skrev|skreiv|wrote)(?:\s+\S+){0,6}\s*:\s*$", re.IGNORECASE)
PHONE = re.compile(
    r"^\s*(?:sendt fra|sendt frå|sent from|get outlook|hent outlook|skaff deg outlook)\b", re.IGNORECASE
)
GREETING = re.compile(
    r"^\s*(?:med\s+)?(?:vennlig\s+hilsen|venleg\s+helsing|beste\s+hilsen|hilsen|helsing|mvh|vh|best\s+regards|"
    r"kind\s+regards|regards)\b[\s,.!]*(?:[\w.-]+\s*){0,4}$",
    re.IGNORECASE,
)
SIGNATURE_LINES = 12
LONGEST_GREETING = 120


class MailedReply(NamedTuple):
    """`text` is what was written; `sender` in lower case; `key` is of this very mail."""

    sender: str
    text: str
    key: str
    had_files: bool
    was_longer: bool


class RefusedError(Exception):
    """Nothing of the mail may be used. The text says why and quotes nothing from it."""


def references_of(message: Message) -> str:
    """Where the secret comes back."""
    names = ("References", "In-Reply-To")
    return " ".join(str(value) for name in names for value in message.get_all(name, []))[:20_000]


def parsed(mail: bytes) -> Message:
    """Raises RefusedError for what is no mail at all."""
    try:
        return message_from_bytes(mail)
    except Exception as error:  # the parser of mails raises many kinds
        raise RefusedError(f"malformed: {type(error).__name__}") from None


def read_mailed(message: Message) -> MailedReply:
    """What one person wrote. Raises RefusedError, and nothing else, for whatever anybody may send."""
    try:
        return _read(message)
    except RefusedError:
        raise
    except Exception as error:
        raise RefusedError(f"malformed: {type(error).__name__}") from None


def _read(message: Message) -> MailedReply:
    sender = _sender(message)
    _refuse_machines(message, sender)
    written, had_files = _text_of(message)
    text = what_was_written(written)
    if not text:
        raise RefusedError("nothing was written")
    mark = f"{message.get('Message-ID', '')}\n{text}".encode()
    return MailedReply(
        sender, text[:LONGEST], "mail-" + sha256(mark).hexdigest()[:50], had_files, len(text) > LONGEST
    )


def _sender(message: Message) -> str:
    found = getaddresses([str(value) for value in message.get_all("From", [])])
    if len(found) != 1 or "@" not in found[0][1]:
        raise RefusedError("not from one person")
    results = " ".join(str(value) for value in message.get_all("Authentication-Results", []))
    if re.search(r"\bdmarc\s*=\s*fail\b", results, re.IGNORECASE):
        raise RefusedError("the mail server says that it is forged")
    return found[0][1].lower()


def _refuse_machines(message: Message, sender: str) -> None:
    """An automatic answer is not an answer, and must never begin a talk between two machines."""
    automatic = str(message.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    precedence = str(message.get("Precedence", "")).strip().lower()
    by_name = any(name in message for name in ("X-Autoreply", "X-Autorespond", "List-Id", "X-Loop"))
    subject = str(make_header(decode_header(str(message.get("Subject", "")))))
    is_report = message.get_content_type() == "multipart/report"
    returned = str(message.get("Return-Path", "")).strip() == "<>"
    if automatic != "no" or precedence in BULK or by_name or is_report or returned:
        raise RefusedError("made by a machine")
    if MACHINES.match(sender) or AWAY.match(subject.strip()):
        raise RefusedError("made by a machine")


def _text_of(message: Message) -> tuple[str, bool]:
    """The plain text, else the text of the page; and whether there were files."""
    plain, page, had_files = "", "", False
    for part in islice(message.walk(), MOST_PARTS):
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        if (
            part.get_filename()
            or part.get_content_disposition() == "attachment"
            or not kind.startswith("text/")
        ):
            had_files = True
        elif kind == "text/plain" and not plain:
            plain = _decoded(part)
        elif kind == "text/html" and not page:
            page = _decoded(part)
    return plain or text_of_page(page), had_files


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    content = content[:LARGEST_TEXT]
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


class _Page(HTMLParser):
    """The words of a page, up to where the mail program put what is answered."""

    BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3"})
    SILENT = frozenset({"style", "script", "head", "title", "blockquote"})
    QUOTES = ("gmail_quote", "divrplyfwdmsg", "appendonsend", "moz-cite-prefix", "yahoo_quoted")

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0
        self.is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = " ".join(value or "" for name, value in attrs if name in ("id", "class")).lower()
        self.is_over = self.is_over or any(quote in marks for quote in self.QUOTES)
        self.silent += tag in self.SILENT
        if tag in self.BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.SILENT and self.silent:
            self.silent -= 1
        if tag in ("p", "div"):
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent and not self.is_over:
            self.words.append(" ".join(data.split(" ")).replace("\r", "").replace("\n", " "))


def text_of_page(page: str) -> str:
    reader = _Page()
    reader.feed(page)
    reader.close()
    return "".join(reader.words)


def what_was_written(text: str) -> str:
    """The person's own words: quotes, the header above them, and signatures are left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\xa0", " ").split("\n")
    lines = lines[: _end_of_own(lines)]
    kept = [line.rstrip() for line in lines if not line.lstrip().startswith(">")]
    kept = _without_signature(kept)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _end_of_own(lines: list[str]) -> int:
    """Where what is answered begins."""
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        following = "\n".join(lines[number : number + 3])[:600]
        if _is_quote_header(line, lines[number + 1 : number + 4]):
            return number
        if WROTE.match(following) and any(
            WROTE_END.search(" ".join(part.strip() for part in lines[number : number + count])[:600])
            for count in (1, 2, 3)
        ):
            return number
    return len(lines)


def _is_quote_header(line: str, after: list[str]) -> bool:
    """«Fra: …» only when «Sendt: …» or the like comes after it: people write «Fra: mandag» themselves."""
    if not HEADER_OF_QUOTE.match(line):
        return False
    is_from = re.match(r"^\s*\*?(?:fra|frå|from)\s*:", line, re.IGNORECASE)
    is_ruler = re.match(r"^\s*_{10,}\s*$", line)
    if not is_from and not is_ruler:
        return True
    return any(SENT_LINE.match(one) or HEADER_OF_QUOTE.match(one) for one in after)


def _without_signature(lines: list[str]) -> list[str]:
    written, seen = sum(1 for line in lines if line.strip()), 0
    for number, line in enumerate(lines):
        if line.rstrip() == "--" or PHONE.match(line):
            return lines[:number]
        if seen and written - seen <= SIGNATURE_LINES and GREETING.match(line[:LONGEST_GREETING]):
            return lines[:number]
        seen += bool(line.strip())
    return lines
