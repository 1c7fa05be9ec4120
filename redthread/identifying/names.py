"""Names of people, places, schools, projects and networks: by the lists, and by how an unlisted one stands
in the text.

In the middle of a sentence a capital letter is a name, unless it is a word that may have one. Where a
sentence opens
the capital says nothing: there a listed name is a name, and an unlisted word is one when a verb, another
name, an age
or «og Kari» follows, or when the same word is a name elsewhere in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redthread.identifying.lexicon import NEVER_NAMES, Is, is_everyday, look_up, soft, word_group
from redthread.identifying.phrases import Phrase, is_school_word, phrase_from
from redthread.identifying.reading import Reading
from redthread.identifying.third_persons import is_person_word

CUES = word_group("names.cues")
CUE_PAIRS = frozenset((("ved", "navn"), ("med", "navnet"), ("ved", "namn"), ("med", "namnet")))
SIGNING = word_group("names.signing")
WITH, OWNS = word_group("names.with"), word_group("names.owns")
AND_ON = re.compile(r"(?:,| og| &| eller)? $")
AFTER = re.compile(r" ?\(\d{1,2}(?: år)?\)|, (?:en|ei|ein|et|som|på|\d{1,2}|mor|far|rektor|lærer|elev)\b")
LAST_LATIN = "\u024f"
OTHER_LETTER = re.compile(r"[^\u0000-\u024f\u2000-\u2bff]")
# Spellings that Norwegian words do not have: where such a word opens a sentence, it is more likely a name.
FOREIGN_START = re.compile(r"(?:th|sh|ts(?!j)|mb|nk|ng|nd|dj|xh|kh|gh|bh|zd|mw|[qwxz])")
FOREIGN = re.compile(r"[qwxz]|c(?!k)|uu|ii|y[aou]")
LISTED = Is.GIVEN | Is.SURNAME


def names_in(reading: Reading) -> Iterator[Phrase]:
    """Each name, in order. Names that are found once are found wherever they open a sentence as well."""
    pairs = zip(reading.words, reading.lower, strict=True)
    capitals = [at for at, (word, lower) in enumerate(pairs) if word != lower and word[0].isupper()]
    if OTHER_LETTER.search(reading.text):
        capitals += [at for at, word in enumerate(reading.words) if word[0] > LAST_LATIN]
    candidates = sorted({*capitals, *_small_names(reading)})
    seen: set[str] = set()
    waiting: list[int] = []
    found: list[Phrase] = []
    until = -1
    for at in candidates:
        if at <= until:
            continue
        if is_name(reading, at):
            phrase = phrase_from(reading, at)
            until = phrase.last
            seen.update(_bare(reading.words[one]) for one in range(phrase.first, phrase.last + 1))
            found.append(phrase)
        elif _may_be(reading, at):
            waiting.append(at)
    found += [phrase_from(reading, at) for at in waiting if _bare(reading.words[at]) in seen]
    yield from found


def _bare(word: str) -> str:
    return soft(word).removesuffix("'s").removesuffix("s")


def _may_be(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    return len(word) > 2 and not look_up(word) & (Is.MAY_HAVE_CAPITAL | Is.EVERYDAY)


def _small_names(reading: Reading) -> Iterator[int]:
    """Names in small letters: those that are no words, and what follows «heter»."""
    names = {
        word for word in set(reading.words) if len(word) > 2 and word[0].islower() and _is_only_given(word)
    }
    yield from (at for at, word in enumerate(reading.words) if word in names)
    cues = [at + 1 for at, word in enumerate(reading.lower) if word in CUES]
    yield from (
        at for at in cues if at < len(reading) and reading.words[at][0].islower() and _is_called(reading, at)
    )


def _is_only_given(word: str) -> bool:
    flags = look_up(word)
    return bool(flags & Is.GIVEN) and not flags & ~LISTED


def _is_called(reading: Reading, at: int) -> bool:
    before = (reading.word(at - 2), reading.word(at - 1))
    is_cue = before[1] != "ved" and (before[1] not in ("navnet", "namnet", "navn") or before in CUE_PAIRS)
    return (
        is_cue
        and len(reading.words[at]) > 2
        and not look_up(reading.words[at])
        and not is_everyday(reading.words[at])
    )


def is_name(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    flags = look_up(word)
    if word[0].islower():
        return True  # asked for by _small_names
    if not word[0].isupper():
        return word[0] > LAST_LATIN  # a name in letters of its own
    if is_school_word(word):
        return True
    if flags & LISTED and not flags & Is.BOTH:
        return not (flags & Is.EVERYDAY and reading.opens(at))
    if flags & Is.PLACE and not flags & (Is.BOTH | Is.EVERYDAY):
        return True
    if flags & Is.MAY_HAVE_CAPITAL and not (flags & Is.BOTH and _is_full(reading, at)):
        return False
    if len(word) == 1:
        return _is_initial(reading, at)
    return _by_shape(reading, at, flags)


def _is_full(reading: Reading, at: int) -> bool:
    """«August Lund», «Mai Hansen»: a month or a brand, were it not for the surname."""
    return (
        reading.joined(at)
        and reading.words[at + 1][0].isupper()
        and bool(look_up(reading.words[at + 1]) & (LISTED | Is.BOTH))
    )


def _by_shape(reading: Reading, at: int, flags: int) -> bool:
    word = reading.words[at]
    if word.isupper() and len(word) > 1 and not flags & (Is.BOTH | Is.PLACE):
        return _is_shouted_name(reading, at)
    if reading.opens(at):
        return _follows_as_name(reading, at, flags)
    if flags & (Is.BOTH | Is.PLACE):
        return True
    return not flags & Is.EVERYDAY and not _starts_with_acronym(word) and not is_person_word(word.lower())


def _starts_with_acronym(word: str) -> bool:
    """«IKT-ansvarlig», «A-laget», «iPad-ene»."""
    first = word.split("-", 1)[0]
    return "-" in word and (first.isupper() or bool(look_up(first) & Is.MAY_HAVE_CAPITAL))


def _is_shouted_name(reading: Reading, at: int) -> bool:
    """Acronyms are no names; a long word in capitals is, when what stands beside it is not shouted as
    well."""
    word = reading.words[at]
    beside = [one for one in (at - 1, at + 1) if 0 <= one < len(reading)]
    is_loud = any(reading.words[one].isupper() and len(reading.words[one]) > 1 for one in beside)
    return len(word) > 5 and not is_loud and not is_everyday(word) and not reading.opens(at)


def _is_initial(reading: Reading, at: int) -> bool:
    """«K. Nordmann», «O.H.», «J fikk ikke sove»."""
    word = reading.words[at]
    if word in "IÅOEAÆ" and reading.gap(at)[:1] != ".":
        return False
    if reading.gap(at) in (". ", ".", " ") and at + 1 < len(reading):
        following = reading.words[at + 1]
        if reading.gap(at) != " " and following[0].isupper():
            return (len(following) > 2 and not is_everyday(following)) or (
                len(following) == 1 and reading.gap(at) == "."
            )
        return reading.gap(at) == " " and bool(look_up(following) & Is.VERB)
    return False


def _follows_as_name(reading: Reading, at: int, flags: int) -> bool:
    """Whether what follows the word that opens a sentence tells that it is a name."""
    word = reading.words[at]
    is_last = at + 1 >= len(reading)
    if not flags and not is_last and reading.joined(at) and reading.words[at + 1][0].isupper():
        return not is_person_word(word.lower()) and len(word) > 2 and _can_be_name(reading.words[at + 1])
    if _is_word(word, flags):
        return False
    if not flags and (FOREIGN_START.match(word.lower()) or FOREIGN.search(word.lower())):
        return True
    if reading.word(at - 1) in SIGNING or AFTER.match(reading.text, reading.ends[at]):
        return True
    return not is_last and (_is_listed_with_name(reading, at, flags) or _tells(reading, at, flags))


def _is_word(word: str, flags: int) -> bool:
    """Whether it is an everyday word, or has the shape of one."""
    if is_person_word(word.lower()):
        return True
    if flags:
        return bool(flags & Is.EVERYDAY) and not flags & (Is.BOTH | Is.PLACE | LISTED)
    if _starts_with_acronym(word):
        return True
    if FOREIGN_START.match(word.lower()):
        return False
    return is_everyday(word) or word.lower().endswith(NEVER_NAMES)


def _is_listed_with_name(reading: Reading, at: int, flags: int) -> bool:
    """«Grimur og Kari», «Grimur og broren»; «Hanne V.» and «Hanne og jeg» of one that may be a name."""
    following = reading.words[at + 1]
    if following[0].isupper():
        if not AND_ON.fullmatch(reading.gap(at)):
            return False
        is_initial = len(following) == 1 and following not in "IÅ" and reading.gap(at + 1)[:1] == "."
        return _can_be_name(following) or (bool(flags) and is_initial)
    if reading.joined(at) and following in ("og", "eller") and at + 2 < len(reading):
        third = reading.words[at + 2]
        is_with = is_person_word(third) or (bool(flags) and third in WITH)
        return is_with or (third[0].isupper() and _can_be_name(third))
    return False


def _tells(reading: Reading, at: int, flags: int) -> bool:
    """«Grimur sa», «Grimurs mor», «Liv sin mor», «Grimdal skole»."""
    word, following = reading.words[at], reading.words[at + 1]
    if not reading.joined(at):
        return False
    if look_up(following) & Is.VERB and (following.islower() or word.isupper()):
        return True
    if following in OWNS and flags:
        return True
    return (is_person_word(following) and (word.endswith("s") or bool(flags))) or following in SCHOOLS


SCHOOLS = word_group("names.schools")


def _can_be_name(word: str) -> bool:
    flags = look_up(word)
    if flags & (LISTED | Is.BOTH | Is.PLACE):
        return True
    return not flags & (Is.MAY_HAVE_CAPITAL | Is.EVERYDAY) and not word.isupper()
