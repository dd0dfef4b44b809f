"""An initiative and its tasks: what tests of tasks do."""

from dataclasses import dataclass

from company import Company

from wiki.core.db import begin_write
from wiki.people.models import Person
from wiki.people.service import actor_of
from wiki.tasks import needs, service
from wiki.tasks.models import Task
from wiki.tasks.values import Move, Subject, TaskData


@dataclass
class Plan:
    """The company, the id of its initiative, and what people do there."""

    company: Company
    initiative: int

    def actor(self, name: str):
        """Somebody as an actor."""
        session = self.company.session
        if not session.info.get("writing"):
            session.rollback()
        return actor_of(session, session.get(Person, self.company.ids[name]))

    def doing(self, name: str, act, *arguments, **named):
        """`act(session, actor, …)` in a transaction of its own; nothing of it stays when it fails."""
        session = begin_write(self.company.session)
        try:
            found = act(session, self.actor(name), *arguments, **named)
            session.commit()
        except Exception:
            session.rollback()
            raise
        return found

    def task(self, title: str, by: str = "Lena", loose: bool = False, **data) -> int:
        """A task of the initiative, or of none."""
        subject = Subject(None if loose else self.initiative)
        return self.doing(by, service.create, TaskData(title, **data), subject).id

    def move(self, task_id: int, state: str, by: str = "Max", **more) -> None:
        """Move a task."""
        self.doing(by, service.move, task_id, Move(state, **more))

    def need(self, task_id: int, needed_id: int, by: str = "Lena") -> None:
        """Say that one needs the other first."""
        self.doing(by, needs.add, task_id, needed_id)

    def get(self, task_id: int) -> Task:
        """The task as it is now."""
        self.company.session.rollback()
        return self.company.session.get_one(Task, task_id)

    def client(self, name: str):
        """A browser in which somebody has signed in."""
        self.company.session.rollback()
        return self.company.stock.sign_in(self.company.session.get_one(Person, self.company.ids[name]).email)

    @staticmethod
    def get_person(session, person_id: int) -> Person:
        """Somebody to change."""
        return session.get_one(Person, person_id)
