"""Words that are spelt like what was typed, which may be only their beginning.

Of two words that differ in one letter one half is the same in both, of two that differ in two letters one third: such
pieces are looked up among all words, and only what shares one is compared letter by letter.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

SHORTEST = 5
"""Shorter words are like too many others."""
_LONG = 8
"""From this length on two letters may be wrong."""
_MOST_OCCURRENCES = 1500
_MOST_COMPARED = 400


class Spelling:
    """A set of folded words."""

    def __init__(self, words: Iterable[str]) -> None:
        ordered = sorted(words)
        self._lines = "\n" + "\n".join(ordered) + "\n"
        self._starts = array("I")
        at = 1
        for word in ordered:
            self._starts.append(at)
            at += len(word) + 1

    def alike(self, typed: str, most: int) -> list[tuple[int, str]]:
        """At most `most` (wrong letters, word) of words that begin like `typed`, the closest and shortest first."""
        if len(typed) < SHORTEST:
            return []
        allowed = 2 if len(typed) >= _LONG else 1
        compare = Comparison(typed)
        found = []
        for word in self._candidates(typed, allowed):
            wrong = compare.to_beginning(word, allowed)
            if wrong <= allowed:
                found.append((wrong, len(word), word))
        return [(wrong, word) for wrong, _length, word in sorted(found)[:most]]

    def _candidates(self, typed: str, allowed: int) -> Iterator[str]:
        seen: set[int] = set()
        for at, piece in _pieces(typed, allowed):
            for start in self._holding(piece, at, allowed):
                if start not in seen and len(seen) < _MOST_COMPARED:
                    seen.add(start)
                    yield self._lines[start : self._lines.index("\n", start)]

    def _holding(self, piece: str, place: int, shift: int) -> Iterator[int]:
        """Where words begin that hold `piece` at this place, or a few letters off."""
        at = self._lines.find(piece)
        for _occurrence in range(_MOST_OCCURRENCES):
            if at < 0:
                return
            start = self._starts[bisect_right(self._starts, at) - 1]
            if abs(at - start - place) <= shift:
                yield start
            at = self._lines.find(piece, at + 1)


def _pieces(typed: str, allowed: int) -> list[tuple[int, str]]:
    """(place, piece): whatever `allowed` slips do, one piece stays whole. The second cut is one letter further on, for
    two swapped letters with the first cut between them."""
    size = len(typed)
    pieces = []
    for further in (0, 1):
        cuts = [0, *(size * part // (allowed + 1) + further for part in range(1, allowed + 1)), size]
        pieces += [(first, typed[first:last]) for first, last in pairwise(cuts) if last - first > 1]
    return sorted(set(pieces), key=lambda each: -len(each[1]))


class Comparison:
    """Compares one word with many: letters changed, added, left out or swapped (optimal string alignment), all places
    of the word at once in the bits of a number (Hyyrö 2003)."""

    def __init__(self, word: str) -> None:
        self._size = len(word)
        self._places: dict[str, int] = {}
        for at, letter in enumerate(word):
            self._places[letter] = self._places.get(letter, 0) | 1 << at

    def to_beginning(self, other: str, most: int) -> int:
        """How many slips turn the word into a beginning of `other`."""
        size, all_places = self._size, (1 << self._size) - 1
        last = 1 << (size - 1)
        more, less, before, same = all_places, 0, 0, 0
        wrong = best = size
        for letter in other[: size + most]:
            here = self._places.get(letter, 0)
            swapped = ((~same & here) << 1) & before
            same = ((((here & more) + more) ^ more) | here | less | swapped) & all_places
            grown, shrunk = less | (~(same | more) & all_places), same & more
            wrong += (1 if grown & last else 0) - (1 if shrunk & last else 0)
            grown, shrunk = (grown << 1 | 1) & all_places, (shrunk << 1) & all_places
            more, less = shrunk | (~(same | grown) & all_places), grown & same
            before = here
            best = min(best, wrong)
        return best
