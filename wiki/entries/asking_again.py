"""Whether a release of a binding entry asks people again to confirm that they have read it, and whom: the releaser says
so, an upper floor (read confirmation) acts on it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.errors import Problem
from wiki.entries.models import Entry, Revision
from wiki.people.models import Department

AS_USUAL, EVERYBODY, DEPARTMENTS, NOBODY = "", "everybody", "departments", "nobody"
"""Everybody unless the change is minor · everybody it binds · the people of some departments · nobody."""
CHOICES = (AS_USUAL, EVERYBODY, DEPARTMENTS, NOBODY)


@dataclass(frozen=True)
class AskAgain:
    """What the releaser has chosen; departments below the chosen ones are meant, too."""

    choice: str = AS_USUAL
    department_ids: tuple[int, ...] = ()


def _none_is(_session: Session, _entries: Sequence[Entry]) -> Iterable[int]:
    return ()


def _nothing(_session: Session, _actor: Actor, _revision: Revision, _wanted: AskAgain, _message: str) -> None:
    """Nobody is asked."""


def _no(_session: Session, _revision: Revision) -> bool:
    return False


@dataclass
class AskingAgain:
    """Filled by one upper floor; the application ties it to its sessions. `binding` tells which of some entries are
    confirmed by people; `ask` is called for every version that is released, binding or not; `is_asked` tells whether
    people are asked to confirm this version."""

    binding: Callable[[Session, Sequence[Entry]], Iterable[int]] = field(default=_none_is)
    ask: Callable[[Session, Actor, Revision, AskAgain, str], None] = field(default=_nothing)
    is_asked: Callable[[Session, Revision], bool] = field(default=_no)


def problems_of(session: Session, wanted: AskAgain) -> list[Problem]:
    """What is wrong, at `ask_again` and `ask_departments`."""
    if wanted.choice not in CHOICES:
        return [Problem("ask_again", _l("Please choose who is asked to confirm it."))]
    if wanted.choice != DEPARTMENTS:
        return []
    ids = set(wanted.department_ids)
    if not ids:
        return [Problem("ask_departments", _l("Please choose at least one department."))]
    if set(session.scalars(select(Department.id).where(Department.id.in_(ids)))) != ids:
        return [Problem("ask_departments", _l("One of these departments does not exist any more."))]
    return []
