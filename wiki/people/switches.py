"""Switches: what could watch people is off until an administrator turns it on, and those concerned are told.

Rooms say in `Switches` what can be switched; `is_on` is asked wherever it matters, also by jobs.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Boolean, ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from wiki.access.permissions import Actor, Permission
from wiki.core import audit, clock, outbox
from wiki.core.db import Base, Code, When, wired
from wiki.core.errors import NotFound
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.people.rights import require

TURNED_ON, TURNED_OFF = "switch.turned_on", "switch.turned_off"


class SwitchState(Base):
    """That something was switched on or off; without a row it is off."""

    __tablename__ = "switch"
    __table_args__ = {"info": NOT_ON_PAGES}
    name: Mapped[Code] = mapped_column(primary_key=True)
    on: Mapped[bool] = mapped_column("is_on", Boolean, default=False)
    changed_at: Mapped[When]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)


@dataclass(frozen=True)
class Switch:
    """Something that can be switched on. `about` says what is kept then and who sees it, as people are told."""

    name: str
    label: Any
    about: Any


@dataclass
class Switches:
    """Filled by the rooms as they are wired."""

    known: dict[str, Switch] = field(default_factory=dict)

    def add(self, *switches: Switch) -> None:
        """Register switches."""
        self.known.update({each.name: each for each in switches})


def is_on(session: Session, name: str) -> bool:
    """Whether `name` is switched on."""
    row = session.get(SwitchState, name)
    return row is not None and row.on


def turn(session: Session, actor: Actor, name: str, on: bool) -> None:
    """Switch it on or off; nothing happens when it stands so already. Raises Forbidden, NotFound."""
    require(actor, Permission.SYSTEM_MANAGE)
    if name not in wired(session, Switches).known:
        raise NotFound
    row = session.get(SwitchState, name, with_for_update=True)
    if row is None:
        row = SwitchState(name=name, on=False, changed_at=clock.now())
        session.add(row)
    if row.on == on:
        return
    row.on, row.changed_at, row.changed_by_id = on, clock.now(), actor.person_id
    session.flush()
    act = "turned_on" if on else "turned_off"
    audit.append(session, actor.pseudonym, f"web:switch:{act}", f"switch:{name}")
    outbox.record(session, TURNED_ON if on else TURNED_OFF, actor_id=actor.person_id, switch=name)
