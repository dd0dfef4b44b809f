"""Audit: who did what to whom, appended in the transaction that did it, sealed later into a keyed chain.

Rows hold pseudonyms, never names. The seal of a row is HMAC-SHA-256 over the previous seal and the row's canonical
text, with a key kept outside the database: whoever can write the database alone cannot forge the chain.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wiki.core import clock
from wiki.core.db import Base, Document, Key, When
from wiki.core.on_pages import NOT_ON_PAGES

GENESIS = "0" * 64


class AuditRow(Base):
    """One act. `action` is `source:subject:verb`, for example `web:entry:released`."""

    __tablename__ = "audit_row"
    __table_args__ = {"info": NOT_ON_PAGES}
    id: Mapped[Key]
    at: Mapped[When]
    actor: Mapped[str | None] = mapped_column(String(40), index=True)
    action: Mapped[str] = mapped_column(String(80), index=True)
    subject: Mapped[str] = mapped_column(String(120), index=True)
    detail: Mapped[Document]


class AuditSeal(Base):
    """The seal of one row; `number` counts the chain without a gap."""

    __tablename__ = "audit_seal"
    __table_args__ = {"info": NOT_ON_PAGES}
    number: Mapped[Key]
    row_id: Mapped[int] = mapped_column(ForeignKey("audit_row.id"), unique=True)
    seal: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class Broken:
    """A place where the chain does not hold."""

    row_id: int
    reason: str


def append(session: Session, actor: str | None, action: str, subject: str, **detail: Any) -> None:
    """Append an act to the running transaction. `actor` is a pseudonym, None the system itself."""
    session.add(AuditRow(at=clock.now(), actor=actor, action=action, subject=subject, detail=detail))


def _canonical(row: AuditRow) -> bytes:
    parts = [row.id, _instant(row.at), row.actor, row.action, row.subject, row.detail]
    return json.dumps(parts, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def seal_of(key: bytes, previous: str, row: AuditRow) -> str:
    """The seal of `row` after the seal `previous`, in hexadecimal."""
    return hmac.new(key, previous.encode() + _canonical(row), hashlib.sha256).hexdigest()


def seal_new_rows(session: Session, key: bytes, limit: int = 1000) -> int:
    """Seal up to `limit` rows that have no seal yet, in the order of their ids; returns how many.

    On PostgreSQL a row with a lower id may become visible later than one with a higher id; it is sealed when it
    is seen, after the others. The chain's order is that of `AuditSeal.number`.
    """
    last = session.execute(select(AuditSeal.number, AuditSeal.seal).order_by(AuditSeal.number.desc()).limit(1)).first()
    number, previous = (last.number, last.seal) if last else (0, GENESIS)
    query = (
        select(AuditRow)
        .outerjoin(AuditSeal, AuditSeal.row_id == AuditRow.id)
        .where(AuditSeal.number.is_(None))
        .order_by(AuditRow.id)
        .limit(limit)
    )
    rows = list(session.scalars(query))
    for row in rows:
        number += 1
        previous = seal_of(key, previous, row)
        session.add(AuditSeal(number=number, row_id=row.id, seal=previous))
    session.flush()
    return len(rows)


def verify(session: Session, key: bytes) -> list[Broken]:
    """Every place where a sealed row was changed, removed or inserted since it was sealed."""
    broken: list[Broken] = []
    previous, expected = GENESIS, 1
    query = (
        select(AuditSeal, AuditRow)
        .outerjoin(AuditRow, AuditSeal.row_id == AuditRow.id)
        .order_by(AuditSeal.number)
        .execution_options(yield_per=500)
    )
    for seal, row in session.execute(query):
        if seal.number != expected:
            broken.append(Broken(seal.row_id, f"seal {expected} is missing"))
        if row is None:
            broken.append(Broken(seal.row_id, "the row was removed"))
        elif not hmac.compare_digest(seal_of(key, previous, row), seal.seal):
            broken.append(Broken(row.id, "the row or its seal was changed"))
        previous, expected = seal.seal, seal.number + 1
    return broken


def unsealed(session: Session) -> int:
    """How many rows wait for their seal."""
    query = select(func.count(AuditRow.id)).outerjoin(AuditSeal, AuditSeal.row_id == AuditRow.id)
    return session.scalar(query.where(AuditSeal.number.is_(None))) or 0
