"""What is measured, what it should be, and what was found."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

ALONE, SAVING = "alone", "saving"


@dataclass(frozen=True)
class Target:
    """A figure and what it should be: `bounds` belong to the values in their order."""

    key: str
    name: str
    unit: str
    bounds: tuple[float, ...]
    at_least: bool = False

    @property
    def told(self) -> str:
        """The target in words."""
        sign = "≥" if self.at_least else "≤"
        return f"{sign} {'/'.join(f'{each:g}' for each in self.bounds)}{f' {self.unit}' if self.unit else ''}"

    def met_by(self, values: Sequence[float]) -> bool:
        """Whether all values keep their bounds."""
        pairs = zip(values, self.bounds, strict=True)
        return all(value >= bound if self.at_least else value <= bound for value, bound in pairs)


TARGETS = (
    Target("anonymous", "released page, not signed in ÷ bare Flask view", "", (0.60,), at_least=True),
    Target("signed_in", "released page, signed in, with inbox count, rights, watch state ÷ bare", "", (0.30,), True),
    Target("not_modified", "304 (If-None-Match), not signed in ÷ bare 200", "", (0.65,), at_least=True),
    Target("search", "search with facets and snippets, p50/p95", "ms", (20, 60)),
    Target("suggest", "jump list, p95", "ms", (10,)),
    Target("save", "save and release, p50/p95, found by the next search", "ms", (25, 60)),
    Target("autolink", "auto-linking 1,000 words against 15,000 labels, uncached", "ms", (15,)),
    Target("term_added", "one term added: slowest request that follows", "ms", (150,)),
    Target("import", "10,000 entries imported, released, searchable", "s", (120,)),
    Target("matrix", "matrix page, p95 of the slowest", "ms", (250,)),
    Target("dashboard", "dashboard, p95 of the slowest", "ms", (150,)),
    Target("seams", "open seams, p95 of the slowest", "ms", (200,)),
    Target("ownership_lists", "gaps, requests, reviews, own duties, p95 of the slowest", "ms", (250,)),
    Target("linter", "gaps and rule breaks of 20,000 duties found", "s", (1,)),
    Target("card", "entry page with who answers ÷ without any duties", "", (1.15,)),
    Target("board", "board of tasks, p95 of the slowest", "ms", (200,)),
    Target("my_tasks", "my tasks, p95", "ms", (80,)),
    Target("loop", "loop page, p95", "ms", (100,)),
    Target("fields", "map of the fields of action, p95", "ms", (150,)),
    Target("change_lists", "lists of loops, signals, tasks, initiatives, p95 of the slowest", "ms", (250,)),
    Target("learning_home", "home of newcomer, head, CX manager, editor, p95 of the slowest", "ms", (120,)),
    Target("learning", "learning paths, stations and their questions, p95 of the slowest", "ms", (150,)),
    Target("learning_people", "learning of 300 people, numbers of the company, p95 of the slowest", "ms", (150,)),
    Target("confirming", "to confirm, what changed, who has confirmed, p95 of the slowest", "ms", (150,)),
    Target("missing_terms", "missing terms, one of them, p95 of the slowest", "ms", (150,)),
    Target("games", "cards, pairs, meanings, p95 of the slowest", "ms", (150,)),
    Target("in_vain", "search in vain that is counted, p95", "ms", (60,)),
    Target("binding", "binding entry's page ÷ the same with read confirmation off", "", (1.25,)),
    Target("asking_again", "release that asks 1,000 people again keeps the write lock", "ms", (500,)),
    Target("learning_jobs", "jobs of learning: longest time with the write lock", "ms", (500,)),
    Target("memory", "memory (PSS), 2 web processes and the worker, after the runs", "MB", (300,)),
    Target("start", "start to first page", "s", (1.5,)),
)


@dataclass(frozen=True)
class Reading:
    """One measurement. `wrong` says why it does not count, whatever its values."""

    key: str
    values: tuple[float, ...]
    detail: str = ""
    wrong: str = ""


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """p50 and p95 in milliseconds."""
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    return statistics.median(seconds) * 1000, cuts[18] * 1000
