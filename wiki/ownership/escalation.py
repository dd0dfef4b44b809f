"""Requests nobody answers: reminded before their day, after it with the next head, at the top with the CX managers.

For callers: `JOB` and `after_due` (to whom a package goes next, for pages that say so).
"""

from datetime import date, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.config import Settings
from wiki.core.clock import company_day
from wiki.core.consumers import Job, Sessions
from wiki.core.db import begin_write, wired
from wiki.entries.models import DELETED, Entry
from wiki.ownership.models import ASKED, OPEN, WITHDRAWN, DutyRequest, RequestPackage
from wiki.ownership.packages import answer_by, close_if_answered, decide, lock_package, tell
from wiki.ownership.staff import Somebody, Staff
from wiki.people.models import Person

LONG = 5
"""From so many days for the answer on, the reminder comes two days before the last, else one."""


def after_due(package: RequestPackage, staff: Staff) -> Somebody | None:
    """The head to whom the package goes when nobody answers in time; None at the top."""
    now_with = staff.people.get(_with(package))
    if now_with is None:
        return None
    return staff.head_above(now_with.department_id, (now_with.id, package.asked_id))


def _with(package: RequestPackage) -> int:
    return package.escalated_to_id or package.asked_id


def escalate(session: Session, package: RequestPackage, staff: Staff) -> None:
    """Give a locked package to the next head for another period; at the top tell the CX managers, once."""
    head = after_due(package, staff)
    waiting = [each for each in package.requests if each.state == ASKED]
    package.escalations += 1
    package.escalated_on, package.reminded_on = staff.day, None
    if head is None:
        package.due = None
        session.flush()
        tell(session, SYSTEM, package, "unanswered", waiting)
        return
    package.escalated_to_id = head.id
    package.due = answer_by(session, staff.day)
    session.flush()
    tell(session, SYSTEM, package, "escalated", waiting, person_id=head.id)


def _remind(session: Session, package: RequestPackage, today: date) -> None:
    package.reminded_on = today
    session.flush()
    waiting = [each for each in package.requests if each.state == ASKED]
    tell(session, SYSTEM, package, "reminded", waiting, person_id=_with(package))


def _reminder_days(session: Session) -> int:
    return 2 if wired(session, Settings).answer_days >= LONG else 1


def _is_near(session: Session, package: RequestPackage, today: date) -> bool:
    """Whether the last day is near, and it is not the day on which the package came."""
    came = package.escalated_on or package.sent_on
    if package.due is None or package.reminded_on is not None or (came is not None and came >= today):
        return False
    return package.due - timedelta(days=_reminder_days(session)) <= today


def _attend(session: Session, package_id: int) -> str:
    """What today asks for with one package. Nothing is done twice: each act changes what it is judged by."""
    package = lock_package(session, package_id)
    if package.state != OPEN or package.due is None:
        return ""
    _leave_out_deleted(session, package)
    if package.state != OPEN:
        return "settled"
    staff = Staff(session, company_day(session))
    now_with = staff.people.get(_with(package))
    if package.due < staff.day or now_with is None or not now_with.here:
        escalate(session, package, staff)
        return "escalated"
    if _is_near(session, package, staff.day):
        _remind(session, package, staff.day)
        return "reminded"
    return ""


def _leave_out_deleted(session: Session, package: RequestPackage) -> None:
    """What is asked about an entry in the recycle bin waits for nobody."""
    for request in package.requests:
        if request.state == ASKED and request.entry.status == DELETED:
            decide(SYSTEM, request, WITHDRAWN)
    close_if_answered(package)
    session.flush()


def _candidates(session: Session) -> list[int]:
    today = company_day(session)
    about_deleted = exists(
        select(DutyRequest.id)
        .join(Entry, Entry.id == DutyRequest.entry_id)
        .where(DutyRequest.package_id == RequestPackage.id, DutyRequest.state == ASKED, Entry.status == DELETED)
    )
    near = RequestPackage.due <= today + timedelta(days=_reminder_days(session))
    gone = or_(~Person.active, Person.last_day < today)
    query = (
        select(RequestPackage.id)
        .join(Person, (Person.id == RequestPackage.asked_id) | (Person.id == RequestPackage.escalated_to_id))
        .where(RequestPackage.state == OPEN, RequestPackage.due.is_not(None), or_(near, gone, about_deleted))
        .distinct()
        .order_by(RequestPackage.id)
    )
    return list(session.scalars(query))


def run(sessions: Sessions) -> str:
    """The job `requests.attend`: whatever the hour it runs, each package is reminded and escalated once for its day."""
    with sessions() as session:
        found = _candidates(session)
    done: list[str] = []
    for package_id in found:
        with sessions() as session:
            begin_write(session)
            done.append(_attend(session, package_id))
            session.commit()
    return f"{done.count('reminded')} reminded, {done.count('escalated')} escalated"


JOB = Job("requests.attend", timedelta(minutes=10), run)
