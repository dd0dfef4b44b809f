"""Where the query stands in a text: the same keys as in the index, looked for in the text itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from wiki.core import analysis
from wiki.core.text import shorten
from wiki.search.query import Query

LENGTH, LEAD = 240, 60
_ROOT = 3
_INSIDE = 4
_MOST_MARKS = 300
_SPELLINGS = {"a": "[aäàáâ]", "o": "[oöóô]", "u": "[uüúû]", "e": "[eéèêäöü]", "s": "[sß]", "i": "[iyíï]"}
"""How a letter of a key may be written in a text; a candidate found so is compared by its key."""


@dataclass(frozen=True)
class Mark:
    """A word of the query in a text. `clauses`: the numbers of the query's clauses it stands for."""

    start: int
    end: int
    clauses: frozenset[int]


@dataclass(frozen=True)
class Segment:
    """A run of text, marked or not."""

    text: str
    marked: bool = False


class Marker:
    """Finds the words of one query in texts. `size`: how many clauses it requires; they come first."""

    def __init__(self, query: Query) -> None:
        self._clauses: dict[str, set[int]] = {}
        clauses = [*query.required, *(each for each in query.clauses if each.optional)]
        self.size = len(query.required)
        for number, clause in enumerate(clauses):
            for key in (*clause.stems, *clause.alternatives):
                self._clauses.setdefault(key, set()).add(number)
        for number, pair in enumerate(query.pairs):
            self._clauses.setdefault(pair, set()).update((number, number + 1))
        if query.whole:
            self._clauses.setdefault(query.whole, set()).update(range(self.size))
        roots = sorted({key[:_ROOT] for key in self._clauses})
        spelt = ("".join(_SPELLINGS.get(letter, re.escape(letter)) for letter in root) for root in roots)
        self._by_word: dict[str, frozenset[int]] = {}
        self._by_text: dict[str, list[Mark]] = {}
        self._roots = re.compile("|".join(spelt) or r"(?!)", re.IGNORECASE)

    def marks(self, text: str) -> list[Mark]:
        """The words of the query in `text`, in order. A hit asks for the same texts more than once."""
        found = self._by_text.get(text)
        if found is None:
            found = self._by_text[text] = self._look_for(text)
        return found

    def _look_for(self, text: str) -> list[Mark]:
        found: list[Mark] = []
        end = 0
        for root in self._roots.finditer(text):
            if root.start() < end:
                continue
            start, end = _word_around(text, root.start())
            clauses = self._clauses_of(text[start:end])
            if clauses:
                found.append(Mark(start, end, clauses))
                if len(found) == _MOST_MARKS:
                    break
        return found

    def _clauses_of(self, word: str) -> frozenset[int]:
        found = self._by_word.get(word)
        if found is None:
            found = self._by_word[word] = self._numbers(word)
        return found

    def _numbers(self, word: str) -> frozenset[int]:
        key = analysis.stem(word)
        if key in self._clauses:
            return frozenset(self._clauses[key])
        long = [each for each in self._clauses if len(each) >= _INSIDE]
        inside = (each for each in long if _ends(key, each) or _begins(key, each))
        return frozenset(number for part in inside for number in self._clauses[part])

    def covered(self, text: str) -> frozenset[int]:
        """The numbers of the required clauses that stand in `text`."""
        return frozenset(number for mark in self.marks(text) for number in mark.clauses if number < self.size)

    def marked(self, text: str) -> list[Segment]:
        """The whole of `text`, cut into marked and other runs."""
        return list(_segments(text, self.marks(text), 0, len(text)))

    def window(self, text: str) -> list[Segment]:
        """The piece of `text` that says most, marked; its beginning when it holds no word of the query."""
        marks = self.marks(text)
        if not marks:
            return [Segment(shorten(text, LENGTH))] if text else []
        best = max(marks, key=lambda mark: (len(_clauses_within(marks, mark.start)), -mark.start))
        start = _word_start(text, max(0, min(best.start - LEAD, len(text) - LENGTH)))
        end = _word_end(text, min(len(text), start + LENGTH))
        segments = list(_segments(text, [mark for mark in marks if start <= mark.start < end], start, end))
        before = [Segment("… ")] if start else []
        after = [Segment(" …")] if end < len(text) else []
        return [*before, *segments, *after]


def _begins(key: str, part: str) -> bool:
    return key.startswith(part) and analysis.begins_word(key[len(part) :])


def _ends(key: str, part: str) -> bool:
    """Whether `part` may be the second word of a compound: Kunde is one of Neukunde, but not of Sekunde."""
    before = key.removesuffix(part)
    return before != key and analysis.ends_word(before)


def _word_around(text: str, place: int) -> tuple[int, int]:
    start, end = place, place + 1
    while start > 0 and place - start < analysis.MOST_WORD and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and end - place < analysis.MOST_WORD and text[end].isalnum():
        end += 1
    return start, end


def _clauses_within(marks: list[Mark], start: int) -> frozenset[int]:
    return frozenset(n for mark in marks if start <= mark.start < start + LENGTH - LEAD for n in mark.clauses)


def _word_start(text: str, place: int) -> int:
    space = text.find(" ", place, place + LEAD)
    return 0 if place == 0 else (space + 1 if space >= 0 else place)


def _word_end(text: str, place: int) -> int:
    space = text.find(" ", place, place + LEAD)
    return space if space >= 0 else min(len(text), place + LEAD)


def _segments(text: str, marks: Iterable[Mark], start: int, end: int) -> Iterable[Segment]:
    for mark in marks:
        if start < mark.start:
            yield Segment(text[start : mark.start])
        yield Segment(text[mark.start : mark.end], marked=True)
        start = mark.end
    if start < end:
        yield Segment(text[start:end])


def markup(segments: Iterable[Segment]) -> Markup:
    """HTML of the segments: escaped text in which only `<mark>` is markup."""
    return Markup().join(
        Markup("<mark>{}</mark>").format(each.text) if each.marked else escape(each.text) for each in segments
    )
