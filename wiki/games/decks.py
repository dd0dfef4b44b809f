"""The decks one practises with: of a learning path, of one's own steps, what one watches, of a field of action, all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.errors import NotFound
from wiki.core.text import is_slug
from wiki.entries.models import RELEASED, Entry, EntryLink, Watch
from wiki.entries.options import FIELD_OF_ACTION
from wiki.entries.rights import PUBLISHED
from wiki.glossary.models import Term
from wiki.learning.models import Enrolment, LearningPath
from wiki.learning.own_path import own_stations

ALL, OWN, WATCHED = "all", "own", "watched"
FIELD, PATH = "field", "path"
_SIGNS = {
    "foundations": "compass", "capture": "graph-up", "design": "map", "steer": "signpost-split",
    "orchestrate": "shuffle", "governance": "shield-check", "optimise": "arrow-repeat",
}  # fmt: skip
_FEWEST = 2
"""A deck of one card is none."""


@dataclass(frozen=True)
class Deck:
    """A deck by its name in addresses: `all`, `own`, `watched`, `field:capture`, `path:first-steps`."""

    name: str
    label: Any
    icon: str
    cards: int


@dataclass(frozen=True)
class Decks:
    """What a person can choose from: what concerns them, then the whole glossary."""

    own: list[Deck]
    fields: list[Deck]
    every: Deck


def usable() -> ColumnElement[bool]:
    """The condition for terms that make a card: released, with a definition."""
    return (Term.status == RELEASED) & or_(Term.summary_de != "", Term.summary_en != "")


def cards_of(session: Session, actor: Actor, name: str) -> ColumnElement[bool]:
    """The condition on terms for the deck `name`; NotFound where there is no such deck."""
    sort, _colon, value = name.partition(":")
    if name == ALL:
        return usable()
    if name == OWN and actor.person_id is not None:
        return usable() & Term.slug.in_(_of_own_steps(session, actor.person_id))
    if name == WATCHED and actor.person_id is not None:
        return usable() & Term.id.in_(_watched(actor.person_id))
    if sort == FIELD and value in {each.value for each in FIELD_OF_ACTION.options}:
        return usable() & (Term.field_of_action == value)
    if sort == PATH and is_slug(value):
        path = select(LearningPath.id).where(LearningPath.slug == value, LearningPath.status.in_(PUBLISHED))
        path_id = session.scalar(path)
        if path_id is not None:
            return usable() & _linked_from([path_id])
    raise NotFound(_("There are no such cards."))


def label_of(session: Session, language: str, name: str) -> str:
    """What the deck is called."""
    sort, _colon, value = name.partition(":")
    if sort == FIELD:
        return str(FIELD_OF_ACTION.label_of(value))
    if sort == PATH:
        path = session.scalar(select(LearningPath).where(LearningPath.slug == value))
        return path.title(language) if path is not None else value
    return str({OWN: _("Words in your own steps"), WATCHED: _("What you watch")}.get(name, _("The whole glossary")))


def decks(session: Session, actor: Actor, language: str) -> Decks:
    """Every deck with cards enough; a fixed number of queries, and one a path that is followed."""
    query = select(Term.field_of_action, func.count()).where(usable()).group_by(Term.field_of_action)
    counts = dict(session.execute(query).tuples().all())
    fields = [
        Deck(f"{FIELD}:{each.value}", each.label, _SIGNS.get(each.value, "tag"), counts.get(each.value, 0))
        for each in FIELD_OF_ACTION.options
    ]
    own = list(_own(session, actor.person_id, language)) if actor.person_id is not None else []
    every = Deck(ALL, _("The whole glossary"), "book", sum(counts.values()))
    return Decks(_enough(own), _enough(fields), every)


def _enough(found: Iterable[Deck]) -> list[Deck]:
    return [each for each in found if each.cards >= _FEWEST]


def _own(session: Session, person_id: int, language: str) -> Iterable[Deck]:
    followed = select(Enrolment.path_id).where(Enrolment.person_id == person_id, Enrolment.ended_at.is_(None))
    paths = session.scalars(select(LearningPath).where(LearningPath.id.in_(followed), LearningPath.status == RELEASED))
    for path in sorted(paths, key=lambda each: each.id):
        number = _number(session, _linked_from([path.id]))
        yield Deck(f"{PATH}:{path.slug}", path.title(language), "mortarboard", number)
    own = _number(session, Term.slug.in_(_of_own_steps(session, person_id)))
    yield Deck(OWN, _("Words in your own steps"), "diagram-3", own)
    yield Deck(WATCHED, _("What you watch"), "eye", _number(session, Term.id.in_(_watched(person_id))))


def _of_own_steps(session: Session, person_id: int) -> list[str]:
    """The terms that come up in the steps somebody is responsible or accountable for."""
    return [each.slug for each in own_stations(session, person_id) if each.kind == "term"]


def _number(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Term).where(usable(), condition)) or 0


def _watched(person_id: int) -> Any:
    return select(Watch.entry_id).where(Watch.person_id == person_id, Watch.muted.is_(False))


def _linked_from(entry_ids: list[int]) -> ColumnElement[bool]:
    """The terms these entries name, and those that other entries they name link to: a process with its words."""
    first = select(EntryLink.target_id).join(Entry, Entry.id == EntryLink.target_id)
    named = first.where(EntryLink.source_id.in_(entry_ids), Entry.status == RELEASED)
    others = named.where(Entry.kind != "term")
    second = select(EntryLink.target_id).where(EntryLink.source_id.in_(others), EntryLink.target_id.is_not(None))
    return or_(Term.id.in_(named), Term.id.in_(second))
