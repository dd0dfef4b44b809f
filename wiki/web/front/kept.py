"""The pages a process keeps, capped in bytes, least recently used out first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

Headers = list[tuple[str, str]]
_OVERHEAD = 600
"""What a page costs beside its text: key, headers, entries of the dictionaries."""


@dataclass(frozen=True)
class KeptPage:
    """A page as it was rendered when the newest change had `number`. The text is cut at the holes: the `n`-th hole
    stands behind the `n`-th segment."""

    entry_id: int
    number: int
    segments: tuple[bytes, ...]
    holes: tuple[str, ...]
    headers: Headers
    tag: str

    @property
    def size(self) -> int:
        """Roughly, in bytes."""
        return sum(map(len, self.segments)) + _OVERHEAD


class KeptPages:
    """Pages by key, and the entries behind addresses."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._size = 0
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._entries: dict[str, int] = {}
        self._lock = threading.Lock()

    def entry_of(self, place: str) -> int | None:
        """The entry at an address of which a page was kept since the process began; None when there is none."""
        return self._entries.get(place)

    def get(self, key: Hashable) -> KeptPage | None:
        """The page under `key`."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, place: str, key: Hashable, page: KeptPage) -> None:
        """Keep `page`; a page larger than a tenth of the room is not kept."""
        if page.size * 10 > self._most:
            return
        with self._lock:
            self._remove(key)
            self._pages[key] = page
            self._size += page.size
            self._entries[place] = page.entry_id
            while self._size > self._most:
                self._remove(next(iter(self._pages)))

    def drop(self, key: Hashable) -> None:
        """Forget the page under `key`."""
        with self._lock:
            self._remove(key)

    def _remove(self, key: Hashable) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._size -= page.size
            if not self._pages:
                self._entries.clear()
