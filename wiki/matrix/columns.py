"""The columns of the matrix: departments, functions or people of a day, in the order of the tree of departments."""

from collections.abc import Iterator
from dataclasses import dataclass

from wiki.ownership import holders
from wiki.ownership.holders import Holder
from wiki.ownership.staff import Staff, Unit

DEPARTMENT, FUNCTION, PERSON = "department", "function", "person"
WAYS = (DEPARTMENT, FUNCTION, PERSON)


@dataclass(frozen=True)
class Column:
    """Who may hold something. `group` is the department's name, empty in columns that are departments."""

    holder: Holder
    label: str
    group: str = ""
    single: bool = True
    """Whether one person alone stands behind it, so that it can be accountable."""


def columns_of(staff: Staff, by: str, language: str, within: str = "") -> list[Column]:
    """The columns, of the department `within` and everything below it only when there is one of that slug."""
    unit = staff.by_slug.get(within)
    allowed = staff.below(unit.id) if unit else None
    units = [each for each in in_tree(staff) if allowed is None or each.id in allowed]
    if by == DEPARTMENT:
        return [Column(holders.department(each.id), each.name(language), single=False) for each in units]
    names: dict[int | None, str] = {each.id: each.name(language) for each in units}
    order = {number: place for place, number in enumerate(names)}
    if allowed is None:
        names[None], order[None] = "", len(order)
    if by == FUNCTION:
        jobs = sorted(staff.functions.values(), key=lambda each: each.name(language).casefold())
        found = [
            Column(holders.function(job.id), job.name(language), names[job.department_id], job.single_holder)
            for job in jobs
            if job.department_id in names
        ]
        at = {job.id: order[job.department_id] for job in jobs if job.department_id in names}
    else:
        people = [each for each in staff.people.values() if each.here and each.department_id in names]
        found = [Column(holders.person(each.id), each.name, names[each.department_id]) for each in people]
        at = {each.id: order[each.department_id] for each in people}
    return sorted(found, key=lambda each: at[each.holder.id])


def in_tree(staff: Staff) -> list[Unit]:
    """Every department, parents before children, siblings by name."""
    below: dict[int | None, list[Unit]] = {}
    for unit in staff.departments.values():
        below.setdefault(unit.parent_id, []).append(unit)

    def down(parent: int | None) -> Iterator[Unit]:
        for unit in below.get(parent, ()):
            yield unit
            yield from down(unit.id)

    return list(down(None))


@dataclass(frozen=True)
class Behind:
    """A column that shows something, and through whom: the name of a person or function of the department, of a
    function of the person; empty where the column itself holds it."""

    column: int
    through: str = ""


def where_shown(staff: Staff, by: str, columns: list[Column], language: str) -> dict[str, list[Behind]]:
    """Key of a holder → the columns in which what it holds is shown."""
    at = {column.holder.key: number for number, column in enumerate(columns)}
    found = {key: [Behind(number)] for key, number in at.items()}
    if by == DEPARTMENT:
        members = [(holders.person(each.id), each.department_id, each.name) for each in staff.people.values()]
        members += [
            (holders.function(job.id), job.department_id, job.name(language)) for job in staff.functions.values()
        ]
        for holder, department, name in members:
            number = at.get(f"d{department}")
            if number is not None:
                found.setdefault(holder.key, []).append(Behind(number, name))
    elif by == PERSON:
        for job in staff.functions.values():
            places = [at[f"p{each}"] for each in job.holder_ids if f"p{each}" in at]
            if places:
                found[f"f{job.id}"] = [Behind(number, job.name(language)) for number in places]
    return found
