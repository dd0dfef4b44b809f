"""A text with its changes, line by line: what changed stands with a line on either side, the rest is folded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wiki.entries.word_marks import ADDED, REMOVED, SAME, SKIPPED, Segment

_CONTEXT = 1
"""Unchanged lines shown before and after a change."""
_LEAST_FOLDED = 3
_LONGEST_SAME = 480
"""A longer unchanged passage within a changed line is shown at both ends only."""
_END = 160


@dataclass(frozen=True)
class Stretch:
    """Lines that belong together; `folded` says how many unchanged ones are left out in their place."""

    segments: tuple[Segment, ...]
    folded: int = 0

    @property
    def is_changed(self) -> bool:
        """Whether anything in it was added or removed."""
        return any(each.op in (ADDED, REMOVED) for each in self.segments)

    @property
    def before(self) -> tuple[Segment, ...]:
        """As it stood, with what was removed."""
        return tuple(each for each in self.segments if each.op != ADDED)

    @property
    def after(self) -> tuple[Segment, ...]:
        """As it stands now, with what was added."""
        return tuple(each for each in self.segments if each.op != REMOVED)


def fold(segments: Sequence[Segment]) -> tuple[Stretch, ...]:
    """The stretches of a text whose words are marked."""
    lines = list(_lines(segments))
    found: list[Stretch] = []
    at = 0
    while at < len(lines):
        end = at + 1
        if lines[at].is_changed:
            found.append(Stretch(tuple(_shorten(lines[at].segments))))
        else:
            while end < len(lines) and not lines[end].is_changed:
                end += 1
            found += _unchanged(lines[at:end], first=at == 0, last=end == len(lines))
        at = end
    return tuple(found)


def _lines(segments: Sequence[Segment]) -> Iterator[Stretch]:
    """Cut where a line ends on both sides."""
    line: list[Segment] = []
    for each in segments:
        if each.op != SAME:
            line.append(each)
            continue
        for piece in each.text.splitlines(keepends=True):
            line.append(Segment(SAME, piece))
            if piece.endswith("\n"):
                yield Stretch(tuple(line))
                line = []
    if line:
        yield Stretch(tuple(line))


def _unchanged(lines: list[Stretch], *, first: bool, last: bool) -> Iterator[Stretch]:
    """A run of unchanged lines: the ones beside a change are shown, those between are counted."""
    before = 0 if first else _written(lines, _CONTEXT)
    after = 0 if last else _written(lines[::-1], _CONTEXT)
    between = lines[before : len(lines) - after]
    number = sum(1 for line in between if _text(line).strip())
    if before + after >= len(lines) or number < _LEAST_FOLDED:
        yield _joined(lines)
        return
    if before:
        yield _joined(lines[:before])
    yield Stretch(_joined(between).segments, folded=number)
    if after:
        yield _joined(lines[len(lines) - after :])


def _written(lines: list[Stretch], wanted: int) -> int:
    """How many lines hold the first `wanted` ones that are not blank."""
    seen = 0
    for number, line in enumerate(lines, start=1):
        seen += bool(_text(line).strip())
        if seen == wanted:
            return number
    return len(lines)


def _text(line: Stretch) -> str:
    return "".join(each.text for each in line.segments)


def _joined(lines: list[Stretch]) -> Stretch:
    return Stretch(tuple(_shorten([Segment(SAME, "".join(map(_text, lines)))])) if len(lines) == 1 else _same(lines))


def _same(lines: list[Stretch]) -> tuple[Segment, ...]:
    return (Segment(SAME, "".join(map(_text, lines))),)


def _shorten(segments: Sequence[Segment]) -> Iterator[Segment]:
    for at, each in enumerate(segments):
        if each.op != SAME or len(each.text) <= _LONGEST_SAME:
            yield each
            continue
        head = each.text[:_END].rpartition(" ")[0] if at else ""
        tail = each.text[-_END:].partition(" ")[2] if at < len(segments) - 1 else ""
        if not head and not tail:
            head = each.text[:_END].rpartition(" ")[0]
        if head:
            yield Segment(SAME, head + " ")
        yield Segment(SKIPPED, each.text[len(head) : len(each.text) - len(tail)])
        if tail:
            yield Segment(SAME, " " + tail)
