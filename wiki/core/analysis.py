"""Words as search compares them, alike in the index, in waiting entries, in queries and in snippets.

A word is folded (case, accents, ä/ae, ß/ss make no difference) and stemmed with the German and then the English
Snowball stemmer: the texts mix both languages inside one sentence, and the German one alone keeps Journey and Journeys
apart. One key a word keeps index and scoring small.
"""

import re
import threading
from collections.abc import Iterator
from functools import lru_cache

from Stemmer import Stemmer

from wiki.core.text import fold

VERSION = "3"
"""Raise it with every change that makes old and new keys differ: the index is then rebuilt by itself."""

MOST_WORD = 60
SHORTEST_PREFIX, SHORTEST_SUFFIX, SHORTEST_COMPOUND = 3, 5, 7
WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:[-‐‑/·][^\W_]+)+")
_NO_BEGINNINGS = ("ig", "ung", "isch", "keit", "ier")
"""No second half of a compound begins so; the first half would be no word: *Kund* in *Kündigung*."""
_BEGINNINGS = "ab an be cx ei er eu ex ge im in it re um un ur zu"
_SHORT_BEGINNINGS = frozenset(_BEGINNINGS.split())
"""The beginnings of two letters that words may have before another one."""
_POSSESSIVE = re.compile(r"['’]s\b")

_IRREGULAR = {
    "themen": "thema",
    "firmen": "firma",
    "indizes": "index",
    "indices": "index",
    "kriterien": "kriterium",
    "criteria": "criterion",
    "medien": "medium",
    "media": "medium",
    "daten": "datum",
    "boni": "bonus",
    "people": "person",
}

_SAY_NOTHING = """
aber als am an auf aus bei bin bis das dass dem den der des die ein eine einem einen einer eines er es fuer hat ich
ihr im in ist ja man mit nach nicht noch nur oder sein sich sie sind so ueber um und uns unser vom von vor was welche
welcher welches wem wen wer wie wir wird wo zu zum zur
a an and are as at be by do does for from how i in is it its of on or our that the their this to was we what when where
which who why will with you your
"""
STOP_WORDS = frozenset(_SAY_NOTHING.split())

_lock = threading.Lock()
_german, _english = Stemmer("german"), Stemmer("english")


@lru_cache(maxsize=8_000)
def stem(word: str) -> str:
    """The key of one word as written."""
    folded = fold(word)[:MOST_WORD]
    folded = _IRREGULAR.get(folded, folded)
    with _lock:
        key = _english.stemWord(_german.stemWord(folded))
    return str(key) or folded


def words(text: str) -> list[str]:
    """The words of `text` as written, without what only marks a possessive."""
    return WORD.findall(_POSSESSIVE.sub(" ", text))


def stems(text: str) -> list[str]:
    """The keys of the words of `text`, in order."""
    return [stem(word) for word in words(text)]


def joined(text: str) -> str:
    """The key of `text` written as one word: spaces and hyphens make no difference in compounds."""
    return stem("".join(words(text)))


def compounds(text: str) -> list[str]:
    """The keys, as one word, of what is written with hyphens in `text`."""
    return [joined(compound) for compound in _COMPOUND.findall(text)]


def begins_word(rest: str) -> bool:
    """Whether `rest`, what follows in a folded word, may be a word of its own."""
    return not rest.startswith(_NO_BEGINNINGS)


def ends_word(before: str) -> bool:
    """Whether `before`, what precedes in a folded word, may be a word or prefix of its own: Kunde is the second word
    of Neukunde, but not of Sekunde."""
    return len(before) >= SHORTEST_PREFIX or before in _SHORT_BEGINNINGS


@lru_cache(maxsize=20_000)
def parts(word: str) -> frozenset[str]:
    """The keys of what a long folded word may begin or end with: Kundenerlebnis is found by Kunden and by Erlebnis."""
    starts = [word[:end] for end in range(SHORTEST_PREFIX, len(word)) if begins_word(word[end:])]
    if len(word) < SHORTEST_COMPOUND:
        return frozenset(map(stem, starts))
    ends = (word[start:] for start in range(2, len(word) - SHORTEST_SUFFIX + 1) if ends_word(word[:start]))
    return frozenset(stem(part) for part in (*starts, *ends)) - {stem(word)}


def trigrams(word: str) -> frozenset[str]:
    """Runs of three letters of a folded word with its ends marked, to find what is spelt alike."""
    marked = f"^{word}$"
    return frozenset(marked[at : at + 3] for at in range(len(marked) - 2))


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be changed, added, left out or swapped to turn one word into the other; `most` + 1 when
    it takes more (optimal string alignment)."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [at, *[0] * len(other)]
        for there, second in enumerate(other, start=1):
            row[there] = min(before[there] + 1, row[there - 1] + 1, before[there - 1] + (letter != second))
            swapped = at > 1 and there > 1 and letter == other[there - 2] and one[at - 2] == second
            if swapped:
                row[there] = min(row[there], earlier[there - 2] + 1)
        if min(row) > most:
            return most + 1
    return row[-1]


def runs(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, key) of every word of `text`, to mark words where they stand."""
    for match in WORD.finditer(text):
        yield match.start(), match.end(), stem(match[0])
