"""A company of 300 people with 2,000 touchpoints, 120 processes and 20,000 duties, written in a few statements.

Rows are inserted as years of use would leave them: what is measured here is reading. Always the same company.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from benchmarks.client import PASSWORD
from benchmarks.words import Words
from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.text import sort_key_names
from wiki.entries.bulk import Prepared, create_all, prepare
from wiki.entries.kinds import Kinds
from wiki.ownership.holders import Holder, department, function, person
from wiki.ownership.models import ASKED, OPEN, Accountability, Duty, DutyRequest, RequestPackage
from wiki.people.models import Absence, Department, DepartmentHead, Function, FunctionHolder, Person, PersonRole
from wiki.people.passwords import hash_password

HEAD, MANAGER, READER = "person1@example.org", "person5@example.org", "person299@example.org"
"""Leads a third of the company; oversees everything; neither."""
CHANNELS = ("advertising", "app", "chat", "email", "partner", "post", "shop", "telephone", "web")
PHASES = ("need", "information", "decision", "purchase", "use", "service", "loyalty")
LANES = ("customer", "frontstage", "backstage", "support")
AREAS, BELOW = 3, 19
LONG_AGO = timedelta(days=300)


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    people: int = 300
    functions: int = 120
    touchpoints: int = 2000
    processes: int = 120
    duties: int = 20_000
    packages: int = 150


class Crowd:
    """Fills an empty library. Departments are a tree of three levels: one, 3 below it, 19 below each of these."""

    def __init__(self, session: Session, size: Size) -> None:
        self._session, self._size = session, size
        self._chance = random.Random(5)
        self._words = Words(random.Random(6))
        self._now: datetime = clock.now()
        self._today: date = self._now.date()
        self._units: list[Department] = []
        self._people: list[int] = []
        self._functions: list[int] = []

    def fill(self) -> None:
        """Everything; the caller commits."""
        self._add_people()
        self._add_departments()
        self._add_functions()
        made = create_all(self._session, SYSTEM, list(self._entries()), released=True, action="import").entries
        entry_ids = [each.id for each in made]
        self._add_duties(entry_ids)
        self._add_packages(entry_ids)

    def _since(self) -> date:
        return self._today - LONG_AGO + timedelta(days=self._chance.randrange(250))

    def _add_people(self) -> None:
        password_hash = hash_password(PASSWORD)
        people = []
        for number in range(self._size.people):
            name = f"{self._words.label('en')} {number}"[:60]
            roles = ["manager"] if number < 1 + AREAS + AREAS * BELOW and number != 5 else []
            roles += ["cx_manager"] if number == 5 else []
            row = Person(
                pseudonym=f"crowd-{number}", name=name, sort_key=sort_key_names(name), created_at=self._now,
                email=f"person{number}@example.org", password_hash=password_hash,
            )  # fmt: skip
            row.roles = [PersonRole(role=role, given_at=self._now) for role in roles]
            people.append(row)
        self._session.add_all(people)
        self._session.flush()
        self._people = [each.id for each in people]
        for number, row in enumerate(people):
            row.deputy_id = self._people[(number + 7) % len(people)] if number % 2 else None
            if number % 25 == 24:
                row.last_day, row.leaving_announced = self._today - timedelta(days=3), True
        away = [each for number, each in enumerate(self._people) if number % 15 == 7]
        days = {"first_day": self._today - timedelta(days=2), "last_day": self._today + timedelta(days=5)}
        self._session.execute(insert(Absence), [{"person_id": each, **days} for each in away])

    def _add_departments(self) -> None:
        number = 1 + AREAS + AREAS * BELOW
        for place in range(number):
            above = None if place == 0 else 0 if place <= AREAS else 1 + (place - 1 - AREAS) // BELOW
            name = f"{self._words.label('de')} {place}"
            unit = Department(
                slug=f"abteilung-{place}", name_de=name, name_en=name, sort_key=sort_key_names(name),
                parent_id=self._units[above].id if above is not None else None, mailbox=f"d{place}@example.org",
                head_id=None if place % 20 == 19 else self._people[place],
            )  # fmt: skip
            self._session.add(unit)
            self._session.flush()
            self._units.append(unit)
        since = self._today - LONG_AGO
        rows = [{"department_id": each.id, "since": since, "person_id": each.head_id} for each in self._units]
        self._session.execute(insert(DepartmentHead), rows)
        for place, person_id in enumerate(self._people):
            unit = self._units[place] if place < number else self._units[1 + AREAS + place % (number - 1 - AREAS)]
            self._session.get_one(Person, person_id).department_id = unit.id

    def _add_functions(self) -> None:
        rows = []
        for number in range(self._size.functions):
            name = f"{self._words.label('de')} {number}"
            rows.append(
                Function(
                    slug=f"funktion-{number}",
                    name_de=name,
                    name_en=name,
                    sort_key=sort_key_names(name),
                    department_id=self._units[number % len(self._units)].id,
                    single_holder=number % 3 == 0,
                )
            )
        self._session.add_all(rows)
        self._session.flush()
        self._functions = [each.id for each in rows]
        held = []
        for number, row in enumerate(rows):
            many = 0 if number % 15 == 14 else 1 if row.single_holder else 3
            held += [(row.id, each) for each in self._chance.sample(self._people, many)]
        since = self._today - LONG_AGO
        pairs = [{"function_id": one, "person_id": other, "since": since} for one, other in held]
        self._session.execute(insert(FunctionHolder), pairs)

    def _entries(self) -> Iterator[Prepared]:
        kinds = wired(self._session, Kinds)
        below = self._units[1 + AREAS :]
        for number in range(self._size.touchpoints):
            content = self._content(below[number % len(below)].slug)
            content |= {"channel": CHANNELS[number % len(CHANNELS)], "phases": [PHASES[number % len(PHASES)]]}
            yield prepare(kinds.get("touchpoint"), f"kontaktpunkt-{number}", content)
        for number in range(self._size.processes):
            content = self._content(below[number % len(below)].slug) | {"steps": [self._step(n) for n in range(12)]}
            yield prepare(kinds.get("process"), f"prozess-{number}", content)

    def _content(self, unit: str) -> dict[str, Any]:
        title = {code: self._words.label(code) for code in ("de", "en")}
        summary = {code: self._words.text(code, 20, []) for code in ("de", "en")}
        return {"title": title, "summary": summary, "department": unit}

    def _step(self, place: int) -> dict[str, Any]:
        named = {code: self._words.label(code) for code in ("de", "en")}
        step = {"key": f"schritt-{place}", "lane": LANES[place % len(LANES)], "title": named}
        step |= {"touchpoint": f"kontaktpunkt-{self._chance.randrange(self._size.touchpoints)}"}
        return step | {"function": f"funktion-{self._chance.randrange(self._size.functions)}"}

    def _add_duties(self, entry_ids: list[int]) -> None:
        """For nine of ten entries who is accountable, for half of them who was before; the rest R, C and I."""
        accountable = []
        for entry_id in entry_ids:
            if self._chance.random() < 0.9:
                holder = self._holder(people=0.8)
                now = {"acting": False, "source": "asked", "since": self._since()}
                accountable.append(self._row(entry_id, holder) | now)
            if self._chance.random() < 0.5:
                first = {"acting": False, "source": "import", "since": self._today - LONG_AGO - timedelta(days=1)}
                accountable.append(self._row(entry_id, person(self._chance.choice(self._people))) | first)
        for row in accountable:
            del row["department_id"], row["holder_key"]
        self._session.execute(insert(Accountability), accountable)
        wanted: dict[tuple[int, str, str], dict[str, Any]] = {}
        while len(wanted) < self._size.duties - len(accountable):
            letter, holder = self._chance.choice("RRCI"), self._holder(people=0.3, units=0.3)
            row = self._row(self._chance.choice(entry_ids), holder) | {"letter": letter, "since": self._since()}
            wanted[row["entry_id"], letter, holder.key] = row
        self._session.execute(insert(Duty), list(wanted.values()))

    def _holder(self, people: float, units: float = 0.0) -> Holder:
        dice = self._chance.random()
        if dice < people:
            return person(self._chance.choice(self._people))
        if dice < people + units:
            return department(self._chance.choice(self._units).id)
        return function(self._chance.choice(self._functions))

    def _row(self, entry_id: int, holder: Holder) -> dict[str, Any]:
        place = {"entry_id": entry_id, "step_key": "", "holder_key": holder.key, "recorded_at": self._now}
        return {**place, **holder.columns}

    def _add_packages(self, entry_ids: list[int]) -> None:
        asker = self._people[5]
        for number in range(self._size.packages):
            asked = self._people[60 + number]
            package = RequestPackage(
                state=OPEN, asker_id=asker, asked_id=asked, made_at=self._now, sent_on=self._today - timedelta(days=4),
                due=self._today + timedelta(days=number % 9 - 2),
            )  # fmt: skip
            holder = person(asked)
            package.requests = [
                DutyRequest(entry_id=each, letter="A", holder_key=holder.key, person_id=asked, state=ASKED)
                for each in self._chance.sample(entry_ids, 3)
            ]
            self._session.add(package)
        self._session.flush()
