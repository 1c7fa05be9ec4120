"""Street addresses, postcodes with their place, farm numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redthread.identifying.lexicon import word_group
from redthread.identifying.marks import Found, Kind
from redthread.identifying.reading import Reading
from redthread.identifying.windows import matches_in, near

_ENDINGS = (
    "veien|vegen|vei|veg|gaten|gata|gate|gt|allé|alle|alleen|alléen|bakken|svingen|stien"
    "|plassen|plass|torget|torg|tunet|kroken|løkka|ringen|faret|terrasse|brygge|brygga|kaia|lien|åsen"
    "|haugen|jordet|hagen|toppen|kleiva|smauet|grenda|vn"
)
# Either the name of the street is written in one («Storgata 5») or it has a word of its own («Olaf Ryes
# vei 12 B»).
STREET = re.compile(
    rf"[A-ZÆØÅ](?<!\w.)(?:[^\W\d_]{{1,40}}(?:{_ENDINGS})\.?|[\w'-]{{1,40}} (?:{_ENDINGS})\.?)"
    rf",? (?:nr\.? ?)?\d{{1,4}} ?[A-Za-z]?(?!\w)"
)
WORDS_BEFORE = re.compile(r"(?<!\w)(?:[A-ZÆØÅ][\w'-]{1,40}\.? ){1,3}$")
LOWER_SIGN = re.compile(r"(?:vei|veg|gat|all|sving|sti)\w{0,3} \d")
LOWER_STREET = re.compile(
    r"(?<!\w)[a-zæøå][^\W\d_]{2,40}(?:veien|vegen|gata|gaten|gate|allé|svingen|stien|vei|veg) "
    r"\d{1,4}[a-z]?(?!\w)"
)
NAMED_STREET = re.compile(
    r"(?<!\w)(?:[A-ZÆØÅ][^\W\d_]{1,40}s? (?:vei|veg|gate|gt\.|allé|plass|torg)(?!\w)"
    r"|[A-ZÆØÅ][^\W\d_]{2,40}(?:veien|vegen|gata|gaten|alléen)(?!\w))"
)
# The lookbehind keeps a long number from being tried again at each of its digits.
POSTCODE = re.compile(r"(?<![\w.])\d{4} (?:[A-ZÆØÅ][^\W\d_]{1,30})(?: (?:i )?[A-ZÆØÅ][^\W\d_]{1,30}){0,2}")
FARM = re.compile(
    r"(?<!\w)(?:g(?:år)?dsnr|gnr|gårdsnummer|bnr|bruksnr|bruksnummer)\.? "
    r"?\d{1,5}(?:[ ,/]{1,3}(?:bnr\.? ?)?\d{1,5})?",
    re.I,
)
PLACED = re.compile(
    r"(?<=[ \n]i )(?:Øvre|Nedre|Nordre|Søndre|Søre|Vestre|Østre|Indre|Ytre|Gamle|Nye|Store|Lille) "
    r"[A-ZÆØÅ][^\W\d_]{1,40} \d{1,3} ?[A-Za-z]?(?!\w)"
)
BOX = re.compile(r"(?<!\w)(?:postboks|pb\.?) \d{1,5}(?!\d)", re.I)
STREET_WORD = re.compile(r"vei|veg|gat|gt\.|allé|plass|torg")
NOT_STREETS = word_group("addresses.not_streets")
# A number with a space before it, and a postcode with a capital after it.
BEFORE_NUMBER = re.compile(r"\d(?<= \d)")
BEFORE_PLACE = re.compile(r"\d{4} [A-ZÆØÅ]")
YEAR = re.compile(r"(?:19|20)\d\d")


def addresses_in(reading: Reading, places: frozenset[str]) -> Iterator[Found]:
    text = reading.text
    numbered = near(text, BEFORE_NUMBER, before=140, after=16)
    for match in matches_in(text, numbered, STREET):
        before = WORDS_BEFORE.search(text, max(0, match.start() - 130), match.start())
        yield Found(before.start() if before else match.start(), match.end(), Kind.ADDRESS, "[adresse]")
    lower = matches_in(text, near(text, LOWER_SIGN, before=60, after=8), LOWER_STREET)
    for match in (*lower, *matches_in(text, numbered, FARM, PLACED, BOX)):
        yield Found(*match.span(), Kind.ADDRESS, "[adresse]")
    for match in matches_in(text, near(text, STREET_WORD, before=60, after=12), NAMED_STREET):
        if match.group() not in NOT_STREETS:
            yield Found(*match.span(), Kind.ADDRESS, "[adresse]")
    for match in matches_in(text, near(text, BEFORE_PLACE, before=4, after=110), POSTCODE):
        number, place = match.group().split(" ", 1)
        if not YEAR.fullmatch(number) or place.split(" ")[0].lower() in places:
            yield Found(*match.span(), Kind.ADDRESS, "[adresse]")
