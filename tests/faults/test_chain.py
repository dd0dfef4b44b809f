"""From a complaint to an effect that held, with web and worker killed after every single step: the chain completes,
nothing is lost, nobody is told twice."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.client import PASSWORD, Browser, Form
from benchmarks.faults.campaign import parts_of
from benchmarks.faults.verdict import open_deliveries
from benchmarks.library import cxwiki
from benchmarks.processes import answers, environment, free_port, is_gone, start, stop, until
from tests.ops.databases import empty_postgres
from wiki.access.permissions import SYSTEM
from wiki.app import create_runtime
from wiki.config import Settings
from wiki.core import clock
from wiki.core.db import begin_write
from wiki.core.text import sort_key_names
from wiki.initiatives.models import Initiative
from wiki.loops.reading import loops
from wiki.notify.models import InboxItem
from wiki.people.departments import DepartmentData, create_department
from wiki.people.models import Person, PersonRole
from wiki.people.passwords import hash_password
from wiki.signals.models import SETTLED, Signal
from wiki.tasks.models import UNFINISHED, Task

PROCESS = """---
kind: process
title:
  de: Beschwerde am Telefon
steps:
  - key: zusagen
    lane: frontstage
    title:
      de: Rückruf zusagen
---
"""
MANAGER, INITIATIVE = "cora@example.org", "/initiatives/zugesagt-ist-zugesagt"
ASK = "/processes/beschwerde-am-telefon"


def people(runtime):
    """A CX manager, and two departments with two people each."""
    password_hash = hash_password(PASSWORD)
    with runtime.sessions() as session:
        begin_write(session)
        units = [create_department(session, SYSTEM, DepartmentData(name, name)).id for name in ("Hotline", "Werkstatt")]
        for number, (name, roles) in enumerate([("Cora", ["cx_manager"]), *((f"Anna {n}", []) for n in range(4))]):
            row = Person(
                pseudonym=clock.token(15), name=name, sort_key=sort_key_names(name), created_at=clock.now(),
                email=MANAGER if roles else f"anna{number}@example.org", password_hash=password_hash,
                department_id=None if roles else units[number % 2],
            )  # fmt: skip
            row.roles = [PersonRole(role=role, given_at=clock.now()) for role in roles]
            session.add(row)
        session.commit()
        return units


class Chain:
    """A CX manager in a browser, and somebody who kills whatever serves her."""

    def __init__(self, port, server):
        self.port, self.server, self.browser = port, server, Browser(port)
        self.browser.sign_in(MANAGER, PASSWORD)

    def send(self, page, action, marker, **typed):
        """Fill the form that holds the field `marker` on `page` in, send it, and kill web and worker."""
        form = self.browser.get(page)
        assert form.status == 200, (page, form.status)
        fields = [each for each in Form(form.text, marker).fields if each[0] not in typed]
        assert fields, f"no form with {marker} on {page}"
        wanted = [
            (name, each) for name, value in typed.items() for each in ([value] if isinstance(value, str) else value)
        ]
        answer = self.browser.post(action, [*fields, *wanted])
        assert answer.status == 303, (action, answer.status, answer.text[-3000:])
        self.kill()
        return answer.location

    def kill(self):
        found = parts_of(self.server)
        for victim in (each for some in found.values() for each in some):
            os.kill(victim, signal.SIGKILL)
        until(lambda: all(is_gone(each) for some in found.values() for each in some), "all of them to be gone")
        until(lambda: answers(self.port), "the wiki to be back")
        self.browser.close()


@contextmanager
def wiki(folder, database_url):
    port = free_port()
    env = environment(folder / "data", database_url, CXWIKI_PORT=str(port), CXWIKI_LOG_LEVEL="WARNING")
    (folder / "content" / "processes").mkdir(parents=True)
    (folder / "content" / "processes" / "beschwerde-am-telefon.md").write_text(PROCESS, "utf-8")
    cxwiki("init", env=env)
    cxwiki("import", str(folder / "content"), "--release", env=env)
    runtime = create_runtime(Settings(data=folder / "data", database_url=database_url))
    units = people(runtime)
    server = start("serve", env=env, log=folder / "serve.log")
    try:
        until(lambda: answers(port), "the first page")
        yield runtime, Chain(port, server.pid), units
    finally:
        stop(server)
        runtime.engine.dispose()


def tell_the_story(chain, units, today):
    chain.send("/signals/new", "/signals/new", "title", title="Rückrufe bleiben aus", sort="complaints", times="23")
    chain.send("/signals/1", "/signals/1/whys", "root_cause", root_cause="Die Vorlage fehlt")
    new = "/initiatives/new?signal=1"
    chain.send(
        new, new, "figure", title="Zugesagt ist zugesagt", figure="Rückrufe", unit="share", baseline="60", target="90",
        intent="release",
    )  # fmt: skip
    chain.send(f"{INITIATIVE}/progress", f"{INITIATIVE}/progress/team", "person", person="1", part="lead")
    chain.send(
        f"{INITIATIVE}/progress", f"{INITIATIVE}/progress/report", "light", stage="running", light="green", reason="Los.",
    )  # fmt: skip
    board = "/tasks/new?initiative=zugesagt-ist-zugesagt"
    task = chain.send(board, board, "assignee", title="Vorlage bauen", assignee="1")
    chain.send(task, f"{task}/move", "state", state="done")
    chain.send(
        f"{ASK}/edit", f"{ASK}/edit", "base_revision", result="Der Rückruf kommt wie zugesagt.", intent="draft",
    )  # fmt: skip
    release = f"{ASK}/revisions/2/release"
    chain.send(
        release, release, "tell", tell="departments", tell_departments=[str(each) for each in units],
        tell_message="Ab heute gilt die Vorlage.", belongs_to="2",
    )  # fmt: skip
    effect = f"{INITIATIVE}/effect"
    chain.send(
        effect, f"{effect}/close", "why_not", value="93", cases="205", measured_on=today, source="Vorgänge", reason="Fertig.",
    )  # fmt: skip
    for number in (1, 2):
        chain.send(
            effect, f"{effect}/rechecks/{number}", "cases", value="92", cases="180", measured_on=today, source="Vorgänge",
        )  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield ""
    else:
        with empty_postgres(request.getfixturevalue("postgres_address")) as found:
            yield found


def test_the_chain_completes_whoever_is_killed(address: str, tmp_path: Path) -> None:
    with wiki(tmp_path, address) as (runtime, chain, units):
        tell_the_story(chain, units, clock.today(runtime.settings.timezone).isoformat())
        until(lambda: open_deliveries(runtime) == 0, "everybody to be told", 120)
        with runtime.sessions() as session:
            (found,) = loops(session, SYSTEM)
            assert found.facts.where == "complete"
            assert session.scalars(select(Signal.state)).all() == [SETTLED]
            assert session.scalars(select(Initiative.stage)).all() == ["closed"]
            assert session.scalars(select(Task.id).where(Task.state.in_(UNFINISHED))).all() == []
            assert told_of(session, 1) == [1] * 4


def told_of(session: Session, entry_id: int) -> list[int]:
    """How often each of the four colleagues was told of the entry."""
    query = select(func.count(InboxItem.id)).select_from(Person)
    joined = query.outerjoin(InboxItem, (InboxItem.person_id == Person.id) & (InboxItem.entry_id == entry_id))
    return list(session.scalars(joined.where(Person.name.startswith("Anna")).group_by(Person.id)))
