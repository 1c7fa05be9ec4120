"""E-mail addresses, web addresses and handles. Each is found from the sign it cannot be without, so a long
text
without spaces takes no longer than any other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redthread.identifying.lexicon import word_group
from redthread.identifying.marks import Found, Kind
from redthread.identifying.windows import matches_in, near

AT = re.compile(
    r"@|[\[({<](?:at|krøllalfa|alfakrøll|snabel-?a)[\])}>][ \t]?|[ \t](?:krøllalfa|alfakrøll)[ \t]", re.I
)
AT_SIGN = re.compile(r"@|[\[({<]|[kK]røll|KRØLL")
WEB_SIGN = re.compile(r"://|[wW]{3}\.|WWW\.")
BARE_SIGN = re.compile(r"\.(?:no|com|net|org|info|eu|se|dk)(?!\w)", re.I)
DOMAIN = re.compile(
    r"[\w-]{1,63}(?:(?:\.|[ \t]?[\[(](?:dot|punktum|punkt)[\])][ \t]?|[ \t]punktum[ \t])[\w-]{1,63}){1,6}",
    re.I,
)
HANDLE = re.compile(r"@[^\W\d_][\w.]{2,40}")
WEB = re.compile(r"(?<![\w@.-])(?:https?://|www\.)[^\s<>\"«»]{3,240}", re.I)
BARE = re.compile(
    r"(?<![\w@.-])[\w-]{2,63}(?:\.[\w-]{1,63}){0,4}\.(?:no|com|net|org|info|eu|se|dk)(?:/[^\s<>\"«»]{0,200})?(?![\w-])",
    re.I,
)
HASH = re.compile("#")
HASHTAG = re.compile(r"(?<!\w)#[A-ZÆØÅ]\w{4,60}")
NATIONAL = word_group("contact.national")
HOSTS = word_group("contact.hosts")  # anybody's pages are there as well
IN_LOCAL = re.compile(r"[\w.+%'-]")
LONGEST_LOCAL = 64


def contacts_in(text: str) -> Iterator[Found]:
    for at in matches_in(text, near(text, AT_SIGN, before=2, after=20), AT):
        found = _email(text, at.start(), at.end())
        if found:
            yield found
        elif at.group() == "@" and (handle := HANDLE.match(text, at.start())):
            yield Found(at.start(), handle.end(), Kind.WEB, "[brukernavn]")
    for sign, pattern in ((WEB_SIGN, WEB), (BARE_SIGN, BARE)):
        for match in matches_in(text, near(text, sign, before=340, after=260), pattern):
            end = match.start() + len(match.group().rstrip(".,;:!?)'\""))
            if not _is_national(text[match.start() : end]):
                yield Found(match.start(), end, Kind.WEB, "[nettadresse]")
    for match in matches_in(text, near(text, HASH, before=1, after=64), HASHTAG):
        yield Found(*match.span(), Kind.WEB, "[emneknagg]")


def _email(text: str, start: int, end: int) -> Found | None:
    start -= text[start - 1 : start] == " " and text[start] != "@"
    begin = start
    while begin and start - begin < LONGEST_LOCAL and IN_LOCAL.match(text, begin - 1):
        begin -= 1
    domain = DOMAIN.match(text, end)
    if begin == start or domain is None:
        return None
    return Found(begin, end + len(domain.group().rstrip("-")), Kind.EMAIL, "[e-post]")


def _is_national(address: str) -> bool:
    """Whether the address leads to a body of the whole country, with nothing of somebody's own in the
    path."""
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", address.lower()).split("/", 1)[0]
    parts = host.split(".")
    has_path = len(address.rstrip("/").split("://")[-1].split("/", 1)) > 1
    return len(parts) >= 2 and (parts[-2] in NATIONAL or (parts[-2] in HOSTS and not has_path))
