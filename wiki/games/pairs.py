"""Pairs of terms that are easily confused: which of the two is meant, and what sets them apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from wiki.entries.models import RELEASED, EntryLink
from wiki.games.rounds import Round, cut
from wiki.glossary.models import Term
from wiki.questions.about_concepts import which_is_meant
from wiki.questions.asking import read_sources
from wiki.questions.concepts import CONFUSED_WITH, Concept, read_confused
from wiki.questions.picking import mixed
from wiki.questions.question import Question

A_ROUND = 6
_MOST = 120
"""So many pairs take part on a day."""


@dataclass(frozen=True)
class Pair:
    """The question, and both terms with what they mean; `question.why` says what sets them apart."""

    question: Question
    asked: Concept
    other: Concept


def deal(session: Session, language: str, chosen: ColumnElement[bool], day: date, number: int = 1) -> Round[Pair]:
    """The pairs of one round among those of the deck; in another order each day. A fixed number of queries."""
    return cut(_pairs(session, language, _linked(session, chosen, day)), number, A_ROUND)


def count(session: Session, chosen: ColumnElement[bool]) -> int:
    """How many pairs the deck has."""
    return len({frozenset((row[0], row[2])) for row in _rows(session, chosen)})


def _linked(session: Session, chosen: ColumnElement[bool], day: date) -> list[tuple[int, int]]:
    """(asked about, confused with): each pair once, today the one way and another day the other."""
    once: dict[frozenset[int], tuple[int, int]] = {}
    rows = mixed(_rows(session, chosen), day.isoformat(), lambda row: f"{row[1]}:{row[3]}")
    for term_id, _slug, other_id, _other in rows:
        once.setdefault(frozenset((term_id, other_id)), (term_id, other_id))
    return list(once.values())[:_MOST]


def _rows(session: Session, chosen: ColumnElement[bool]) -> Sequence[tuple[int, str, int, str]]:
    """Term and the one it names as easily confused, each with its slug."""
    other = aliased(Term)
    query = (
        select(Term.id, Term.slug, other.id, other.slug)
        .select_from(EntryLink)
        .join(Term, Term.id == EntryLink.source_id)
        .join(other, other.id == EntryLink.target_id)
        .where(EntryLink.role == CONFUSED_WITH, Term.status == RELEASED, other.status == RELEASED, chosen)
    )
    return session.execute(query).tuples().all()


def _pairs(session: Session, language: str, linked: Sequence[tuple[int, int]]) -> list[Pair]:
    sources = read_sources(session, language, [asked for asked, _other in linked])
    concepts = read_confused(session, language, {each for pair in linked for each in pair})
    found = []
    for asked, other in linked:
        source = sources.get(asked)
        questions = which_is_meant(source, concepts) if source is not None else ()
        question = next((each for each in questions if set(each.entry_ids) == {asked, other}), None)
        if question is not None:
            found.append(Pair(question, concepts.by_id[asked], concepts.by_id[other]))
    return found
