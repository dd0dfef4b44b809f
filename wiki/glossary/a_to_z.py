"""The index of the glossary in one language: every label, in the order of dictionaries (DIN 5007, variant 1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_uppercase

from sqlalchemy import ColumnElement, Select, case, func, not_, select
from sqlalchemy.orm import Session, contains_eager, defer

from wiki.entries.fields import Choice, Label
from wiki.entries.models import RELEASED, Entry
from wiki.entries.shown import Words, in_language
from wiki.glossary.kind import LABELS
from wiki.glossary.labels import SHORT_FORMS
from wiki.glossary.models import Term, TermLabel
from wiki.glossary.projection import DEPRECATED, HIDDEN

OTHER = "#"
"""Where labels stand that begin with no letter: behind the letters, as the standard has digits."""
LETTERS = (*ascii_uppercase, OTHER)
WHOLE = 800
"""So many labels and no more stand on one page; beyond that each letter has pages of its own."""

_first_sign: ColumnElement[str] = func.substr(TermLabel.sort_key, 1, 1)
_is_letter = _first_sign.between("a", "z")


@dataclass(frozen=True)
class Line:
    """A label. `see` names the concept where it is preferred under another label; `avoid`: one should not say it."""

    text: str
    slug: str
    note: Label
    scope: str
    see: Words | None
    avoid: bool


def _listed(language: str) -> tuple[ColumnElement[bool], ...]:
    return TermLabel.language == language, TermLabel.status != HIDDEN, Entry.status == RELEASED


def counts(session: Session, language: str) -> dict[str, int]:
    """How many labels stand under each letter."""
    letter = case((_is_letter, func.upper(_first_sign)), else_=OTHER).label("letter")
    query = select(letter, func.count()).join(Entry, TermLabel.term_id == Entry.id).where(*_listed(language))
    return {row[0]: row[1] for row in session.execute(query.group_by(letter))}


def labels(language: str, letter: str = "") -> Select[tuple[TermLabel]]:
    """The labels of a language, of one letter or of all, with their concepts."""
    query = select(TermLabel).join(Term, TermLabel.term_id == Term.id).where(*_listed(language))
    if letter:
        query = query.where(not_(_is_letter) if letter == OTHER else _first_sign == letter.lower())
    unread = (defer(Term.summary_de), defer(Term.summary_en))
    order = (case((_is_letter, 0), else_=1), TermLabel.sort_key, TermLabel.id)
    return query.options(contains_eager(TermLabel.term).options(*unread)).order_by(*order)


def by_letter(found: Iterable[TermLabel], language: str) -> dict[str, list[Line]]:
    """The lines of the index under their letters, in the order they come in."""
    lines: dict[str, list[Line]] = {}
    for label in found:
        lines.setdefault(_letter(label.sort_key), []).append(_line(label, language))
    return lines


def _letter(sort_key: str) -> str:
    return sort_key[:1].upper() if "a" <= sort_key[:1] <= "z" else OTHER


def _line(label: TermLabel, language: str) -> Line:
    term = label.term
    titles = {"de": term.title_de, "en": term.title_en}
    see = None if label.text == titles[language] else in_language(titles, language, term.slug)
    note = _TYPES.label_of(label.type) if label.type in SHORT_FORMS else ""
    return Line(label.text, term.slug, note, term.scope, see, label.status == DEPRECATED)


def _types() -> Choice:
    field = next(each for each in LABELS.fields if each.name == "type")
    assert isinstance(field, Choice)
    return field


_TYPES = _types()
