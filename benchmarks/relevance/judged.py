"""Judged queries, what search answered, and the figures made of it."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "queries.tsv"
LOOKED_AT = 10
HELD_OUT = "held out"

Ask = Callable[[str], dict[str, Any]]
"""A query → what `/api/v1/search` answers."""


@dataclass(frozen=True)
class Judged:
    """A query as a colleague would type it. `answers`: slugs, or slug#step, that would satisfy; the best first."""

    group: str
    held_out: bool
    query: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """`rank`: the place of the first acceptable answer, 0 when it is not among the first LOOKED_AT."""

    judged: Judged
    rank: int
    total: int
    first: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """What the outcomes of several queries come to."""

    queries: int
    hit_at_1: float
    hit_at_3: float
    mrr: float
    zero_hits: int

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> "Figures":
        """The figures of these outcomes."""
        ranks = [(each.rank, each.total) for each in outcomes]
        number = len(ranks) or 1
        return cls(
            len(ranks),
            sum(rank == 1 for rank, _total in ranks) / number,
            sum(1 <= rank <= 3 for rank, _total in ranks) / number,
            sum(1 / rank for rank, _total in ranks if rank) / number,
            sum(not total for _rank, total in ranks),
        )


def judged_queries() -> list[Judged]:
    """Everything in the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Judged(r["group"], r["set"] == HELD_OUT, r["query"], tuple(r["answers"].split())) for r in rows]


def judge(ask: Ask, queries: Iterable[Judged] | None = None) -> list[Outcome]:
    """Ask everything."""
    return [_outcome(each, ask(each.query)) for each in (judged_queries() if queries is None else queries)]


def _outcome(judged: Judged, answer: dict[str, Any]) -> Outcome:
    results = answer["results"][:LOOKED_AT]
    rank = next((at for at, hit in enumerate(results, start=1) if _satisfies(hit, judged.answers)), 0)
    return Outcome(judged, rank, answer["total"], tuple(hit["slug"] for hit in results[:3]))


def _satisfies(hit: dict[str, Any], answers: tuple[str, ...]) -> bool:
    steps = {step["url"].partition("#step-")[2] for step in hit.get("steps", ())} | {hit["url"].partition("#step-")[2]}
    for answer in answers:
        slug, _sign, step = answer.partition("#")
        if hit["slug"] == slug and (not step or step in steps):
            return True
    return False
