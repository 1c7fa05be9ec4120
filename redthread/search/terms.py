"""What a document and a question become: stems, and for blind texts a keyed sum of each stem. Pure."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from django.utils.crypto import salted_hmac

from redthread.search.folding import terms_of, words_in
from redthread.search.things import Document

MOST_WORDS = 20_000  # of one document; a database's index has its limits
# Another number here makes everything be read anew: change it with the rules of `folding.py`.
VERSION = "1"


def terms_in(text: str) -> list[str]:
    """Each stem of the text once, in the order in which it is met."""
    found: dict[str, None] = {}
    for word in words_in(text)[:MOST_WORDS]:
        found.update(dict.fromkeys(terms_of(word)))
    return list(found)


@lru_cache(maxsize=50_000)
def blind(term: str) -> str:
    """A sum of the stem that can only be made here: what is looked for is found, and nothing can be read."""
    return "z" + str(int(salted_hmac("redthread.search", term).hexdigest()[:15], 16))


def indexed(document: Document) -> tuple[str, str]:
    """The title's and the body's stems, as they stand in the index."""
    body = terms_in(document.body)
    return " ".join(terms_in(document.title)), " ".join(map(blind, body) if document.is_blind else body)


def digest_of(document: Document) -> str:
    """Of everything that the index holds of it is made from."""
    parts = (VERSION, *document.scopes, document.title, document.body, str(document.is_blind))
    return hashlib.blake2b("\0".join(parts).encode(errors="replace"), digest_size=16).hexdigest()


def suggestible(document: Document) -> set[str]:
    """Words that a slip of the pen may be put right to; of a blind one those of the title only."""
    text = document.title if document.is_blind else f"{document.title}\n{document.body}"
    return {
        word for word in words_in(text)[:MOST_WORDS] if len(word) >= 4 and word.isalpha() and terms_of(word)
    }
