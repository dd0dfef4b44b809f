"""A library to work on: terms numbered through, people who write and people who watch."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from benchmarks.client import PASSWORD
from wiki.app import create_runtime
from wiki.config import Settings
from wiki.core import clock
from wiki.core.db import begin_write
from wiki.core.text import sort_key_names
from wiki.entries.models import Entry, Watch
from wiki.people.models import Person, PersonRole
from wiki.people.passwords import hash_password


def term(number: int, words: int = 60) -> str:
    """The file of one term."""
    filler = " ".join(f"Wort{(number * 31 + each * 7) % 997}" for each in range(words))
    return (
        f"---\nkind: term\nlabels:\n  - language: de\n    text: Begriff {number}\n    status: preferred\n"
        f"  - language: en\n    text: Concept {number}\n    status: preferred\n---\n"
        f"<!-- definition de -->\nDing der Nummer {number}\n\n<!-- definition en -->\nThing of number {number}\n\n"
        f"<!-- body de -->\n{filler}. Siehe [[begriff-{max(number - 1, 0)}]].\n"
    )


def write_terms(folder: Path, number: int, words: int = 60) -> Path:
    """A folder of terms in the form of `content/`."""
    place = folder / "glossary"
    place.mkdir(parents=True, exist_ok=True)
    for each in range(number):
        (place / f"begriff-{each}.md").write_text(term(each, words), "utf-8")
    return folder


def cxwiki(*words: str, env: dict[str, str], stdin: str = "") -> str:
    """Run `cxwiki …`; RuntimeError with what it said when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "wiki.main", *words],
        env=env,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[1],
    )
    if done.returncode:
        raise RuntimeError(f"cxwiki {' '.join(words)}: {done.stdout}{done.stderr}")
    return done.stdout


def add_people(settings: Settings, writers: int, watchers: int = 0) -> list[str]:
    """Editors who write and editors who watch every entry; returns the addresses of those who write."""
    runtime = create_runtime(settings)
    password_hash = hash_password(PASSWORD)
    with runtime.sessions() as session:
        begin_write(session)
        for name in [*(f"writer{each}" for each in range(writers)), *(f"watcher{each}" for each in range(watchers))]:
            person = Person(
                pseudonym=clock.token(15),
                name=name,
                sort_key=sort_key_names(name),
                email=f"{name}@example.org",
                created_at=clock.now(),
                password_hash=password_hash,
            )
            person.roles = [PersonRole(role="editor", given_at=clock.now())]
            session.add(person)
        session.flush()
        people = list(session.scalars(select(Person.id).where(Person.email.startswith("watcher"))))
        for entry_id in list(session.scalars(select(Entry.id))):
            for person_id in people:
                session.add(Watch(person_id=person_id, entry_id=entry_id, since=clock.now()))
        session.commit()
    runtime.engine.dispose()
    return [f"writer{each}@example.org" for each in range(writers)]
