"""What webhooks can tell of, each in a sentence, and never more than everybody signed in may read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.access.roles import Roles
from wiki.core.consumers import Taken
from wiki.core.db import wired
from wiki.entries.binding import url_of
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.initiatives.models import Initiative
from wiki.people.rights import EMPLOYEE
from wiki.signals.models import Signal

NOBODY = 0
"""No person has this id: what only authors or a team may read is read by nobody in particular."""


@dataclass(frozen=True)
class Message:
    """What is told. `title` and `url` are those of the page it leads to; `data` holds facts, never names of people."""

    text: str
    title: str
    url: str
    kind: str = ""
    entry_id: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Telling:
    """An event as it is put into words: who reads it, in which language."""

    session: Session
    reader: Actor
    language: str
    event: Taken

    def entry(self) -> Entry | None:
        """The entry it happened to, if the reader may read it."""
        query = select(Entry).where(Entry.id == self.event.entry_id, readable(self.reader))
        return self.session.scalar(query) if self.event.entry_id is not None else None


@dataclass(frozen=True)
class Topic:
    """An event webhooks can be told of. `about` gives None where nobody signed in may know of it."""

    event: str
    label: Any
    group: Any
    about: Callable[[Telling], Message | None]


def anybody_signed_in(session: Session) -> Actor:
    """A reader with the rights every employee has, and nothing of their own."""
    return Actor(NOBODY, None, wired(session, Roles).permissions_of([EMPLOYEE]))


def _of_entry(
    sentence: Callable[[str], str], *facts: str, endpoint: str = "page"
) -> Callable[[Telling], Message | None]:
    def about(telling: Telling) -> Message | None:
        entry = telling.entry()
        if entry is None:
            return None
        title, data = entry.title(telling.language), telling.event.data
        url = url_of(telling.session, entry, endpoint, _external=True)
        known = {name: data[name] for name in facts if name in data}
        return Message(sentence(title), title, url, entry.kind, entry.id, known)

    return about


def _of_signal(sentence: Callable[[str], str]) -> Callable[[Telling], Message | None]:
    def about(telling: Telling) -> Message | None:
        signal = telling.session.get(Signal, int(telling.event.data["signal"]))
        if signal is None:
            return None
        url = url_for("signals.page", number=signal.id, _external=True)
        entry = telling.entry()
        kind, entry_id = (entry.kind, entry.id) if entry is not None else ("", None)
        data = {"sort": signal.sort, "state": signal.state}
        return Message(sentence(signal.title), signal.title, url, kind, entry_id, data)

    return about


def _of_initiative(sentence: Callable[[str], str]) -> Callable[[Telling], Message | None]:
    tell = _of_entry(sentence)

    def about(telling: Telling) -> Message | None:
        message, initiative = tell(telling), telling.session.get(Initiative, telling.event.entry_id or 0)
        if message is None or initiative is None:
            return None
        data = {"stage": initiative.stage, "light": initiative.light}
        return Message(message.text, message.title, message.url, message.kind, message.entry_id, data)

    return about


_ENTRIES, _CHANGE = _l("Entries"), _l("Initiatives and signals")

TOPICS: tuple[Topic, ...] = (
    Topic("entry.released", _l("Entry released"), _ENTRIES,
          _of_entry(lambda title: _("“%(title)s” was released.", title=title), "revision", "note", "minor")),
    Topic("entry.verified", _l("Entry confirmed as still true"), _ENTRIES,
          _of_entry(lambda title: _("“%(title)s” was confirmed as still true.", title=title))),
    Topic("entry.archived", _l("Entry archived"), _ENTRIES,
          _of_entry(lambda title: _("“%(title)s” was archived: it no longer holds.", title=title))),
    Topic("entry.unarchived", _l("Entry brought back from the archive"), _ENTRIES,
          _of_entry(lambda title: _("“%(title)s” holds again.", title=title))),
    Topic("comment.added", _l("Comment written"), _ENTRIES,
          _of_entry(lambda title: _("“%(title)s” has a new comment.", title=title), "tone", endpoint="discussion")),
    Topic("seam.agreed", _l("Agreement at a seam in force"), _ENTRIES,
          _of_entry(lambda title: _("An agreement at a seam of “%(title)s” is in force.", title=title))),
    Topic("signal.reported", _l("Signal reported"), _CHANGE,
          _of_signal(lambda title: _("New signal: %(title)s", title=title))),
    Topic("signal.settled", _l("Signal settled"), _CHANGE,
          _of_signal(lambda title: _("Signal settled: %(title)s", title=title))),
    Topic("initiative.reported", _l("Progress of an initiative reported"), _CHANGE,
          _of_initiative(lambda title: _("New report on the initiative “%(title)s”.", title=title))),
    Topic("initiative.closed", _l("Initiative closed"), _CHANGE,
          _of_initiative(lambda title: _("The initiative “%(title)s” is closed.", title=title))),
    Topic("initiative.ended", _l("Effect of an initiative held"), _CHANGE,
          _of_initiative(lambda title: _("The effect of the initiative “%(title)s” has held.", title=title))),
    Topic("initiative.reopened", _l("Initiative open again"), _CHANGE,
          _of_initiative(lambda title: _("The initiative “%(title)s” is open again.", title=title))),
)  # fmt: skip
BY_EVENT = {each.event: each for each in TOPICS}
