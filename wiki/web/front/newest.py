"""Which kept pages still hold: what this process knows of the newest changes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session, sessionmaker

from wiki.core import changes
from wiki.core.changes import Since

NO_ENTRY = 0
_MOST_ENTRIES = 20_000


@dataclass
class EveryPage:
    """Asked after each change whether it shows on every page, although it is a change of single entries: a new label
    is linked wherever it is mentioned. Filled in by the features."""

    listeners: list[Callable[[Session, Since], bool]] = field(default_factory=list)


class Newest:
    """The newest change, and the last one of each entry, as far as this process looked."""

    def __init__(self, sessions: sessionmaker[Session], every_page: EveryPage) -> None:
        self._sessions = sessions
        self._every_page = every_page
        self._lock = threading.Lock()
        self._number = -1
        self._every = -1
        self._entries: dict[int, int] = {}

    def catch_up(self, number: int) -> None:
        """Look at what changed up to `number`, where that was not done yet."""
        if number == self._number:
            return
        with self._lock:
            if number != self._number:
                self._look()

    def holds(self, entry_id: int, number: int) -> bool:
        """Whether a page of this entry rendered at `number` is as it would be rendered now; call `catch_up` first. A
        page of no entry (0) shows many: it holds until anything changes."""
        if entry_id == NO_ENTRY:
            return number >= self._number
        return max(self._every, self._entries.get(entry_id, -1)) <= number <= self._number

    def _look(self) -> None:
        with self._sessions() as session:
            news = changes.news(session, self._number) if self._number >= 0 else Since(changes.current(session), None)
            shows_everywhere = [listener(session, news) for listener in self._every_page.listeners]
        if news.entries is None or news.everywhere or any(shows_everywhere) or len(self._entries) > _MOST_ENTRIES:
            self._every, self._entries = news.number, {}
        else:
            later = dict.fromkeys(news.entries | news.beside, news.number)
            self._entries = {**self._entries, **later}
        self._number = news.number
