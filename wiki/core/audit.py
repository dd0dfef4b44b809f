"""Audit: who did what to whom, appended in the transaction that did it, sealed later into a keyed chain.

Rows hold pseudonyms, never names. Each row is marked as it is written, and sealed later: the mark is HMAC-SHA-256 over
the row's canonical text and a number used once, the seal the same over the previous seal and the text. The key is kept
outside the database: whoever can write the database alone can neither put a row in nor forge the chain.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wiki.core import clock
from wiki.core.db import Base, Document, Key, When
from wiki.core.on_pages import NOT_ON_PAGES

GENESIS = "0" * 64
KEY_OPTION = "audit_key"
_NONCE = 16
_SAYS = ("at", "actor", "action", "subject", "detail")

Progress = Callable[[int, int], None]
"""Called with how much is read and how much there is."""


def tie_key(engine: Engine, key: bytes) -> None:
    """Have every row that is written through `engine` marked with `key`."""
    engine.update_execution_options(**{KEY_OPTION: key})


def _mark_new(context: Any) -> str:
    """The mark of a row about to be written, empty where no key is tied to the engine."""
    key = context.execution_options.get(KEY_OPTION)
    if key is None:
        return ""
    values = context.get_current_parameters()
    return _mark_of(key, clock.token(12), _text_of(*(values.get(each) for each in _SAYS)))


def _text_of(at: datetime, *said: Any) -> str:
    """What a row says, as it is marked and sealed."""
    parts = [at.astimezone(UTC).isoformat(timespec="microseconds"), *said]
    return json.dumps(parts, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _text(row: Any) -> str:
    return _text_of(row.at, row.actor, row.action, row.subject, row.detail)


def _mark_of(key: bytes, nonce: str, text: str) -> str:
    return nonce + hmac.new(key, f"mark:{nonce}{text}".encode(), hashlib.sha256).hexdigest()[:48]


def _seal_of(key: bytes, previous: str, row_id: int, text: str) -> str:
    return hmac.new(key, f"{previous}{row_id}:{text}".encode(), hashlib.sha256).hexdigest()


class AuditRow(Base):
    """One act. `action` is `source:subject:verb`, for example `web:entry:released`."""

    __tablename__ = "audit_row"
    __table_args__ = (
        Index("ix_audit_row_at", "at", "id"),
        Index("ix_audit_row_actor", "actor", "at", "id"),
        Index("ix_audit_row_action", "action", "at", "id"),
        Index("ix_audit_row_subject", "subject", "at", "id"),
        {"info": NOT_ON_PAGES},
    )
    id: Mapped[Key]
    at: Mapped[When]
    actor: Mapped[str | None] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(120))
    detail: Mapped[Document]
    mark: Mapped[str] = mapped_column(String(64), default=_mark_new)
    concerned: Mapped[list["AuditConcern"]] = relationship(cascade="all")


class AuditConcern(Base):
    """Whom an act concerns beside its subject, so that people find what concerns them: made of the detail, unsealed."""

    __tablename__ = "audit_concern"
    __table_args__ = {"info": NOT_ON_PAGES}
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    row_id: Mapped[int] = mapped_column(ForeignKey("audit_row.id", ondelete="CASCADE"), primary_key=True, index=True)


class AuditSeal(Base):
    """The seal of one row; `number` counts the chain without a gap."""

    __tablename__ = "audit_seal"
    __table_args__ = {"info": NOT_ON_PAGES}
    number: Mapped[Key]
    row_id: Mapped[int] = mapped_column(ForeignKey("audit_row.id"), unique=True)
    seal: Mapped[str] = mapped_column(String(64))


class Fault(StrEnum):
    """What can be wrong with the record at one place, as the command line says it."""

    CHANGED = "the row or its seal was changed"
    REMOVED = "the row was removed"
    PUT_IN = "the row was put in or changed by something other than the wiki"
    COPIED = "the row is a copy of another one"
    SEAL_MISSING = "a seal before this row is missing: rows were removed"


@dataclass(frozen=True)
class Broken:
    """A place where the record does not hold."""

    row_id: int
    reason: Fault


def append(session: Session, actor: str | None, action: str, subject: str, **detail: Any) -> None:
    """Append an act to the running transaction. `actor` is a pseudonym, None the system itself.

    People stand in the detail by their ids alone: as `p12` under any name, or as a number under `person_id` and the
    like. Such people find the row among what concerns them.
    """
    row = AuditRow(at=clock.now(), actor=actor, action=action, subject=subject, detail=detail)
    row.concerned = [AuditConcern(person_id=each) for each in sorted(people_in(detail))]
    session.add(row)


_PERSON = re.compile(r"p(\d{1,9})")
PERSON_IDS = ("person_id", "deputy_id", "successor_id", "head_id", "holder_id")
_FREE = ("name", "reason", "step", "slug", "title", "kind", "from", "to")
"""What people typed or named themselves: `p12` there is no person."""


def people_in(detail: Mapping[str, Any]) -> set[int]:
    """The ids of the people that a row's detail speaks of."""
    found = set()
    for name, value in detail.items():
        for each in value if isinstance(value, list | tuple) else (value,):
            if isinstance(each, str) and name not in _FREE and (match := _PERSON.fullmatch(each)):
                found.add(int(match[1]))
            elif isinstance(each, int) and not isinstance(each, bool) and name in PERSON_IDS:
                found.add(each)
    return found


