"""What may have been meant where the words as typed find too little: forms of a word, words spelt alike, compounds
taken apart by the library's own words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wiki.core import analysis
from wiki.core.text import fold
from wiki.search import query as queries
from wiki.search.columns import Vocabulary
from wiki.search.documents import BODY
from wiki.search.engine import Source
from wiki.search.query import Clause, Query
from wiki.search.scoring import WEIGHTS

SHORTEST_CORRECTED = 4
MOST_CORRECTIONS = 3
SHORTEST_ROOT = 4
SHORTEST_PIECE = 4
MOST_PIECES = 4
LONGEST_CORRECTED = 60
"""Letters beyond which a word is none: folding makes eighteen letters of some signs, and cutting a word up takes the
square of its length."""
_VERBS = ("ieren", "ierst", "ierte", "iert", "iere", "enden", "ing", "est", "et", "en", "st", "te", "ed", "t", "e", "s")
"""Endings of verbs: *beschwere* and *Beschwerde*, *reklamieren* and *Reklamation* have a root in common."""
_NOUNS = {
    "",
    "d",
    "e",
    "o",
    "t",
    "i",
    "ti",
    "iti",
    "itat",
    "al",
    "el",
    "en",
    "er",
    "ier",
    "ion",
    "ation",
    "atur",
    "ung",
}
_NOUNS |= {"heit", "keit", "ment"}
"""What keys of words may have after a root."""


def with_forms(query: Query, words: Vocabulary) -> Query:
    """The query with words of labels that come from the same root beside those that are no words of labels: who asks
    how to *beschweren* is answered by *Beschwerde*."""

    def change(clause: Clause) -> list[Clause]:
        if clause.stems[0] in words or clause.optional:
            return [clause]
        return [replace(clause, alternatives=tuple(_derived(clause.folded, clause.stems[0], words)))]

    return _changed(query, change)


def _derived(word: str, own: str, words: Vocabulary) -> Iterator[str]:
    roots = {word[: -len(ending)] for ending in _VERBS if word.endswith(ending)} | {word}
    if word.startswith("ge"):
        roots |= {root[2:] for root in roots}
    roots |= {_as_in_keys(root) for root in roots}
    found: dict[str, None] = {}
    for root in sorted(each for each in roots if len(each) >= SHORTEST_ROOT):
        for key in words.beginning(root):
            if key != own and key[len(root) :] in _NOUNS:
                found[key] = None
    return iter(list(found)[:MOST_CORRECTIONS])


def _as_in_keys(root: str) -> str:
    """The stemmer takes digraphs for umlauts, and these for their letters."""
    for digraph, letter in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        root = root.replace(digraph, letter)
    return root


def _changed(query: Query, change: Callable[[Clause], list[Clause]]) -> Query:
    clauses = [each for clause in query.clauses for each in ([clause] if clause.is_phrase else change(clause))]
    return query if clauses == list(query.clauses) else queries.build(query.text, clauses, query.was_cut)


@dataclass(frozen=True)
class Corrector:
    """Looks words up in what there is: the index, what waits for it, and the words of the labels. `kinds`: keys of
    words that name a kind."""

    sources: Sequence[Source]
    words: Vocabulary
    kinds: Mapping[str, str]

    def corrected(self, query: Query) -> Query:
        """The query with words spelt alike beside those that stand nowhere, and compounds that stand nowhere taken
        apart; the same query when there is nothing to correct."""
        return _changed(query, self._corrected)

    def taken_apart(self, query: Query) -> Query:
        """The query with compounds taken apart although they stand somewhere."""
        return _changed(query, self._taken_apart)

    def _corrected(self, clause: Clause) -> list[Clause]:
        if (
            not SHORTEST_CORRECTED <= len(clause.folded) <= LONGEST_CORRECTED
            or clause.alternatives
            or self._stands_somewhere(clause.stems[0])
        ):
            return [clause]
        spelt = self._spelt_alike(clause)
        if spelt.spelling and analysis.distance(clause.folded, fold(spelt.spelling), 1) <= 1:
            return [spelt]
        pieces = self._taken_apart(clause)
        return pieces if len(pieces) > 1 else [spelt]

    def _taken_apart(self, clause: Clause) -> list[Clause]:
        if clause.spelling or clause.alternatives:
            return [clause]
        pieces = [(piece, analysis.stem(piece)) for piece in self._pieces(clause.folded)]
        return [Clause(piece, (key,), kind=self.kinds.get(key, "")) for piece, key in pieces] or [clause]

    def _stands_somewhere(self, key: str) -> bool:
        for source in self.sources:
            source.expect([(field, key) for field in WEIGHTS])
        return any(source.frequency(field, key) for source in self.sources for field in WEIGHTS)

    def _spelt_alike(self, clause: Clause) -> Clause:
        best = [spelling for _distance, spelling in sorted(set(self._alike(clause.folded)))][:MOST_CORRECTIONS]
        if not best:
            return clause
        return replace(clause, alternatives=tuple(dict.fromkeys(map(analysis.stem, best))), spelling=best[0])

    def _alike(self, word: str) -> Iterator[tuple[int, str]]:
        most = 1 if len(word) < 2 * SHORTEST_CORRECTED else 2
        grams = analysis.trigrams(word)
        for source in self.sources:
            for spelling in source.spelt_like(grams):
                distance = analysis.distance(word, fold(spelling), most)
                if distance <= most:
                    yield distance, spelling

    def _pieces(self, word: str) -> list[str]:
        """The words of labels that `word` is made of; one of two pieces may be a word of the texts. Empty when it is
        not made of any."""
        if not 2 * SHORTEST_PIECE <= len(word) <= LONGEST_CORRECTED:
            return []
        best: dict[int, list[str]] = {0: []}
        for end in range(SHORTEST_PIECE, len(word) + 1):
            for start in range(end - SHORTEST_PIECE + 1):
                before = best.get(start)
                if before is None or len(before) == MOST_PIECES or not self._is_label_word(word[start:end]):
                    continue
                if end not in best or len(before) + 1 < len(best[end]):
                    best[end] = [*before, word[start:end]]
        whole = best.get(len(word), [])
        return whole if len(whole) > 1 else self._two(word)

    def _two(self, word: str) -> list[str]:
        cuts = range(SHORTEST_PIECE, len(word) - SHORTEST_PIECE + 1)
        pairs = [(word[:cut], word[cut:]) for cut in cuts]
        halves = [
            (known, rest, pair) for pair in pairs for known, rest in (pair, pair[::-1]) if self._is_label_word(known)
        ]
        keys = {rest: analysis.stem(rest) for _known, rest, _pair in halves}
        in_texts = self._in_texts(list(keys.values()))
        found = [(len(known), list(pair)) for known, rest, pair in halves if keys[rest] in in_texts]
        return max(found, default=(0, []))[1]

    def _is_label_word(self, piece: str) -> bool:
        return analysis.stem(piece) in self.words

    def _in_texts(self, keys: list[str]) -> set[str]:
        for source in self.sources:
            source.expect([(BODY, key) for key in keys])
        return {key for key in keys if any(source.frequency(BODY, key) for source in self.sources)}
