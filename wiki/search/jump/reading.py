"""The names of entries, departments and functions, read in a few plain queries without making objects of them."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from wiki.core.text import fold
from wiki.entries.models import RELEASED, SUPERSEDED, Entry, Revision
from wiki.glossary import projection
from wiki.glossary.models import TermLabel
from wiki.people.models import Department, Function
from wiki.processes.models import ProcessStep
from wiki.search.jump import labels
from wiki.search.jump.labels import Name, plain

_AT_ONCE = 500
_MARKS = {projection.DEPRECATED: labels.DEPRECATED, projection.HIDDEN: labels.HIDDEN}
_OF_TERMS = "term"

Among = Callable[[InstrumentedAttribute[int]], ColumnElement[bool]]
"""Narrows a query by a column that holds ids of entries."""


@dataclass(frozen=True)
class Codes:
    """Small numbers for the kinds of things that have names."""

    names: tuple[str, ...]

    def of(self, kind: str) -> int:
        """The number of `kind`."""
        return self.names.index(kind)


@dataclass(frozen=True)
class Read:
    """Names of released entries, and which revision of each entry they belong to."""

    names: list[Name]
    released: dict[int, int]


def released_revisions(session: Session) -> dict[int, int]:
    """Entry → the revision readers see: as long as it is the same the names are, too. They come in one
    text: ten thousand rows would be as many objects, and collecting the garbage took longer than all else."""
    pair = cast(Entry.id, String) + "," + cast(func.coalesce(Entry.released_id, 0), String)
    text = session.scalar(select(func.aggregate_strings(pair, ",")).where(Entry.status == RELEASED))
    numbers = array("I", map(int, text.split(","))) if text else array("I")
    return dict(zip(numbers[::2], numbers[1::2], strict=True))


def all_entries(session: Session, codes: Codes) -> Read:
    """The names of all released entries; four queries."""
    return _entries(session, codes, lambda _column: true())


def some_entries(session: Session, codes: Codes, entry_ids: Iterable[int]) -> Read:
    """The names of those of `entry_ids` that are released."""
    ids = sorted(entry_ids)
    read = Read([], {})
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        more = _entries(session, codes, partial(_is_one_of, some))
        read.names.extend(more.names)
        read.released.update(more.released)
    return read


def _is_one_of(ids: list[int], column: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return column.in_(ids)


def _entries(session: Session, codes: Codes, among: Among) -> Read:
    found = _Collected(codes.of("step"))
    is_released = Entry.status == RELEASED
    titles = select(Entry.id, Entry.kind, Entry.released_id, Entry.title_de, Entry.title_en).where(
        is_released, among(Entry.id)
    )
    for entry_id, kind, released_id, german, english in session.execute(titles):
        found.released[entry_id] = released_id or 0
        found.kinds[entry_id] = codes.of(kind)
        if kind != _OF_TERMS:
            found.add(entry_id, fold(german), german, labels.SHOWN)
            found.add(entry_id, fold(english), english, labels.SHOWN)
    columns = (TermLabel.term_id, TermLabel.folded, TermLabel.text, TermLabel.status)
    for term_id, folded, text, status in session.execute(select(*columns).where(among(TermLabel.term_id))):
        if term_id in found.kinds:
            found.add(term_id, folded, text, _MARKS.get(status, labels.SHOWN))
    steps = select(ProcessStep.process_id, ProcessStep.title_de, ProcessStep.title_en)
    for process_id, german, english in session.execute(steps.where(among(ProcessStep.process_id))):
        if process_id in found.kinds:
            found.add(process_id, fold(german), german, labels.OF_STEP)
            found.add(process_id, fold(english), english, labels.OF_STEP)
    for entry_id, german, english in session.execute(_former(among(Entry.id))):
        found.add(entry_id, fold(german), german, labels.FORMER)
        found.add(entry_id, fold(english), english, labels.FORMER)
    return Read(list(found.names()), found.released)


def _former(which: ColumnElement[bool]) -> Select[tuple[int, str, str]]:
    differs = or_(Revision.title_de != Entry.title_de, Revision.title_en != Entry.title_en)
    was_released = (Revision.state == SUPERSEDED) & Revision.decided_at.is_not(None)
    query = select(Revision.entry_id, Revision.title_de, Revision.title_en).join(Entry, Entry.id == Revision.entry_id)
    return query.where(was_released, Entry.status == RELEASED, differs, which).distinct()


class _Collected:
    """Names by entry, each folded name once: as what it may best be shown."""

    def __init__(self, step: int) -> None:
        self._step = step
        self.kinds: dict[int, int] = {}
        self.released: dict[int, int] = {}
        self._found: dict[tuple[int, str], tuple[int, str]] = {}

    def add(self, entry_id: int, folded: str, text: str, mark: int) -> None:
        """Take a name in; nothing for an empty one."""
        key = (entry_id, plain(folded))
        known = self._found.get(key)
        if folded and (known is None or mark < known[0]):
            self._found[key] = (mark, text)

    def names(self) -> Iterator[Name]:
        """All of them."""
        for (entry_id, folded), (mark, text) in self._found.items():
            kind = self._step if mark == labels.OF_STEP else self.kinds[entry_id]
            yield Name(kind, entry_id, folded, text, mark)


def directory(session: Session, codes: Codes) -> Iterator[Name]:
    """The names of departments, and of the functions that belong to one."""
    for kind, model in (("department", Department), ("function", Function)):
        query = select(model.id, model.name_de, model.name_en)
        if model is Function:
            query = query.where(Function.department_id.is_not(None))
        for number, german, english in session.execute(query):
            for text in dict.fromkeys((german, english)):
                if text:
                    yield Name(codes.of(kind), number, plain(fold(text)), text)
