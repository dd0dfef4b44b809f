"""Lists that can be followed in a feed reader: rooms register theirs, `wiki/feeds` serves them and leads to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from wiki.access.permissions import Actor

MOST = 50
"""So many items a feed has at most."""


@dataclass(frozen=True)
class FeedItem:
    """One thing in a feed. `key` never changes and is never used for another thing (`release-12`); `url` begins with a
    slash; `summary` is plain text. Names of people stay out: readers of feeds keep what they fetch where they like."""

    key: str
    title: str
    url: str
    updated: datetime
    summary: str = ""
    sort: str = ""
    """What it is, as readers group by it: the name of a kind or of a state."""


@dataclass(frozen=True)
class FeedAsked:
    """Who asks, in which language, on which day, and what narrows the list, as in the address of its page."""

    session: Session
    actor: Actor
    language: str
    today: date
    arguments: MultiDict[str, str]


@dataclass(frozen=True)
class FeedList:
    """A list with a feed. `title` is lazy or plain text; `endpoint` is its page, which then leads to the feed;
    `narrowed_by` are the arguments of the page's address that the feed heeds; `may` says for whom it is there at all.
    """

    name: str
    title: Any
    endpoint: str
    items: Callable[[FeedAsked], Sequence[FeedItem]]
    """The newest first, at most `MOST`; judged by the rights of `actor`; a fixed number of queries."""
    icon: str = "rss"
    about: Any = ""
    narrowed_by: tuple[str, ...] = ()
    public: bool = False
    """Whether strangers may follow it while reading is public."""
    labels: Mapping[str, Any] = field(default_factory=dict)
    """What the values that narrow it are called, as far as they have words."""
    may: Callable[[Actor], bool] = lambda _actor: True


@dataclass
class FeedLists:
    """Filled by the features as they are wired; reach it with `wired(session, FeedLists)`."""

    by_name: dict[str, FeedList] = field(default_factory=dict)

    def add(self, *lists: FeedList) -> None:
        """Register lists."""
        self.by_name.update({each.name: each for each in lists})

    def of_page(self, endpoint: str) -> FeedList | None:
        """The feed of the page `endpoint`."""
        return next((each for each in self.by_name.values() if each.endpoint == endpoint), None)

    def open_to(self, actor: Actor) -> list[FeedList]:
        """Those the actor may follow."""
        known = self.by_name.values()
        return [each for each in known if (each.public or actor.signed_in) and each.may(actor)]
