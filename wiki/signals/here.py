"""How many signals are open at entries and their steps, kept for the pages of the entries."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.core import changes
from wiki.entries.models import Entry
from wiki.signals.models import OPEN, Signal, SignalsHere


def count_anew(session: Session, entry_id: int | None) -> None:
    """Count after a signal at the entry has come, moved or changed its state; pages are made anew only where the
    number is another."""
    if entry_id is None:
        return
    session.execute(select(Entry.id).where(Entry.id == entry_id).with_for_update())  # one counts after the other
    counted = dict(
        session.execute(
            select(Signal.step_key, func.count())
            .where(Signal.entry_id == entry_id, Signal.state.in_(OPEN))
            .group_by(Signal.step_key)
        )
        .tuples()
        .all()
    )
    kept = {row.step_key: row for row in session.scalars(select(SignalsHere).where(SignalsHere.entry_id == entry_id))}
    if counted == {key: row.number for key, row in kept.items()}:
        return
    for key in kept.keys() - counted.keys():
        session.delete(kept[key])
    for key, number in counted.items():
        if key in kept:
            kept[key].number = number
        else:
            session.add(SignalsHere(entry_id=entry_id, step_key=key, number=number))
    session.flush()
    changes.mark(session, [entry_id])


def open_at(session: Session, entry_id: int) -> Mapping[str, int]:
    """The numbers by step; the empty key stands for the entry as a whole."""
    query = select(SignalsHere.step_key, SignalsHere.number).where(SignalsHere.entry_id == entry_id)
    return dict(session.execute(query).tuples().all())
