"""Departments and functions as administrators look through them: searched, and narrowed to what is missing.

They are few (a company has hundreds, not thousands), so they are read whole and searched as the page shows them.
"""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.core.text import fold
from wiki.people.models import Function
from wiki.people.queries import Node

HEADLESS, VACANT, HELD = "headless", "vacant", "held"


def matching_departments(tree: list[Node], search: str, show: str) -> list[Node]:
    """The departments whose names, head or mailbox hold every word of `search`."""
    return [
        node
        for node in tree
        if _holds(search, _texts_of_department(node)) and (show != HEADLESS or not _has_head(node))
    ]


def _texts_of_department(node: Node) -> list[str]:
    department = node.department
    head = department.head.name if department.head else ""
    return [department.name_de, department.name_en, department.mailbox, head]


def _has_head(node: Node) -> bool:
    return node.department.head is not None and node.department.head.active


def matching_functions(functions: list[Function], search: str, show: str) -> list[Function]:
    """The functions whose names, department or holders hold every word of `search`."""
    return [
        each
        for each in functions
        if _holds(search, _texts_of_function(each)) and (show not in (VACANT, HELD) or _is_held(each) == (show == HELD))
    ]


def _texts_of_function(function: Function) -> list[str]:
    department = function.department
    names = [department.name_de, department.name_en] if department else []
    return [function.name_de, function.name_en, *names, *(each.person.name for each in function.holders)]


def _is_held(function: Function) -> bool:
    return any(each.person.active for each in function.holders)


def _holds(search: str, texts: Iterable[str]) -> bool:
    whole = fold(" ".join(texts))
    return all(word in whole for word in fold(search).split())


def functions_by_department(session: Session) -> dict[int, int]:
    """How many functions each department has."""
    query = select(Function.department_id, func.count()).where(Function.department_id.is_not(None))
    return {
        each: number for each, number in session.execute(query.group_by(Function.department_id)) if each is not None
    }
