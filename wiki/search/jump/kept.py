"""The names as a process keeps them, brought up to date by the first request that sees a change.

Two tables: one of everything, one of what changed since it was made. A release makes the small one anew, whatever the
library holds. What a change is, `core/changes.py` numbers; where it cannot say which entries changed, the released
revisions are compared, which tells exactly and reads no names.
"""

import threading
from array import array
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from wiki.core import changes
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.search.jump.labels import Labels, Name
from wiki.search.jump.reading import Codes, all_entries, directory, released_revisions, some_entries

BESIDES = ("department", "function", "step")
"""What has names and is no entry."""
MOST_RECENT = 500
"""With more changed entries the two tables are made one."""


@dataclass(frozen=True)
class State:
    """Names as they were at change `number`. Of entries in `recent` the names in `base` no longer count."""

    number: int
    codes: Codes
    base: Labels
    base_released: tuple["array[int]", "array[int]"]
    directory: Labels
    recent: dict[int, tuple[Name, ...]] = field(default_factory=dict)
    recent_labels: Labels = field(default_factory=lambda: Labels([]))

    @property
    def tables(self) -> list[Labels]:
        """Where to look."""
        return [self.base, *(each for each in (self.recent_labels, self.directory) if len(each))]

    def counts(self, table: Labels, name: Name) -> bool:
        """Whether a name of `table` is what its entry is called now."""
        return table is not self.base or name.owner not in self.recent


class JumpList:
    """The names of this process."""

    def __init__(self) -> None:
        self._state: State | None = None
        self._lock = threading.Lock()

    def state(self, session: Session) -> State:
        """The names, with every change that `session` sees. One query where nothing changed."""
        number = changes.current(session)
        state = self._state
        if state is not None and state.number >= number:
            return state
        with self._lock:
            state = self._state
            if state is None:
                state = _read(session, number)
            elif state.number < number:
                state = _catch_up(session, state)
            self._state = state
            return state


def _read(session: Session, number: int) -> State:
    codes = Codes((*wired(session, Kinds).names, *BESIDES))
    read = all_entries(session, codes)
    return State(number, codes, Labels(read.names), _packed(read.released), Labels(directory(session, codes)))


def _catch_up(session: Session, state: State) -> State:
    # The number is read before the names: what is committed in between is read again at the next request.
    news = changes.news(session, state.number)
    if news.entries is not None:
        changed, people = set(news.entries), state.directory
        known = {each: names for each, names in state.recent.items() if each not in changed}
    else:
        changed, known = _differing(session, state), {}
        people = Labels(directory(session, state.codes))
    if len(changed) > 4 * MOST_RECENT:
        return _read(session, news.number)
    read = some_entries(session, state.codes, changed)
    recent: dict[int, tuple[Name, ...]] = {**known, **dict.fromkeys(changed, ())}
    for name in read.names:
        recent[name.owner] += (name,)
    if len(recent) > MOST_RECENT:
        return _made_one(session, news.number, state, recent, people)
    labels = Labels(name for names in recent.values() for name in names)
    return State(news.number, state.codes, state.base, state.base_released, people, recent, labels)


def _differing(session: Session, state: State) -> set[int]:
    """Entries of which another revision is released than in the base, or none."""
    before = dict(zip(*state.base_released, strict=True))
    now = released_revisions(session)
    return {each for each in before.keys() | now.keys() if before.get(each) != now.get(each)}


def _made_one(
    session: Session, number: int, state: State, recent: dict[int, tuple[Name, ...]], people: Labels
) -> State:
    names = [name for name in state.base if name.owner not in recent]
    names += [name for some in recent.values() for name in some]
    return State(number, state.codes, Labels(names), _packed(released_revisions(session)), people)


def _packed(released: dict[int, int]) -> tuple["array[int]", "array[int]"]:
    return array("I", released), array("I", released.values())
