"""How many have confirmed an entry, by department: no group of fewer than five people stands for itself."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.ownership.groups import FEWEST
from wiki.ownership.staff import Staff, Unit
from wiki.reading.models import Confirmation, ReadingDuty, ReadingRound, RequiredReading
from wiki.reading.queries import open_duties


@dataclass(frozen=True)
class Count:
    """So many of a group, and who of them has confirmed; `unit` None: all together."""

    unit: Unit | None
    people: int
    done: int
    rest: bool = False
    """Whether it is what is left of the company: groups too small to stand for themselves, together."""


def counts(
    session: Session, staff: Staff, required: RequiredReading, known: Collection[int] = frozenset()
) -> list[Count]:
    """All of them first, then by department, then what is too small, together. Empty where fewer than five people are
    bound. Smaller departments count with the one above; a rest of fewer than five goes with the smallest group.
    `known`: whom the reader sees by name; beside them a number must not speak of fewer than five others, either."""
    done = _bound(session, staff, [required.entry_id]).get(required.entry_id, {})
    people = {each: staff.people[each].department_id for each in done}
    if len(people) < FEWEST or _tells(people, known):
        return []
    groups = _groups(staff, people)
    rows = [_count(staff.departments.get(unit or 0), ids, done) for unit, ids in groups]
    rows = rows if len(rows) > 1 and not any(_tells(ids, known) for _unit, ids in groups) else []
    return [_count(None, list(people), done), *rows]


def totals(
    session: Session, staff: Staff, entry_ids: Sequence[int], known: Collection[int] = frozenset()
) -> dict[int, Count]:
    """All of them together, by entry; nothing where fewer than five people are bound, or that many beside those the
    reader sees by name. Two queries."""
    bound = _bound(session, staff, entry_ids)
    told = {entry: done for entry, done in bound.items() if len(done) >= FEWEST and not _tells(done, known)}
    return {entry: _count(None, list(done), done) for entry, done in told.items()}


def _bound(session: Session, staff: Staff, entry_ids: Sequence[int]) -> dict[int, dict[int, bool]]:
    """By entry the people here whom it binds, and whether each has confirmed it: numbers alone, since tens of
    thousands of confirmations are gone through."""
    if not entry_ids:
        return {}
    here = {each.id for each in staff.people.values() if each.here}
    confirmed = select(Confirmation.entry_id, Confirmation.person_id).where(Confirmation.entry_id.in_(entry_ids))
    asked = open_duties().with_only_columns(ReadingRound.entry_id, ReadingDuty.person_id)
    asked = asked.where(ReadingRound.entry_id.in_(entry_ids))
    found: dict[int, dict[int, bool]] = {}
    for query, is_done in ((confirmed, True), (asked, False)):
        for entry_id, person_id in session.execute(query).tuples():
            if entry_id is not None and person_id in here:
                found.setdefault(entry_id, {})[person_id] = is_done
    return found


def _tells(people: Collection[int], known: Collection[int]) -> bool:
    return 0 < len(set(people) - set(known)) < FEWEST


def _count(unit: Unit | None, ids: list[int], done: Mapping[int, bool]) -> Count:
    return Count(unit, len(ids), sum(done[each] for each in ids), rest=unit is None)


def _groups(staff: Staff, people: Mapping[int, int | None]) -> list[tuple[int | None, list[int]]]:
    """The people by department, from below: what is too small goes to the department above, at last to nobody's."""
    here: dict[int | None, list[int]] = {}
    for person_id, unit in people.items():
        here.setdefault(unit if unit in staff.departments else None, []).append(person_id)
    for unit in sorted(staff.departments, key=lambda each: -_depth(staff, each)):
        if 0 < len(here.get(unit, ())) < FEWEST:
            here.setdefault(staff.departments[unit].parent_id, []).extend(here.pop(unit))
    if 0 < len(here.get(None, ())) < FEWEST:
        least = min((each for each in here if each is not None), key=lambda each: (len(here[each]), each))
        here[None].extend(here.pop(least))
    named = sorted((unit for unit in here if unit is not None), key=lambda each: staff.departments[each].slug)
    return [(unit, here[unit]) for unit in (*named, None) if here.get(unit)]


def _depth(staff: Staff, unit: int) -> int:
    depth, above, seen = 0, staff.departments[unit].parent_id, {unit}
    while above in staff.departments and above not in seen:
        seen.add(above)
        depth, above = depth + 1, staff.departments[above].parent_id
    return depth
