"""Entries to search for, and a worker that indexes on demand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write, wired
from wiki.entries import payload as payloads
from wiki.entries import service
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent
from wiki.ops.delivery import run_once
from wiki.web.runtime import Runtime


def term(
    german: str, english: str = "", *, definition: str | dict[str, str] = "Sache, um die es geht", **more: Any
) -> dict[str, Any]:
    """The content of a term; `more` are further labels by status and language, and other fields."""
    labels = [{"language": "de", "text": german, "status": "preferred"}]
    if english:
        labels.append({"language": "en", "text": english, "status": "preferred"})
    labels += more.pop("labels", [])
    if isinstance(definition, str):
        definition = {"de": definition or "Sache, um die es geht"}
    return {"labels": labels, "definition": definition, **more}


class Library:
    """Makes and changes entries as the system; each act is a transaction of its own, without a request around it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.runtime: Runtime = app.extensions["cxwiki"]

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A writing session that is committed at the end."""
        with self.app.app_context(), self.runtime.sessions() as session:
            begin_write(session)
            yield session
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A reading session."""
        with self.app.app_context(), self.runtime.sessions() as session:
            yield session

    def release(self, kind_name: str, raw: dict[str, Any]) -> int:
        """Make and release an entry; returns its id."""
        with self.writing() as session:
            kind = wired(session, Kinds).get(kind_name)
            content, problems = payloads.clean(kind, raw)
            assert not problems, problems
            return service.create(session, SYSTEM, kind, Edit(content, intent=Intent.RELEASE)).entry.id

    def change(self, entry_id: int, raw: dict[str, Any]) -> None:
        """Release another content of an entry."""
        with self.writing() as session:
            entry = session.get_one(Entry, entry_id)
            kind = wired(session, Kinds).of(entry)
            content, problems = payloads.clean(kind, raw)
            assert not problems, problems
            service.save(session, SYSTEM, entry, Edit(content, entry.latest_number, intent=Intent.RELEASE))

    def act(self, entry_id: int, act: Callable[..., object], *arguments: Any) -> None:
        """Archive, delete, rename … an entry."""
        with self.writing() as session:
            act(session, SYSTEM, session.get_one(Entry, entry_id), *arguments)

    def work(self) -> int:
        """Let the worker take everything that waits."""
        return run_once(self.runtime)


@pytest.fixture
def library(app: Flask) -> Library:
    """The test's wiki, to fill."""
    return Library(app)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """A browser in which nobody has signed in."""
    return app.test_client()
