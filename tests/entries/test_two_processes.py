"""Two web processes on one database keep pages, people change everything about them: no read is ever stale or foreign.

Every page is compared with what an application without kept pages makes of it for the same reader at the same moment.
"""

import http.client
import random
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from arranging import make_term, term_content
from change_acts import PAGES, ChangeActs
from conftest import Stock
from flask import Flask
from ownership_acts import OwnershipActs
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from benchmarks.processes import answers, free_port, until
from wiki.access.permissions import SYSTEM
from wiki.config import Settings
from wiki.core import clock
from wiki.core.db import begin_write, wired
from wiki.entries import lifecycle, watching
from wiki.entries.kinds import Kinds
from wiki.entries.models import ARCHIVED, DELETED, RELEASED, Comment, Entry, Revision
from wiki.entries.release import release
from wiki.entries.service import Edit, Intent, create, save
from wiki.notify.models import InboxItem
from wiki.people.models import Department, Person, PersonRole
from wiki.web.runtime import Runtime

SEED_FOR = {"sqlite": 1, "postgresql": 2}
ACTS = 14
_TOKEN = re.compile(r'(name="csrf_token" value|name="csrf-token" content)="[^"]*"')


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """The application of the test itself keeps nothing: it says what is right."""
    return Settings(data=tmp_path / "data", database_url=database_url, require_totp=False, page_cache=0)


@pytest.fixture
def ports(app: Flask, settings: Settings) -> Iterator[list[int]]:
    """Two processes that keep pages."""
    found = [free_port(), free_port()]
    script = Path(__file__).with_name("page_server.py")
    command = [sys.executable, str(script), str(settings.data), settings.database]
    running = [subprocess.Popen([*command, str(port)], stderr=subprocess.DEVNULL) for port in found]
    try:
        for port in found:
            until(lambda port=port: answers(port), "a web process")  # type: ignore[misc]
        yield found
    finally:
        for process in running:
            process.kill()
            process.wait()


