"""What two people share: priorities, and offers that answer asks."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from scheduler.domain.text import normalized

_WORD = re.compile(r"\w+")
_ARTICLES = ("a", "an", "any", "some", "the", "my", "our", "somebody", "someone", "us", "we")
_LINKS = ("and", "for", "from", "in", "of", "on", "or", "to", "with")
_SMALL_WORDS = frozenset((*_ARTICLES, *_LINKS))


def affinity(
    priorities_a: Iterable[str],
    offers_a: Iterable[str],
    asks_a: Iterable[str],
    priorities_b: Iterable[str],
    offers_b: Iterable[str],
    asks_b: Iterable[str],
) -> int:
    """Count the priorities two people share plus the asks of either that the other answers."""
    shared = {phrase_key(p) for p in priorities_a} & {phrase_key(p) for p in priorities_b}
    return len(shared - {""}) + _answered(asks_a, offers_b) + _answered(asks_b, offers_a)


@lru_cache(maxsize=4096)
def phrase_key(phrase: str) -> str:
    """Return the key under which two spellings of one phrase are equal."""
    return " ".join(_WORD.findall(_plain(phrase)))


def answers(offer: str, ask: str) -> bool:
    """Whether an offer answers an ask: the words that matter of one are all in the other."""
    offered, asked = _telling_words(offer), _telling_words(ask)
    return bool(offered and asked) and (offered <= asked or asked <= offered)


def words_in_common(offer: str, ask: str) -> int:
    """Count the words that matter of both an offer and an ask."""
    return len(_telling_words(offer) & _telling_words(ask))


def _answered(asks: Iterable[str], offers: Iterable[str]) -> int:
    offered = tuple(offers)
    return sum(any(answers(offer, ask) for offer in offered) for ask in asks)


@lru_cache(maxsize=4096)
def _telling_words(phrase: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_plain(phrase))) - _SMALL_WORDS


def _plain(phrase: str) -> str:
    decomposed = normalized("NFKD", phrase.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
