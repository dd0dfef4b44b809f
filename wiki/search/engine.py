"""What search asks of whatever holds the documents, and the engine for a handful of documents in memory."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol, TypeVar

from wiki.search.documents import IN_ORDER, NEAR, Document


class EngineUnusable(Exception):
    """The index is missing, damaged, or of another version; it must be rebuilt."""


class EngineBusy(Exception):
    """Somebody else writes the index; try again."""


Posting = tuple[int, float, float]
"""An entry's id, how often it holds the key, and the length of the field in words."""

MOST_COUNTED = 64
"""A key that stands in a field more often than this counts as often as this, in every engine."""

Answer = TypeVar("Answer")

Changes = tuple[list[Document], list[int]]
"""Documents to put in the place of older ones, and entries to remove."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents that hold a key in a field, as columns: entries, how often they hold it, lengths of the field."""

    ids: Sequence[int] = ()
    counts: Sequence[int] = ()
    lengths: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Posting]:
        return zip(self.ids, self.counts, self.lengths, strict=True)


NOWHERE = Postings()


class Source(Protocol):
    """Documents that can be asked for keys, at one moment."""

    def size(self) -> int:
        """How many documents there are."""
        ...

    def frequency(self, field: str, key: str) -> int:
        """How many documents hold `key` in `field`."""
        ...

    def average_length(self, field: str) -> float:
        """The average length of `field` in words."""
        ...

    def expect(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Read the postings of these (field, key) at once, for they will be asked for; one by one they would be read
        one after another."""
        ...

    def postings(self, field: str, key: str) -> Postings:
        """The documents that hold `key` in `field`."""
        ...

    def phrase(self, field: str, keys: Sequence[str]) -> Iterable[Posting]:
        """The documents that hold `keys` one after another in `field`, and how often, overlaps not counted."""
        ...

    def spelt_like(self, grams: Set[str]) -> Iterable[str]:
        """Words of labels that share many of these trigrams, best first."""
        ...


class Engine(Protocol):
    """Keeps the documents of released entries. One process writes at a time; any number read."""

    def ask(self, question: Callable[[Source], Answer]) -> Answer:
        """The answer to `question` from the newest committed documents; it may be put twice. Raises EngineUnusable."""
        ...

    def write(self, read: Callable[[], Changes]) -> None:
        """Take the changes in, in one commit. `read` is called when nobody else can write any more, so that of two
        writers the later one has the newer state. Raises EngineUnusable or EngineBusy."""
        ...

    def rebuild(self, documents: Iterable[Document], catch_up: Callable[[], Changes]) -> None:
        """Build anew from `documents` aside, then take what `catch_up` says changed meanwhile, and swap it in."""
        ...

    def problem(self) -> str:
        """Why the index must be rebuilt; empty when it need not."""
        ...

    def forget(self) -> None:
        """Throw the index away, where there is one: another engine is kept up to date instead."""
        ...


def sequence(keys: Iterable[str]) -> str:
    """Keys as one text in which a phrase, written the same way, is found by looking for it."""
    return "".join([f" {key} " for key in keys])


class MemorySource:
    """A handful of documents, read as they are: entries that wait for the index, and libraries without one."""

    def __init__(self, documents: Mapping[int, Document]) -> None:
        self._documents = documents

    def size(self) -> int:
        """How many documents there are."""
        return len(self._documents)

    def frequency(self, field: str, key: str) -> int:
        """How many documents hold `key` in `field`."""
        return sum(1 for each in self._documents.values() if key in each.counts[field])

    def average_length(self, field: str) -> float:
        """The average length of `field` in words."""
        lengths = [len(each.fields[field]) for each in self._documents.values()]
        return sum(lengths) / len(lengths) if lengths else 1.0

    def expect(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Nothing to do: everything is read already."""

    def postings(self, field: str, key: str) -> Postings:
        """The documents that hold `key` in `field`."""
        ids, counts, lengths = array("q"), array("B"), array("l")
        for document in self._documents.values():
            count = document.counts[field].get(key)
            if count:
                ids.append(document.entry_id)
                counts.append(min(count, MOST_COUNTED))
                lengths.append(length_of(document, field))
        return Postings(ids, counts, lengths)

    def phrase(self, field: str, keys: Sequence[str]) -> Iterator[Posting]:
        """The documents that hold `keys` one after another in `field`."""
        wanted = sequence(keys)
        for document in self._documents.values():
            if all(key in document.counts[field] for key in keys):
                count = sequence(document.fields[field]).count(wanted)
                if count:
                    yield document.entry_id, count, length_of(document, field)

    def spelt_like(self, grams: Set[str]) -> Iterator[str]:
        """Words of labels of the documents that share a third of these trigrams."""
        for document in self._documents.values():
            if 3 * len(grams & document.counts[NEAR].keys()) >= len(grams):
                yield from document.spellings


def length_of(document: Document, field: str) -> int:
    """The length of `field` as scores know it: 1 where only presence counts."""
    return len(document.fields[field]) if field in IN_ORDER else 1
