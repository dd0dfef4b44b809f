"""Which meaning fits the word: beside the right one those of words that stand near it."""

from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from wiki.games.rounds import Round, cut
from wiki.glossary.models import Term
from wiki.questions.about_concepts import which_definition
from wiki.questions.asking import read_sources
from wiki.questions.concepts import read_concepts
from wiki.questions.picking import mixed
from wiki.questions.question import Question

A_ROUND = 6


def deal(
    session: Session, language: str, chosen: ColumnElement[bool], day: date, number: int = 1
) -> Round[Question]:  # fmt: skip
    """The questions of one round, in another order each day. Fewer where too little stands near a word."""
    rows = session.execute(select(Term.id, Term.slug).where(chosen)).all()
    dealt = cut(mixed(rows, f"meanings {day.isoformat()}", lambda row: str(row.slug)), number, A_ROUND)
    ids = [row.id for row in dealt.items]
    sources, concepts = read_sources(session, language, ids), read_concepts(session, language, ids)
    found = [which_definition(each, concepts) for each in sources.values()]
    return dealt.of([each for each in found if each is not None])
