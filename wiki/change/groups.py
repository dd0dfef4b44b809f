"""Groups concerned: written down and changed."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.change.checking import UNASKED, Checks, Sure
from wiki.change.keeping import opened, written
from wiki.change.models import HIGHEST, LOWEST, SMALLEST, ChangeGroup
from wiki.core.text import clean_line
from wiki.people.models import Department, Function

LONGEST_TITLE, LONGEST_WORDS, MOST_PEOPLE = 120, 500, 1_000_000


@dataclass(frozen=True)
class GroupData:
    """What is written about a group; `edits` is how often it had been changed when the form was opened."""

    title: str = ""
    department_id: int | None = None
    function_id: int | None = None
    people: int | None = None
    influence: int | None = None
    interest: int | None = None
    words: str = ""
    sure: Sure = UNASKED
    edits: int = 0


def save(session: Session, actor: Actor, initiative_id: int, data: GroupData, group_id: int | None = None) -> int:
    """Write a group down, a new one where no id is given. Returns its id; Invalid says what is wrong."""
    group = opened(session, actor, initiative_id, ChangeGroup, group_id)
    checked = _checked(session, data, group)
    group.title, group.words = checked.title, checked.words
    group.department_id, group.function_id = data.department_id, data.function_id
    group.people, group.influence, group.interest = data.people or 0, data.influence or 0, data.interest or 0
    return written(session, actor, group)


@dataclass(frozen=True)
class _Cleaned:
    title: str
    words: str


def _checked(session: Session, data: GroupData, group: ChangeGroup) -> _Cleaned:
    cleaned, checks = _Cleaned(clean_line(data.title), clean_line(data.words)), Checks()
    checks.text("title", cleaned.title, LONGEST_TITLE, needed=False)
    checks.text("words", cleaned.words, LONGEST_WORDS, needed=False)
    if not (cleaned.title or data.department_id or data.function_id):
        checks.say("title", _("Choose a department or a function, or give the group a name."))
    if data.people is not None and 0 <= data.people < SMALLEST:
        checks.say("people", _("Groups have at least five people, so that nobody can be recognised in them."))
    else:
        checks.number("people", data.people, SMALLEST, MOST_PEOPLE)
    checks.number("influence", data.influence, LOWEST, HIGHEST)
    checks.number("interest", data.interest, LOWEST, HIGHEST)
    _check_place(session, data, checks)
    checks.edits("title", data.edits, group.edits)
    checks.nobody_named(session, {"title": cleaned.title, "words": cleaned.words}, data.sure)
    checks.customer_data((cleaned.title, cleaned.words), data.sure)
    checks.done()
    return cleaned


def _check_place(session: Session, data: GroupData, checks: Checks) -> None:
    if data.department_id is not None and session.get(Department, data.department_id) is None:
        checks.say("department", _("This department does not exist any more."))
    if data.function_id is None:
        return
    function = session.get(Function, data.function_id)
    if function is None:
        checks.say("function", _("This function does not exist any more."))
    elif function.single_holder:
        checks.say("function", _("One person alone holds this function: that is no group."))
