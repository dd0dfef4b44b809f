"""The record: whatever is changed, removed or put in shows, before and after the seal."""

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from wiki.core import audit
from wiki.core.audit import AuditRow, AuditSeal, Broken, Fault
from wiki.core.db import begin_write, wired
from wiki.core.keys import Keys


@pytest.fixture
def key(session: Session) -> bytes:
    """The key of the test's wiki."""
    return wired(session, Keys).audit


@pytest.fixture
def sealed(session: Session, key: bytes) -> list[int]:
    """Five sealed acts."""
    begin_write(session)
    for number in range(5):
        audit.append(session, "p-1", "wiki:entry:released", f"entry:{number}", revision=number, title="Änderung")
    session.commit()
    begin_write(session)
    assert audit.seal_new_rows(session, key) == 5
    session.commit()
    return list(session.scalars(select(AuditRow.id).order_by(AuditRow.id)))


def by_hand(session: Session, *statements: object) -> None:
    """What somebody does who can write the database and knows nothing else."""
    begin_write(session)
    for each in statements:
        session.connection().execute(each)  # type: ignore[call-overload]
    session.commit()


def test_an_untouched_record_holds_and_goes_on(session: Session, sealed: list[int], key: bytes) -> None:
    assert audit.verify(session, key) == []
    begin_write(session)
    audit.append(session, None, "wiki:entry:purged", "entry:1", day="2026-01-01", many=[1, 2.5, None, {"ö": True}])
    assert audit.unsealed(session) == 1
    session.commit()
    assert audit.verify(session, key) == []
    begin_write(session)
    audit.seal_new_rows(session, key)
    session.commit()
    assert audit.verify(session, key) == []
    assert audit.unsealed(session) == 0


@pytest.mark.parametrize(
    "changed",
    [{"actor": "p-2"}, {"action": "wiki:entry:saved"}, {"subject": "entry:9"}, {"detail": {"revision": 9}}],
    ids=lambda each: next(iter(each)),
)
def test_one_changed_row_is_named(session: Session, sealed: list[int], key: bytes, changed: dict[str, object]) -> None:
    by_hand(session, update(AuditRow.__table__).where(AuditRow.id == sealed[2]).values(**changed))
    assert audit.verify(session, key) == [Broken(sealed[2], Fault.CHANGED)]


def test_a_row_changed_before_its_seal_is_named_before_and_after(session: Session, key: bytes) -> None:
    begin_write(session)
    audit.append(session, "p-1", "wiki:entry:released", "entry:1")
    session.commit()
    by_hand(session, update(AuditRow.__table__).values(actor="p-2"))
    assert [each.reason for each in audit.verify(session, key)] == [Fault.PUT_IN]
    begin_write(session)
    audit.seal_new_rows(session, key)
    session.commit()
    assert [each.reason for each in audit.verify(session, key)] == [Fault.PUT_IN]


def test_a_removed_row_is_named(session: Session, sealed: list[int], key: bytes) -> None:
    by_hand(
        session,
        delete(AuditSeal.__table__).where(AuditSeal.row_id == sealed[1]),
        delete(AuditRow.__table__).where(AuditRow.id == sealed[1]),
    )
    assert Broken(sealed[2], Fault.SEAL_MISSING) in audit.verify(session, key)


@pytest.mark.parametrize("with_seal", [False, True])
def test_a_row_put_in_is_named(session: Session, sealed: list[int], key: bytes, with_seal: bool) -> None:
    columns = "at, actor, action, subject, detail"
    by_hand(session, text(f"INSERT INTO audit_row (id, {columns}, mark) SELECT 900, {columns}, '' FROM audit_row"
                          f" WHERE id = {sealed[0]}"))  # fmt: skip
    by_hand(session, text(f"INSERT INTO audit_row (id, {columns}, mark) SELECT 901, {columns}, mark FROM audit_row"
                          f" WHERE id = {sealed[0]}"))  # fmt: skip
    if with_seal:
        begin_write(session)
        audit.seal_new_rows(session, key)
        session.commit()
    assert audit.verify(session, key) == [Broken(900, Fault.PUT_IN), Broken(901, Fault.COPIED)]


def test_who_lacks_the_key_cannot_forge_the_chain(session: Session, sealed: list[int], key: bytes) -> None:
    begin_write(session)
    session.execute(delete(AuditSeal))
    session.execute(update(AuditRow).values(actor="p-2"))
    session.execute(insert(AuditRow), [{"at": each.at, "actor": "p-3", "action": "a:b:c", "subject": "x", "detail": {}}
                                       for each in session.scalars(select(AuditRow).limit(1))])  # fmt: skip
    audit.seal_new_rows(session, b"x" * 32)
    session.commit()
    assert {each.row_id for each in audit.verify(session, key)} >= set(sealed)
