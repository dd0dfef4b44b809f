"""Which questions are asked where more could be: about as many entries as possible, of every sort, nothing twice."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from wiki.questions.question import CONFUSED, Question

T = TypeVar("T")


def spread(things: Sequence[T], most: int) -> list[tuple[int, T]]:
    """The things with their places; first `most` of them at even distances, then the others."""
    numbered = list(enumerate(things))
    if len(things) <= most:
        return numbered
    first = {place * len(things) // most for place in range(most)}
    return [each for each in numbered if each[0] in first] + [each for each in numbered if each[0] not in first]


def choose(entries: Iterable[tuple[int, Mapping[str, Iterable[Question | None]]]], most: int) -> list[Question]:
    """At most `most` questions: one about each entry (place, questions by sort), then the next about each, of the sort
    that was asked least; in the order of the places, round by round."""
    waiting = [(place, {sort: iter(questions) for sort, questions in sorts.items()}) for place, sorts in entries]
    chosen: list[tuple[int, int, Question]] = []
    asked: Counter[str] = Counter()
    pairs: set[frozenset[int]] = set()
    turn = 0
    while waiting and len(chosen) < most:
        going = []
        for place, sorts in waiting:
            question = _next(sorts, asked, pairs) if len(chosen) < most else None
            if question is not None:
                chosen.append((turn, place, question))
                asked[question.sort] += 1
                pairs.add(_pair(question))
                going.append((place, sorts))
        waiting, turn = going, turn + 1
    return [question for _turn, _place, question in sorted(chosen, key=lambda each: each[:2])]


def _next(
    sorts: Mapping[str, Iterator[Question | None]], asked: Counter[str], pairs: set[frozenset[int]]
) -> Question | None:
    """The next question about an entry, of the sort asked least; of those asked as often, of the entry's first one."""
    for sort in sorted(sorts, key=lambda each: asked[each]):
        for question in sorts[sort]:
            if question is not None and (question.sort != CONFUSED or _pair(question) not in pairs):
                return question
    return None


def _pair(question: Question) -> frozenset[int]:
    return frozenset(question.entry_ids) if question.sort == CONFUSED else frozenset()
