"""What a kind of entry registers; everything else about entries is written once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, SQLColumnExpression
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.errors import NotFound, Problem
from wiki.core.text import LANGUAGES
from wiki.entries.fields import Choice, Field, Label, Line, Payload, Whole
from wiki.entries.models import Entry
from wiki.entries.rows import Rows

RESERVED_SLUGS = frozenset(
    {"new", "import", "map", "bin", "export", "pdf", "print", "review", "a-z", "table", "files", "drafts"}
)


def per_language(name: str) -> Callable[[Payload], dict[str, str]]:
    """Reads the texts of the field `name`: language → text."""

    def read(payload: Payload) -> dict[str, str]:
        value = payload.get(name) or {}
        return {language: value.get(language, "") for language in LANGUAGES}

    return read


@dataclass(frozen=True)
class Passage:
    """A piece of an entry that search finds. `texts` by language; `step_key` when it stands in a step."""

    field: str
    texts: Mapping[str, str]
    weight: str = "body"
    """label, alt, step (the title of a step) or body"""
    step_key: str = ""


@dataclass(frozen=True)
class Column:
    """A column of the kind's list. `value(entry, language)` yields the text or number shown."""

    name: str
    label: Label
    value: Callable[[Any, str], Any]
    order: Callable[[str], SQLColumnExpression[Any]] | None = None
    """What the list is sorted by, in a language; none: the list cannot be sorted by the column."""
    falling: bool = False
    """Whether sorting begins with the largest."""
    shape: str = ""
    """`text`: long, some lines of it are shown · `number` · `beneath`: stands under the title"""


@dataclass(frozen=True)
class View:
    """A way to look at a kind's entries, offered in the head of its pages. `endpoint` is the name of the kind's route:
    `index` is the list."""

    label: Label
    endpoint: str
    icon: str


def _nothing(_payload: Payload) -> list[Problem]:
    return []


def _no_advice(_session: Session, _actor: Actor, _payload: Payload) -> list[Problem]:
    return []


@dataclass(frozen=True)
class Ordering:
    """A better order of rows that the form offers. `order(session, rows as typed)` yields their places in it."""

    label: Label
    help: Label
    order: Callable[[Session, Sequence[Mapping[str, Any]]], list[int]]


Offers = Callable[[Session, Actor, str], Mapping[str, list[tuple[str, str]]]]
"""(session, actor, language) → field → (value, how it is called), in the order in which they are offered."""


def _no_offers(_session: Session, _actor: Actor, _language: str) -> Mapping[str, list[tuple[str, str]]]:
    return {}


def _leave(_session: Session, _entry: Any) -> None:
    return None


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of entry. `path` is its address, `folder` its place in `content/`."""

    name: str
    path: str
    folder: str
    model: type[Entry]
    icon: str
    label: Label
    plural: Label
    new_label: Label
    fields: tuple[Field, ...]
    titles: Callable[[Payload], Mapping[str, str]]
    summaries: Callable[[Payload], Mapping[str, str]]
    project: Callable[[Session, Any, Payload], None]
    """Writes the kind's own tables from a payload being released; raises Invalid where uniqueness forbids it."""
    passages: Callable[[Payload], list[Passage]]
    withdraw: Callable[[Session, Any], None] = _leave
    """Takes the kind's own rows away when the entry goes to the recycle bin."""
    project_new: Callable[[Session, Sequence[tuple[Any, Payload]]], list[tuple[Any, Problem]]] | None = None
    """The same as `project` for many new entries at once; returns what uniqueness forbids, each with its entry."""
    check: Callable[[Payload], list[Problem]] = _nothing
    """Rules across fields; they hold for every saved revision."""
    hints: Callable[[Payload], list[Problem]] = _nothing
    """Advice; never blocks."""
    advice: Callable[[Session, Actor, Payload], list[Problem]] = _no_advice
    """Further advice, of which other entries are asked."""
    orderings: Mapping[str, Ordering] = field(default_factory=dict)
    """For a field of rows the better order that its author may have them put in."""
    offers: Offers = _no_offers
    """What the form offers to choose from in a field of one line that may hold anything."""
    keep_old_names: Callable[[Payload, dict[str, Any]], dict[str, Any]] | None = None
    """(content before, content after) → the content after with the names that were given up kept as further ones."""
    schema_version: int = 1
    upcasters: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = field(default_factory=dict)
    """Turns a payload of version n into one of version n + 1."""
    columns: tuple[Column, ...] = ()
    filters: tuple[str, ...] = ()
    """Names of Choice fields, stored in columns of the model, to filter the list by."""
    standing: tuple[Choice, ...] = ()
    """Further columns of the model to filter the list by: where an entry stands, which is no content of it."""
    loads: tuple[str, ...] = ()
    """Relationships of the model that the columns read; they are loaded for the whole list at once."""
    also_named: Callable[[str], ColumnElement[bool]] | None = None
    """Entries that have folded words in a name beside their title; the list finds them by it."""
    views: tuple[View, ...] = ()
    """The ways to look at the entries, the list among them; none where the list is the only one. See `feature_of`."""
    asked_of: tuple[str, ...] = ()
    """Names of reference fields whose other side its page shows: `broader` of others are its narrower ones."""
    corrected: str = ""
    """The field that readers correct most often: the form of a suggestion opens there."""
    wide: bool = False
    """Whether the page needs the full width."""
    governance: bool = False
    """Whether it stands with governance in the navigation instead of with the libraries."""

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The kind's fields and those every entry has, in the order of form and file."""
        return (*self.fields, *COMMON_FIELDS)

    def field(self, name: str) -> Field:
        """The field `name`; KeyError when there is none."""
        return {each.name: each for each in self.all_fields}[name]

    @property
    def template(self) -> str:
        """The template of the kind's page."""
        return f"{self.path}/page.html"

    def read(self, payload: Mapping[str, Any], version: int) -> Payload:
        """A stored payload in today's shape."""
        current = dict(payload)
        for step in range(version, self.schema_version):
            current = self.upcasters[step](current)
        return current


COMMON_FIELDS: tuple[Field, ...] = (
    Whole(
        name="review_months",
        label=_l("Review every … months"),
        help=_l("After this time whoever answers for the entry is asked whether it is still true. Empty: as usual."),
        least=1,
        most=60,
    ),
    Rows(
        name="sources",
        label=_l("Sources"),
        row_label=_l("Source"),
        fields=(
            Line(name="text", label=_l("Source"), required=True, most=500),
            Line(name="url", label=_l("Web address"), url=True, most=500),
        ),
        identity=("text",),
        most=40,
    ),
)


class Kinds:
    """The kinds of this application, by name and by address."""

    def __init__(self) -> None:
        self._by_name: dict[str, Kind] = {}

    def add(self, kind: Kind) -> None:
        """Register `kind`."""
        if kind.name in self._by_name:
            raise ValueError(f"the kind {kind.name} is registered twice")
        self._by_name[kind.name] = kind

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._by_name.values())

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def get(self, name: str) -> Kind:
        """The kind `name`; NotFound when there is none."""
        try:
            return self._by_name[name]
        except KeyError:
            raise NotFound from None

    def of(self, entry: Entry) -> Kind:
        """The kind of `entry`."""
        return self.get(entry.kind)

    @property
    def names(self) -> list[str]:
        """The kinds' names in the order of FEATURES, which is the order `[[slug]]` is looked up in."""
        return list(self._by_name)
