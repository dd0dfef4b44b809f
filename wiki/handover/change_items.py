"""Work on change as items of a hand-over: parts in initiatives that go on, and tasks that are not finished.

Whoever settles a package need not be allowed to read everything in it: what few may see is not named.
"""

from collections.abc import Callable
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import SYSTEM
from wiki.core import clock, outbox
from wiki.core.errors import Conflict
from wiki.entries.models import DELETED, Entry
from wiki.entries.rights import PUBLISHED
from wiki.handover.models import HandoverItem
from wiki.handover.sources import Found, Source, Transfer
from wiki.initiatives.models import LEAD, LIVE, MEMBER, SPONSOR, Initiative, InitiativeMember
from wiki.initiatives.service import hold
from wiki.initiatives.service import record as record_of_initiative
from wiki.tasks.models import DROPPED, UNFINISHED, Task, TaskReminder
from wiki.tasks.moving import enter
from wiki.tasks.rows import held, record

_NOT_RELEASED = ("Initiative, noch nicht freigegeben", "Initiative, not released yet")
_OUTSIDE = ("Aufgabe außerhalb von Initiativen", "Task outside of initiatives")


def _titles(initiative: Entry) -> tuple[str, str]:
    return (initiative.title("de"), initiative.title("en")) if initiative.status in PUBLISHED else _NOT_RELEASED


def _find_parts(part: str) -> Callable[[Session, int, date], list[Found]]:
    def find(session: Session, person_id: int, _day: date) -> list[Found]:
        query = (
            select(Initiative)
            .join(InitiativeMember, InitiativeMember.initiative_id == Initiative.id)
            .where(InitiativeMember.person_id == person_id, InitiativeMember.part == part)
            .where(InitiativeMember.until.is_(None), Initiative.stage.in_(LIVE), Initiative.status != DELETED)
            .order_by(Initiative.sort_de, Initiative.id)
        )
        return [
            Found(f"{part}:{each.id}", *_titles(each), each.id, department=each.department)
            for each in session.scalars(query)
        ]

    return find


def _move_part(part: str) -> Callable[[Session, HandoverItem, Transfer], None]:
    def move(session: Session, item: HandoverItem, transfer: Transfer) -> None:
        initiative = hold(session, item.entry_id or 0)
        now = select(InitiativeMember).where(
            InitiativeMember.initiative_id == initiative.id, InitiativeMember.until.is_(None)
        )
        present = {(each.person_id, each.part): each for each in session.scalars(now)}
        theirs = present.get((transfer.leaver_id, part))
        if theirs is None:
            raise Conflict(_l("Somebody else has taken this part meanwhile."))
        theirs.until = transfer.day
        session.flush()
        holder = transfer.holder_id
        if holder is not None and (holder, part) not in present:
            session.add(
                InitiativeMember(initiative_id=initiative.id, person_id=holder, part=part, since=transfer.day)
            )  # fmt: skip
            session.flush()
        record_of_initiative(
            session, SYSTEM, initiative, "handed_over", part=part, leaver_id=transfer.leaver_id, holder_id=holder
        )

    return move


def _find_tasks(session: Session, person_id: int, _day: date) -> list[Found]:
    query = (
        select(Task)
        .options(joinedload(Task.initiative))
        .where(Task.assignee_id == person_id, Task.state.in_(UNFINISHED))
        .order_by(Task.due, Task.id)
    )
    return [_task(each) for each in session.scalars(query) if _goes_on(each.initiative)]


def _goes_on(initiative: Entry | None) -> bool:
    return initiative is None or initiative.status != DELETED


def _task(task: Task) -> Found:
    """Tasks of an initiative bear their title and its; of others, which two people share, only the day is told."""
    key, initiative = f"task:{task.id}", task.initiative
    if initiative is None:
        german, english = _OUTSIDE
        if task.due is not None:
            german, english = f"{german}, fällig am {task.due:%d.%m.%Y}", f"{english}, due {task.due:%d %b %Y}"
        return Found(key, german, english, ref_id=task.id)
    own = f"{task.title} · " if initiative.status in PUBLISHED else ""
    german, english = (f"{own}{words}"[:200] for words in _titles(initiative))
    return Found(key, german, english, initiative.id, ref_id=task.id, department=initiative.department)


def _task_needs_somebody(session: Session, item: HandoverItem, person_id: int, _day: date) -> bool:
    """What somebody noted for themselves goes to nobody."""
    task = session.get(Task, item.ref_id)
    return task is not None and (task.initiative_id is not None or task.created_by_id != person_id)


def _move_task(session: Session, item: HandoverItem, transfer: Transfer) -> None:
    """Who takes over is told by the hand-over, and of the day it is due like anybody. Without a successor an
    initiative's task has nobody to do it; any other is given up."""
    task = held(session, item.ref_id)
    if task.assignee_id != transfer.leaver_id or not task.is_unfinished:
        raise Conflict(_l("This task is done or with somebody else by now."))
    if transfer.holder_id is None and task.initiative_id is None:
        enter(session, SYSTEM, task, DROPPED)
        return
    task.assignee_id, task.changed_at, task.edits = transfer.holder_id, clock.now(), task.edits + 1
    session.execute(delete(TaskReminder).where(TaskReminder.task_id == task.id))
    session.flush()
    record(session, SYSTEM, task, "changed", fields=["assignee_id"])
    outbox.record(session, "task.changed", actor_id=None, task=task.id)


def _nobody_needed(_session: Session, _item: HandoverItem, _person_id: int, _day: date) -> bool:
    return False


SOURCES = (
    Source("lead", _l("Leads an initiative"), "rocket-takeoff", _find_parts(LEAD), _move_part(LEAD)),
    Source("sponsor", _l("Sponsors an initiative"), "person-check", _find_parts(SPONSOR), _move_part(SPONSOR)),
    Source(
        "member", _l("In the team of an initiative"), "people", _find_parts(MEMBER), _move_part(MEMBER), _nobody_needed,
        _l("Ends when nobody takes it."),
    ),
    Source(
        "task", _l("Tasks"), "list-check", _find_tasks, _move_task, _task_needs_somebody,
        _l("What is not finished. Of tasks outside of initiatives only the day is told; own notes are given up when "
           "nobody takes them."),
    ),
)  # fmt: skip
