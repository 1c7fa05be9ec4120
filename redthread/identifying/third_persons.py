"""Words for third persons: «moren», «assistenten», «den lille gutten», «to jenter». The neutral «en elev»
is let be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from redthread.identifying.language import WORDS, cased, owned
from redthread.identifying.lexicon import Is, lines, look_up, word_group
from redthread.identifying.marks import Found, Kind
from redthread.identifying.reading import Reading


class Form(NamedTuple):
    """What one written word says."""

    neutral: str
    is_definite: bool = False
    is_plural: bool = False
    stands_alone: bool = False
    may_stand: bool = False
    is_owner: bool = False  # genitive


ARTICLES = frozenset(("en", "ei", "et", "ein", "eit", "én"))
POINTING = word_group("third_persons.pointing")
OWN = word_group("third_persons.own")
NUMBERS = word_group("third_persons.numbers")
NOT_AS_A_ROLE = frozenset(
    (
        "som",
        "er",
        "var",
        "blir",
        "ble",
        "vere",
        "være",
        "vi",
        "ny",
        "nye",
        "rolle",
        "blei",
        "vart",
        "og",
        "eller",
        "både",
        "for",
    )
)
NOT_COMPOUNDS = word_group("third_persons.not_compounds")
MOST_ADJECTIVES = 3


@cache
def forms() -> dict[str, Form]:
    table: dict[str, Form] = {}
    for line in lines("third_persons.txt"):
        neutral, bases, definite, plural, all_of_them = line.split(";")
        for base in bases.split():
            marks = base[: len(base) - len(base.lstrip("+-*"))]
            word = base.lstrip("+-*")
            table.setdefault(word, Form(neutral, stands_alone="+" in marks, may_stand="-" in marks))
        for word in definite.split():
            table.setdefault(word, Form(neutral, is_definite=True))
        for word in plural.split():
            table.setdefault(word, Form(neutral, is_plural=True))
        for word in all_of_them.split():
            table.setdefault(word, Form(neutral, is_definite=True, is_plural=True))
    return table


@cache
def tails() -> tuple[str, ...]:
    """What another word may be put before: «elev» and «eleven» in «spesialeleven»."""
    heads = {
        base.lstrip("+-*")
        for line in lines("third_persons.txt")
        for base in line.split(";")[1].split()
        if "*" in base and len(base.lstrip("+-*")) > 3
    }
    return tuple(word for word in forms() if word.startswith(tuple(heads)))


@lru_cache(maxsize=50_000)
def form_of(word: str) -> Form | None:
    """The form of a word in small letters; None for a word that is no person."""
    table = forms()
    for bare, is_owner in _without_genitive(word):
        found = table.get(bare)
        if found is None and len(bare) > 7 and bare not in NOT_COMPOUNDS and bare.endswith(tails()):
            head = max((tail for tail in tails() if bare.endswith(tail)), key=len)
            found = table[head] if len(bare) - len(head) > 2 else None
        if found:
            return found._replace(is_owner=is_owner)
    return None


def _without_genitive(word: str) -> Iterator[tuple[str, bool]]:
    yield word, False
    for ending in ("'en", "'n", "'a"):
        if word.endswith(ending):
            yield word.removesuffix(ending), False
    for ending in ("'s", "s", "'"):
        if word.endswith(ending) and len(word) > 4:
            yield word.removesuffix(ending), True


def is_person_word(word: str) -> bool:
    return form_of(word) is not None


def third_persons_in(reading: Reading, language: str) -> Iterator[Found]:
    known = {word: form for word in set(reading.lower) if (form := form_of(word))}
    for at in [at for at, word in enumerate(reading.lower) if word in known]:
        found = _mark(reading, at, known[reading.lower[at]], language)
        if found:
            yield found


def _mark(reading: Reading, at: int, form: Form, language: str) -> Found | None:
    first = _first(reading, at)
    before = reading.word(first - 1)
    counted = _is_counted(reading, first)
    if form.is_definite and not form.is_plural:
        if (
            form.neutral == "parent"
            and reading.lower[at] == "faren"
            and reading.word(at + 1) in ("for", "ved")
        ):
            return None
    elif form.is_plural:
        if not form.is_definite and not counted:
            return None
    elif before in ARTICLES or reading.word(first) in ARTICLES:
        if form.may_stand and first >= at - 1:
            return None
        first -= before in ARTICLES and reading.word(first) not in ARTICLES
    elif not _stands(reading, at, form):
        return None
    return _found(reading, first - counted, at, form, language)


def _stands(reading: Reading, at: int, form: Form) -> bool:
    """Whether a word without an article is somebody: «mor ringte», «hans bror», «rektors kontor», «gutt, 9
    år»."""
    before, following = reading.word(at - 1), reading.word(at + 1)
    if ((before in OWN or following in OWN) and not form.may_stand) or _is_title(reading, at):
        return True
    if form.stands_alone:
        is_role = reading.lower[at] == "rektor" and before in NOT_AS_A_ROLE and not reading.opens(at)
        return not is_role
    if form.is_owner:
        return not reading.lower[at].endswith("ers") or before not in ("alle", "mange", "våre")
    return form.neutral in ("pupil", "relative") and not form.may_stand and _has_age(reading, at)


def _is_title(reading: Reading, at: int) -> bool:
    """«lærer Synnøve», «elev Ola»."""
    if not reading.joined(at) or not reading.words[at + 1][0].isupper():
        return False
    flags = look_up(reading.words[at + 1])
    return bool(flags & (Is.GIVEN | Is.SURNAME | Is.BOTH)) or not flags & (Is.MAY_HAVE_CAPITAL | Is.EVERYDAY)


def _has_age(reading: Reading, at: int) -> bool:
    rest = reading.text[reading.ends[at] : reading.ends[at] + 12].lstrip(" ,(på")
    return rest[:1].isdigit()


def _first(reading: Reading, at: int) -> int:
    """Where the phrase begins: at «den» of «den lille gutten», at «en» of «en liten gutt»."""
    first = at
    for back in range(at - 1, max(-1, at - 2 - MOST_ADJECTIVES), -1):
        if not reading.joined(back) or (reading.words[back][0].isupper() and not reading.opens(back)):
            break
        word = reading.lower[back]
        if word in NUMBERS:
            break
        if word in POINTING or word in ARTICLES:
            return back
        if not _is_adjective(word) and (back < at - 1 or word in NOT_BETWEEN or word.endswith("s")):
            break
    return first


NOT_BETWEEN = word_group("third_persons.not_between")
ADJECTIVES = word_group("third_persons.adjectives")


def _is_adjective(word: str) -> bool:
    return word in ADJECTIVES or (
        word.endswith(("årige", "årig", "ige", "ske", "ende", "ete", "ane", "somme", "lege"))
        and len(word) > 4
    )


def _is_counted(reading: Reading, first: int) -> int:
    """How many words of counting stand before: «to gutter», «de tre jentene», «begge foreldrene»."""
    if first and reading.joined(first - 1) and reading.lower[first - 1] in NUMBERS:
        more = (
            first > 1
            and reading.joined(first - 2)
            and reading.lower[first - 2] in ("de", "dei", "disse", "desse", "alle")
        )
        return 1 + more
    return 0


def _is_named_owner(reading: Reading, at: int) -> bool:
    """«Karis bror»."""
    word = reading.words[at]
    return at >= 0 and reading.joined(at) and word[0].isupper() and word.endswith("s") and len(word) > 3


def _without_article(reading: Reading, first: int, phrase: str) -> str:
    """«hennes forelder», «en elevs forelder», and not «hennes en forelder»."""
    before = reading.word(first - 1)
    owner = form_of(before) if first and reading.joined(first - 1) else None
    is_owned = before in OWN or (owner is not None and owner.is_owner) or _is_named_owner(reading, first - 1)
    return phrase.split(" ", 1)[1] if is_owned and first and phrase.count(" ") == 1 else phrase


def _found(reading: Reading, first: int, at: int, form: Form, language: str) -> Found:
    last = at + (reading.joined(at) and reading.lower[at + 1] in OWN and reading.words[at + 1].islower())
    neutral = WORDS[language][form.neutral]
    is_one = not form.is_plural or (at == first and form.neutral == "parent" and form.is_definite)
    kind = Kind.THIRD_PERSON if is_one or first < at else Kind.GROUP
    phrase = neutral.many if form.is_plural else _without_article(reading, first, neutral.one)
    is_owner = form.is_owner or (last > at and reading.lower[last] in ("sin", "si", "sitt", "sine"))
    phrase = owned(phrase, language) if is_owner else phrase
    opens = reading.words[first][0].isupper()
    return Found(reading.starts[first], reading.ends[last], kind, cased(phrase, opens=opens))
