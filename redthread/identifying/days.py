"""Dates that stand with a person, ages, and classes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from redthread.identifying.language import WORDS, cased
from redthread.identifying.lexicon import word_group
from redthread.identifying.marks import Found, Kind
from redthread.identifying.reading import Reading
from redthread.identifying.windows import matches_in

MONTHS = (
    "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|jan|feb"
    "|mar|apr|jun|jul|aug|sept|sep|okt|nov|des"
)
# A date begins with a digit that nothing is joined to. To look back from it takes less than to look before
# each sign of the text.
DATE = re.compile(
    rf"\d(?<![\w.]\d)(?:\d?\.? ?(?:{MONTHS})(?!\w)(?:\.(?= \d))?(?: ?(?:\d{{4}}|'?\d{{2}})(?!\d))?"
    r"|\d?[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)|\d?/\d{1,2}(?![\d/])"
    r"|\d?\.(?:0\d|1[0-2])(?![\d.]|\.?\d)|(?:(?<=1)9|(?<=2)0)\d{2}-\d{2}-\d{2}(?!\d)"
    r"|(?:(?<=1)9|(?<=2)0)\d{2}(?:0\d|1[0-2])[0-3]\d(?!\d)|\d(?:0\d|1[0-2])(?:19|20)\d{2}(?!\d))",
    re.I,
)
YEAR_AFTER = re.compile(r" (?:19|20)\d{2}(?!\d)")
# A month by itself, in a sentence that says when: «siden august», «i mars».
MONTH_ALONE = re.compile(
    rf"(?<!\w)(?:i|siden|sidan|før|etter|fra|frå|til|innen|innan) ({MONTHS.partition('|jan|')[0]})(?!\w)",
    re.I,
)
MONTH_BEFORE = re.compile(rf"(?<!\w)(?:{MONTHS})$", re.I)
BORN = re.compile(
    r"(?<!\w)(?:født|fødd|fødselsdato|fødselsår|f\.) ?:? ?(?:den |i |dato )?(\d{1,2}\.? ?(?:"
    + MONTHS
    + r")\.?(?: \d{4})?|\d[\d./-]{2,9}\d)",
    re.I,
)
BIRTHDAY = re.compile(r"[BbFf](?:ursdag|ød(?:t|d|selsdag)(?!\w))")
COUNTS = (
    "en|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten"
    "|sytten|atten|nitten|tjue"
)
OLDER = COUNTS.split("fire|")[1]
AGE = re.compile(
    rf"(?<!\w)(?:(?:den |en |ein |ei |et )?(?:\d{{1,2}}|(?:{COUNTS}))[ -]?åring(?:en|ens|er|ene|ar"
    rf"|ane|a)?(?!\w)"
    rf"|(?:\d{{1,2}}|(?:{COUNTS}))[ -]?(?:år(?:ige|ig)|år gamm(?:el|al|le|elt))(?!\w)"
    rf"|(?<=på )(?:[5-9]|\d{{2}}|(?:{OLDER})) år(?!\w)"
    rf"|(?:(?<=han )|(?<=hun )|(?<=ho )|(?<=hen )|(?<=var )|(?<=er ))(?:\d{{1,2}}|(?:{COUNTS})) år(?! "
    rf"sid| et| se|\w)"
    rf"|(?<=fylte )(?:\d{{1,2}}|(?:{COUNTS}))(?: år)?(?!\w)|(?<=fyller )(?:\d{{1,2}}|(?:{COUNTS}))(?: "
    rf"år)?(?!\w)"
    rf"|(?<=\()\d{{1,2}}(?: år)?(?=\))|(?<=, )\d{{1,2}} år(?=[ ,.]))",
    re.I,
)
AGE_ANCHOR = re.compile(r"[åÅ]r(?:ing|ig)| år(?!\w)|ÅR|\(\d|fyl[lt]")  # what an age cannot be without
CLASS = re.compile(
    r"(?<![\w.,:/-])(?:klassen? |klasse ?: ?)?(?:(?:[1-9]|10)\.? ?[A-HÅa-h](?:[-:]?(?:klassen"
    r"|klassens|klassa|'erne|erne|ere))?"
    r"|[123] ?(?:ST|HO|PB|TIF|EL|BA|RM|SS|ID|MD|DH|IM|NA|FB|HS|TP|IN|PÅ)[A-D]?)(?![\w%'])"
)
NEEDS_WORD = re.compile(r"\d\.? ?[a-h]$")
GRADE = re.compile(
    r"(?<![\w.,])(?:[1-9]|10)\. ?(?:trinn|klasse|trinnet|klassen|klassetrinn|årstrinn)(?!\w)", re.I
)
CLASS_WORD = re.compile(r"(?:klasse|klassen|trinn|i|på|fra|frå|til|for|med|og|,)\W{1,3}$", re.I)
NOT_CLASSES = word_group("days.not_classes")
PERSONAL = frozenset((Kind.NAME, Kind.THIRD_PERSON, Kind.AGE, Kind.NATIONAL_ID, Kind.PHONE, Kind.EMAIL))


def ages_in(text: str, language: str) -> Iterator[Found]:
    at = 0
    for anchor in AGE_ANCHOR.finditer(text):
        match = AGE.search(text, max(at, anchor.start() - 24), anchor.end() + 14)
        if match is None:
            continue
        at = match.end()
        is_noun = "åring" in match.group().lower()
        words = WORDS[language]["pupil" if is_noun else "age"]
        is_plural = is_noun and match.group().lower().endswith(("er", "ene", "ar", "ane"))
        phrase = words.many if is_plural else words.one
        yield Found(*match.span(), Kind.AGE, cased(phrase, opens=match.group()[0].isupper()))


def classes_in(reading: Reading, language: str) -> Iterator[Found]:
    text = reading.text
    for match in matches_in(text, reading.digits, CLASS):
        written = match.group()
        before = re.search(r"(\w+)\W{1,2}$", text[max(0, match.start() - 16) : match.start()])
        if before and before.group(1).lower() in NOT_CLASSES:
            continue
        if NEEDS_WORD.search(written) and not _is_told(text, match.start(), written):
            continue
        if re.fullmatch(r"\d{1,2}[. ]+[A-HÅa-h]", written) and not _is_told(text, match.start(), written):
            continue  # «1. A-laget», «kl. 10 A …»
        yield Found(*match.span(), Kind.CLASS, WORDS[language]["class"].one)


def _is_told(text: str, start: int, written: str) -> bool:
    return written.lower().startswith("klasse") or bool(CLASS_WORD.search(text, max(0, start - 12), start))


def dates_in(reading: Reading, found: Iterable[Found], language: str) -> Iterator[Found]:
    """Birth dates, and other dates and grades beside a sentence where somebody is: together they tell who
    it was."""
    text, words = reading.text, WORDS[language]
    for match in matches_in(text, reading.digits, BORN):
        yield Found(*match.span(1), Kind.DATE, words["date"].one)
    days = [(*match.span(), Kind.DATE, words["date"].one) for match in matches_in(text, reading.digits, DATE)]
    grades = [
        (*match.span(), Kind.CLASS, words[_unit(match.group())].one)
        for match in matches_in(text, reading.digits, GRADE)
    ]
    days += [(*span, Kind.DATE, words["date"].one) for span in _months_in(reading)]
    days += [(*match.span(1), Kind.DATE, words["date"].one) for match in MONTH_ALONE.finditer(text)]
    if not days and not grades:
        return
    people = [one.start for one in found if one.kind in PERSONAL]
    people += [match.start() for match in BIRTHDAY.finditer(text)]
    people.sort()
    for start, end, kind, suggestion in (*days, *grades):
        if _stands_with(reading, people, start, end):
            yield Found(start, end, kind, suggestion)


def _months_in(reading: Reading) -> Iterator[tuple[int, int]]:
    """«august 2019»."""
    for year in matches_in(reading.text, reading.digits, YEAR_AFTER):
        month = MONTH_BEFORE.search(reading.text, max(0, year.start() - 10), year.start())
        if month:
            yield month.start(), year.end()


def _unit(written: str) -> str:
    return "grade" if "trinn" in written.lower() else "class"


def _stands_with(reading: Reading, people: list[int], start: int, end: int) -> bool:
    """Whether somebody is in the same sentence, or in the one before or after."""
    begin, stop = reading.sentence(start, end)
    begin = reading.sentence(max(0, begin - 1), begin)[0]
    stop = reading.sentence(stop, min(len(reading.text), stop + 1))[1]
    at = bisect_left(people, begin)
    return at < len(people) and people[at] < stop
