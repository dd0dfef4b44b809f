"""Duties as items of a hand-over: accountable, responsible, consulted, informed, for entries and single steps."""

from collections.abc import Callable, Iterable
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.db import wired
from wiki.entries.models import DELETED, Entry
from wiki.handover.models import HandoverItem
from wiki.handover.sources import Found, Source, Transfer
from wiki.ownership import holders
from wiki.ownership.duties import add_duty, end_duty, set_accountable
from wiki.ownership.findings import Findings
from wiki.ownership.holders import Holder, Place
from wiki.ownership.models import ACCOUNTABLE, CONSULTED, INFORMED, RESPONSIBLE, Accountability, Duty
from wiki.ownership.queries import accountable_on, duties_on

SOURCE = "handover"
_SEPARATOR = " · "


def place_of(item: HandoverItem) -> Place:
    """The entry or step an item is about."""
    return Place(item.entry_id or 0, item.step_key)


def _found(session: Session, letter: str, places: Iterable[tuple[int, str]]) -> list[Found]:
    """The places with their titles, by title; steps that are not there any more are left out."""
    wanted = list(places)
    ids = {entry_id for entry_id, _step in wanted}
    query = select(Entry).where(Entry.id.in_(ids), Entry.status != DELETED)
    entries = {each.id: each for each in session.scalars(query)}
    steps = _step_titles(session, {entry_id for entry_id, step in wanted if step})
    rows = []
    for entry_id, step in wanted:
        entry, named = entries.get(entry_id), steps.get((entry_id, step), ("", ""))
        if entry is None or (step and (entry_id, step) not in steps):
            continue
        german, english = (
            _SEPARATOR.join(part for part in (entry.title(language), name or other) if part)[:200]
            for language, name, other in (("de", named[0], named[1]), ("en", named[1], named[0]))
        )
        key = f"{letter}:{entry_id}:{step}"
        rows.append(Found(key, german, english, entry_id, step, department=entry.department))
    return sorted(rows, key=lambda each: each.title_de.casefold())


def _step_titles(session: Session, ids: set[int]) -> dict[tuple[int, str], tuple[str, str]]:
    condition = or_(Entry.id.in_(ids)) if ids else false()
    found: dict[tuple[int, str], tuple[str, str]] = {}
    for tell in wired(session, Findings).steps if ids else ():
        found.update(tell(session, condition))
    return found


def _find_accountable(session: Session, person_id: int, day: date) -> list[Found]:
    rows = session.scalars(accountable_on(day).where(Accountability.person_id == person_id))
    return _found(session, ACCOUNTABLE, [(row.entry_id, row.step_key) for row in rows])


def _find(letter: str) -> Callable[[Session, int, date], list[Found]]:
    def find(session: Session, person_id: int, day: date) -> list[Found]:
        rows = session.scalars(duties_on(day).where(Duty.person_id == person_id, Duty.letter == letter))
        return _found(session, letter, [(row.entry_id, row.step_key) for row in rows])

    return find


def _move_accountable(session: Session, item: HandoverItem, transfer: Transfer) -> None:
    """Whoever is agreed on for a day further ahead stays so: what is written for later is written again after it."""
    place = place_of(item)
    later = _agreed_for_later(session, place, transfer)
    holder = holders.person(transfer.holder_id) if transfer.holder_id is not None else None
    set_accountable(session, SYSTEM, place, holder, transfer.day, acting=transfer.acting, source=SOURCE)
    for since, agreed, source in later:
        set_accountable(session, SYSTEM, place, agreed, since, source=source)


def _agreed_for_later(session: Session, place: Place, transfer: Transfer) -> list[tuple[date, Holder, str]]:
    query = select(Accountability).where(
        Accountability.entry_id == place.entry_id,
        Accountability.step_key == place.step_key,
        Accountability.since > transfer.day,
    )
    found = []
    for row in session.scalars(query.order_by(Accountability.since)):
        if row.function_id is not None:
            found.append((row.since, holders.function(row.function_id), row.source))
        elif row.person_id is not None and row.person_id != transfer.leaver_id:
            found.append((row.since, holders.person(row.person_id), row.source))
    return found


def _move(letter: str) -> Callable[[Session, HandoverItem, Transfer], None]:
    def move(session: Session, item: HandoverItem, transfer: Transfer) -> None:
        place = place_of(item)
        if transfer.holder_id is not None:
            add_duty(session, SYSTEM, place, letter, holders.person(transfer.holder_id), transfer.day, source=SOURCE)
        leaver = holders.person(transfer.leaver_id)
        end_duty(session, SYSTEM, place, letter, leaver, transfer.day, source=SOURCE)

    return move


def _is_last_responsible(session: Session, item: HandoverItem, person_id: int, day: date) -> bool:
    others = duties_on(day).where(
        Duty.entry_id == item.entry_id, Duty.step_key == item.step_key, Duty.letter == RESPONSIBLE,
        Duty.holder_key != holders.person(person_id).key,
    )  # fmt: skip
    return session.scalar(others.limit(1)) is None


def _nobody_needed(_session: Session, _item: HandoverItem, _person_id: int, _day: date) -> bool:
    return False


SOURCES = (
    Source("accountable", _l("Accountable"), "person-check", _find_accountable, _move_accountable),
    Source(
        "responsible", _l("Responsible: does it"), "people", _find(RESPONSIBLE), _move(RESPONSIBLE),
        _is_last_responsible, _l("What others do as well simply ends when nobody takes it."),
    ),
    Source(
        "consulted", _l("Consulted"), "chat-left-text", _find(CONSULTED), _move(CONSULTED), _nobody_needed,
        _l("Ends when nobody takes it."),
    ),
    Source(
        "informed", _l("Informed"), "info-circle", _find(INFORMED), _move(INFORMED), _nobody_needed,
        _l("Ends when nobody takes it."),
    ),
)  # fmt: skip
