"""Documents of waiting entries, made once a process."""

import threading
from collections import OrderedDict

from wiki.search.documents import Document

_KEPT = 1000


class Prepared:
    """Documents by entry and released revision, least recently used out first; one a process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], Document] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[int, int]) -> Document | None:
        """The document kept for (entry id, revision id)."""
        with self._lock:
            document = self._kept.get(key)
            if document is not None:
                self._kept.move_to_end(key)
            return document

    def put(self, key: tuple[int, int], document: Document) -> None:
        """Keep `document`."""
        with self._lock:
            self._kept[key] = document
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
