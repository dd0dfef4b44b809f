"""What facets, filters and rights need to know of every entry readers may find, kept in memory by each process.

A search looks at all its matches, often thousands, and asking the database about each would take longer than
finding them. The columns are good for the number of the newest change they were read at (`core/changes.py`); a search
compares that number, one tiny query, and reads what changed since.
"""

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core import analysis, changes
from wiki.core.text import LANGUAGES
from wiki.entries.models import Entry
from wiki.entries.rights import PUBLISHED
from wiki.glossary.models import TermLabel

_AT_ONCE = 500


class Row(NamedTuple):
    """What entries are narrowed and counted by. Entries alike in all of it share one row."""

    kind: str
    status: str
    department: str
    field: str
    languages: tuple[str, ...]


class Table:
    """Entry id → number of its row, and the rows by number: counting numbers is cheap."""

    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}
        self.rows: list[Row] = []
        self._known: dict[Row, int] = {}

    def put(self, entry_id: int, row: Row) -> None:
        """Say what is known of an entry."""
        number = self._known.get(row)
        if number is None:
            number = self._known[row] = len(self.rows)
            self.rows.append(row)
        self.numbers[entry_id] = number

    def get(self, entry_id: int) -> Row | None:
        """The row of an entry; None when readers do not find it."""
        number = self.numbers.get(entry_id)
        return None if number is None else self.rows[number]


class Columns:
    """The rows of all published entries, and the words of their labels. Everybody whom the wiki lets read may read
    what is published (`entries/rights.py`); the ids of anything else are not in here, so nothing else is counted."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._number = -1
        self._table = Table()
        self._released: dict[int, int] = {}
        self._words: dict[int, tuple[int, tuple[str, ...]]] = {}
        self._count: Counter[str] = Counter()
        self._vocabulary = Vocabulary(())
        self._outdated: set[int] = set()

    def table(self, session: Session) -> Table:
        """The rows as of the newest change this transaction sees; read only. They may go on to newer ones."""
        with self._lock:
            news = changes.news(session, self._number)
            if news.number != self._number:  # lower: a backup was restored, or this transaction began before others
                if news.entries is None:
                    self._read_all(session)
                else:
                    self._read_some(session, news.entries)
                self._number = news.number
            return self._table

    def _read_all(self, session: Session) -> None:
        found = list(_read(session))
        released = {entry_id: released_id for entry_id, released_id, _row in found}
        before = self._released
        self._outdated |= {each for each in before.keys() | released.keys() if before.get(each) != released.get(each)}
        self._table, self._released = Table(), released
        for entry_id, _released_id, row in found:
            self._table.put(entry_id, row)

    def _read_some(self, session: Session, entry_ids: frozenset[int]) -> None:
        gone = set(entry_ids)
        for entry_id, released_id, row in _read(session, entry_ids):
            gone.discard(entry_id)
            self._table.put(entry_id, row)
            self._released[entry_id] = released_id
        for entry_id in gone:
            self._table.numbers.pop(entry_id, None)
            self._released.pop(entry_id, None)
        self._outdated |= entry_ids

    def words(self, session: Session) -> "Vocabulary":
        """The words of all labels and titles: the library's own, by which compounds are taken apart."""
        with self._lock:
            self.table(session)
            if self._outdated:
                self._read_words(session)
                self._outdated = set()
                self._vocabulary = Vocabulary(key for key, number in self._count.items() if number > 0)
            return self._vocabulary

    def _read_words(self, session: Session) -> None:
        wanted = []
        for entry_id in self._outdated:
            released, kept = self._released.get(entry_id), self._words.get(entry_id)
            if kept is not None and kept[0] != released:
                self._count.subtract(kept[1])
                del self._words[entry_id]
                kept = None
            if released is not None and kept is None:
                wanted.append(entry_id)
        for entry_id, words in _label_words(session, wanted).items():
            self._words[entry_id] = (self._released[entry_id], words)
            self._count.update(words)


class Vocabulary:
    """Keys of words; never changed, so that a search may go on with it while the next one is made."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._sorted = sorted(keys)
        self._keys = frozenset(self._sorted)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def beginning(self, root: str) -> Iterator[str]:
        """The keys that begin with `root`."""
        for at in range(bisect_left(self._sorted, root), len(self._sorted)):
            if not self._sorted[at].startswith(root):
                return
            yield self._sorted[at]


def _read(session: Session, entry_ids: Iterable[int] | None = None) -> Iterator[tuple[int, int, Row]]:
    columns = (Entry.id, Entry.kind, Entry.status, Entry.department, Entry.field_of_action, Entry.released_id)
    query = select(*columns, Entry.title_de != "", Entry.title_en != "").where(Entry.status.in_(PUBLISHED))
    if entry_ids is not None:
        query = query.where(Entry.id.in_(entry_ids))
    for entry_id, kind, status, department, field, released_id, *titles in session.execute(query):
        languages = tuple(each for each, has_title in zip(LANGUAGES, titles, strict=True) if has_title)
        yield entry_id, released_id or 0, Row(kind, status, department, field, languages)


def _label_words(session: Session, entry_ids: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for start in range(0, len(entry_ids), _AT_ONCE):
        some = entry_ids[start : start + _AT_ONCE]
        texts: dict[int, list[str]] = {each: [] for each in some}
        titles = select(Entry.id, Entry.title_de, Entry.title_en).where(Entry.id.in_(some))
        for entry_id, *both in session.execute(titles):
            texts[entry_id] += both
        labels = select(TermLabel.term_id, TermLabel.text).where(TermLabel.term_id.in_(some))
        for term_id, text in session.execute(labels):
            texts[term_id].append(text)
        found |= {entry_id: _keys(said) for entry_id, said in texts.items()}
    return found


def _keys(texts: list[str]) -> tuple[str, ...]:
    return tuple({analysis.stem(word) for text in texts for word in analysis.words(text)})
