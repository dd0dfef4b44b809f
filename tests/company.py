"""A small company with entries to answer for: the fixture `company`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.config import Settings
from wiki.core import clock
from wiki.core.db import begin_write, wired
from wiki.entries import payload as payloads
from wiki.entries.kinds import Kinds
from wiki.entries.service import Edit, Intent, create
from wiki.people.departments import DepartmentData, create_department
from wiki.people.functions import FunctionData, add_holder, create_function
from wiki.people.models import Person


@dataclass
class Company:
    """Makes departments, people, functions and entries; what it makes is committed at once."""

    session: Session
    stock: Any
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The company's day."""
        return clock.today(wired(self.session, Settings).timezone)

    def writing(self, act: Callable[[Session], Any]) -> Any:
        """Do `act` in a transaction of its own."""
        begin_write(self.session)
        found = act(self.session)
        self.session.commit()
        return found

    def person(self, name: str, department: str = "", *roles: str) -> int:
        """Somebody, in the department called so."""
        number = self.stock.make(name, *roles)
        self.ids[name] = number

        def place(session: Session) -> None:
            person = session.get(Person, number)
            assert person is not None
            person.department_id = self.ids.get(department)

        self.writing(place)
        return number

    def department(self, name: str, head: str = "", above: str = "") -> int:
        """A department; its head must be there already."""
        data = DepartmentData(name, name, self.ids.get(above), self.ids.get(head))
        self.ids[name] = self.writing(lambda session: create_department(session, SYSTEM, data).id)
        return self.ids[name]

    def function(self, name: str, department: str = "", *holders: str, single: bool = True) -> int:
        """A function with its holders."""

        def make(session: Session) -> int:
            data = FunctionData(name, name, self.ids.get(department), single)
            function = create_function(session, SYSTEM, data)
            for each in holders:
                person = session.get(Person, self.ids[each])
                assert person is not None
                add_holder(session, SYSTEM, function, person)
            return function.id

        self.ids[name] = self.writing(make)
        return self.ids[name]

    def entry(self, kind: str, title: str, department: str = "", **content: Any) -> int:
        """A released entry of the department whose name, folded, is `department`."""

        def make(session: Session) -> int:
            found = wired(session, Kinds).get(kind)
            named = {"title": {"de": title, "en": title}} if kind != "term" else {}
            parts = {**named, **content} | ({"department": department.lower()} if department else {})
            cleaned, problems = payloads.clean(found, parts)
            assert not problems, [(each.where, str(each.message)) for each in problems]
            return create(session, SYSTEM, found, Edit(cleaned, intent=Intent.RELEASE)).entry.id

        return int(self.writing(make))

    def touchpoint(self, title: str, department: str = "", **content: Any) -> int:
        """A released touchpoint."""
        return self.entry("touchpoint", title, department, **content)

    def process(self, title: str, department: str = "", *steps: str, **content: Any) -> int:
        """A released process with steps called so, in the lane backstage."""
        rows = [{"lane": "backstage", "title": {"de": each, "en": each}} for each in steps]
        return self.entry("process", title, department, steps=rows, **content)
