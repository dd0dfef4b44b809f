"""Tabs that upper floors add to the pages of entries, for those signed in."""

from dataclasses import dataclass, field

from wiki.entries.fields import Label


@dataclass(frozen=True)
class Tab:
    """A further view of an entry; `endpoint` is the name of the route that these kinds have for it, empty: all do."""

    label: Label
    endpoint: str
    kinds: tuple[str, ...] = ()
    place: int = 0
    """From 1 on: its place right after reading, the smallest first; 0: behind the versions."""

    def is_of(self, kind: str) -> bool:
        """Whether entries of the kind called so have it."""
        return not self.kinds or kind in self.kinds


@dataclass
class EntryTabs:
    """Filled by the features as they are wired; reach it with `wired(session, EntryTabs)`."""

    added: list[Tab] = field(default_factory=list)
