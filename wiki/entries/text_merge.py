"""Three-way merge of texts: by lines, and inside a line both changed, by words.

The method is diff3 (Khanna, Kunal and Pierce 2007, "A Formal Investigation of Diff3"): where the base agrees with both
sides nothing changed; between two such places a piece changed on one side is taken, changed alike on both it is taken
once, changed differently on both it conflicts.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]", re.UNICODE)
MOST_PAIRS = 3_000_000
"""With more pairs of equal tokens the matcher would take seconds; the piece is then treated as changed as a whole."""


MOST_WORK = 2_000_000
"""Where every second piece was changed, the matcher looks at the rest anew for each that stayed."""


class Work:
    """How many pairs of equal pieces may still be looked at; shared by everything that is matched together."""

    def __init__(self, left: int = MOST_WORK) -> None:
        self.left = left


class Matcher(SequenceMatcher[str]):
    """The longest runs that two sequences share; when the work is used up, what is left counts as changed."""

    def __init__(self, one: Sequence[str], other: Sequence[str], work: Work | None = None) -> None:
        super().__init__(None, one, other, autojunk=False)
        self._work = work or Work()
        counts = Counter(other)
        self._until = [0, *accumulate(1 + counts[piece] for piece in one)]

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """As in the base class, while there is work left to be done."""
        self._work.left -= self._until[-1 if ahi is None else ahi] - self._until[alo]
        return super().find_longest_match(alo, ahi, blo, bhi) if self._work.left > 0 else Match(alo, blo, 0)


def is_costly(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether matching the two sequences would take too long: the matcher looks at every pair of equal tokens."""
    counts = Counter(other)
    return sum(number * counts[token] for token, number in Counter(one).items()) > MOST_PAIRS


def merge_text(base: str, theirs: str, mine: str) -> str | None:
    """`base` with the changes of both sides, None when they contradict each other."""
    quick = _quick(base, theirs, mine)
    if quick is not None:
        return quick
    lines = [side.splitlines(True) for side in (base, theirs, mine)]
    if is_costly(lines[0], lines[1]) or is_costly(lines[0], lines[2]):
        return None
    pieces = list(_pieces(*lines))
    merged = [_merge_piece(*("".join(side) for side in piece)) for piece in pieces]
    return None if None in merged else "".join(each for each in merged if each is not None)


def _quick(base: str, theirs: str, mine: str) -> str | None:
    if theirs == mine or mine == base:
        return theirs
    return mine if theirs == base else None


def _merge_piece(base: str, theirs: str, mine: str) -> str | None:
    quick = _quick(base, theirs, mine)
    if quick is not None:
        return quick
    words = [_TOKENS.findall(side) for side in (base, theirs, mine)]
    if is_costly(words[0], words[1]) or is_costly(words[0], words[2]):
        return None
    merged = []
    for piece in _pieces(*words):
        text = _quick(*("".join(side) for side in piece))
        if text is None:
            return None
        merged.append(text)
    return "".join(merged)


Piece = tuple[Sequence[str], Sequence[str], Sequence[str]]


def _pieces(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> Iterator[Piece]:
    """Cut the three sides into corresponding pieces at the runs all three share."""
    at_base = at_theirs = at_mine = 0
    for start, in_theirs, in_mine, length in _shared_runs(base, theirs, mine):
        yield base[at_base:start], theirs[at_theirs:in_theirs], mine[at_mine:in_mine]
        run = base[start : start + length]
        yield run, run, run
        at_base, at_theirs, at_mine = start + length, in_theirs + length, in_mine + length
    yield base[at_base:], theirs[at_theirs:], mine[at_mine:]


def _shared_runs(
    base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Runs that stand in all three: (start in base, in theirs, in mine, length)."""
    with_theirs = Matcher(base, theirs).get_matching_blocks()
    with_mine = Matcher(base, mine).get_matching_blocks()
    left = right = 0
    while left < len(with_theirs) and right < len(with_mine):
        one, other = with_theirs[left], with_mine[right]
        start, end = max(one.a, other.a), min(one.a + one.size, other.a + other.size)
        if start < end:
            yield start, one.b + start - one.a, other.b + start - other.a, end - start
        if one.a + one.size <= other.a + other.size:
            left += 1
        else:
            right += 1
