"""What a person typed, as search understands it: words and phrases in quotation marks, nothing else.

There is no query language: `*`, `?`, `AND`, brackets and the like are plain text, so no query is expensive, and none
is an error.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from wiki.core import analysis
from wiki.core.text import clean_line, fold
from wiki.search.asking import ASKING, FILLERS

MOST_CHARACTERS = 200
MOST_WORDS = 16
MOST_JOINED = 5
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]?")


@dataclass(frozen=True)
class Clause:
    """A word, or a phrase of several, that an entry should hold. `alternatives` are keys that count as well."""

    text: str
    stems: tuple[str, ...]
    alternatives: tuple[str, ...] = ()
    spelling: str = ""
    """The word that was probably meant, where this one stands nowhere."""
    optional: bool = False
    """Raises an entry that holds it; none must."""
    kind: str = ""
    """The kind of entry it names: an entry of that kind need not hold it."""

    @property
    def is_phrase(self) -> bool:
        """Whether the words must follow one another."""
        return len(self.stems) > 1

    @property
    def as_typed(self) -> str:
        """The clause as it would be typed."""
        return f'"{self.text}"' if self.is_phrase else self.text

    @property
    def folded(self) -> str:
        """The word as compared for spelling."""
        return fold(self.text)


@dataclass(frozen=True)
class Query:
    """A parsed query. `pairs`: for a required clause and its successor the key of both written as one word; `whole`:
    of all of them."""

    text: str
    clauses: tuple[Clause, ...]
    pairs: tuple[str, ...] = ()
    whole: str = ""
    was_cut: bool = False
    """Whether it was longer than search looks at."""

    @property
    def keys(self) -> frozenset[str]:
        """Every key that is marked in a text."""
        found = {key for clause in self.clauses for key in (*clause.stems, *clause.alternatives)}
        return frozenset(found | {key for key in (*self.pairs, self.whole) if key})

    @property
    def required(self) -> list[Clause]:
        """The clauses an entry should hold: all that are not optional, and all when there are no others."""
        return [clause for clause in self.clauses if not clause.optional] or list(self.clauses)

    @property
    def suggestion(self) -> str | None:
        """The query with the words that were probably meant; None when every word is known."""
        if not any(clause.spelling for clause in self.clauses):
            return None
        return " ".join(clause.spelling or clause.as_typed for clause in self.clauses)

    def __bool__(self) -> bool:
        return bool(self.clauses)


@dataclass
class _Collected:
    clauses: list[Clause] = field(default_factory=list)
    count: int = 0

    def add(self, words: list[str], as_phrase: bool) -> None:
        room = MOST_WORDS - self.count
        words, self.count = words[:room], self.count + len(words)
        if as_phrase and len(words) > 1:
            self.clauses.append(Clause(" ".join(words), tuple(map(analysis.stem, words))))
        else:
            self.clauses.extend(Clause(word, (analysis.stem(word),)) for word in words)


def parse(text: str, kinds: Mapping[str, str] | None = None) -> Query:
    """The query in `text`, cut to MOST_CHARACTERS and MOST_WORDS. Words that say nothing count only on their own.
    `kinds`: keys of words that name a kind of entry."""
    line = clean_line(text)
    cut = line[:MOST_CHARACTERS]
    collected = _Collected()
    end = 0
    for match in _QUOTED.finditer(cut):
        collected.add(analysis.words(cut[end : match.start()]), as_phrase=False)
        collected.add(analysis.words(match[1]), as_phrase=True)
        end = match.end()
    collected.add(analysis.words(cut[end:]), as_phrase=False)
    was_cut = len(line) > MOST_CHARACTERS or collected.count > MOST_WORDS
    clauses = [_judged(clause, kinds or {}) for clause in _without_repeats(_telling(collected.clauses))]
    return build(cut, clauses, was_cut)


def build(text: str, clauses: list[Clause], was_cut: bool = False) -> Query:
    """The query of these clauses."""
    query = Query(text, tuple(clauses), was_cut=was_cut)
    required = query.required
    if len(required) < 2 or any(clause.is_phrase for clause in required):
        return query
    words = [clause.text for clause in required]
    pairs = tuple(analysis.joined(f"{one} {other}") for one, other in pairwise(words))
    whole = analysis.joined(" ".join(words)) if 2 < len(words) <= MOST_JOINED else ""
    return replace(query, pairs=pairs, whole=whole)


def _telling(clauses: list[Clause]) -> list[Clause]:
    telling = [each for each in clauses if each.is_phrase or each.folded not in FILLERS]
    return telling or clauses


def _judged(clause: Clause, kinds: Mapping[str, str]) -> Clause:
    if clause.is_phrase:
        return clause
    return replace(clause, optional=clause.folded in ASKING, kind=kinds.get(clause.stems[0], ""))


def _without_repeats(clauses: list[Clause]) -> list[Clause]:
    return list({clause.stems: clause for clause in reversed(clauses)}.values())[::-1]
