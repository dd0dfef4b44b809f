"""Tabs that upper floors add to the pages of every entry, for those signed in."""

from dataclasses import dataclass, field

from wiki.entries.fields import Label


@dataclass(frozen=True)
class Tab:
    """A further view of an entry; `endpoint` is the name of the route that every kind has for it."""

    label: Label
    endpoint: str


@dataclass
class EntryTabs:
    """Filled by the features as they are wired; reach it with `wired(session, EntryTabs)`."""

    added: list[Tab] = field(default_factory=list)
