"""What the home page shows of the library: the newest, a term to discover, ways in."""

from dataclasses import dataclass
from datetime import date
from math import gcd

from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core import markdown
from wiki.core.text import shorten
from wiki.entries.kinds import Kind
from wiki.entries.models import RELEASED, Entry, Watch
from wiki.entries.options import FIELD_OF_ACTION, PHASES
from wiki.entries.rights import readable

MOST = 8
LONGEST_EXAMPLE = 260
_STRIDE = 7919
"""How far apart terms stand that follow each other: neighbours in the library are often alike."""


def newest() -> Select[tuple[Entry]]:
    """What was released last; of what came in together (an import), each kind in turn."""
    turn = func.row_number().over(partition_by=Entry.kind, order_by=(Entry.released_at.desc(), Entry.id.desc()))
    columns = select(Entry.id, Entry.released_at, turn.label("turn")).where(Entry.status == RELEASED).subquery()
    # Sorted without the texts: they are read of the few that are shown.
    order = columns.c.released_at.desc(), columns.c.turn, columns.c.id.desc()
    few = select(columns).order_by(*order).limit(MOST).subquery()
    order = few.c.released_at.desc(), few.c.turn, few.c.id.desc()
    return select(Entry).join(few, few.c.id == Entry.id).order_by(*order)


def watched(actor: Actor) -> Select[tuple[Entry]]:
    """What this person watches, what changed last first."""
    query = select(Entry).join(Watch, Watch.entry_id == Entry.id)
    query = query.where(Watch.person_id == actor.person_id, Watch.muted.is_(False), readable(actor))
    return query.order_by(Entry.changed_at.desc(), Entry.id).limit(MOST)


@dataclass(frozen=True)
class Discovery:
    """A term to discover. `following` is the slug of the one to show after it, empty where it is the only one."""

    term: Entry
    following: str

    def example(self, language: str) -> str:
        """Its example in the language, else in the other one, as plain words."""
        texts = self.term.released.payload.get("example") or {} if self.term.released else {}
        text = texts.get(language) or next(filter(None, texts.values()), "")
        return shorten(markdown.plain(text), LONGEST_EXAMPLE)


def discovery(session: Session, day: date, slug: str = "") -> Discovery | None:
    """The released term `slug`, else the term of the day: another one each day, the same for everybody.

    Whoever follows `following` meets every term once before the first comes back.
    """
    terms = (Entry.kind == "term", Entry.status == RELEASED)
    number = session.scalar(select(func.count()).select_from(Entry).where(*terms)) or 0
    if not number:
        return None
    chosen = session.scalar(select(Entry.id).where(*terms, Entry.slug == slug)) if slug else None
    place = (day.toordinal() * _STRIDE) % number
    if chosen is not None:
        place = session.scalar(select(func.count()).select_from(Entry).where(*terms, Entry.id < chosen)) or 0
    places = select(Entry.id).where(*terms).order_by(Entry.id).limit(1)
    wanted = places.offset(place).scalar_subquery()
    term = session.scalar(select(Entry).where(Entry.id == wanted).options(joinedload(Entry.released)))
    after = places.offset((place + _stride(number)) % number).scalar_subquery()
    following = session.scalar(select(Entry.slug).where(Entry.id == after))
    if term is None or following is None:
        return None
    return Discovery(term, following if following != term.slug else "")


def _stride(number: int) -> int:
    stride = _STRIDE
    while gcd(stride, number) != 1:
        stride += 2
    return stride


@dataclass(frozen=True)
class Way:
    """A way into the library by one value of a filter, with the number of released entries behind it."""

    value: str
    label: object
    count: int


def by_phase(session: Session, kind: Kind) -> list[Way]:
    """The phases of a journey, in order, with how many entries of `kind` belong to each. One query."""
    phases = cast(kind.model.phases, String)  # type: ignore[attr-defined]  # only kinds with the field PHASES
    counts = [func.count().filter(phases.like(f'%"{option.value}"%')) for option in PHASES.options]
    row = session.execute(select(*counts).select_from(kind.model).where(kind.model.status == RELEASED)).one()
    return [Way(option.value, option.label, count) for option, count in zip(PHASES.options, row, strict=True)]


def by_field(session: Session, kind: Kind) -> list[Way]:
    """The fields of action with how many entries of `kind` belong to each; one query."""
    query = select(Entry.field_of_action, func.count().label("number"))
    query = query.where(Entry.kind == kind.name, Entry.status == RELEASED).group_by(Entry.field_of_action)
    counts = {row.field_of_action: row.number for row in session.execute(query)}
    return [Way(option.value, option.label, counts.get(option.value, 0)) for option in FIELD_OF_ACTION.options]
