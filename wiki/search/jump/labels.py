"""Everything that has a name, as one process keeps it: some 60 bytes a label, searched by the C code of `str.find`.

All names stand folded in one long text, a line each, the short ones first. Looking a piece of a name up is a search
in that text, which reads a megabyte in well under a millisecond and needs no index that would have to be built, kept
and brought up to date.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from wiki.search.jump.spelling import Spelling

SHOWN, OF_STEP, DEPRECATED, FORMER, HIDDEN = range(5)
"""How a name may be shown: as it is · as a step of its process · as one to avoid · as a former one · never"""

_NO_WORD = re.compile(r"[\W_]+")
_MOST_LOOKED_AT = 3000


class Name(NamedTuple):
    """A name of something. `owner` is its number among its `kind`, `folded` what is compared (see `plain`)."""

    kind: int
    owner: int
    folded: str
    text: str
    mark: int = SHOWN


def plain(folded: str) -> str:
    """A folded text with nothing but words: brackets, quotation marks and full stops make no difference either."""
    if folded.replace(" ", "").isalnum():
        return folded
    return _NO_WORD.sub(" ", folded).strip() or folded


class Labels:
    """Names that do not change any more. A line is a blank and the folded name, so that every word follows one."""

    def __init__(self, names: Iterable[Name]) -> None:
        ordered = sorted(names, key=lambda name: name.folded)
        ordered.sort(key=lambda name: (name.mark << 10) + len(name.folded))
        self._kinds = array("B", [name.kind for name in ordered])
        self._marks = array("B", [name.mark for name in ordered])
        self._owners = array("I", [name.owner for name in ordered])
        self.lines = "".join([f"\n {name.folded}" for name in ordered]) + "\n"
        self._starts = array("I", _ends(len(name.folded) + 2 for name in ordered))
        texts = [name.text.encode() for name in ordered]
        self._texts = b"".join(texts)
        self._text_starts = array("I", _ends(map(len, texts)))

    def __len__(self) -> int:
        return len(self._owners)

    def __iter__(self) -> Iterator[Name]:
        return (self.name(row) for row in range(len(self)))

    def name(self, row: int) -> Name:
        """The name in this row."""
        text = self._texts[self._text_starts[row] : self._text_starts[row + 1]].decode()
        return Name(self._kinds[row], self._owners[row], self.line(row)[1:], text, self._marks[row])

    def line(self, row: int) -> str:
        """A blank and the folded name."""
        return self.lines[self._starts[row] + 1 : self._starts[row + 1]]

    def rows(self, needle: str) -> Iterator[int]:
        """The rows that hold `needle`, the short names first; a common piece is looked for in the first ones only."""
        return _rows(self.lines, self._starts, needle)

    def rows_joined(self, needle: str) -> Iterator[int]:
        """The same, where spaces and hyphens between words make no difference."""
        lines, starts = self._joined
        return _rows(lines, starts, needle)

    @cached_property
    def _joined(self) -> tuple[str, "array[int]"]:
        lines = self.lines.replace(" ", "")
        lengths = (len(line) + 1 for line in lines[1:-1].split("\n")) if len(self) else ()
        return lines, array("I", _ends(lengths))

    @cached_property
    def spelling(self) -> Spelling:
        """The words of all names, to find what is spelt alike."""
        return Spelling(set(self.lines.split()))


def _ends(lengths: Iterable[int]) -> Iterator[int]:
    """Where pieces of these lengths begin when they stand one after the other, and where the last one ends."""
    at = 0
    yield at
    for length in lengths:
        at += length
        yield at


def _rows(lines: str, starts: "array[int]", needle: str) -> Iterator[int]:
    at = lines.find(needle)
    looked_at = 0
    while at >= 0 and looked_at < _MOST_LOOKED_AT:
        row = bisect_right(starts, at) - 1
        yield row
        looked_at += 1
        at = lines.find(needle, starts[row + 1])
