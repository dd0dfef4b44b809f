"""Released concepts and how they stand to each other, as far as questions about some of them need them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from wiki.core.db import wired
from wiki.core.text import fold
from wiki.entries.kinds import Kinds
from wiki.entries.models import RELEASED, EntryLink, Revision
from wiki.glossary.models import Term, TermLabel
from wiki.questions.question import ReadOn

TERM = "term"
BROADER, RELATED, CONFUSED_WITH = "broader", "related", "confused_with"
_MOST_OF_A_FIELD = 80
"""So many concepts of a field of action are looked at for wrong answers, beside those linked with what is asked."""
_MOST_NEAR = 80
"""So many of those with the same broader concept: strangers may ask, and a glossary may be wide and flat."""


@dataclass(frozen=True)
class Concept:
    """A released concept in one language. `names` are all its labels of every language, folded; `words` those of this
    language as written."""

    id: int
    slug: str
    title: str
    definition: str
    field_of_action: str
    names: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    @property
    def read_on(self) -> ReadOn:
        """Its page."""
        return ReadOn(url_for("term.page", slug=self.slug), self.title)


@dataclass(frozen=True)
class Concepts:
    """Concepts by id, and their relations as ids: `broader` of everybody, the others of those asked about."""

    by_id: Mapping[int, Concept]
    broader: Mapping[int, frozenset[int]] = field(default_factory=dict)
    narrower: Mapping[int, frozenset[int]] = field(default_factory=dict)
    confused: Mapping[int, frozenset[int]] = field(default_factory=dict)
    related: Mapping[int, frozenset[int]] = field(default_factory=dict)
    differences: Mapping[frozenset[int], str] = field(default_factory=dict)
    """What sets two confused concepts apart, whichever of them says so."""

    def above(self, concept_id: int) -> frozenset[int]:
        """Everything broader, however far up."""
        return _reached(concept_id, self.broader)

    def below(self, concept_id: int) -> frozenset[int]:
        """Everything narrower, however far down."""
        return _reached(concept_id, self.narrower)

    def siblings(self, concept_id: int) -> frozenset[int]:
        """What has a broader concept in common with it."""
        parents = self.broader.get(concept_id, frozenset())
        found = {child for parent in parents for child in self.narrower.get(parent, ())}
        return frozenset(found - {concept_id})

    def difference(self, one: int, other: int) -> str:
        """What sets the two apart; nothing where nobody says so in this language."""
        return self.differences.get(frozenset((one, other)), "")


def read_concepts(session: Session, language: str, ids: Iterable[int]) -> Concepts:
    """The concepts with these ids and those near them: linked with them, of the same broader concept, of the same field
    of action. Six queries."""
    asked = set(ids)
    if not asked:
        return Concepts({})
    broader = _pairs(session, EntryLink.role == BROADER)
    up, down = _map(broader), _map((parent, child) for child, parent in broader)
    touching = or_(EntryLink.source_id.in_(asked), EntryLink.target_id.in_(asked))
    told = _pairs(session, EntryLink.role == CONFUSED_WITH, touching)
    confused = _both_ways(told)
    related = _both_ways(_pairs(session, EntryLink.role == RELATED, touching))
    alone = Concepts({}, up, down, confused, related)
    near = asked | {other for each in asked for other in _near(alone, each)}
    known = _read(session, language, asked, near)
    differences = _differences(session, language, known, {source for source, _target in told})
    return Concepts(known, up, down, confused, related, differences)


def read_confused(session: Session, language: str, ids: Iterable[int]) -> Concepts:
    """The concepts with these ids and those they are confused with, and nothing of what stands near them: enough to ask
    which of two is meant. Four queries."""
    asked = set(ids)
    if not asked:
        return Concepts({})
    touching = or_(EntryLink.source_id.in_(asked), EntryLink.target_id.in_(asked))
    told = _pairs(session, EntryLink.role == CONFUSED_WITH, touching)
    confused = _both_ways(told)
    known = _concepts(session, language, session.execute(_usable(language).where(Term.id.in_(asked | confused.keys()))))
    differences = _differences(session, language, known, {source for source, _target in told})
    return Concepts(known, confused=confused, differences=differences)


def _differences(
    session: Session, language: str, known: Mapping[int, Concept], tellers: set[int]
) -> dict[frozenset[int], str]:
    """What the released versions of `tellers` say sets them apart from others."""
    kind = wired(session, Kinds).get(TERM)
    ids = {each.slug: each.id for each in known.values()}
    columns = select(Term.id, Revision.payload, Revision.schema_version)
    telling = columns.join(Revision, Revision.id == Term.released_id).where(Term.id.in_(tellers & known.keys()))
    found: dict[frozenset[int], str] = {}
    for term_id, payload, version in session.execute(telling.order_by(Term.id)):
        for row in kind.read(payload, version).get("confused_with", ()):
            text = row["difference"].get(language, "")
            if text and row["entry"] in ids:
                found.setdefault(frozenset((term_id, ids[row["entry"]])), text)
    return found


def _near(concepts: Concepts, concept_id: int) -> frozenset[int]:
    linked = (concepts.confused.get(concept_id, frozenset()), concepts.related.get(concept_id, frozenset()))
    return frozenset(sorted(concepts.siblings(concept_id))[:_MOST_NEAR]).union(*linked)


def _reached(start: int, ways: Mapping[int, frozenset[int]]) -> frozenset[int]:
    found: set[int] = set()
    ahead = set(ways.get(start, ()))
    while ahead:
        found |= ahead
        ahead = {other for each in ahead for other in ways.get(each, ())} - found
    return frozenset(found - {start})


def _pairs(session: Session, *conditions: ColumnElement[bool]) -> list[tuple[int, int]]:
    """(source, target) of links between concepts."""
    query = select(EntryLink.source_id, EntryLink.target_id).join(Term, Term.id == EntryLink.target_id)
    rows = session.execute(query.where(*conditions)).tuples()
    return [(source, target) for source, target in rows if target is not None]


def _map(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return {one: frozenset(others) for one, others in found.items()}


def _both_ways(pairs: list[tuple[int, int]]) -> dict[int, frozenset[int]]:
    return _map([*pairs, *((other, one) for one, other in pairs)])


def _usable(language: str) -> Select[Any]:
    """Released concepts that say in this language what they are called and what they mean."""
    title, definition = (Term.title_de, Term.summary_de) if language == "de" else (Term.title_en, Term.summary_en)
    columns = select(Term.id, Term.slug, title.label("title"), definition.label("definition"), Term.field_of_action)
    return columns.where(Term.status == RELEASED, title != "", definition != "")


def _read(session: Session, language: str, asked: set[int], near: set[int]) -> dict[int, Concept]:
    usable = _usable(language)
    fields = select(Term.field_of_action).where(Term.id.in_(asked), Term.field_of_action != "")
    place = func.row_number().over(partition_by=Term.field_of_action, order_by=Term.slug).label("place")
    found = usable.add_columns(place).where(Term.field_of_action.in_(fields)).subquery()
    others = select(found).where(found.c.place <= _MOST_OF_A_FIELD)
    return _concepts(session, language, [*session.execute(usable.where(Term.id.in_(near))), *session.execute(others)])


def _concepts(session: Session, language: str, found: Iterable[Any]) -> dict[int, Concept]:
    """The rows with their labels."""
    rows = {row.id: row for row in found}
    labels = select(TermLabel.term_id, TermLabel.language, TermLabel.text).where(TermLabel.term_id.in_(rows))
    names: dict[int, set[str]] = {}
    words: dict[int, list[str]] = {}
    for term_id, spoken, text in session.execute(labels.order_by(TermLabel.term_id, TermLabel.position)).tuples():
        names.setdefault(term_id, set()).add(fold(text))
        if spoken == language:
            words.setdefault(term_id, []).append(text)
    return {
        row.id: Concept(
            row.id, row.slug, row.title, row.definition, row.field_of_action,
            frozenset(names.get(row.id, ())), tuple(words.get(row.id, ())),
        )
        for row in rows.values()
    }  # fmt: skip
