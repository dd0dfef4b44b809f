"""The audit chain: whatever is changed after the seal shows."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from wiki.core import audit
from wiki.core.audit import AuditRow, AuditSeal
from wiki.core.db import begin_write

KEY = b"k" * 32


@pytest.fixture
def sealed(session: Session) -> list[AuditRow]:
    """Five sealed acts."""
    begin_write(session)
    for number in range(5):
        audit.append(session, "p-1", "wiki:entry:released", f"entry:{number}", revision=number, title="Änderung")
    session.commit()
    begin_write(session)
    assert audit.seal_new_rows(session, KEY) == 5
    session.commit()
    return list(session.scalars(select(AuditRow).order_by(AuditRow.id)))


def test_an_untouched_chain_holds_and_goes_on(session: Session, sealed: list[AuditRow]) -> None:
    assert audit.verify(session, KEY) == []
    begin_write(session)
    audit.append(session, None, "wiki:entry:purged", "entry:1")
    assert audit.unsealed(session) == 1
    audit.seal_new_rows(session, KEY)
    session.commit()
    assert audit.verify(session, KEY) == []
    assert audit.unsealed(session) == 0


def test_a_changed_row_shows(session: Session, sealed: list[AuditRow]) -> None:
    begin_write(session)
    session.execute(update(AuditRow).where(AuditRow.id == sealed[2].id).values(actor="p-2"))
    session.commit()
    assert [broken.row_id for broken in audit.verify(session, KEY)] == [sealed[2].id]


def test_a_removed_row_and_its_seal_show(session: Session, sealed: list[AuditRow]) -> None:
    begin_write(session)
    session.execute(delete(AuditSeal).where(AuditSeal.row_id == sealed[1].id))
    session.execute(delete(AuditRow).where(AuditRow.id == sealed[1].id))
    session.commit()
    assert audit.verify(session, KEY)


def test_who_lacks_the_key_cannot_forge_the_chain(session: Session, sealed: list[AuditRow]) -> None:
    begin_write(session)
    session.execute(delete(AuditSeal))
    session.execute(update(AuditRow).values(actor="p-2"))
    audit.seal_new_rows(session, b"x" * 32)
    session.commit()
    assert audit.verify(session, KEY)
