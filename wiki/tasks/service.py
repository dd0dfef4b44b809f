"""Making tasks and moving them on. Works inside a writing transaction and flushes."""

from dataclasses import dataclass, field
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, clock, outbox
from wiki.core.errors import Invalid, Problem
from wiki.core.text import clean_line, clean_text
from wiki.entries.cleaning import MISSING
from wiki.entries.rights import demand
from wiki.people.models import Person
from wiki.tasks.models import CATEGORIES, DONE, OPEN, REPEATS, ChecklistItem, Task
from wiki.tasks.rights import may_add, may_give, may_move

LONGEST_TITLE, LONGEST_TEXT = 200, 10_000


@dataclass(frozen=True)
class TaskData:
    """What somebody wants done."""

    title: str
    text: str = ""
    category: str = ""
    assignee_id: int | None = None
    starts: date | None = None
    due: date | None = None
    repeat: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """What a task belongs to and is about; `origin` is what made it, once."""

    initiative_id: int | None = None
    entry_id: int | None = None
    step_key: str = ""
    comment_id: int | None = None
    origin: str = ""


@dataclass(frozen=True)
class _Cleaned:
    title: str
    text: str
    problems: list[Problem] = field(default_factory=list)


def create(session: Session, actor: Actor, data: TaskData, subject: Subject = Subject()) -> Task:
    """A new task at the end of its column. With an `origin` that has a task already, that task. Forbidden or Invalid
    otherwise."""
    if subject.origin and (known := of_origin(session, subject.origin)) is not None:
        return known
    demand(may_add(session, actor, subject.initiative_id), _l("Only the team of an initiative adds tasks to it."))
    cleaned = _checked(session, actor, data, subject.initiative_id)
    now = clock.now()
    task = Task(
        title=cleaned.title, text=cleaned.text, category=data.category, assignee_id=data.assignee_id,
        starts=data.starts, due=data.due, repeat=data.repeat, initiative_id=subject.initiative_id,
        entry_id=subject.entry_id, step_key=subject.step_key[:40], comment_id=subject.comment_id,
        origin=subject.origin, rank=next_rank(session, subject.initiative_id, OPEN), created_at=now,
        created_by_id=actor.person_id, changed_at=now,
        items=[ChecklistItem(position=number, text=text) for number, text in enumerate(data.items)],
    )  # fmt: skip
    session.add(task)
    session.flush()
    record(session, actor, task, "created")
    if task.assignee_id is not None:
        outbox.record(session, "task.assigned", actor_id=actor.person_id, task=task.id, to=task.assignee_id)
    return task


def of_origin(session: Session, origin: str) -> Task | None:
    """The task made by `origin`."""
    return session.scalar(select(Task).where(Task.origin == origin))


def next_rank(session: Session, initiative_id: int | None, state: str) -> float:
    """A rank after all others of the column."""
    query = select(func.max(Task.rank)).where(Task.state == state, Task.initiative_id == initiative_id)
    return float(session.scalar(query) or 0.0) + 1.0


def finish(session: Session, actor: Actor, task: Task) -> None:
    """Mark a task as done; once more changes nothing."""
    demand(may_move(session, actor, task), _l("This task belongs to others."))
    if task.state == DONE:
        return
    task.state, task.finished_at, task.finished_by_id = DONE, clock.now(), actor.person_id
    task.changed_at, task.edits = clock.now(), task.edits + 1
    session.flush()
    record(session, actor, task, "done")
    outbox.record(session, "task.done", actor_id=actor.person_id, task=task.id)


def record(session: Session, actor: Actor, task: Task, verb: str, **detail: object) -> None:
    """The act in the record."""
    audit.append(session, actor.pseudonym, f"web:task:{verb}", f"task:{task.id}", **detail)


def _checked(session: Session, actor: Actor, data: TaskData, initiative_id: int | None) -> _Cleaned:
    cleaned = _Cleaned(clean_line(data.title), clean_text(data.text).strip())
    problems = cleaned.problems
    if not cleaned.title:
        problems.append(Problem("title", MISSING))
    for name, text, most in (("title", cleaned.title, LONGEST_TITLE), ("text", cleaned.text, LONGEST_TEXT)):
        if len(text) > most:
            message = _l("At most %(most)s characters; this has %(count)s.", most=most, count=len(text))
            problems.append(Problem(name, message))
    if data.category not in ("", *CATEGORIES):
        problems.append(Problem("category", _l("Please choose one of the list.")))
    if data.repeat not in REPEATS or (data.repeat and data.due is None):
        problems.append(Problem("repeat", _l("What repeats needs a day on which it is due.")))
    if data.starts and data.due and data.due < data.starts:
        problems.append(Problem("due", _l("It is due before it begins.")))
    problems += assignee_problems(session, actor, initiative_id, data.assignee_id)
    if problems:
        raise Invalid(problems)
    return cleaned


def assignee_problems(
    session: Session, actor: Actor, initiative_id: int | None, assignee_id: int | None
) -> list[Problem]:
    """What speaks against naming this person."""
    if assignee_id is None:
        return []
    person = session.get(Person, assignee_id)
    if person is None or not person.active:
        return [Problem("assignee", _l("This person no longer works here. Please choose somebody else."))]
    if not may_give(session, actor, initiative_id, assignee_id):
        return [Problem("assignee", _l("Outside of an initiative you can give tasks to yourself only."))]
    return []
