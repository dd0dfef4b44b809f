"""What the list of a kind can be narrowed by: the kind's own choices, department, status, what wants upkeep."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, String, and_, cast, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.text import fold, slugify, sort_key_words
from wiki.entries.fields import Choice, Choices, Field, Label
from wiki.entries.kinds import Kind
from wiki.entries.models import ARCHIVED, DRAFT, RELEASED, Entry
from wiki.entries.rights import readable
from wiki.people.models import Department

OVERDUE, WITHOUT = "overdue", "without-"


@dataclass(frozen=True)
class Filter:
    """One way to narrow a list; several of its values widen it again. `condition` says what a value wants."""

    name: str
    label: Label
    options: tuple[tuple[str, Label], ...]
    condition: Callable[[str], ColumnElement[bool]]

    def label_of(self, value: str) -> Label:
        """The label of one of the values."""
        return dict(self.options)[value]

    def any_of(self, values: Sequence[str]) -> ColumnElement[bool]:
        """What an entry must fulfil."""
        return or_(*(self.condition(value) for value in values))


def filters_of(session: Session, actor: Actor, kind: Kind, language: str, today: date, drafts: bool) -> list[Filter]:
    """The filters of a kind's list for this reader; one query where the kind knows departments."""
    found = [_of_field(kind, each) for each in (*kind.standing, *map(kind.field, kind.filters))]
    if any(field.name == "department" for field in kind.all_fields):
        departments = _departments(session, actor, kind, language)
        if departments:
            found.append(Filter("department", _("Department"), departments, lambda slug: Entry.department == slug))
    return [*found, _status(drafts), _upkeep(today)]


def _of_field(kind: Kind, field: Field) -> Filter:
    assert isinstance(field, Choice | Choices)
    column = getattr(kind.model, field.name)
    options = tuple((option.value, option.label) for option in field.options)
    if isinstance(field, Choices):
        return Filter(field.name, field.label, options, lambda value: cast(column, String).like(f'%"{value}"%'))
    return Filter(field.name, field.label, options, lambda value: column == value)


def _departments(session: Session, actor: Actor, kind: Kind, language: str) -> tuple[tuple[str, Label], ...]:
    used = select(Entry.department).where(Entry.kind == kind.name, readable(actor))
    query = select(Department).where(Department.slug.in_(used)).order_by(Department.sort_key)
    return tuple((each.slug, each.name(language)) for each in session.scalars(query))


def _status(drafts: bool) -> Filter:
    options = [(RELEASED, _("Released")), (ARCHIVED, _("Archived"))]
    if drafts:
        options.insert(0, (DRAFT, _("Draft")))
    return Filter("status", _("Status"), tuple(options), lambda value: Entry.status == value)


def _upkeep(today: date) -> Filter:
    options = (
        (OVERDUE, _("Review overdue")),
        (f"{WITHOUT}de", _("Without German text")),
        (f"{WITHOUT}en", _("Without English text")),
    )
    return Filter("upkeep", _("Upkeep"), options, lambda value: _wants_upkeep(value, today))


def _wants_upkeep(value: str, today: date) -> ColumnElement[bool]:
    if value == OVERDUE:
        return (Entry.status == RELEASED) & (Entry.next_review < today)
    missing, there = ("de", "en") if value == f"{WITHOUT}de" else ("en", "de")
    title, summary = getattr(Entry, f"title_{missing}"), getattr(Entry, f"summary_{missing}")
    no_summary = and_(summary == "", getattr(Entry, f"summary_{there}") != "")
    return (Entry.status != DRAFT) & or_(title == "", no_summary)


def titled(kind: Kind, typed: str) -> ColumnElement[bool]:
    """Entries that `typed` is a part of the name of: of a title, the address, or a name of the kind's own."""
    plain = sort_key_words(typed).partition("\x01")[0]
    ways = [column.contains(plain, autoescape=True) for column in (Entry.sort_de, Entry.sort_en)]
    if slugify(typed):
        ways.append(Entry.slug.contains(slugify(typed), autoescape=True))
    if kind.also_named is not None:
        ways.append(kind.also_named(fold(typed)))
    return or_(*ways)
