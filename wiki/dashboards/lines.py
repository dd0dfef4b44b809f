"""Coverage laid out as dashboards show it: by department and by phase of the customer journey."""

from collections.abc import Iterable
from dataclasses import dataclass

from wiki.dashboards.coverage import Answered, Coverage, of
from wiki.entries.options import PHASES
from wiki.ownership.groups import Group


@dataclass(frozen=True)
class Line:
    """A department's line: coverage by kind, in order of `kinds`."""

    group: Group
    parts: tuple[Coverage, ...]
    whole: Coverage


def lines_of(found: list[Answered], shown: Iterable[Group], kinds: list[str]) -> list[Line]:
    """A line for each department that is shown, its coverage kind by kind."""
    lines, by_slug = [], by_department(found)
    for group in shown:
        own = within(group, by_slug)
        parts = tuple(of(each for each in own if each.kind == kind) for kind in kinds)
        lines.append(Line(group, parts, of(own)))
    return lines


def by_phase(found: Iterable[Answered]) -> dict[str, Coverage]:
    """Phase → coverage of what belongs to it; something of several phases counts in each."""
    numbers = {option.value: [0, 0] for option in PHASES.options}
    for each in found:
        for phase in each.phases:
            numbers[phase][0] += each.covered
            numbers[phase][1] += 1
    return {phase: Coverage(*pair) for phase, pair in numbers.items()}


def by_department(found: Iterable[Answered]) -> dict[str, list[Answered]]:
    """Department → what belongs to it alone, without what is below."""
    by_slug: dict[str, list[Answered]] = {}
    for each in found:
        by_slug.setdefault(each.department, []).append(each)
    return by_slug


def within(group: Group, by_slug: dict[str, list[Answered]]) -> list[Answered]:
    """What belongs to the departments of a group."""
    return [each for slug in group.slugs for each in by_slug.get(slug, ())]
