"""The dictionary of this process, brought up to date when a text is shown.

It is built when it is first needed and then follows the numbered changes: after one release only the labels of what was
released are read again. Nothing is sent between processes; each looks at the number itself.
"""

import gc
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core import changes
from wiki.core.text import slugify
from wiki.entries.models import RELEASED, Entry
from wiki.glossary.mentions.dictionary import Concept, Departments, Dictionary, changed, packed
from wiki.glossary.mentions.forms import Row
from wiki.glossary.models import Term, TermLabel
from wiki.people.models import Department

_MOST_NAMED = 500
"""More concepts than these are read by reading all labels."""


@dataclass
class Labels:
    """Keeps the dictionary; the application ties one to its sessions."""

    _known: Dictionary = field(default_factory=Dictionary)
    _lock: Lock = field(default_factory=Lock)

    def of(self, session: Session) -> Dictionary:
        """Every released label, at least as new as what the session sees; one small query when nothing changed."""
        news = changes.news(session, self._known.number)
        if self._known.number >= news.number:
            return self._known
        with self._lock:
            known = self._known
            if known.number < news.number:
                with _paused_collection() if known.number < 0 else nullcontext():
                    self._known = _caught_up(session, known, changes.news(session, known.number))
            return self._known


@contextmanager
def _paused_collection() -> Iterator[None]:
    """Without looking for garbage meanwhile: all that is made here stays, and looking through it takes as long as
    making it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Head(NamedTuple):
    """What the entry says of a concept; labels change with the revision alone."""

    id: int
    slug: str
    field_of_action: str
    department: str
    scope: str
    revision: int | None

    def is_news(self, known: Dictionary) -> bool:
        """Whether the labels must be read."""
        concept = known.concepts.get(self.id)
        same = concept and (concept.slug, concept.field_of_action, concept.department, concept.scope) == self[1:5]
        return not same or known.revisions.get(self.id) != self.revision


def _caught_up(session: Session, known: Dictionary, news: changes.Since) -> Dictionary:
    anything = news.entries is None or known.number < 0
    heads = list(_heads(session, None if anything else news.entries))
    revisions = {} if news.entries is None or anything else dict(known.revisions)
    for gone in () if news.entries is None else news.entries:
        revisions.pop(gone, None)
    revisions.update((head.id, head.revision) for head in heads)
    concepts = list(_read(session, [head for head in heads if head.is_news(known)]))
    departments = _departments(session) if anything else known.departments
    return changed(known, news.number, concepts, departments, revisions)


def _heads(session: Session, ids: Collection[int] | None) -> Iterator[_Head]:
    # The tables by themselves: the mapped class would join its base a second time.
    entry, term = Entry.__table__.c, Term.__table__.c
    query = select(entry.id, entry.slug, entry.field_of_action, entry.department, term.scope, entry.released_id)
    query = query.where(term.id == entry.id, entry.status == RELEASED)
    if ids is not None:
        query = query.where(entry.id.in_(ids))
    return (_Head(*row) for row in session.execute(query)) if ids is None or ids else iter(())


def _read(session: Session, heads: list[_Head]) -> Iterator[Concept]:
    if not heads:
        return
    query = select(TermLabel.term_id, TermLabel.language, TermLabel.text, TermLabel.type, TermLabel.status)
    if len(heads) <= _MOST_NAMED:
        query = query.where(TermLabel.term_id.in_([head.id for head in heads]))
    rows: defaultdict[int, list[Row]] = defaultdict(list)
    for row in session.execute(query.order_by(TermLabel.term_id, TermLabel.position)):
        rows[row.term_id].append(Row(*row))
    for head in heads:
        yield Concept(*head[:5], packed(rows[head.id]))


def _departments(session: Session) -> Departments:
    query = select(Department.id, Department.parent_id, Department.slug, Department.name_de, Department.name_en)
    found = {row.id: row for row in session.execute(query)}
    named = {}
    for row in found.values():
        names: set[str] = set()
        above: Any = row
        while above is not None and above.slug not in names:
            names |= {above.slug, slugify(above.name_de), slugify(above.name_en)}
            above = found.get(above.parent_id)
        named[row.slug] = frozenset(names - {""})
    return named
