"""Who reads: what the people's floor tells of a request before the application is asked."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Engine, Integer, ScalarSelect, Select, String, bindparam, select
from sqlalchemy.orm import Session

from wiki.core.changes import ChangeCounter

PERSON = bindparam("person_id", type_=Integer)
ENTRY = bindparam("entry_id", type_=Integer)
TICKET = bindparam("ticket_key", type_=String)
"""What the columns of `Personal` may depend on."""


@dataclass(frozen=True)
class SignedInVisit:
    """What a valid session cookie says. `form_secret` is the session's own part of the token of forms."""

    person_id: int
    epoch: int
    ticket_key: str
    form_secret: str


@dataclass(frozen=True)
class Reader:
    """A signed-in reader as the database has it now. `rights` is equal for people who may do the same everywhere."""

    person_id: int
    name: str
    initials: str
    language: str
    theme: str
    preferences: tuple[Any, ...]
    rights: str

    @property
    def seen_as(self) -> Hashable:
        """What a page was made with must be equal to this."""
        return self.rights, self.language, self.theme, *self.preferences


class Readers(Protocol):
    """What the front asks the people's floor."""

    @property
    def cookies(self) -> frozenset[str]:
        """The names of the cookies that are read."""
        ...

    def knows(self, cookies: Mapping[str, str]) -> bool:
        """Whether the request carries anything of a session."""
        ...

    def visit(self, cookies: Mapping[str, str]) -> SignedInVisit | None:
        """The session; None when the application itself has to look: to renew it, say a message or refuse it."""
        ...

    def columns(self) -> dict[str, ColumnElement[Any]]:
        """Columns about the person."""
        ...

    def statement(self, columns: dict[str, ColumnElement[Any]]) -> Select[Any]:
        """A query for one row of columns about the person PERSON."""
        ...

    def reader(self, visit: SignedInVisit, row: Mapping[str, Any]) -> Reader | None:
        """The reader, None when the session does not hold or the page must be made for this person alone."""
        ...

    def form_token(self, visit: SignedInVisit) -> str:
        """The token of forms for this session."""
        ...


@dataclass
class Personal:
    """What of a page depends on who reads it, as scalar queries over PERSON and ENTRY; filled in by the features.

    The driver is asked directly: lists of values (`in_`) cannot be part of a query. `variants` are small and part of
    the page's key (watching or not); `apart` must be empty, else the page is made for this person alone (an unsaved
    draft); `inbox` is the number at the bell.
    """

    variants: dict[str, ScalarSelect[Any]] = field(default_factory=dict)
    apart: dict[str, ScalarSelect[Any]] = field(default_factory=dict)
    inbox: ScalarSelect[Any] | None = None


class PersonalQuery:
    """One query for the number of the newest change, the person, and everything in `Personal`."""

    def __init__(self, engine: Engine, readers: Readers, personal: Personal) -> None:
        columns: dict[str, ColumnElement[Any]] = {**readers.columns(), **personal.variants, **personal.apart}
        if personal.inbox is not None:
            columns["inbox"] = personal.inbox
        columns["number"] = select(ChangeCounter.number).scalar_subquery()
        self._names = tuple(columns)
        self._statement = readers.statement(columns)
        compiled = self._statement.compile(dialect=engine.dialect)
        self._text = str(compiled)
        self._order = compiled.positiontup
        self._constants = dict(compiled.params)

    def ask(self, cursor: Any, visit: SignedInVisit, entry_id: int) -> dict[str, Any] | None:
        """The row, straight from the driver; None when there is no such person."""
        values = {**self._constants, **_values(visit, entry_id)}
        given = tuple(values[name] for name in self._order) if self._order is not None else values
        cursor.execute(self._text, given)
        row = cursor.fetchone()
        return None if row is None else dict(zip(self._names, row, strict=True))

    def ask_within(self, session: Session, visit: SignedInVisit, entry_id: int) -> dict[str, Any] | None:
        """The same within a request's own transaction."""
        row = session.execute(self._statement, _values(visit, entry_id)).one_or_none()
        return None if row is None else dict(zip(self._names, row, strict=True))


def _values(visit: SignedInVisit, entry_id: int) -> dict[str, Any]:
    return {"person_id": visit.person_id, "ticket_key": visit.ticket_key, "entry_id": entry_id}
