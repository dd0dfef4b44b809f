"""What happens to terms, and what that means for what was missing: a released label answers whoever asked for it."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from wiki.core import audit, clock, outbox
from wiki.core.consumers import Sessions, Taken
from wiki.core.db import begin_write
from wiki.entries.models import RELEASED as PUBLISHED
from wiki.entries.models import Entry
from wiki.glossary.models import TermLabel
from wiki.missing_terms.models import DECLINED, OPEN, RELEASED, WRITING, MissingTerm, MissingWord
from wiki.missing_terms.naming import TERM
from wiki.missing_terms.typed import key_of

CONSUMER = "missing_terms"
EVENTS = frozenset(("entry.released", "entry.deleted", "entry.purged"))


def consume(sessions: Sessions, batch: list[Taken]) -> dict[int, str]:
    """Follow the terms; a second time changes nothing."""
    with sessions() as session:
        begin_write(session)
        for event in batch:
            if event.name == "entry.released":
                _released(session, event)
            else:
                _gone(session, event)
        session.commit()
    return {}


def _released(session: Session, event: Taken) -> None:
    entry = session.get(Entry, event.entry_id) if event.entry_id is not None else None
    if entry is None or entry.kind != TERM or entry.status != PUBLISHED:
        return
    rows = session.execute(select(TermLabel.folded, TermLabel.preferred).where(TermLabel.term_id == entry.id))
    labels: dict[str, bool] = {}
    for folded, preferred in rows:
        labels[key_of(folded)] = preferred or labels.get(key_of(folded), False)
    called_so = select(MissingWord.term_id).where(MissingWord.folded.in_(labels))
    waits = MissingTerm.state.in_((OPEN, WRITING, DECLINED)) & MissingTerm.id.in_(called_so)
    written = (MissingTerm.state == WRITING) & (MissingTerm.entry_id == entry.id) & MissingTerm.as_label.is_(False)
    for term in _locked(session, or_(waits, written)):
        if term.state != WRITING:
            term.as_label = not any(labels.get(word.folded) for word in term.words)
        term.entry_id = entry.id
        _move(session, event, term, RELEASED, "released")


def _gone(session: Session, event: Taken) -> None:
    """The draft that somebody wrote for it is gone: it waits again."""
    written = MissingTerm.entry_id.is_(None) | (MissingTerm.entry_id == event.entry_id)
    for term in _locked(session, (MissingTerm.state == WRITING) & written):
        term.entry_id, term.as_label = None, False
        _move(session, event, term, OPEN, "reopened")


def _locked(session: Session, condition: ColumnElement[bool]) -> list[MissingTerm]:
    query = select(MissingTerm).where(condition).order_by(MissingTerm.id).with_for_update(of=MissingTerm)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def _move(session: Session, event: Taken, term: MissingTerm, state: str, act: str) -> None:
    term.state, term.changed_at = state, clock.now()
    term.edits += 1
    session.flush()
    audit.append(session, None, f"worker:missing_term:{act}", f"missing_term:{term.id}")
    outbox.record(session, f"missing_term.{act}", actor_id=event.actor_id, entry_id=term.entry_id, missing_term=term.id)
