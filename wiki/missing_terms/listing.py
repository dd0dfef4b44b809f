"""The editors' inbox: what is missing, how much it is wanted, the most wanted first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from wiki.core.text import fold
from wiki.entries.models import EntryLink
from wiki.missing_terms.known import Known
from wiki.missing_terms.models import DAYS_UNTIL_KEPT, OPEN, STATES, MissingTerm, MissingWord, SearchMiss, TermRequest
from wiki.missing_terms.naming import TERM
from wiki.missing_terms.typed import key_of

A_PAGE = 25
ALL = "all"
SHOWS = (*STATES, ALL)
WANTED, NEWEST, WORD = "wanted", "newest", "word"
ASKED, SEARCHED, LINKED = "asked", "searched", "linked"
_REQUEST_WEIGHS, _LINK_WEIGHS = 3, 2
"""Against a day on which it was searched for in vain: who asks has taken the trouble."""


@dataclass(frozen=True)
class Wanted:
    """How much something is missed. `days`: on how many of the last ninety it was searched for in vain."""

    asked: int = 0
    asked_at: datetime | None = None
    days: int = 0
    times: int = 0
    searched_on: date | None = None
    links: int = 0

    @property
    def weight(self) -> int:
        """What the list is ordered by."""
        return _REQUEST_WEIGHS * self.asked + self.days + _LINK_WEIGHS * self.links


@dataclass(frozen=True)
class Row:
    """A line of the list. `meant`: the released term that is probably meant."""

    term: MissingTerm
    wanted: Wanted
    meant: Known | None = None


@dataclass(frozen=True)
class Narrowed:
    """What the list is narrowed to."""

    show: str = OPEN
    source: str = ""
    order: str = WANTED
    words: str = ""


def numbers(session: Session) -> dict[str, int]:
    """How many there are under each of `SHOWS`."""
    query = select(MissingTerm.state, func.count()).where(MissingTerm.state.in_(STATES)).group_by(MissingTerm.state)
    by_state = dict(session.execute(query).tuples().all())
    return {**{state: by_state.get(state, 0) for state in STATES}, ALL: sum(by_state.values())}


def ranked(session: Session, narrowed: Narrowed) -> list[tuple[int, Wanted]]:
    """Everything asked for in its order, each with how much it is wanted."""
    states = STATES if narrowed.show == ALL else (narrowed.show,)
    query = select(MissingTerm.id, MissingTerm.word, MissingTerm.created_at).where(MissingTerm.state.in_(states))
    if narrowed.words:
        holds = MissingWord.folded.contains(key_of(narrowed.words), autoescape=True)
        query = query.where(MissingTerm.id.in_(select(MissingWord.term_id).where(holds)))
    rows = session.execute(query).all()
    wanted = wanted_of(session, None if narrowed.show == ALL or len(rows) > 500 else [row.id for row in rows])
    found = [(row, wanted.get(row.id, Wanted())) for row in rows]
    found = [each for each in found if _from(narrowed.source, each[1])]
    if narrowed.order == WORD:
        found.sort(key=lambda each: (fold(each[0].word), each[0].id))
    elif narrowed.order == NEWEST:
        found.sort(key=lambda each: (each[0].created_at, each[0].id), reverse=True)
    else:
        found.sort(key=lambda each: (-each[1].weight, fold(each[0].word), each[0].id))
    return [(row.id, each) for row, each in found]


def _from(source: str, wanted: Wanted) -> bool:
    return not source or bool({ASKED: wanted.asked, SEARCHED: wanted.days, LINKED: wanted.links}.get(source))


def wanted_of(session: Session, ids: Sequence[int] | None) -> dict[int, Wanted]:
    """How much each of these is wanted, or everything; three queries."""

    def of_these(column: InstrumentedAttribute[int]) -> ColumnElement[bool]:
        return column.is_not(None) if ids is None else column.in_(ids)

    found: dict[int, Wanted] = {}
    asked = select(TermRequest.term_id, func.count(), func.max(TermRequest.asked_at)).group_by(TermRequest.term_id)
    for term_id, number, last in session.execute(asked.where(of_these(TermRequest.term_id))):
        found[term_id] = Wanted(number, last)
    on_days = func.count(SearchMiss.day.distinct())
    searched = (
        select(MissingWord.term_id, on_days, func.sum(SearchMiss.times), func.max(SearchMiss.day))
        .join(SearchMiss, SearchMiss.digest == MissingWord.digest)
        .where(of_these(MissingWord.term_id))
        .group_by(MissingWord.term_id)
        .having(on_days >= DAYS_UNTIL_KEPT)
    )
    for term_id, days, times, last_day in session.execute(searched):
        known = found.get(term_id, Wanted())
        found[term_id] = Wanted(known.asked, known.asked_at, days, int(times), last_day)
    for term_id, links in session.execute(_linked().where(of_these(MissingWord.term_id))):
        known = found.get(term_id, Wanted())
        found[term_id] = Wanted(known.asked, known.asked_at, known.days, known.times, known.searched_on, links)
    return found


def _linked() -> Select[tuple[int, int]]:
    leads_nowhere = and_(
        EntryLink.target_slug == MissingWord.slug, EntryLink.target_id.is_(None), EntryLink.target_kind.in_(("", TERM))
    )
    number = func.count(EntryLink.source_id.distinct())
    return select(MissingWord.term_id, number).join(EntryLink, leads_nowhere).group_by(MissingWord.term_id)


def loaded(session: Session, ids: Sequence[int]) -> list[MissingTerm]:
    """These with their words, in this order."""
    query = select(MissingTerm).where(MissingTerm.id.in_(ids)).options(selectinload(MissingTerm.words))
    found: Mapping[int, MissingTerm] = {each.id: each for each in session.scalars(query)}
    return [found[each] for each in ids if each in found]


@dataclass(frozen=True)
class Waiting:
    """What waits for editors, for their home page: how many, and the most wanted words with their pages' numbers."""

    number: int
    first: list[tuple[int, str]] = field(default_factory=list)


def waiting(session: Session, most: int = 3) -> Waiting:
    """What nobody has decided on."""
    rows = ranked(session, Narrowed())
    return Waiting(len(rows), [(each.id, each.word) for each in loaded(session, [row[0] for row in rows[:most]])])
