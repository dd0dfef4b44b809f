"""The list of accounts that administrators filter and sort, on the screen and as a file for spreadsheets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from wiki.core.csv_lines import BOM, csv_lines
from wiki.people import queries
from wiki.people.admin_numbers import open_invitation, without_factor
from wiki.people.models import ERASED_DOMAIN, Department, Person, PersonRole
from wiki.web.i18n import day

STATES = ("active", "invited", "inactive", "unprotected", "erased")
NO_DEPARTMENT = "-"
NAME = "name"
SORTS = (NAME, "department", "created", "signed_in")


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to and sorted by; empty means everything but erased accounts, by name."""

    search: str = ""
    state: str = ""
    role: str = ""
    department: str = ""
    sort: str = NAME
    falling: bool = False

    @property
    def narrows(self) -> bool:
        """Whether any filter is set."""
        return bool(self.search or self.state or self.role or self.department)

    def sorted_as(self, column: str) -> str | None:
        """`ascending` or `descending` where the list is sorted by `column`."""
        return ("descending" if self.falling else "ascending") if self.sort == column else None

    def sort_text(self, column: str) -> str:
        """What the address says after a click on the head of `column`; dates begin with the newest."""
        if self.sort == column:
            return column if self.falling else f"-{column}"
        return f"-{column}" if column in ("created", "signed_in") else column


def asked(arguments: Mapping[str, str]) -> Filter:
    """The filter that an address asks for; what makes no sense is left out."""
    state, wanted = arguments.get("state", ""), arguments.get("sort", NAME)
    sort = wanted.removeprefix("-")
    return Filter(
        search=arguments.get("q", "")[:200],
        state=state if state in STATES else "",
        role=arguments.get("role", "")[:40],
        department=arguments.get("department", "")[:100],
        sort=sort if sort in SORTS else NAME,
        falling=wanted.startswith("-") and sort in SORTS,
    )


def accounts(session: Session, wanted: Filter) -> Select[tuple[Person]]:
    """The accounts that `wanted` leaves, in its order."""
    department = queries.find_department(session, wanted.department) if wanted.department else None
    within = queries.subtree_ids(session, department.id) if department else None
    query = _in_state(session, queries.directory(wanted.search, within, inactive=True), wanted.state)
    if wanted.department == NO_DEPARTMENT:
        query = query.where(Person.department_id.is_(None), Person.active)
    if wanted.role:
        query = query.where(Person.id.in_(select(PersonRole.person_id).where(PersonRole.role == wanted.role)))
    return _sorted(query, wanted)


def _in_state(session: Session, query: Select[tuple[Person]], state: str) -> Select[tuple[Person]]:
    erased = Person.email.endswith(ERASED_DOMAIN)
    if state == "active":
        return query.where(Person.active, Person.password_hash.is_not(None))
    if state == "invited":
        return query.where(open_invitation())
    if state == "inactive":
        return query.where(~Person.active, ~erased)
    if state == "unprotected":
        return query.where(without_factor(session))
    return query.where(erased) if state == "erased" else query.where(~erased)


def _sorted(query: Select[tuple[Person]], wanted: Filter) -> Select[tuple[Person]]:
    department = select(Department.sort_key).where(Department.id == Person.department_id).scalar_subquery()
    column = {
        NAME: Person.sort_key,
        "department": func.coalesce(department, ""),
        "created": Person.created_at,
        "signed_in": func.coalesce(Person.last_signed_in_at, Person.created_at),
    }[wanted.sort]
    order = column.desc() if wanted.falling else column.asc()
    return query.order_by(None).order_by(order, Person.sort_key, Person.id)


def as_csv(session: Session, wanted: Filter, roles: Mapping[str, str], language: str) -> str:
    """The accounts of the filter as a table for spreadsheets, no cell of which is taken for a formula."""
    return BOM + "".join(csv_lines(_rows(session, wanted, roles, language), language))


def _rows(session: Session, wanted: Filter, roles: Mapping[str, str], language: str) -> Iterator[list[str]]:
    yield [_("Name"), _("E-mail address"), _("State"), _("Access roles"), _("Department"), _("Second factor"),
           _("First working day"), _("Created")]  # fmt: skip
    for person in session.scalars(accounts(session, wanted).execution_options(yield_per=500)):
        department = person.department.name(language) if person.department else ""
        held = ", ".join(sorted(roles.get(each.role, each.role) for each in person.roles))
        email = "" if person.erased else person.email
        factor = _("yes") if person.has_second_factor else _("no")
        first = person.joined_on.isoformat() if person.joined_on else ""
        yield [person.name, email, state_of(person), held, department, factor, first, day(person.created_at)]


def state_of(person: Person) -> str:
    """Where an account stands, in a word."""
    if person.erased:
        return str(_("Erased"))
    if not person.active:
        return str(_("Not active"))
    return str(_("Invited") if person.invited else _("Active"))
