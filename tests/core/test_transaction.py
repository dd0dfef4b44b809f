"""One transaction a request: all of it, or nothing."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.rules import PUBLIC, rule
from wiki.core import clock
from wiki.core.db import begin_write
from wiki.core.errors import Conflict
from wiki.core.leases import Lease
from wiki.web.transaction import after_commit, db, writing


def _add(name: str) -> None:
    writing().add(Lease(name=name, owner="x", until=clock.now()))


@pytest.fixture
def done(app: Flask) -> list[str]:
    """Views that write and then succeed, answer with an error, or fail; what ran after the commit."""
    happened: list[str] = []

    def good() -> str:
        _add("good")
        after_commit(lambda: happened.append("good"))
        return "ok"

    def refused() -> tuple[str, int]:
        _add("refused")
        after_commit(lambda: happened.append("refused"))
        return "no", 422

    def failing() -> str:
        _add("failing")
        writing().flush()
        raise Conflict("no")

    def sneaky() -> str:
        db().add(Lease(name="sneaky", owner="x", until=clock.now()))
        db().flush()
        return "ok"

    for view in (good, refused, failing, sneaky):
        app.add_url_rule(f"/{view.__name__}", view.__name__, rule(PUBLIC)(view))
    return happened


def _names(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(Lease.name)))


def test_a_good_answer_commits_and_a_bad_one_leaves_nothing(app: Flask, session: Session, done: list[str]) -> None:
    browser = app.test_client()
    assert [browser.get(path).status_code for path in ("/good", "/refused", "/failing")] == [200, 422, 409]
    assert _names(session) == ["good"]
    assert done == ["good"]


def test_writing_without_the_lock_is_a_mistake_that_shows(app: Flask, session: Session, done: list[str]) -> None:
    with pytest.raises(RuntimeError, match="outside begin_write"):
        app.test_client().get("/sneaky")
    assert _names(session) == []


def test_reading_never_waits_for_a_writer(app: Flask, session: Session) -> None:
    begin_write(session)
    session.add(Lease(name="held", owner="x", until=clock.now()))
    session.flush()
    assert app.test_client().get("/glossary/").status_code == 200
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Lease)) == 0


def test_what_is_read_is_of_one_moment_and_what_is_written_is_judged_by_now(app: Flask, session: Session) -> None:
    sessions = app.extensions["cxwiki"].sessions
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Lease)) == 0
    with sessions() as other:
        begin_write(other).add(Lease(name="meanwhile", owner="x", until=clock.now()))
        other.commit()
    assert session.scalar(select(func.count()).select_from(Lease)) == 0
    begin_write(session)
    assert session.scalar(select(func.count()).select_from(Lease)) == 1
    session.rollback()
