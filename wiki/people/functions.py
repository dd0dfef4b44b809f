"""Functions (job roles) and who holds them."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.core import outbox
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, NotFound, Problem
from wiki.core.text import clean_line, sort_key_names
from wiki.people.departments import free_slug, name_problems
from wiki.people.models import Department, Function, FunctionHolder, Person
from wiki.people.rights import note, require
from wiki.people.uses import Uses


@dataclass(frozen=True)
class FunctionData:
    """What is written about a function; one of the two names is enough."""

    name_de: str
    name_en: str = ""
    department_id: int | None = None
    single_holder: bool = False


def create_function(session: Session, actor: Actor, data: FunctionData) -> Function:
    """A new function without holders."""
    require(actor, Permission.FUNCTION_MANAGE)
    slug = free_slug(session, Function, data.name_de or data.name_en)
    function = Function(slug=slug, name_de="", name_en="", sort_key="")
    _fill(session, function, data)
    session.add(function)
    session.flush()
    _record(session, actor, function, "created")
    return function


def change_function(session: Session, actor: Actor, function: Function, data: FunctionData) -> None:
    """Change names and department, or whether one person alone may hold it; its slug stays."""
    require(actor, Permission.FUNCTION_MANAGE)
    session.refresh(function, with_for_update={"of": Function})
    if data.single_holder and len(function.holders) > 1:
        raise Invalid([Problem("single_holder", _("Several people hold it. Take it from all but one first."))])
    _fill(session, function, data)
    session.flush()
    _record(session, actor, function, "changed")


def _fill(session: Session, function: Function, data: FunctionData) -> None:
    name_de, name_en = clean_line(data.name_de), clean_line(data.name_en)
    problems = name_problems(name_de, name_en)
    if data.department_id is not None and session.get(Department, data.department_id) is None:
        problems.append(Problem("department_id", _("This department does not exist any more.")))
    if problems:
        raise Invalid(problems)
    function.name_de, function.name_en = name_de, name_en
    function.sort_key = sort_key_names(name_de or name_en)
    function.department_id, function.single_holder = data.department_id, data.single_holder


def add_holder(session: Session, actor: Actor, function: Function, person: Person) -> None:
    """Let a person hold the function; nothing happens when the person does already."""
    require(actor, Permission.FUNCTION_MANAGE)
    session.refresh(function, with_for_update={"of": Function})
    if any(each.person_id == person.id for each in function.holders):
        return
    if not person.active:
        raise Invalid([Problem("person_id", _("This person is not active any more."))])
    if function.single_holder and function.holders:
        taken = _("One person alone may hold this function. Take it from the other first.")
        raise Invalid([Problem("person_id", taken)])
    session.add(FunctionHolder(function_id=function.id, person_id=person.id, since=company_day(session)))
    session.flush()
    session.expire(function, ["holders"])
    _record(session, actor, function, "holder_added", person_id=person.id)


def remove_holder(session: Session, actor: Actor, function: Function, person_id: int) -> None:
    """Take the function from a person."""
    require(actor, Permission.FUNCTION_MANAGE)
    query = select(FunctionHolder).where(
        FunctionHolder.function_id == function.id, FunctionHolder.person_id == person_id, FunctionHolder.until.is_(None)
    )
    holder = session.scalar(query)
    if holder is None:
        raise NotFound(_("This person does not hold the function."))
    end_holding(session, holder)
    session.expire(function, ["holders"])
    _record(session, actor, function, "holder_removed", person_id=person_id)


def end_holding(session: Session, holder: FunctionHolder) -> None:
    """From today on the person does not hold it any more; who began today never did."""
    today = company_day(session)
    if holder.since >= today:
        session.delete(holder)
    else:
        holder.until = today
    session.flush()


def touched_by_removal(session: Session, function: Function) -> list[tuple[int, str]]:
    """(how many, what) removing the function touches."""
    holders = len(function.holders)
    own = [(holders, ngettext("person holds it", "people hold it", holders))] if holders else []
    return own + [(use.count, use.label) for use in wired(session, Uses).function(session, function.id)]


def delete_function(session: Session, actor: Actor, function: Function) -> None:
    """Remove a function that nothing in the wiki speaks of; its holders lose it."""
    require(actor, Permission.FUNCTION_MANAGE)
    uses = wired(session, Uses).function(session, function.id)
    if uses:
        inside = ", ".join(f"{use.count} {use.label}" for use in uses)
        raise Conflict(_("The function is still used: %(inside)s.", inside=inside))
    _record(session, actor, function, "deleted")
    session.delete(function)
    session.flush()


def _record(session: Session, actor: Actor, function: Function, act: str, **detail: int) -> None:
    note(session, actor, f"function:{act}", f"function:{function.id}", **detail)
    outbox.record(session, "function.changed", actor_id=actor.person_id, function_id=function.id, **detail)
