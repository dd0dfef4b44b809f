"""The notice that something was switched on or off: in the inbox, and above every page until the person has seen it.

Who comes later is told of what is switched on, too.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, ForeignKey, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wiki.core.consumers import Taken
from wiki.core.db import Base, Code, wired
from wiki.core.matters import Matter, Told
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.people.models import Person
from wiki.people.switches import TURNED_OFF, TURNED_ON, Standing, Switches, SwitchState, is_on
from wiki.web.runtime import runtime


class SwitchSeen(Base):
    """That a person has seen the notice of a switch; `changes` is the number of the newest one seen."""

    __tablename__ = "switch_seen"
    __table_args__ = {"info": NOT_ON_PAGES}
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[Code] = mapped_column(primary_key=True)
    changes: Mapped[int]


def _unseen() -> ColumnElement[bool]:
    """For a person joined with a switch: not told of how it stands now. What was off all the time one has been here is
    no news."""
    is_news = or_(SwitchState.on, SwitchState.changed_at > Person.created_at)
    return or_(SwitchSeen.changes < SwitchState.changes, and_(SwitchSeen.changes.is_(None), is_news))


def _of_person() -> ColumnElement[bool]:
    return and_(SwitchSeen.name == SwitchState.name, SwitchSeen.person_id == Person.id)


def unseen_number() -> ScalarSelect[int]:
    """How many notices a person has not seen, as a column of a query for persons."""
    query = select(func.count(SwitchState.name)).outerjoin(SwitchSeen, _of_person()).where(_unseen())
    return query.correlate(Person).scalar_subquery()


def unseen(session: Session, person_id: int) -> list[Standing]:
    """The switches of which the person has not seen how they stand now, in the order of the rooms."""
    query = (
        select(SwitchState).join(Person, Person.id == person_id).outerjoin(SwitchSeen, _of_person()).where(_unseen())
    )
    rows = {each.name: each for each in session.scalars(query)}
    known = wired(session, Switches).known
    return [Standing(each, rows[name]) for name, each in known.items() if name in rows]


def see(session: Session, person_id: int, name: str, changes: int) -> None:
    """Note that the person has seen the notice `changes` of the switch; a newer one is still to be seen."""
    state = session.get(SwitchState, name) if name in wired(session, Switches).known else None
    if state is None:
        return
    # Held first: whoever presses the button twice does it in turn.
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    row = session.get(SwitchSeen, (person_id, name), populate_existing=True)
    if row is None:
        row = SwitchSeen(person_id=person_id, name=name, changes=0)
        session.add(row)
    row.changes = max(row.changes, min(changes, state.changes))
    session.flush()


def title_of(name: str, on: bool, since: bool = True) -> str:
    """What has happened, in a sentence; without `since` how it stands, for those who came later."""
    switch = runtime().wiring.get(Switches).known.get(name)
    label = switch.label if switch is not None else name
    if on and not since:
        return str(_("“%(switch)s” is switched on here", switch=label))
    if on:
        return str(_("“%(switch)s” has been switched on", switch=label))
    return str(_("“%(switch)s” has been switched off", switch=label))


def more_url(name: str, absolute: bool = False) -> str:
    """Where it is told what is kept, why, who sees it and for how long."""
    switch = runtime().wiring.get(Switches).known.get(name)
    topic = (switch.topic or switch.name) if switch is not None else None
    return url_for("overview.privacy", _anchor=topic, _external=absolute)


def _everybody(session: Session, event: Taken) -> Iterable[Told]:
    people = session.scalars(select(Person.id).where(Person.active))
    yield Told(frozenset(people) - {event.actor_id}, event.actor_id, {"switch": event.data["switch"]})


def _sentence(on: bool) -> Callable[[Mapping[str, Any], str, str], str]:
    return lambda data, _name, _title: title_of(data["switch"], on)


def _url(data: Mapping[str, Any], absolute: bool) -> str:
    return more_url(data["switch"], absolute)


def _overtaken(on: bool) -> Callable[[Session, Mapping[str, Any]], bool]:
    return lambda session, data: is_on(session, data["switch"]) != on


STANDING_ABOVE = ("switch_turned_on", "switch_turned_off")
"""What the home page does not tell as news: it stands above every page."""
MATTERS = (
    Matter(
        "switch_turned_on", TURNED_ON, "toggle-on", _everybody, _sentence(True), _url, is_done=_overtaken(True),
        closing_events=frozenset({TURNED_OFF}),
    ),
    Matter(
        "switch_turned_off", TURNED_OFF, "toggle-off", _everybody, _sentence(False), _url, is_done=_overtaken(False),
        closing_events=frozenset({TURNED_ON}),
    ),
)  # fmt: skip