def seal_new_rows(session: Session, key: bytes, limit: int = 1000, after: int = 0) -> int:
    """Seal up to `limit` rows with an id above `after` that have no seal yet, in order; returns how many.

    On PostgreSQL a row with a lower id may become visible later than one with a higher id; it is sealed when it
    is seen, after the others. The chain's order is that of `AuditSeal.number`.
    """
    last = session.execute(select(AuditSeal.number, AuditSeal.seal).order_by(AuditSeal.number.desc()).limit(1)).first()
    number, previous = (last.number, last.seal) if last else (0, GENESIS)
    query = (
        select(AuditRow)
        .outerjoin(AuditSeal, AuditSeal.row_id == AuditRow.id)
        .where(AuditSeal.number.is_(None), AuditRow.id > after)
        .order_by(AuditRow.id)
        .limit(limit)
    )
    rows = list(session.scalars(query))
    for row in rows:
        number += 1
        previous = _seal_of(key, previous, row.id, _text(row))
        session.add(AuditSeal(number=number, row_id=row.id, seal=previous))
    session.flush()
    return len(rows)


_CONTENT = (AuditRow.id, AuditRow.at, AuditRow.actor, AuditRow.action, AuditRow.subject, AuditRow.detail, AuditRow.mark)


def verify(session: Session, key: bytes, progress: Progress | None = None) -> list[Broken]:
    """Every place where a row was changed, removed or put in, whether it is sealed already or not."""
    found = {*_in_chain(session, key, progress), *_waiting(session, key), *_copied(session)}
    return sorted(found, key=lambda each: each.row_id)


def _in_chain(session: Session, key: bytes, progress: Progress | None) -> Iterator[Broken]:
    previous, expected = GENESIS, 1
    total = session.scalar(select(func.max(AuditSeal.number))) or 0
    query = (
        select(AuditSeal.number, AuditSeal.row_id, AuditSeal.seal, *_CONTENT)
        .outerjoin(AuditRow, AuditSeal.row_id == AuditRow.id)
        .order_by(AuditSeal.number)
        .execution_options(yield_per=1000)
    )
    for row in session.execute(query):
        if row.number != expected:
            yield Broken(row.row_id, Fault.SEAL_MISSING)
        fault = _fault(key, previous, row)
        if fault is not None:
            yield Broken(row.row_id, fault)
        previous, expected = row.seal, row.number + 1
        if progress and row.number % 1000 == 0:
            progress(row.number, total)


def _fault(key: bytes, previous: str, row: Any) -> Fault | None:
    if row.id is None:
        return Fault.REMOVED
    text = _text(row)
    if not hmac.compare_digest(_seal_of(key, previous, row.id, text), row.seal):
        return Fault.CHANGED
    return None if _is_marked(key, row.mark, text) else Fault.PUT_IN


def _is_marked(key: bytes, mark: str, text: str) -> bool:
    return hmac.compare_digest(_mark_of(key, mark[:_NONCE], text), mark)


def _waiting(session: Session, key: bytes) -> Iterator[Broken]:
    query = select(*_CONTENT).outerjoin(AuditSeal, AuditSeal.row_id == AuditRow.id).where(AuditSeal.number.is_(None))
    for row in session.execute(query.execution_options(yield_per=1000)):
        if not _is_marked(key, row.mark, _text(row)):
            yield Broken(row.id, Fault.PUT_IN)


def _copied(session: Session) -> Iterator[Broken]:
    first = select(func.min(AuditRow.id).label("id"), AuditRow.mark).group_by(AuditRow.mark)
    twice = first.having(func.count() > 1).subquery()
    query = select(AuditRow.id).join(twice, AuditRow.mark == twice.c.mark).where(AuditRow.id != twice.c.id)
    for row_id in session.scalars(query.where(AuditRow.mark != "")):
        yield Broken(row_id, Fault.COPIED)


def unsealed(session: Session) -> int:
    """How many rows wait for their seal, as the numbers of rows and seals tell."""
    rows = session.scalar(select(func.count()).select_from(AuditRow)) or 0
    return max(0, rows - (session.scalar(select(func.count()).select_from(AuditSeal)) or 0))
