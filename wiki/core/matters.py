"""What people are told of beside what happens to entries: features register a matter each, the inbox carries it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from wiki.core.consumers import Taken


@dataclass(frozen=True)
class Told:
    """Some people are told of an event. `data` holds what the words are made of, never words or names; `actor_id` is
    empty where the name is not to be known."""

    person_ids: frozenset[int]
    actor_id: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    own: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    """What differs from person to person, by their ids: thousands are told at once, each of their own."""


def _note(data: Mapping[str, Any]) -> str:
    return str(data.get("note", ""))


@dataclass(frozen=True)
class Matter:
    """Something people are told of.

    `event` is the outbox event that causes it (several matters may listen to one), `told` says who is told; whoever is
    not active any more is left out by the inbox. `sentence(data, actor's name or "", title of the entry or "")` and
    `url(data, absolute)` are asked when the item is shown, in the reader's language.
    """

    name: str
    event: str
    icon: str
    told: Callable[[Session, Taken], Iterable[Told]]
    sentence: Callable[[Mapping[str, Any], str, str], str]
    url: Callable[[Mapping[str, Any], bool], str]
    detail: Callable[[Mapping[str, Any]], str] = _note
    is_done: Callable[[Session, Mapping[str, Any]], bool] | None = None
    """Whether what was asked for has been done by now; asked whenever `closing_events` happen."""
    closing_events: frozenset[str] = frozenset()
    keyed_by: str = ""
    """A name in the data of items and of closing events: only items with the event's value there are asked. For matters
    of which thousands wait at once. An event without it asks all of them."""

    @classmethod
    def news(
        cls, event: str, icon: str, told: Callable[[Session, Taken], Iterable[Told]],
        sentence: Callable[[Mapping[str, Any], str, str], str], url: Callable[[Mapping[str, Any], bool], str],
    ) -> "Matter":  # fmt: skip
        """News that ask for nothing, named after their event."""
        return cls(event.replace(".", "_"), event, icon, told, sentence, url)


@dataclass
class Matters:
    """Filled by the features as they are wired; reach it with `wired(session, Matters)`."""

    by_name: dict[str, Matter] = field(default_factory=dict)

    def add(self, *matters: Matter) -> None:
        """Register matters."""
        self.by_name.update({each.name: each for each in matters})

    def of_event(self, event: str) -> list[Matter]:
        """The matters an event causes."""
        return [each for each in self.by_name.values() if each.event == event]

    def closed_by(self, event: str) -> list[Matter]:
        """The matters that may be done after the event."""
        return [each for each in self.by_name.values() if event in each.closing_events]

    @property
    def events(self) -> frozenset[str]:
        """Every event a matter listens to."""
        return frozenset(name for each in self.by_name.values() for name in (each.event, *each.closing_events))
