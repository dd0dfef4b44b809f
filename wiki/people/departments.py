"""Departments: made, changed, moved in the tree, removed when empty."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core import outbox
from wiki.core.clock import company_day
from wiki.core.db import Base, wired
from wiki.core.errors import Conflict, Invalid, Problem
from wiki.core.text import SLUG_LENGTH, clean_line, slugify, sort_key_names
from wiki.people.models import Department, DepartmentHead, Function, Person
from wiki.people.queries import subtree_ids
from wiki.people.rights import note, require
from wiki.people.service import is_email
from wiki.people.uses import Uses


@dataclass(frozen=True)
class DepartmentData:
    """What is written about a department; one of the two names is enough."""

    name_de: str
    name_en: str = ""
    parent_id: int | None = None
    head_id: int | None = None
    mailbox: str = ""


def create_department(session: Session, actor: Actor, data: DepartmentData) -> Department:
    """A new department."""
    require(actor, Permission.DEPARTMENT_MANAGE)
    slug = free_slug(session, Department, data.name_de or data.name_en)
    department = Department(slug=slug, name_de="", name_en="", sort_key="")
    _fill(session, department, data)
    session.add(department)
    session.flush()
    note_head(session, department)
    note(session, actor, "department:created", f"department:{department.id}")
    outbox.record(session, "department.changed", actor_id=actor.person_id, department_id=department.id)
    return department


def change_department(session: Session, actor: Actor, department: Department, data: DepartmentData) -> None:
    """Change names, head and mailbox, or hang the department elsewhere; its slug stays."""
    require(actor, Permission.DEPARTMENT_MANAGE)
    # All rows, so that two moves at the same moment cannot close a circle together.
    session.execute(select(Department.id).order_by(Department.id).with_for_update())
    session.expire(department)
    if data.parent_id is not None and data.parent_id in subtree_ids(session, department.id):
        raise Invalid([Problem("parent_id", _("A department cannot lie below itself."))])
    led_by = department.head_id
    _fill(session, department, data)
    session.flush()
    if department.head_id != led_by:
        note_head(session, department)
    note(session, actor, "department:changed", f"department:{department.id}")
    outbox.record(session, "department.changed", actor_id=actor.person_id, department_id=department.id)


def _fill(session: Session, department: Department, data: DepartmentData) -> None:
    name_de, name_en, mailbox = clean_line(data.name_de), clean_line(data.name_en), clean_line(data.mailbox)
    problems = name_problems(name_de, name_en)
    if mailbox and not is_email(mailbox):
        problems.append(Problem("mailbox", _("This is no e-mail address.")))
    if data.parent_id is not None and session.get(Department, data.parent_id) is None:
        problems.append(Problem("parent_id", _("This department does not exist any more.")))
    head = session.get(Person, data.head_id) if data.head_id is not None else None
    if data.head_id is not None and (head is None or not head.active):
        problems.append(Problem("head_id", _("This person is not active any more.")))
    if problems:
        raise Invalid(problems)
    department.name_de, department.name_en = name_de, name_en
    department.sort_key = sort_key_names(name_de or name_en)
    department.parent_id, department.head_id, department.mailbox = data.parent_id, data.head_id, mailbox


def note_head(session: Session, department: Department) -> None:
    """Keep since when the present head leads; of several changes in a day the last one holds."""
    today = company_day(session)
    row = session.get(DepartmentHead, (department.id, today))
    if row is None:
        row = DepartmentHead(department_id=department.id, since=today)
        session.add(row)
    row.person_id = department.head_id
    session.flush()


def contents_of(session: Session, department: Department) -> list[tuple[int, str]]:
    """(how many, what) lies in the department, for the page that asks before removing and for the refusal."""
    counts = [
        (_count(session, Department.parent_id, department), "departments"),
        (_count(session, Person.department_id, department), "people"),
        (_count(session, Function.department_id, department), "functions"),
    ]
    words = {
        "departments": lambda number: ngettext("department below it", "departments below it", number),
        "people": lambda number: ngettext("person", "people", number),
        "functions": lambda number: ngettext("function", "functions", number),
    }
    own = [(number, words[what](number)) for number, what in counts if number]
    return own + [(use.count, use.label) for use in wired(session, Uses).department(session, department.id)]


def _count(session: Session, column: object, department: Department) -> int:
    return session.scalar(select(func.count()).where(column == department.id)) or 0  # type: ignore[arg-type]


def delete_department(session: Session, actor: Actor, department: Department) -> None:
    """Remove an empty department; `Conflict` says what is still in it."""
    require(actor, Permission.DEPARTMENT_MANAGE)
    contents = contents_of(session, department)
    if contents:
        inside = ", ".join(f"{number} {what}" for number, what in contents)
        raise Conflict(_("The department is not empty: %(inside)s. Move them first.", inside=inside))
    number = department.id
    try:
        with session.begin_nested():
            session.delete(department)
    except IntegrityError as error:
        raise Conflict(_("Something in the wiki still speaks of this department.")) from error
    note(session, actor, "department:deleted", f"department:{number}")
    outbox.record(session, "department.changed", actor_id=actor.person_id, department_id=number)


def name_problems(name_de: str, name_en: str) -> list[Problem]:
    """What is wrong with a pair of names."""
    problems = []
    if not slugify(name_de or name_en):
        problems.append(Problem("name_de", _("Write a name in German or in English.")))
    for where, name in (("name_de", name_de), ("name_en", name_en)):
        if len(name) > 200:
            problems.append(Problem(where, _("Use at most %(number)s characters.", number=200)))
    return problems


def free_slug(session: Session, model: type[Base], name: str) -> str:
    """An address part for `name` that no row of `model` has yet; `Invalid` when nothing is left of the name."""
    stem = slugify(name)
    if not stem:
        raise Invalid([Problem("name_de", _("Write a name in German or in English."))])
    column = model.__table__.c.slug
    taken = set(session.scalars(select(column).where(column.startswith(stem, autoescape=True))))
    candidates = (stem, *(f"{stem[: SLUG_LENGTH - 5]}-{number}" for number in range(2, 1000)))
    return next(each for each in candidates if each not in taken and each != "new")
