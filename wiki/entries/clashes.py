"""An edit conflict as a page shows it: each contradiction with what was, what they wrote and what I wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wiki.entries.compare import shown
from wiki.entries.kinds import Kind
from wiki.entries.merge import Clash
from wiki.entries.release import EditConflict
from wiki.entries.rows import Rows
from wiki.entries.word_marks import Segment, mark_words


@dataclass(frozen=True)
class ShownClash:
    """One contradiction; the texts are plain, the segments mark what each side changed in the base."""

    label: Any
    path: str
    base: str
    theirs: str
    mine: str
    their_changes: tuple[Segment, ...]
    my_changes: tuple[Segment, ...]


def shown_clashes(_kind: Kind, conflict: EditConflict) -> list[ShownClash]:
    """The contradictions of `conflict`."""
    return [_shown(each) for each in conflict.clashes if isinstance(each, Clash)]


def _shown(clash: Clash) -> ShownClash:
    base, theirs, mine = (_text(clash, value) for value in (clash.base, clash.theirs, clash.mine))
    return ShownClash(
        clash.field.label,
        clash.path,
        base,
        theirs,
        mine,
        tuple(mark_words(base, theirs)),
        tuple(mark_words(base, mine)),
    )


def _text(clash: Clash, value: Any) -> str:
    if isinstance(clash.field, Rows) and isinstance(value, Mapping):
        parts = [_words(each) for name, each in value.items() if name != "key"]
        return " · ".join(part for part in parts if part)
    return shown(clash.field, value) if not isinstance(value, Mapping) else _words(value)


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        return " / ".join(str(each) for each in value.values())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