@dataclass
class Reader:
    """Somebody who reads: a stranger, or a session."""

    name: str
    cookies: dict[str, str]

    def ask(self, port: int, path: str) -> tuple[int, str]:
        """Status and page as one of the processes answers, without the token of forms."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        return answer.status, _TOKEN.sub(r'\1=""', page)

    def should_see(self, app: Flask, path: str) -> tuple[int, str]:
        """The same from the application that keeps nothing."""
        client = app.test_client()
        for name, value in self.cookies.items():
            client.set_cookie(name, value)
        answer = client.get(path)
        return answer.status_code, _TOKEN.sub(r'\1=""', answer.text)


class Company(OwnershipActs):
    """What people do, each act in a transaction of its own."""

    def __init__(self, runtime: Runtime, ids: list[int], people: list[int], chance: random.Random) -> None:
        self._runtime = runtime
        self._ids = ids
        self._people = people
        self._chance = chance

    def act(self) -> str:
        """Do something; returns what."""
        acts: list[Callable[[Session, Entry], object]] = [
            self.release_text, self.release_text, self.release_label, self.save_draft, self.release_draft,
            self.archive_or_not, self.delete_or_not, self.rename_address, self.new_term, self.comment, self.comment,
            self.settle, self.watch, self.watch, self.watch, self.rename_department, self.rename_person, self.give_or_take_role, self.tell,
            self.choose_language, self.lead_department, self.answer_for, self.answer_for, self.answer_for, self.do_or_not,
            self.do_or_not, self.go_away_or_come_back, self.go_away_or_come_back, self.leave_or_stay,
        ]  # fmt: skip
        act = self._chance.choice(acts)
        with self._runtime.sessions() as session:
            begin_write(session)
            entry = session.get_one(Entry, self._chance.choice(self._ids))
            act(session, entry)
            session.commit()
            return f"{act.__name__} {entry.slug}"

    def _content(self, session: Session, entry: Entry) -> dict[str, object]:
        latest = select(Revision).where(Revision.entry_id == entry.id, Revision.state != "recorded")
        found = session.scalars(latest.order_by(Revision.number.desc()).limit(1)).one()
        return dict(found.payload)

    def _save(self, session: Session, entry: Entry, intent: Intent, **changes: object) -> None:
        if entry.status == DELETED:
            return
        content = self._content(session, entry) | changes
        save(session, SYSTEM, entry, Edit(content, entry.latest_number, intent=intent))

    def _text(self) -> dict[str, str]:
        linked = self._chance.choice(["kanal", "naehe", "reise", "zusage", "nirgends"])
        return {"de": f"Stand {self._chance.randrange(10**6)}: siehe [[{linked}]] und den Kanal der Zusage."}

    def release_text(self, session: Session, entry: Entry) -> None:
        self._save(session, entry, Intent.RELEASE, definition=self._text())

    def release_label(self, session: Session, entry: Entry) -> None:
        text = f"{entry.slug.title()} {self._chance.randrange(10**6)}"
        self._save(session, entry, Intent.RELEASE, labels=[{"language": "de", "text": text, "status": "preferred"}])

    def save_draft(self, session: Session, entry: Entry) -> None:
        self._save(session, entry, Intent.DRAFT, definition=self._text())

    def release_draft(self, session: Session, entry: Entry) -> None:
        waiting = select(Revision).where(Revision.entry_id == entry.id, Revision.state == "working")
        found = session.scalars(waiting.order_by(Revision.number.desc())).first()
        if found is not None and entry.status != DELETED:
            release(session, SYSTEM, found)

    def archive_or_not(self, session: Session, entry: Entry) -> None:
        if entry.status == RELEASED:
            successor = session.get_one(Entry, self._chance.choice(self._ids))
            lifecycle.archive(session, SYSTEM, entry, successor if successor.id != entry.id else None)
        elif entry.status == ARCHIVED:
            lifecycle.unarchive(session, SYSTEM, entry)

    def delete_or_not(self, session: Session, entry: Entry) -> None:
        (lifecycle.undelete if entry.status == DELETED else lifecycle.delete)(session, SYSTEM, entry)

    def rename_address(self, session: Session, entry: Entry) -> None:
        if entry.status != DELETED:
            lifecycle.rename(session, SYSTEM, entry, f"ort-{self._chance.randrange(10**6)}")

    def new_term(self, session: Session, _entry: Entry) -> None:
        content = term_content(f"Neu {self._chance.randrange(10**6)}", "Weg zum [[kanal]].")
        made = create(session, SYSTEM, wired(session, Kinds).get("term"), Edit(content, intent=Intent.RELEASE))
        self._ids.append(made.entry.id)

    def comment(self, session: Session, entry: Entry) -> None:
        person = session.get_one(Person, self._chance.choice(self._people))
        if entry.status != DELETED:
            session.add(
                Comment(entry_id=entry.id, author_id=person.id, text="Warum?", on_revision=1, created_at=clock.now())
            )

    def settle(self, session: Session, _entry: Entry) -> None:
        session.execute(delete(Comment))

    def watch(self, session: Session, entry: Entry) -> None:
        person_id = self._chance.choice(self._people)
        found = session.get(watching.Watch, (person_id, entry.id))
        if found is None:
            session.add(watching.Watch(person_id=person_id, entry_id=entry.id, since=clock.now()))
        else:
            found.muted = not found.muted

    def rename_department(self, session: Session, _entry: Entry) -> None:
        session.scalars(select(Department)).one().name_de = f"Abteilung {self._chance.randrange(10**6)}"

    def lead_department(self, session: Session, _entry: Entry) -> None:
        session.scalars(select(Department)).one().head_id = self._chance.choice(self._people)

    def rename_person(self, session: Session, _entry: Entry) -> None:
        person = session.get_one(Person, self._chance.choice(self._people))
        person.name = f"Person <{self._chance.randrange(10**6)}>"

    def give_or_take_role(self, session: Session, _entry: Entry) -> None:
        person = session.get_one(Person, self._chance.choice(self._people))
        role = self._chance.choice(["editor", "manager", "cx_manager", "auditor"])
        if any(each.role == role for each in person.roles):
            person.roles[:] = [each for each in person.roles if each.role != role]
        else:
            person.roles.append(PersonRole(role=role, given_at=clock.now()))

    def tell(self, session: Session, entry: Entry) -> None:
        person_id, event_id = self._chance.choice(self._people), self._chance.randrange(10**9)
        item = InboxItem(person_id=person_id, event_id=event_id, matter="released", entry_id=entry.id, data={})
        item.created_at = clock.now()
        session.add(item)

    def choose_language(self, session: Session, _entry: Entry) -> None:
        person = session.get_one(Person, self._chance.choice(self._people))
        person.language = "en" if person.language == "de" else "de"
        person.keys_enabled = not person.keys_enabled


def _reader(stock: Stock, name: str, *roles: str) -> Reader:
    """Somebody who has signed in and read a page: greeted, and with a session that forms can use."""
    stock.make(name, *roles)
    client = stock.sign_in(f"{name.lower().replace(' ', '.')}@example.org")
    assert client.get("/privacy").status_code == 200
    cookie = client.get_cookie("cxwiki_session")
    assert cookie is not None
    return Reader(name, {"cxwiki_session": cookie.value})


def _readers(stock: Stock) -> list[Reader]:
    strangers = [Reader("stranger", {}), Reader("English stranger", {"cxwiki_language": "en"})]
    people = (("Anna Amsel",), ("Bert Biber", "editor"), ("Cora Chamäleon", "manager"), ("Dora Dachs",))
    return [*strangers, *(_reader(stock, *each) for each in people)]


def test_no_read_is_stale_or_foreign(
    app: Flask, runtime: Runtime, session: Session, stock: Stock, ports: list[int]
) -> None:
    chance = random.Random(SEED_FOR[runtime.engine.dialect.name])
    readers = _readers(stock)
    begin_write(session)
    session.add(Department(slug="vertrieb", name_de="Vertrieb", name_en="Sales", sort_key="vertrieb"))
    session.commit()
    names = ("Kanal", "Nähe", "Reise")
    ids = [make_term(session, name, definition="Siehe [[kanal]] und [[zusage]].").id for name in names]
    begin_write(session)
    content = {"title": {"de": "Ton"}, "body": {"de": "Ein Kanal. [[reise]]"}, "department": "vertrieb"}
    made = create(session, SYSTEM, wired(session, Kinds).get("guideline"), Edit(content, intent=Intent.RELEASE), "ton")
    session.commit()
    pages = {0: "/guidelines/ton"}
    assert made.entry.slug == "ton"
    session.rollback()
    company = Company(runtime, ids, list(stock.ids.values()), chance)
    done: list[str] = []

    def compare(paths: Iterable[str], by: Iterable[Reader]) -> None:
        for path in paths:
            for reader in by:
                wanted = reader.should_see(app, path)
                for port in ports:
                    assert reader.ask(port, path) == wanted, f"{reader.name} at {path} after {done}"

    undertaking = ChangeActs(runtime, chance)
    compare(PAGES, (readers[0], *readers[2:4]))
    for act in undertaking.acts():
        path = undertaking.do(act)
        done.append(f"{act.__name__} at {path}")
        compare((path, chance.choice(PAGES)), (readers[0], chance.choice(readers[2:4])))
    for _number in range(ACTS):
        done.append(company.act())
        with runtime.sessions() as looking:
            pages |= {each: f"/glossary/{looking.get_one(Entry, each).slug}" for each in ids}
        compare(chance.sample(list(pages.values())[:5], 2), readers)


def test_who_reads_after_a_release_sees_it_while_others_release(
    app: Flask, runtime: Runtime, session: Session, stock: Stock, ports: list[int]
) -> None:
    reader, colleague = Reader("stranger", {}), _reader(stock, "Anna Amsel")
    entry_id = make_term(session, "Kanal", definition="Stand 0.").id
    session.rollback()
    released, wrong, stop = [0], [], threading.Event()

    def write() -> None:
        with app.app_context():
            for number in range(1, 16):
                with runtime.sessions() as writing:
                    begin_write(writing)
                    entry = writing.get_one(Entry, entry_id)
                    content = term_content("Kanal", f"Stand {number}.")
                    save(writing, SYSTEM, entry, Edit(content, entry.latest_number, intent=Intent.RELEASE))
                    writing.commit()
                released[0] = number
        stop.set()

    def read(who: Reader, port: int) -> None:
        while not stop.is_set():
            at_least = released[0]
            found = re.search(r"Stand (\d+)\.", who.ask(port, "/glossary/kanal")[1])
            if found is None or int(found[1]) < at_least:
                wrong.append((who.name, at_least, found and found[1]))

    threads = [threading.Thread(target=read, args=(who, port)) for who in (reader, colleague) for port in ports]
    for thread in [*threads, threading.Thread(target=write)]:
        thread.start()
    stop.wait(120)
    for thread in threads:
        thread.join()
    assert wrong == []
    assert "Stand 15." in reader.ask(ports[0], "/glossary/kanal")[1]
