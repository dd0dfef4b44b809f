"""All seams as they stand now, kept in memory until something changes that pages show."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from sqlalchemy.orm import Session

from wiki.core import changes
from wiki.core.db import wired
from wiki.seams.standing import Standing, standing, standing_of

MOST_KEPT = 30_000
"""So many seams are kept at most, some 20 MB; beyond that they are read each time."""


@dataclass
class KeptSeams:
    """What was read at which number of `core/changes.py`; one in each process."""

    number: int = -1
    found: tuple[Standing, ...] = ()
    lock: Lock = field(default_factory=Lock)


def all_on(session: Session, day: date | None) -> Sequence[Standing]:
    """The seams of today's steps with what was agreed on `day`; empty: as they stand now."""
    found = all_now(session)
    return standing_of(session, (each.crossing for each in found), day) if day else found


def all_now(session: Session) -> tuple[Standing, ...]:
    """The seams of all released processes, in the order of processes and steps; one query when nothing has changed."""
    if session.info.get("writing"):
        return tuple(standing(session))
    kept = wired(session, KeptSeams)
    number = changes.current(session)
    with kept.lock:
        if kept.number == number:
            return kept.found
        found = tuple(standing(session))
        if number > kept.number and len(found) <= MOST_KEPT:
            kept.number, kept.found = number, found
        return found
