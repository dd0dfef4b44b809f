"""Documents of waiting entries, made once a process."""

import threading
from collections import OrderedDict

from wiki.search.documents import Document

_KEPT = 1000


Key = tuple[int, int, str]
"""Entry, released revision and address: what a document is made of."""


class Prepared:
    """Documents, least recently used out first; one a process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Document] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Document | None:
        """The document kept for `key`."""
        with self._lock:
            document = self._kept.get(key)
            if document is not None:
                self._kept.move_to_end(key)
            return document

    def put(self, key: Key, document: Document) -> None:
        """Keep `document`."""
        with self._lock:
            self._kept[key] = document
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
