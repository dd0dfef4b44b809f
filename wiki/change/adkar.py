"""ADKAR in numbers: where a group stands, from answers, from shares or from one profile.

Each element is rated from 1 to 5, in this order: awareness, desire, knowledge, ability, reinforcement. What holds
somebody up is the first element rated 3 or lower (the barrier point of Hiatt, ADKAR, 2006).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from wiki.change.models import HIGHEST, LOWEST, AdkarRound
from wiki.core.errors import Problem

ELEMENTS = ("awareness", "desire", "knowledge", "ability", "reinforcement")
NONE = "none"
"""Nothing holds them up."""
PLACES = (*ELEMENTS, NONE)
BARRIER_AT_MOST = 3
MOST_ANSWERS = 2000
SIGNS = {each: str(number) for number, each in enumerate(ELEMENTS, 1)} | {NONE: "✓"}

_BETWEEN = re.compile(r"[\s;,|]+")
_RATING = re.compile(r"[1-5]")

Profile = Sequence[float]


def barrier(profile: Profile) -> str:
    """The first element rated 3 or lower, NONE where all are higher."""
    return next((name for name, rating in zip(ELEMENTS, profile, strict=True) if rating <= BARRIER_AT_MOST), NONE)


def per_cent(counts: Mapping[str, int]) -> dict[str, int]:
    """Whole per cents that make 100 together: what rounding leaves over goes to the largest remainders."""
    total = sum(counts.values())
    if not total:
        return {}
    exact = {place: 100 * counts.get(place, 0) / total for place in PLACES}
    whole = {place: int(share) for place, share in exact.items()}
    rest = sorted(PLACES, key=lambda place: whole[place] - exact[place])
    for place in rest[: 100 - sum(whole.values())]:
        whole[place] += 1
    return whole


@dataclass(frozen=True)
class Standing:
    """Where a group stood: `shares` in per cent by barrier, `means` of the five elements where they are known."""

    shares: Mapping[str, int]
    means: tuple[float, ...] = ()

    @property
    def main(self) -> str:
        """The barrier that holds up most people, the earlier one of equals; NONE where nobody is held up."""
        return max(ELEMENTS, key=lambda place: self.shares.get(place, 0)) if self.held_up else NONE

    @property
    def held_up(self) -> int:
        """How many per cent stand at a barrier."""
        return 100 - self.shares.get(NONE, 0)

    def share(self, place: str) -> int:
        """Per cent at this barrier."""
        return self.shares.get(place, 0)


def standing(row: AdkarRound) -> Standing:
    """What a round says."""
    if row.answers:
        return of_answers(row.answers)
    if row.profile:
        return Standing({barrier(row.profile): 100}, tuple(float(each) for each in row.profile))
    return Standing(row.shares)


def of_answers(answers: Sequence[Sequence[int]]) -> Standing:
    """Shares and means of answers; never what a single one was."""
    counts = Counter(barrier(each) for each in answers)
    means = tuple(round(sum(column) / len(answers), 1) for column in zip(*answers, strict=True))
    return Standing(per_cent(counts), means)


def read_answers(typed: str, where: str) -> tuple[list[list[int]], list[Problem]]:
    """The answers in pasted or typed lines of five ratings, sorted by value, and what is wrong. A first line of words
    is taken for the heads of columns; empty lines are passed over."""
    answers: list[list[int]] = []
    problems: list[Problem] = []
    for number, line in enumerate(typed.splitlines(), 1):
        cells = [cell for cell in _BETWEEN.split(line.strip()) if cell]
        if not cells or (not answers and not problems and not any(each.isdigit() for each in cells)):
            continue
        if len(cells) == len(ELEMENTS) and all(_RATING.fullmatch(cell) for cell in cells):
            answers.append([int(cell) for cell in cells])
        else:
            words = _("Line %(number)s: five whole numbers from 1 to 5 and nothing else, no names.", number=number)
            problems.append(Problem(where, words))
        if len(problems) == 5 or len(answers) > MOST_ANSWERS:
            break
    return sorted(answers), problems


def in_range(ratings: Iterable[int | None]) -> bool:
    """Whether these are ratings."""
    return all(each is not None and LOWEST <= each <= HIGHEST for each in ratings)
