"""The map of processes: what runs in which phase of the customer's journey, in groups, and where it breaks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from wiki.entries.options import PHASES
from wiki.processes.models import Process
from wiki.processes.wording import SEVERITIES, TYPES, counted_by_severity

BY_TYPE, BY_DEPARTMENT = "type", "department"
PHASE_ORDER = tuple(option.value for option in PHASES.options)


@dataclass(frozen=True)
class Bar:
    """A process on the map. `first` and `last` are the columns it reaches over, from 1; 0 where it names no phase."""

    title: str
    url: str
    first: int
    last: int
    reached: tuple[bool, ...]
    """For each column from `first` to `last` whether the process says so itself."""
    phases: str
    break_points: int
    worst: str
    counted: str

    @property
    def has_gaps(self) -> bool:
        """Whether it leaves out a phase between its first and its last."""
        return not all(self.reached)


@dataclass(frozen=True)
class Group:
    """Processes that belong together on the map."""

    title: str
    bars: tuple[Bar, ...]


def bar_of(process: Process, severities: Mapping[str, int], language: str) -> Bar:
    """A process with how often it breaks, and how badly."""
    columns = sorted(PHASE_ORDER.index(phase) + 1 for phase in process.phases if phase in PHASE_ORDER)
    first, last = (columns[0], columns[-1]) if columns else (0, 0)
    every = [name for name in SEVERITIES for _each in range(severities.get(name, 0))]
    return Bar(
        title=process.title(language) or process.slug,
        url=url_for("process.page", slug=process.slug),
        first=first,
        last=last,
        reached=tuple(column in columns for column in range(first, last + 1)) if columns else (),
        phases=", ".join(str(PHASES.label_of(PHASE_ORDER[column - 1])) for column in columns),
        break_points=len(every),
        worst=every[0] if every else "",
        counted=counted_by_severity(every),
    )


def grouped(found: Sequence[tuple[Process, Bar]], by: str, departments: Mapping[str, str]) -> list[Group]:
    """The groups of the map in their order; those without a process are left out."""
    if by == BY_DEPARTMENT:
        named = sorted(departments.items(), key=lambda pair: pair[1].casefold())
        rest = [process.department for process, _bar in found if process.department not in departments]
        names = {**dict(named), **dict.fromkeys(rest, str(_("No department named")))}
        by_name: dict[str, list[Bar]] = {name: [] for name in names.values()}
        for process, bar in found:
            by_name[names[process.department]].append(bar)
        return _in_order(by_name.items())
    kinds = [
        (str(label), [bar for process, bar in found if process.process_type == each]) for each, label in TYPES.items()
    ]
    return _in_order(kinds)


def _in_order(groups: Iterable[tuple[str, list[Bar]]]) -> list[Group]:
    """Bars begin with the first phase; those of no phase come last."""
    return [
        Group(title, tuple(sorted(bars, key=lambda bar: (bar.first or 99, -(bar.last - bar.first)))))
        for title, bars in groups
        if bars
    ]
