"""What an index answers out of its inverted lists: alike in every engine, so that the same question has the same
answer. An engine adds how lists, texts and spellings are read."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from wiki.search.documents import NEAR
from wiki.search.engine import Posting, Postings

Wanted = tuple[str, str]
"""A field and a key."""

_SPELT_LIKE = 60
_RAREST = 6
_MOST_KEPT = 200_000


class Kept:
    """Postings read since the index last changed, up to some 2 MB: forgotten all at once."""

    def __init__(self) -> None:
        self._kept: dict[Wanted, Postings] = {}
        self._size = 0

    def get(self, wanted: Wanted) -> Postings | None:
        """What is kept for `wanted`."""
        return self._kept.get(wanted)

    def put(self, wanted: Wanted, postings: Postings) -> None:
        """Keep `postings`."""
        if self._size > _MOST_KEPT:
            self._kept, self._size = {}, 0
        self._kept[wanted] = postings
        self._size += len(postings) + 10


class InvertedLists(ABC):
    """A `Source` over inverted lists. For one question at a time."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    @abstractmethod
    def size(self) -> int:
        """How many documents there are."""

    @abstractmethod
    def average_length(self, field: str) -> float:
        """The average length of `field` in words."""

    @abstractmethod
    def _read(self, wanted: Sequence[Wanted]) -> Iterable[Postings]:
        """The postings of each of `wanted`, in their order."""

    @abstractmethod
    def _occurrences(self, field: str, keys: Sequence[str], among: Set[int]) -> Iterable[tuple[int, int]]:
        """Which of the entries `among` hold `keys` one after another, and how often."""

    @abstractmethod
    def _spellings(self, entry_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
        """The words of the labels of these entries."""

    def frequency(self, field: str, key: str) -> int:
        """How many documents hold `key` in `field`."""
        return len(self.postings(field, key))

    def expect(self, wanted: Iterable[Wanted]) -> None:
        """Read what is not kept yet in one go."""
        missing = [each for each in dict.fromkeys(wanted) if self._kept.get(each) is None]
        if missing:
            for each, postings in zip(missing, self._read(missing), strict=True):
                self._kept.put(each, postings)

    def postings(self, field: str, key: str) -> Postings:
        """The documents that hold `key` in `field`."""
        found = self._kept.get((field, key))
        if found is None:
            [found] = self._read([(field, key)])
            self._kept.put((field, key), found)
        return found

    def phrase(self, field: str, keys: Sequence[str]) -> Iterator[Posting]:
        """The documents that hold `keys` one after another in `field`."""
        self.expect((field, key) for key in keys)
        lists = sorted((self.postings(field, key) for key in set(keys)), key=len)
        among = set(lists[0].ids).intersection(*(each.ids for each in lists[1:]))
        if among:
            lengths = dict(zip(lists[0].ids, lists[0].lengths, strict=True))
            for entry_id, count in self._occurrences(field, keys, among):
                yield entry_id, count, lengths[entry_id]

    def spelt_like(self, grams: Set[str]) -> Iterator[str]:
        """Words of the labels that share most of the rarest of these trigrams."""
        self.expect((NEAR, gram) for gram in grams)
        lists = sorted((len(found), gram, found) for gram in grams if (found := self.postings(NEAR, gram)))
        shared: Counter[int] = Counter()
        for _length, _gram, found in lists[:_RAREST]:
            shared.update(found.ids)
        best = sorted(shared, key=lambda entry_id: (-shared[entry_id], entry_id))[:_SPELT_LIKE]
        spellings = self._spellings(best)
        for entry_id in best:
            yield from spellings.get(entry_id, ())


def average(words: float, documents: int) -> float:
    """The average length of a field, 1 where there are no documents."""
    return words / documents if documents else 1.0
