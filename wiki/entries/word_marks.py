"""The words of two texts in one run, each the same, added or removed: bounded work, however long and alike they are.

Long texts are matched by lines first, then by words within the lines that differ; what would still take too long is
marked as replaced as a whole.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from wiki.entries.text_merge import MOST_PAIRS, Matcher, Work

SAME, ADDED, REMOVED, SKIPPED = "same", "added", "removed", "skipped"

_SPACED = re.compile(r"\w+(?:[-'’]\w+)*\s*|[^\w\s]\s*|\s+", re.UNICODE)
_WORDS = re.compile(r"\s+|\w+(?:[-'’]\w+)*|[^\w\s]", re.UNICODE)
_LETTER = re.compile(r"\w")
_FEW_PAIRS = 60_000
"""With more of them (nearly all are blanks) words are matched together with the blank behind them."""
_ALIKE = 0.25
"""With fewer of its letters kept, a passage reads better as replaced than as confetti."""


@dataclass(frozen=True)
class Segment:
    """A run of words. `op`: same, added, removed; skipped where words that stayed are left out."""

    op: str
    text: str

    @property
    def space(self) -> str:
        """The blanks it begins with, which are shown unmarked."""
        return self.text[: len(self.text) - len(self.words)]

    @property
    def words(self) -> str:
        """What follows them; blanks alone are what changed themselves."""
        return self.text.lstrip() or self.text


class _Budget:
    """So many pairs of equal pieces may be looked at for one text."""

    def __init__(self, work: Work) -> None:
        self._left = MOST_PAIRS
        self.work = work

    def covers(self, old: Sequence[str], new: Sequence[str], most: int = MOST_PAIRS) -> bool:
        """Whether matching the two is still paid for, and no more than `most`; then it counts as done."""
        counts = Counter(new)
        pairs = sum(number * counts[piece] for piece, number in Counter(old).items())
        if pairs > min(self._left, most):
            return False
        self._left -= pairs
        return True


def mark_words(was: str, is_now: str, work: Work | None = None) -> Iterator[Segment]:
    """The words of both texts in one run, each marked as the same, added or removed. Texts that are marked together
    share the `work` there is for them."""
    budget = _Budget(work or Work())
    if "\n" not in was and "\n" not in is_now:
        yield from _tidy(_words(was, is_now, budget))
        return
    # Both end a line, so that a line looks the same wherever it stands.
    yield from _without_last_end(list(_tidy(_lines(was + "\n", is_now + "\n", budget))))


def _lines(was: str, is_now: str, budget: _Budget) -> Iterator[Segment]:
    """By lines first, then by words within those that differ."""
    old, new = was.splitlines(keepends=True), is_now.splitlines(keepends=True)
    start, end = _shared_ends(old, new)
    yield Segment(SAME, "".join(old[:start]))
    inner, outer = old[start : len(old) - end], new[start : len(new) - end]
    if budget.covers(inner, outer):
        for gone, come in _match(inner, outer, budget.work):
            yield from _block(gone, come, budget)
    else:
        yield from _words("".join(inner), "".join(outer), budget)
    yield Segment(SAME, "".join(old[len(old) - end :]))


def _block(gone: list[str], come: list[str], budget: _Budget) -> Iterator[Segment]:
    if gone == come:
        yield Segment(SAME, "".join(gone))
    elif len(gone) == len(come):
        for one, other in zip(gone, come, strict=True):
            yield from _words(one, other, budget)
    else:
        yield from _words("".join(gone), "".join(come), budget)


def _without_last_end(segments: list[Segment]) -> Iterator[Segment]:
    """Without the line's end that was added to both texts."""
    tail: dict[str, str] = {}
    while segments and segments[-1].op != SAME:
        last = segments.pop()
        tail[last.op] = last.text
    same = segments.pop().text if segments else ""
    if len(tail) < 2:
        same, end = same[:-1], same[-1:]
        tail = {op: (end + text)[:-1] for op, text in tail.items()}
    else:
        tail = {op: text[:-1] for op, text in tail.items()}
    yield from segments
    yield from (
        each for each in (Segment(SAME, same), *_whole(tail.get(REMOVED, ""), tail.get(ADDED, ""))) if each.text
    )


def _shared_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many pieces both begin with, and how many of the others both end with."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    end = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return start, end


def _words(was: str, is_now: str, budget: _Budget) -> Iterator[Segment]:
    """Word by word between what both begin and end with."""
    old, new = _WORDS.findall(was), _WORDS.findall(is_now)
    start, end = _shared_ends(old, new)
    yield Segment(SAME, "".join(old[:start]))
    yield from _between("".join(old[start : len(old) - end]), "".join(new[start : len(new) - end]), budget)
    yield Segment(SAME, "".join(old[len(old) - end :]))


def _between(was: str, is_now: str, budget: _Budget) -> Iterator[Segment]:
    """Word by word; in long passages first by words with the space behind them, then inside what those leave over."""
    if not was or not is_now:
        yield from _whole(was, is_now)
        return
    old, new = _WORDS.findall(was), _WORDS.findall(is_now)
    if budget.covers(old, new, _FEW_PAIRS):
        yield from _pieces(old, new, _whole, budget.work)
        return
    old, new = _SPACED.findall(was), _SPACED.findall(is_now)
    if budget.covers(old, new):
        yield from _pieces(old, new, lambda gone, come: _inside(gone, come, budget), budget.work)
        return
    yield from _whole(was, is_now)


def _inside(was: str, is_now: str, budget: _Budget) -> Iterator[Segment]:
    old, new = _WORDS.findall(was), _WORDS.findall(is_now)
    yield from _pieces(old, new, _whole, budget.work) if budget.covers(old, new) else _whole(was, is_now)


def _pieces(
    old: list[str], new: list[str], between: Callable[[str, str], Iterable[Segment]], work: Work
) -> Iterator[Segment]:
    matched = [("".join(gone), "".join(come)) for gone, come in _match(old, new, work)]
    kept = sum(len(gone) for gone, come in matched if gone == come and _LETTER.search(gone))
    was, is_now = "".join(old), "".join(new)
    if kept < _ALIKE * max(len(was), len(is_now)) and len(matched) > 3:
        yield from _whole(was, is_now)
        return
    for gone, come in matched:
        yield from (Segment(SAME, gone),) if gone == come else between(gone, come)


def _match(old: list[str], new: list[str], work: Work) -> Iterator[tuple[list[str], list[str]]]:
    """Both sides cut into corresponding runs: alike, or one in the place of the other."""
    for _op, old_start, old_end, new_start, new_end in Matcher(old, new, work).get_opcodes():
        yield old[old_start:old_end], new[new_start:new_end]


def _whole(removed: str, added: str) -> Iterator[Segment]:
    if removed:
        yield Segment(REMOVED, removed)
    if added:
        yield Segment(ADDED, added)


def _tidy(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Neighbours joined; a lone space or sign between two replaced words belongs to what was replaced."""
    removed = added = glue = ""
    for each in segments:
        if not each.text:
            continue
        if each.op != SAME:
            removed += glue + (each.text if each.op == REMOVED else "")
            added += glue + (each.text if each.op == ADDED else "")
            glue = ""
        elif removed and added and not glue and "\n" not in each.text and not _LETTER.search(each.text):
            glue = each.text
        else:
            yield from _whole(removed, added)
            yield Segment(SAME, glue + each.text)
            removed = added = glue = ""
    yield from _whole(removed, added)
    if glue:
        yield Segment(SAME, glue)
