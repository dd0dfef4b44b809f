"""What the wiki keeps about people: declared beside the tables, in words that people understand.

Three things are made of these declarations, so that none can drift from the tables: the data protection page, the copy
that a person takes of the own data, and erasure. A test walks all tables and refuses a column about people that nobody
declared.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from wiki.config import Settings


class By(StrEnum):
    """How the rows about a person are found."""

    ID = "id"
    PSEUDONYM = "pseudonym"
    SUBJECT = "subject"
    """`person:12`, as the audit writes it."""
    THROUGH = "through"
    """By the rows of another table they belong to; those go with them, so erasing has nothing to do here."""
    NOTHING = "nothing"
    """Not at all: the row does not say whom it is about."""


class Erasing(StrEnum):
    """What becomes of the rows when a person is erased."""

    REMOVED = "removed"
    CLEARED = "cleared"
    """Emptied, or set back to what a new row has."""
    UNTIED = "untied"
    """The row stays and no longer refers to the person."""
    NAMELESS = "nameless"
    """The row stays and refers to an account without a name."""
    STAYS = "stays"


@dataclass(frozen=True)
class Rows:
    """Rows of `table` about a person, found by the column `found_in`.

    `shows`: (label, column) of what the person's copy tells. `also`: further columns about people that are never
    handed out, because they are secret or speak of others. `remains`: what erasing leaves of a cleared row. `through`:
    (table, column) by which the rows that `found_in` refers to say whom they are about.
    """

    label: Any
    table: str
    found_in: str = ""
    by: By = By.ID
    erasing: Erasing = Erasing.NAMELESS
    shows: tuple[tuple[Any, str], ...] = ()
    also: tuple[str, ...] = ()
    remains: tuple[str, ...] = ()
    only: tuple[str, str] | None = None
    """(column, value): these rows alone."""
    unless: tuple[str, str] | None = None
    through: tuple[str, str] = ("", "")
    copied: bool = True
    """Whether the person's copy holds them."""

    def columns(self) -> set[str]:
        """Every column declared here, as `table.column`."""
        names = [self.found_in, *(column for _label, column in self.shows), *self.also, *self.remains]
        return {f"{self.table}.{name}" for name in names if name}


@dataclass(frozen=True)
class Switch:
    """What turns the keeping on or off: the settings (`is_on`), one of the switches in `people/switches.py` (`name`),
    else everybody decides alone."""

    text: Any
    is_on: Callable[[Settings], bool] | None = None
    name: str = ""


@dataclass(frozen=True)
class Topic:
    """One kind of data about people. `private`: seen by the person alone, so an administrator's copy leaves it out."""

    name: str
    title: Any
    purpose: Any
    seen_by: Any
    kept: Any
    rows: tuple[Rows, ...] = ()
    switch: Switch | None = None
    private: bool = False


Naming = Callable[[Session, set[int], str], dict[int, str]]
"""(session, ids, language) → the names of rows of one table."""


@dataclass
class PersonalData:
    """Filled by the features as they are wired; reach it with `wired(session, PersonalData)`."""

    topics: list[Topic] = field(default_factory=list)
    nothing: dict[str, str] = field(default_factory=dict)
    """`table` or `table.column` that looks as if it spoke of people → why it does not."""
    names: dict[str, Naming] = field(default_factory=dict)
    """Table → how the person's copy calls its rows."""

    def add(self, topics: Iterable[Topic], nothing: dict[str, str] | None = None) -> None:
        """Declare topics, and what only looks like one."""
        self.topics.extend(topics)
        self.nothing.update(nothing or {})

    def rows(self) -> list[Rows]:
        """The rows of all topics."""
        return [rows for topic in self.topics for rows in topic.rows]

    def columns(self) -> set[str]:
        """Every declared column, as `table.column`."""
        return {column for rows in self.rows() for column in rows.columns()}
