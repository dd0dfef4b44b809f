"""Asking for a term. Works inside a writing transaction and flushes."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, clock, outbox
from wiki.core.db import is_sqlite
from wiki.core.errors import Invalid, NotFound, Problem
from wiki.core.text import LANGUAGES, clean_line, clean_text
from wiki.entries.rights import demand
from wiki.missing_terms.known import Known, known_as
from wiki.missing_terms.models import DECLINED, MOST_TEXT, OPEN, MissingTerm, MissingWord, TermRequest
from wiki.missing_terms.rights import may_ask
from wiki.missing_terms.typed import key_of, looks_like_customer_data, new_word, word_problems

_LOCK = 60_411_977
"""Key of PostgreSQL's advisory lock: which words belong together is changed by one after the other."""


@dataclass(frozen=True)
class Asked:
    """What somebody asks for. `means_else`: a term is called so already, and another concept is meant."""

    word: str
    looked_for: str = ""
    language: str = "de"
    place_id: int | None = None
    means_else: bool = False
    no_customer_data: bool = False


def one_after_the_other(session: Session) -> None:
    """Nobody else adds or puts together words until this transaction ends."""
    if not is_sqlite(session):
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def ask(session: Session, actor: Actor, data: Asked) -> TermRequest:
    """Ask for a term; who asked before says it anew. What was declined is open again."""
    demand(may_ask(actor), _l("Asking for a term needs a role that includes suggesting entries."))
    word, text = clean_line(data.word), clean_text(data.looked_for).strip()
    _check(session, data, word, text)
    one_after_the_other(session)
    term = term_of_word(session, word) or _new_term(session, word, data.language)
    request = session.scalar(
        select(TermRequest).where(TermRequest.term_id == term.id, TermRequest.asked_by_id == actor.person_id)
    )
    is_new = request is None
    if request is None:
        request = TermRequest(term=term, asked_by_id=actor.person_id)
    request.word, request.language, request.looked_for = word, data.language, text
    request.place_id, request.asked_at = data.place_id, clock.now()
    session.add(request)
    _stir(term, request)
    session.flush()
    act = "asked" if is_new else "asked_anew"
    audit.append(session, actor.pseudonym, f"web:missing_term:{act}", f"missing_term:{term.id}")
    if is_new:
        outbox.record(session, "missing_term.asked", actor_id=actor.person_id, missing_term=term.id)
    return request


def withdraw(session: Session, actor: Actor, request_id: int) -> None:
    """Take one's own request back; what nobody else asks or searches for goes with it, unless somebody has decided."""
    one_after_the_other(session)
    request = session.get(TermRequest, request_id)
    if request is None or request.asked_by_id != actor.person_id or actor.person_id is None:
        raise NotFound
    term = request.term
    session.refresh(term, with_for_update={"of": MissingTerm})  # somebody may be deciding
    session.delete(request)
    session.flush()
    session.expire(term, ["requests", "words"])
    if not term.requests and term.state == OPEN and not any(word.from_search for word in term.words):
        session.delete(term)
    else:
        term.edits += 1
    session.flush()
    audit.append(session, actor.pseudonym, "web:missing_term:withdrawn", f"missing_term:{term.id}")
    outbox.record(session, "missing_term.withdrawn", actor_id=actor.person_id, missing_term=term.id)


def term_of_word(session: Session, word: str) -> MissingTerm | None:
    """What is missing under this word, locked; None where nobody has missed it."""
    query = select(MissingTerm).join(MissingWord).where(MissingWord.folded == key_of(word))
    return session.scalar(query.with_for_update(of=MissingTerm).execution_options(populate_existing=True))


def _new_term(session: Session, word: str, language: str) -> MissingTerm:
    now = clock.now()
    term = MissingTerm(word=word, language=language, created_at=now, changed_at=now)
    term.words.append(new_word(session, word, language))
    session.add(term)
    session.flush()
    return term


def _stir(term: MissingTerm, request: TermRequest) -> None:
    """Somebody asks: what was declined waits again, and the word, as it is spelt now, stays although searches are
    forgotten."""
    term.changed_at = clock.now()
    term.edits += 1
    for word in term.words:
        if word.from_search and word.folded == key_of(request.word):
            term.word = request.word if term.word == word.text else term.word
            word.text, word.language, word.from_search = request.word, request.language, False
    if term.state == DECLINED:
        term.state, term.decided_at, term.decided_by_id = OPEN, None, None


def _check(session: Session, data: Asked, word: str, text: str) -> None:
    problems = word_problems(word)
    if data.language not in LANGUAGES:
        problems.append(Problem("language", _l("Please choose one of the list.")))
    if len(text) > MOST_TEXT:
        message = _l("At most %(most)s characters; this has %(count)s.", most=MOST_TEXT, count=len(text))
        problems.append(Problem("looked_for", message))
    if not data.no_customer_data:
        problems += looks_like_customer_data(word, text)
    known = known_as(session, word) if word and not data.means_else else None
    if known is not None:
        problems.append(Problem("means_else", _known(known)))
    if problems:
        raise Invalid(problems)


def _known(known: Known) -> object:
    return _l("“%(title)s” is called so already. Do you mean something else?", title=known.title)
