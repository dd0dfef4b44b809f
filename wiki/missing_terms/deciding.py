"""Deciding what becomes of what is missing. Works inside a writing transaction and flushes."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, clock, outbox
from wiki.core.errors import Conflict, Invalid, NotFound, Problem
from wiki.core.text import clean_text
from wiki.entries.cleaning import MISSING, overtaken
from wiki.missing_terms.asking import one_after_the_other
from wiki.missing_terms.models import DECLINED, MERGED, MOST_TEXT, OPEN, RELEASED, WRITING, MissingTerm, TermRequest
from wiki.missing_terms.rights import demand_deciding
from wiki.missing_terms.typed import key_of

UNDECIDED = (OPEN, WRITING)


def chosen(session: Session, actor: Actor, term_id: int) -> MissingTerm:
    """What is missing, locked, if the actor decides on it. Raises NotFound or Forbidden."""
    demand_deciding(actor)
    query = select(MissingTerm).where(MissingTerm.id == term_id).with_for_update(of=MissingTerm)
    term = session.scalar(query.execution_options(populate_existing=True))
    if term is None or term.state == MERGED:
        raise NotFound
    return term


def demand_state(term: MissingTerm, *states: str) -> None:
    """Raise Conflict where somebody has decided meanwhile."""
    if term.state not in states:
        raise Conflict(_l("Somebody else has decided on this meanwhile. Please look at it again."))


def move(session: Session, actor: Actor, term: MissingTerm, state: str, act: str, **data: Any) -> None:
    """Change the state, and tell of it; `act` is the verb of record and event, `data` goes with the event."""
    now = clock.now()
    term.state, term.changed_at, term.decided_at, term.decided_by_id = state, now, now, actor.person_id
    term.edits += 1
    session.flush()
    audit.append(session, actor.pseudonym, f"web:missing_term:{act}", f"missing_term:{term.id}")
    readable = term.entry_id if state == RELEASED else None  # who asked may not read a draft, and is told all the same
    outbox.record(
        session, f"missing_term.{act}", actor_id=actor.person_id, entry_id=readable, missing_term=term.id, **data
    )


def decline(session: Session, actor: Actor, term_id: int, reason: str, edits: int) -> MissingTerm:
    """It will not be a term; those who asked are told why. Invalid without a reason."""
    term, text = chosen(session, actor, term_id), clean_text(reason).strip()
    demand_state(term, OPEN)
    problems = overtaken(edits, term.edits, "reason")
    if not text:
        problems.append(Problem("reason", MISSING))
    if len(text) > MOST_TEXT:
        message = _l("At most %(most)s characters; this has %(count)s.", most=MOST_TEXT, count=len(text))
        problems.append(Problem("reason", message))
    if problems:
        raise Invalid(problems)
    term.reason = text
    move(session, actor, term, DECLINED, "declined")
    return term


def reopen(session: Session, actor: Actor, term_id: int) -> MissingTerm:
    """It waits for a decision again, and is tied to no term any more."""
    term = chosen(session, actor, term_id)
    if term.state == OPEN:
        return term
    term.entry_id, term.as_label, term.reason = None, False, ""
    move(session, actor, term, OPEN, "reopened")
    return term


def merge(session: Session, actor: Actor, into_id: int, other_ids: Iterable[int]) -> MissingTerm:
    """Put others together with one: its words are theirs, too, and who asked for them is told what becomes of it."""
    one_after_the_other(session)
    others = sorted(set(other_ids) - {into_id})
    if not others:
        raise Invalid([Problem("tick", _l("Please choose what means the same."))])
    terms = {each: chosen(session, actor, each) for each in sorted((into_id, *others))}
    into = terms[into_id]
    demand_state(into, *UNDECIDED)
    for other in (terms[each] for each in others):
        demand_state(other, OPEN, DECLINED)
        people, word = [each.asked_by_id for each in other.requests], other.word
        _move_requests(session, other, into)
        for each in list(other.words):
            each.term = into
        other.merged_into_id, other.word = into.id, ""
        session.flush()
        move(session, actor, other, MERGED, "merged", into=into.id, people=people, word=word)
    for former in session.scalars(select(MissingTerm).where(MissingTerm.merged_into_id.in_(others))):
        former.merged_into_id = into.id
    into.changed_at = clock.now()
    into.edits += 1
    session.flush()
    session.expire(into, ["words", "requests"])
    return into


def take_apart(session: Session, actor: Actor, term_id: int, word_id: int) -> MissingTerm:
    """One of its words means something else after all: it is missing by itself again, with who asked for it."""
    one_after_the_other(session)
    term = chosen(session, actor, term_id)
    demand_state(term, OPEN)
    word = next((each for each in term.words if each.id == word_id), None)
    if word is None or len(term.words) == 1:
        raise Conflict(_l("Somebody else has decided on this meanwhile. Please look at it again."))
    now = clock.now()
    other = MissingTerm(word=word.text, language=word.language, created_at=now, changed_at=now)
    session.add(other)
    session.flush()
    word.term = other
    for request in [each for each in term.requests if key_of(each.word) == word.folded]:
        request.term = other
    session.flush()
    session.expire(term, ["words", "requests"])
    if term.word == other.word:
        term.word, term.language = term.words[0].text, term.words[0].language
    term.edits += 1
    session.flush()
    audit.append(session, actor.pseudonym, "web:missing_term:parted", f"missing_term:{term.id}")
    return other


def _move_requests(session: Session, other: MissingTerm, into: MissingTerm) -> None:
    """Who asked for both asks once, with both texts."""
    there = {each.asked_by_id: each for each in into.requests if each.asked_by_id is not None}
    for request in list(other.requests):
        twin: TermRequest | None = there.get(request.asked_by_id) if request.asked_by_id is not None else None
        if twin is None:
            request.term = into
            continue
        texts = dict.fromkeys(each for each in (twin.looked_for, request.looked_for) if each)
        twin.looked_for = "\n\n".join(texts)
        other.requests.remove(request)
    session.flush()
