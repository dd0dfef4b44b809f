"""Duties put in force, changed and ended: the one place that writes `accountability` and `duty`.

Nobody is asked here (`requests.py` does): a service that calls this has the holder's consent or needs none. A day in
the past is refused; what was true on a day stays on record.
"""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, changes, clock, outbox
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.core.errors import Invalid, NotFound, Problem
from wiki.entries.kinds import Kinds
from wiki.entries.models import DELETED, Entry
from wiki.ownership.holders import DEPARTMENT, PERSON, Holder, Place
from wiki.ownership.models import ACCOUNTABLE, LETTERS, Accountability, Duty
from wiki.people.models import Department, Function, Person

FARTHEST_DAYS = 366 * 2
"""A duty can be planned this far ahead."""


def lock_object(session: Session, place: Place) -> Entry:
    """The entry of `place`, held until the transaction ends, so that two changes of its duties happen in turn. Raises
    NotFound where there is no such entry or step."""
    entry = session.scalar(select(Entry).where(Entry.id == place.entry_id).with_for_update(of=Entry))
    if entry is None or entry.status == DELETED:
        raise NotFound(_("There is no such entry any more."))
    if place.step_key and place.step_key not in step_keys(session, entry):
        raise NotFound(_("There is no such step any more."))
    return entry


def step_keys(session: Session, entry: Entry) -> list[str]:
    """The keys of the steps of the released version, in order; none for kinds without steps."""
    if entry.released is None:
        return []
    payload = wired(session, Kinds).of(entry).read(entry.released.payload, entry.released.schema_version)
    return [str(step["key"]) for step in payload.get("steps", ()) if "key" in step]


def check(session: Session, letter: str, holder: Holder | None, since: date) -> None:
    """Raise Invalid unless `holder` can take `letter` from `since` on; None stands for nobody."""
    problems = []
    today = company_day(session)
    if letter not in LETTERS:
        problems.append(Problem("letter", _("Please choose R, A, C or I.")))
    if since < today:
        problems.append(Problem("since", _("This day is past: duties begin today or later.")))
    elif (since - today).days > FARTHEST_DAYS:
        problems.append(Problem("since", _("This day lies too far ahead.")))
    if holder is not None:
        problems += _holder_problems(session, letter, holder, since)
    if problems:
        raise Invalid(problems)


def _holder_problems(session: Session, letter: str, holder: Holder, since: date) -> list[Problem]:
    if holder.sort == PERSON:
        return _person_problems(session.get(Person, holder.id), since, company_day(session))
    if holder.sort == DEPARTMENT:
        if session.get(Department, holder.id) is None:
            return [Problem("holder", _("This department does not exist any more."))]
        if letter == ACCOUNTABLE:
            return [Problem("holder", _("Accountable is one person, or a function that one person alone may hold."))]
        return []
    found = session.scalar(select(Function).where(Function.id == holder.id).with_for_update(of=Function))
    if found is None:
        return [Problem("holder", _("This function does not exist any more."))]
    if letter == ACCOUNTABLE and not found.single_holder:
        return [Problem("holder", _("Accountable is one person, or a function that one person alone may hold."))]
    return []


def _person_problems(person: Person | None, since: date, today: date) -> list[Problem]:
    if person is None or not person.active:
        return [Problem("holder", _("This person is not active any more."))]
    # A last day that is not announced is not told: from the day after it the head answers without more being done.
    known_from = since if person.leaving_announced else today
    if person.last_day is not None and person.last_day < known_from:
        return [Problem("holder", _("This person will have left by then."))]
    return []


def set_accountable(
    session: Session, actor: Actor, place: Place, holder: Holder | None, since: date, *, source: str = "asked",
    acting: bool = False,
) -> Accountability:  # fmt: skip
    """`holder` (None: nobody) is accountable from `since` on, instead of whoever was or would have been from then on.

    Rows after `since` are taken away: what was planned for later gives way to what is agreed now.
    """
    lock_object(session, place)
    check(session, ACCOUNTABLE, holder, since)
    session.execute(delete(Accountability).where(*_at(place), Accountability.since > since))
    row = session.scalar(select(Accountability).where(*_at(place), Accountability.since == since))
    if row is None:
        row = Accountability(entry_id=place.entry_id, step_key=place.step_key, since=since)
        session.add(row)
    row.person_id, row.function_id = (holder.person_id, holder.function_id) if holder else (None, None)
    row.acting, row.source = acting, source
    row.recorded_at, row.recorded_by = clock.now(), actor.pseudonym
    session.flush()
    _record(session, actor, place, ACCOUNTABLE, holder, since, source)
    return row


