"""What an upper floor knows of the seams of a released process, for its drawing and its steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wiki.entries.page import EntryPage


@dataclass(frozen=True)
class SeamMark:
    """What changes hands on the way to a step. `url` leads to the seam, empty for who may not see it; `state` says how
    it stands with an agreement: a tone, an icon and words."""

    words: tuple[str, ...]
    url: str = ""
    tone: str = ""
    icon: str = ""
    state: str = ""


NO_SEAM = SeamMark(())


@dataclass
class SeamMarks:
    """Who knows them; reach it with `wired(session, SeamMarks)`. None: nothing is known of this version of the process,
    the drawing says what it sees itself."""

    of: Callable[[EntryPage], Mapping[str, SeamMark] | None] = lambda _page: None
