"""Changing several tasks at once: all of them or none, with the reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.errors import Conflict, Invalid, NotFound, Problem, WikiError
from wiki.tasks import service
from wiki.tasks.columns import blockers
from wiki.tasks.models import DONE, STATES, Task
from wiki.tasks.moving import demand_by_hand, enter
from wiki.tasks.rows import movable, quoted
from wiki.tasks.values import Seen

NOBODY, NONE = "nobody", "none"
MOST = 200
GONE = _l("It is not there any more.")


@dataclass(frozen=True)
class Wish:
    """What is to be different; empty leaves it as it is. `assignee`: a person's id or nobody; `category`: one of them
    or none."""

    assignee: str = ""
    due: date | None = None
    without_due: bool = False
    state: str = ""
    category: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be different."""
        return self == Wish()

    @property
    def changes_words(self) -> bool:
        """Whether more than the state is to be different."""
        return replace(self, state="") != Wish()


def change_several(session: Session, actor: Actor, seen: Mapping[int, int], wish: Wish) -> int:
    """Do `wish` to the tasks `seen` (id → count of changes as seen); says how many. Invalid names every task that
    cannot be changed so and why; nothing is changed then."""
    _check(seen, wish)
    rows = session.execute(
        select(Task.id, Task.title).where(Task.id.in_(seen)).order_by(Task.id).with_for_update(of=Task)
    )
    titles = {row.id: row.title for row in rows}
    problems = []
    for task_id in _in_order(session, list(titles), wish):
        try:
            _change_one(session, actor, task_id, seen[task_id], wish)
        except NotFound:
            problems.append(Problem(f"task-{task_id}", GONE))
        except WikiError as error:
            problems += [Problem(f"task-{task_id}", f"{quoted(titles[task_id])}: {each}") for each in _reasons(error)]
    problems += [Problem(f"task-{each}", GONE) for each in seen if each not in titles]
    if problems:
        raise Invalid(problems)
    return len(titles)


def _check(seen: Mapping[int, int], wish: Wish) -> None:
    problems = []
    if not seen:
        problems.append(Problem("tasks", _l("Please tick at least one task.")))
    if len(seen) > MOST:
        problems.append(Problem("tasks", _l("At most %(most)s at once.", most=MOST)))
    if wish.is_empty:
        problems.append(Problem("tasks", _l("Please say what is to be different.")))
    if wish.state not in ("", *STATES):
        problems.append(Problem("state", _l("Please choose one of the list.")))
    if problems:
        raise Invalid(problems)


def _in_order(session: Session, ids: list[int], wish: Wish) -> list[int]:
    """What others of them need comes first, where they are to be finished."""
    if wish.state != DONE:
        return ids
    waiting = {each: {needed.id for needed in blockers(session, each)} & set(ids) for each in ids}
    order: list[int] = []
    while waiting:
        ready = [each for each, needed in waiting.items() if not needed & waiting.keys()]
        for each in ready or list(waiting):
            order.append(each)
            del waiting[each]
    return order


def _change_one(session: Session, actor: Actor, task_id: int, edits: int, wish: Wish) -> None:
    task = movable(session, actor, task_id)
    if task.edits != edits:
        raise Conflict(_l("somebody else has changed it meanwhile; look at it and tick it again."))
    if wish.changes_words:
        data = service.data_of(task)
        if wish.assignee:
            data = replace(data, assignee_id=None if wish.assignee == NOBODY else int(wish.assignee))
        if wish.due or wish.without_due:
            data = replace(data, due=None if wish.without_due else wish.due)
        if wish.category:
            data = replace(data, category="" if wish.category == NONE else wish.category)
        service.change(session, actor, task_id, data, Seen(edits))
    if wish.state and wish.state != task.state:
        demand_by_hand(session, task, wish.state)
        enter(session, actor, task, wish.state)


def _reasons(error: WikiError) -> list[object]:
    return [each.message for each in error.problems] if isinstance(error, Invalid) else [error.message]
