"""Texts compared, and words taken out that would give an answer away."""

import re
from collections.abc import Iterable
from functools import lru_cache

from wiki.core.text import fold

_ALIKE = 0.7
"""Two texts that share so much of their words say the same."""
GAP = "…"
_SHORT = 5
"""Shorter words are abbreviations and small words."""
_STEM = 8
"""Words that begin with so many letters alike speak of the same."""


def says(text: str, words: Iterable[str]) -> bool:
    """Whether `text` names one of `words`, with an ending or as the beginning of a longer word, too; a short one must
    stand by itself."""
    return _any_of(tuple(words)).search(_folded(text)) is not None


@lru_cache(maxsize=200)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    shapes = [re.escape(each) + (r"(?!\w)" if len(each) < _SHORT else "") for each in map(fold, words) if each]
    return re.compile(rf"(?<!\w)(?:{'|'.join(shapes)})" if shapes else r"(?!)")


@lru_cache(maxsize=2000)
def _folded(text: str) -> str:
    return fold(text)


def overlap(one: str, other: str) -> bool:
    """Whether two names share a word that means something, or its beginning (Vertrieb, Vertriebsleitung): then both may
    be meant."""
    return any(_akin(left, right) for left in _words(one) for right in _words(other))


def _akin(one: str, other: str) -> bool:
    shared = min(len(one), len(other), _STEM)
    return shared >= _SHORT and one[:shared] == other[:shared]


def without(text: str, words: Iterable[str]) -> str:
    """`text` with each of `words`, longest first, replaced by a gap, endings of declension included."""
    for word in sorted(set(words), key=lambda each: (-len(each), each)):
        spaced = r"[\s\-]+".join(re.escape(part) for part in re.split(r"[\s\-]+", word) if part)
        if spaced:
            text = re.sub(rf"(?<!\w){spaced}(?:e[rsnm]?|n|s|en)?(?!\w)", GAP, text, flags=re.IGNORECASE)
    return text


def alike(one: str, other: str) -> bool:
    """Whether two texts are the same in other words' order: then both would be right, or neither."""
    left, right = _words(one), _words(other)
    if not left or not right:
        return left == right
    return left <= right or right <= left or len(left & right) / len(left | right) >= _ALIKE


@lru_cache(maxsize=2000)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", _folded(text)))