def add_duty(
    session: Session, actor: Actor, place: Place, letter: str, holder: Holder, since: date, *, source: str = "asked"
) -> Duty:
    """`holder` is responsible, consulted or informed from `since` on; nothing happens where that is so already. What
    was to end later, or to begin later, is one duty with it."""
    lock_object(session, place)
    check(session, letter, holder, since)
    rows = _from(session, place, letter, holder, since)
    if rows and rows[0].since <= since and rows[0].until is None:
        return rows[0]
    for later in rows[1:]:
        session.delete(later)
    session.flush()
    row = rows[0] if rows else _new(session, actor, place, letter, holder, since)
    row.since, row.until = min(row.since, since), None
    session.flush()
    _record(session, actor, place, letter, holder, since, source)
    return row


def end_duty(
    session: Session, actor: Actor, place: Place, letter: str, holder: Holder, until: date, *, source: str = "ended"
) -> None:
    """From the day `until` on the holder does it no longer; nothing happens where that is so already. A duty that had
    not begun by then never was."""
    lock_object(session, place)
    if letter == ACCOUNTABLE:
        raise Invalid([Problem("letter", _("Name somebody else, or nobody, as accountable instead."))])
    if until < company_day(session):
        raise Invalid([Problem("until", _("This day is past: duties end today or later."))])
    rows = _from(session, place, letter, holder, until)
    if not rows:
        return
    for row in rows:
        if row.since >= until:
            session.delete(row)
        else:
            row.until = until
    session.flush()
    _record(session, actor, place, letter, holder, until, source, ended=True)


def _at(place: Place) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Accountability.entry_id == place.entry_id, Accountability.step_key == place.step_key


def _new(session: Session, actor: Actor, place: Place, letter: str, holder: Holder, since: date) -> Duty:
    row = Duty(
        entry_id=place.entry_id, step_key=place.step_key, letter=letter, holder_key=holder.key, since=since,
        recorded_at=clock.now(), recorded_by=actor.pseudonym, **holder.columns,
    )  # fmt: skip
    session.add(row)
    return row


def _from(session: Session, place: Place, letter: str, holder: Holder, day: date) -> list[Duty]:
    """What the holder does there on `day` or is to do after it, in order."""
    query = select(Duty).where(
        Duty.entry_id == place.entry_id, Duty.step_key == place.step_key, Duty.letter == letter,
        Duty.holder_key == holder.key, or_(Duty.until.is_(None), Duty.until > day),
    )  # fmt: skip
    return list(session.scalars(query.order_by(Duty.since)))


def _record(
    session: Session, actor: Actor, place: Place, letter: str, holder: Holder | None, day: date, source: str,
    *, ended: bool = False,
) -> None:  # fmt: skip
    """Audit and event of one change. `subject` is the entry; who is concerned stands in the detail."""
    detail = {
        "step": place.step_key, "letter": letter, "holder": holder.key if holder else "", "day": day.isoformat(),
        "source": source,
    }  # fmt: skip
    act = "ended" if ended or holder is None else "assigned"
    origin = "system" if actor.is_system else "web"
    audit.append(session, actor.pseudonym, f"{origin}:duty:{act}", f"entry:{place.entry_id}", **detail)
    outbox.record(session, f"duty.{act}", actor_id=actor.person_id, entry_id=place.entry_id, **detail)
    changes.mark(session, [place.entry_id])


def function_in_use(session: Session, function_id: int) -> int:
    """How many duties, past or present, are held by the function: it cannot be deleted then."""
    held = select(func.count()).select_from(Duty).where(Duty.function_id == function_id)
    accountable = select(func.count()).select_from(Accountability).where(Accountability.function_id == function_id)
    return (session.scalar(held) or 0) + (session.scalar(accountable) or 0)
