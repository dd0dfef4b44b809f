"""A browser that fills forms in, and what tests of people look at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from wiki.access.permissions import SYSTEM
from wiki.config import Settings
from wiki.core.audit import AuditRow
from wiki.core.db import begin_write, wired
from wiki.core.keys import Keys
from wiki.core.outbox import Event
from wiki.people import functions, mails
from wiki.people.departments import DepartmentData, create_department
from wiki.people.functions import FunctionData
from wiki.people.models import Person
from wiki.web.runtime import Runtime


@pytest.fixture
def session(runtime: Runtime) -> Iterator[Session]:
    """A session for arranging and looking. No application context around it: requests would share its `g`."""
    with runtime.sessions() as each:
        yield each


@dataclass
class Browser:
    """A test client that takes the token against forgery out of the page it is on."""

    client: FlaskClient
    token_of: Callable[[str], str]
    password: str

    def get(self, address: str) -> TestResponse:
        return self.client.get(address)

    def post(self, address: str, page: str = "", **fields: Any) -> TestResponse:
        token = self.token_of(self.client.get(page or address).text)
        return self.client.post(address, data={"csrf_token": token, **fields})

    def sign_in(self, email: str, password: str = "", **fields: Any) -> TestResponse:
        return self.post("/login", email=email, password=password or self.password, **fields)

    @property
    def signed_in(self) -> bool:
        return self.client.get("/me").status_code == 200


@pytest.fixture
def open_browser(app: Flask, csrf: Callable[[str], str]) -> Callable[[], Browser]:
    """Opens a browser of its own: no cookie is shared."""
    return lambda: Browser(in_english(app.test_client()), csrf, "correct horse battery staple")


def in_english(client: FlaskClient) -> FlaskClient:
    """The same client, reading the source texts whatever is translated."""
    client.set_cookie("cxwiki_language", "en")
    return client


@pytest.fixture
def browser(open_browser: Callable[[], Browser]) -> Browser:
    """One browser."""
    return open_browser()


@pytest.fixture
def signed_in(open_browser: Callable[[], Browser], stock: Any) -> Callable[..., Browser]:
    """A browser in which somebody with an access role has signed in, through the form."""

    def enter(role: str) -> Browser:
        browser = open_browser()
        browser.client = in_english(stock.client(role))
        return browser

    return enter


@pytest.fixture
def changed() -> dict[str, Any]:
    """What differs from the usual settings; parametrise it."""
    return {}


@pytest.fixture
def settings(database_url: str, tmp_path: Path, changed: dict[str, Any]) -> Settings:
    """Settings of the test's wiki."""
    usual: dict[str, Any] = {"data": tmp_path / "data", "database_url": database_url, "require_totp": False}
    return Settings(**(usual | changed))


@pytest.fixture
def person_of(session: Session) -> Callable[[str], Person]:
    """Reads a person afresh."""

    def find(name: str) -> Person:
        session.rollback()
        return session.scalars(select(Person).where(Person.name == name)).one()

    return find


@pytest.fixture
def acts(session: Session) -> Callable[[str], list[AuditRow]]:
    """The audit rows of one act, `session:started`."""

    def find(act: str) -> list[AuditRow]:
        session.rollback()
        return list(session.scalars(select(AuditRow).where(AuditRow.action.endswith(act)).order_by(AuditRow.id)))

    return find


@pytest.fixture
def happened(session: Session) -> Callable[[str], int]:
    """How many events of a name were recorded."""

    def count(name: str) -> int:
        session.rollback()
        return session.scalar(select(func.count(Event.id)).where(Event.name == name)) or 0

    return count


@pytest.fixture
def letters(session: Session) -> Callable[[], list[dict[str, str]]]:
    """The messages that wait for the worker, opened with the key."""

    def read() -> list[dict[str, str]]:
        session.rollback()
        events = session.scalars(select(Event).where(Event.name == mails.EVENT).order_by(Event.id))
        keys = wired(session, Keys)
        return [
            mails.json.loads(keys.decrypt(each.data["sealed"].encode())) for each in events if "sealed" in each.data
        ]

    return read


@pytest.fixture
def change(runtime: Runtime) -> Callable[[Callable[[Session], Any]], Any]:
    """Runs a function in a transaction of its own and keeps what it changed."""

    def run(action: Callable[[Session], Any]) -> Any:
        with runtime.sessions() as session:
            begin_write(session)
            result = action(session)
            session.commit()
            return result

    return run


@pytest.fixture
def statements(runtime: Runtime) -> Iterator[list[str]]:
    """Every statement that is sent to the database while the test runs."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(runtime.engine, "before_cursor_execute", note)
    yield sent
    event.remove(runtime.engine, "before_cursor_execute", note)


@pytest.fixture
def tree(change):
    """Service > Hotline > Nachtschicht, and Ärzteservice; ids by name."""

    def build(session):
        ids = {}
        for name, parent in (
            ("Service", None),
            ("Hotline", "Service"),
            ("Nachtschicht", "Hotline"),
            ("Ärzteservice", None),
        ):
            data = DepartmentData(
                name, name_en=f"{name} (en)", parent_id=ids.get(parent), mailbox=f"{name.lower()[:4]}x@example.org"
            )
            ids[name] = create_department(session, SYSTEM, data).id
        return ids

    return change(build)


@pytest.fixture
def agent(change):
    return change(
        lambda session: functions.create_function(session, SYSTEM, FunctionData("Hotline-Agent", "Hotline agent")).id
    )
