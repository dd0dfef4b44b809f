"""The indexes at the end of the glossary: every other word for its concepts, and the words of the other language."""

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core.text import initial
from wiki.glossary.models import Term, TermLabel
from wiki.glossary.projection import DEPRECATED, HIDDEN
from wiki.printing.library import Library


@dataclass(frozen=True)
class Word:
    """A label in an index. `is_avoided`: one that is not to be used."""

    text: str
    title: str
    anchor: str
    is_avoided: bool


def index_of(session: Session, library: Library, language: str) -> list[tuple[str, list[Word]]]:
    """The labels in `language` that are not the title a concept stands under, by letter."""
    query = (
        select(TermLabel.text, TermLabel.status, Term.slug, Term.title_de, Term.title_en)
        .join(Term, TermLabel.term_id == Term.id)
        .where(TermLabel.language == language, TermLabel.status != HIDDEN, Term.id.in_(library.chosen()))
        .order_by(TermLabel.sort_key, Term.id)
    )
    words = []
    for row in session.execute(query):
        pair = (row.title_de, row.title_en) if library.language == "de" else (row.title_en, row.title_de)
        title = pair[0] or pair[1] or row.slug
        if row.text != title:
            words.append(Word(row.text, title, library.anchor(row.slug), row.status == DEPRECATED))
    return [(letter, list(found)) for letter, found in groupby(words, lambda word: initial(word.text))]
