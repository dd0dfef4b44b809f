"""Departments as numbers about people show them: no group of fewer than five stands for itself, it counts with the one
above."""

from dataclasses import dataclass, field

from wiki.ownership.staff import Staff, Unit

FEWEST = 5
"""Numbers about fewer people would be numbers about persons."""


@dataclass(frozen=True)
class Group:
    """A department with what was too small to stand for itself below it. `slugs` are all that belong to it."""

    unit: Unit
    slugs: frozenset[str]
    people: int
    depth: int = 0


@dataclass
class _Draft:
    unit: Unit
    slugs: set[str]
    people: int
    depth: int
    kept: list["_Draft"] = field(default_factory=list)


def groups(staff: Staff, roots: frozenset[str] | None = None) -> list[Group]:
    """The departments from `roots` (slugs; None: the whole company) downwards, parents before children."""
    own: dict[int, int] = {}
    for person in staff.people.values():
        if person.here and person.department_id is not None:
            own[person.department_id] = own.get(person.department_id, 0) + 1
    wanted = [each for each in staff.departments.values() if roots is None or each.slug in roots]
    inside = {each.id for each in wanted}
    tops = [each for each in wanted if each.parent_id not in inside]
    below: dict[int, list[Unit]] = {}
    for each in wanted:
        if each.parent_id in inside:
            below.setdefault(each.parent_id, []).append(each)
    found: list[Group] = []
    for top in tops:
        found += _flat(_gathered(top, below, own, 0))
    return found


def _gathered(unit: Unit, below: dict[int, list[Unit]], own: dict[int, int], depth: int) -> _Draft:
    draft = _Draft(unit, {unit.slug}, own.get(unit.id, 0), depth)
    for each in below.get(unit.id, []):
        child = _gathered(each, below, own, depth + 1)
        if child.people >= FEWEST:
            draft.kept.append(child)
        else:
            draft.slugs |= child.slugs
            draft.people += child.people
            draft.kept += child.kept
    if draft.people < FEWEST and draft.kept:
        # What is left of the department is too small beside its own parts: the smallest of them goes with it.
        least = min(draft.kept, key=lambda each: (each.people, each.unit.slug))
        draft.kept.remove(least)
        draft.slugs |= least.slugs
        draft.people += least.people
        draft.kept += least.kept
    return draft


def _flat(draft: _Draft) -> list[Group]:
    found = [Group(draft.unit, frozenset(draft.slugs), draft.people, draft.depth)]
    for each in draft.kept:
        found += _flat(each)
    return found
