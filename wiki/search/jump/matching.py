"""Which names are meant by what was typed so far.

Names that are what was typed come first, then those that begin so, have a word that does, have words for all of it,
hold it inside; only where that finds too little, other forms of the words and words spelt alike.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from wiki.core.analysis import stem
from wiki.core.text import clean_line, fold
from wiki.search.jump.labels import Labels, Name, plain
from wiki.search.jump.spelling import SHORTEST

MOST_CHARACTERS = 100
MOST_WORDS = 8
_ENOUGH = 3
"""With fewer finds other forms of the words are looked for, too; words spelt alike only where there is nothing."""
_SHORTEST_INSIDE, _SHORTEST_STEM = 3, 4
_MOST_ALIKE = 6

Wanted = Callable[[Labels, Name], bool]
Level = Callable[[Labels], Iterable[int]]


@dataclass(frozen=True)
class Typed:
    """What was typed, folded."""

    whole: str
    words: tuple[str, ...]

    @property
    def joined(self) -> str:
        """Without spaces."""
        return "".join(self.words)


def typed(text: str) -> Typed:
    """The shape in which `text` is compared; empty for what says nothing."""
    folded = plain(fold(clean_line(text)[:MOST_CHARACTERS]))
    words = folded.split()[:MOST_WORDS]
    return Typed(" ".join(words), tuple(words)) if any(map(str.isalnum, words)) else Typed("", ())


def matches(text: Typed, tables: list[Labels], wanted: Wanted, most: int, *, guessing: bool = True) -> list[Name]:
    """At most `most` names, of different things, the best first. `guessing`: also what is only spelt alike."""
    found: dict[tuple[int, int], Name] = {}
    if not text.words:
        return []
    for level in _as_typed(text):
        _take(found, level, tables, wanted, most)
    forms = [_forms(word) for word in text.words]
    if len(found) < _ENOUGH:
        _take(found, lambda table: _with_all(table, forms), tables, wanted, most)
    if not found and guessing:
        for level in _as_spelt(text, forms, tables):
            _take(found, level, tables, wanted, most)
    return list(found.values())


def _take(found: dict[tuple[int, int], Name], level: Level, tables: list[Labels], wanted: Wanted, most: int) -> None:
    """Add what a level finds. Each table tells its names in order; of all together the short ones come first."""
    missing = most - len(found)
    if missing <= 0:
        return
    new: dict[tuple[int, int], Name] = {}
    for table in tables:
        count = 0
        for row in level(table):
            name = table.name(row)
            key = (name.kind, name.owner)
            if key in found or key in new or not wanted(table, name):
                continue
            new[key] = name
            count += 1
            if count == missing:
                break
    best = sorted(new.values(), key=lambda name: (name.mark, len(name.folded), name.folded))
    found.update({(name.kind, name.owner): name for name in best[:missing]})


def _as_typed(text: Typed) -> Iterator[Level]:
    yield lambda table: table.rows(f"\n {text.whole}\n")
    yield lambda table: table.rows(f"\n {text.whole}")
    yield lambda table: table.rows(f" {text.whole}")
    if len(text.words) > 1:
        yield lambda table: _with_all(table, [[f" {word}"] for word in text.words])
    if len(text.joined) >= _SHORTEST_INSIDE:
        yield lambda table: table.rows_joined(text.joined)


def _as_spelt(text: Typed, forms: list[list[str]], tables: list[Labels]) -> Iterator[Level]:
    if len(text.words) == 1:
        yield from (_holding(needle) for needle in _spelt(text.whole, tables))
        root = stem(text.whole)
        if len(root) > _SHORTEST_STEM:
            yield lambda table: table.rows(root)
        return
    either = [
        known if is_known(word, tables) else [*known, *_spelt(word, tables)]
        for known, word in zip(forms, text.words, strict=True)
    ]
    yield lambda table: _with_all(table, either)
    yield from (_holding(needle) for needle in _spelt(text.joined, tables))


def is_known(word: str, tables: list[Labels]) -> bool:
    """Whether a word of a name begins so."""
    return any(next(table.rows(f" {word}"), None) is not None for table in tables)


def _holding(needle: str) -> Level:
    return lambda table: table.rows(needle)


def _forms(word: str) -> list[str]:
    """The word itself and what all its inflections begin with."""
    root = stem(word)
    return [f" {word}", f" {root}"] if len(root) >= _SHORTEST_STEM and root != word else [f" {word}"]


def _spelt(word: str, tables: list[Labels]) -> list[str]:
    if len(word) < SHORTEST:
        return []
    alike = sorted({each for table in tables for each in table.spelling.alike(word, _MOST_ALIKE)})
    return [f" {other}" for _wrong, other in alike[:_MOST_ALIKE]]


def _with_all(table: Labels, words: list[list[str]]) -> Iterator[int]:
    """The rows that hold one needle of each list: those of the longest word, likely the rarest, are looked at."""
    ordered = sorted(words, key=lambda needles: -len(needles[0]))
    for row in sorted({row for needle in ordered[0] for row in table.rows(needle)}):
        line = table.line(row)
        if all(any(needle in line for needle in needles) for needles in ordered[1:]):
            yield row
