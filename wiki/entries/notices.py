"""What upper floors have to say about an entry above its text, and about how far it can be relied on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wiki.entries.frame import Frame


@dataclass(frozen=True)
class Press:
    """A button that acts by itself."""

    label: str
    url: str
    icon: str = ""
    is_main: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Notice:
    """A banner: `tone` info, success, warning or danger; one line of text or several."""

    tone: str
    title: str
    lines: tuple[str, ...] = ()
    icon: str = ""
    presses: tuple[Press, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """(label, address)"""


@dataclass(frozen=True)
class Trust:
    """A line of how far an entry can be relied on, and what may be done about it."""

    text: str
    good: bool = True
    icon: str = "check2"
    press: Press | None = None


@dataclass
class EntryNotices:
    """Who adds; the application ties one to its sessions. Kept pages are shared by readers with equal rights: what a
    provider says depends on these alone, or on a variant it registers in `web/front/readers.py`."""

    banners: list[Callable[[Frame], list[Notice]]] = field(default_factory=list)
    trust: list[Callable[[Frame, int, date | None], list[Trust]]] = field(default_factory=list)
    """(frame, id of the released revision shown, the day of the past the page shows) → lines."""

    def banners_of(self, frame: Frame) -> list[Notice]:
        """Everything said above the entry of `frame`."""
        return [notice for provide in self.banners for notice in provide(frame)]

    def trust_of(self, frame: Frame, revision_id: int, day: date | None) -> list[Trust]:
        """Every line about its reliability."""
        return [line for provide in self.trust for line in provide(frame, revision_id, day)]
