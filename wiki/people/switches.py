"""Switches: what could watch people is off until an administrator turns it on, and those concerned are told.

Rooms say in `Switches` what can be switched; `is_on` is asked wherever it matters, also by jobs.
"""

from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Boolean, ForeignKey, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column, relationship

from wiki.access.permissions import Actor, Permission
from wiki.core import clock, outbox
from wiki.core.db import Base, Code, When, is_sqlite, wired
from wiki.core.errors import Conflict, NotFound
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.people.models import Person
from wiki.people.rights import note, require

TURNED_ON, TURNED_OFF = "switch.turned_on", "switch.turned_off"
_KNOWN = "switched_on"
ACTS = {"switch:turned_on": _l("Switched on for everybody"), "switch:turned_off": _l("Switched off for everybody")}


class SwitchState(Base):
    """That something was switched on or off; without a row it is off."""

    __tablename__ = "switch"
    __table_args__ = {"info": NOT_ON_PAGES}
    name: Mapped[Code] = mapped_column(primary_key=True)
    on: Mapped[bool] = mapped_column("is_on", Boolean, default=False)
    changed_at: Mapped[When]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    changes: Mapped[int] = mapped_column(default=0)
    """How often it was switched on or off: who has seen the newest notice has seen this number."""
    changed_by: Mapped[Person | None] = relationship(foreign_keys=[changed_by_id])


@dataclass(frozen=True)
class Switch:
    """Something that can be switched on. `about` says what is kept then and who sees it, as people are told."""

    name: str
    label: Any
    about: Any
    when_off: Any = ""
    """What becomes of what was kept when it is switched off."""
    needs: str = ""
    """Another switch without which this one does nothing: they go off together."""
    topic: str = ""
    """The part of the data protection page that tells more, when it is not called like the switch."""


@dataclass
class Switches:
    """Filled by the rooms as they are wired."""

    known: dict[str, Switch] = field(default_factory=dict)

    def add(self, *switches: Switch) -> None:
        """Register switches."""
        self.known.update({each.name: each for each in switches})

    def needing(self, name: str) -> list[Switch]:
        """The switches that do nothing without `name`."""
        return [each for each in self.known.values() if each.needs == name]


@dataclass(frozen=True)
class _Known:
    """What is switched on, as a transaction has read it."""

    transaction: SessionTransaction | None
    on: frozenset[str]


@dataclass(frozen=True)
class Standing:
    """A switch and how it stands; without `state` nobody has ever touched it."""

    switch: Switch
    state: SwitchState | None

    @property
    def on(self) -> bool:
        """Whether it is switched on."""
        return self.state is not None and self.state.on

    @property
    def changes(self) -> int:
        """How often it was switched."""
        return self.state.changes if self.state is not None else 0


def is_on(session: Session, name: str) -> bool:
    """Whether `name` is switched on; all switches are read once in a transaction, however often rooms ask."""
    transaction = session.get_transaction()
    known: _Known | None = session.info.get(_KNOWN)
    if known is None or transaction is None or known.transaction is not transaction:
        on = frozenset(session.scalars(select(SwitchState.name).where(SwitchState.on)))
        known = session.info[_KNOWN] = _Known(session.get_transaction(), on)
    return name in known.on


def all_standing(session: Session) -> list[Standing]:
    """Every switch of the house with how it stands, in the order of the rooms; one query."""
    rows = {each.name: each for each in session.scalars(select(SwitchState))}
    return [Standing(each, rows.get(each.name)) for each in wired(session, Switches).known.values()]


def standing(session: Session, name: str) -> Standing:
    """One switch. Raises NotFound."""
    known = wired(session, Switches).known.get(name)
    if known is None:
        raise NotFound
    return Standing(known, session.get(SwitchState, name))


def needing(session: Session, name: str) -> list[Standing]:
    """The switches that do nothing without `name`, with how they stand."""
    return [standing(session, each.name) for each in wired(session, Switches).needing(name)]


def missing(session: Session, switch: Switch) -> Switch | None:
    """What has to be switched on before this one, if it is not."""
    if not switch.needs or is_on(session, switch.needs):
        return None
    return wired(session, Switches).known[switch.needs]


def turn(session: Session, actor: Actor, name: str, on: bool, seen: int | None = None) -> None:
    """Switch it on or off; nothing happens when it stands so already. `seen`: how often it had been switched when the
    actor decided. What needs it goes off with it. Raises Forbidden, NotFound, Conflict."""
    require(actor, Permission.SYSTEM_MANAGE)
    switch = standing(session, name).switch
    row = _held(session, name)
    if row.on == on:
        return
    if seen is not None and seen != row.changes:
        raise Conflict(_("Somebody else has switched it meanwhile. Please look again."))
    needed = missing(session, switch)
    if on and needed is not None:
        raise Conflict(_("Switch on “%(switch)s” first.", switch=needed.label))
    _turn(session, actor, row, on)
    if not on:
        for each in wired(session, Switches).needing(name):
            turn(session, actor, each.name, False)


def _held(session: Session, name: str) -> SwitchState:
    """The row, held; one that was never touched is made first, so that two who switch at once do it in turn."""
    fresh = (sqlite if is_sqlite(session) else postgresql).insert(SwitchState)
    untouched = fresh.values(name=name, on=False, changed_at=clock.now(), changes=0)
    session.execute(untouched.on_conflict_do_nothing(index_elements=["name"]))
    return session.get_one(SwitchState, name, with_for_update=True, populate_existing=True)


def _turn(session: Session, actor: Actor, row: SwitchState, on: bool) -> None:
    row.on, row.changed_at, row.changed_by_id = on, clock.now(), actor.person_id
    row.changes += 1
    session.flush()
    session.info.pop(_KNOWN, None)
    note(session, actor, f"switch:{'turned_on' if on else 'turned_off'}", f"switch:{row.name}")
    outbox.record(session, TURNED_ON if on else TURNED_OFF, actor_id=actor.person_id, switch=row.name)
