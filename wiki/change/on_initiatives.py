"""What change management adds to initiatives: the tab and the pages behind it; and to structures: who is spoken of."""

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from wiki.access.rules import SIGNED_IN
from wiki.change import views, views_rounds
from wiki.change.models import ChangeGroup, ChangeMessage
from wiki.entries.binding import bind
from wiki.entries.kinds import Kinds
from wiki.entries.tabs import EntryTabs, Tab
from wiki.initiatives.kind import KIND
from wiki.people.uses import Use, Uses
from wiki.web.runtime import Runtime

PLAN = "/<slug>/change"
LIST = f"{PLAN}/<part>"
ROW = f"{LIST}/<int:item_id>"
GROUP = f"{PLAN}/groups/<int:item_id>"
ROUND = f"{GROUP}/rounds/<int:number>"

ROUTES = (
    (PLAN, views.change, "GET"),
    (f"{PLAN}/plan", views.change_plan, "GET"),
    (f"{LIST}.csv", views.change_csv, "GET"),
    (f"{LIST}/new", views.change_new, "GET"),
    (f"{LIST}/new", views.change_create, "POST"),
    (f"{ROW}/edit", views.change_edit, "GET"),
    (f"{ROW}/edit", views.change_save, "POST"),
    (f"{ROW}/done", views.change_done, "POST"),
    (f"{ROW}/remove", views.change_ask_remove, "GET"),
    (f"{ROW}/remove", views.change_remove, "POST"),
    (GROUP, views_rounds.change_group, "GET"),
    (f"{GROUP}/rounds/new", views_rounds.change_round_new, "GET"),
    (f"{GROUP}/rounds/new", views_rounds.change_round_add, "POST"),
    (f"{ROUND}/remove", views_rounds.change_round_remove, "POST"),
    (f"{ROUND}/measures", views_rounds.change_measures, "POST"),
)
"""Each is called as its view."""


def wire(runtime: Runtime) -> None:
    """The tab; and that a department or function is spoken of."""
    runtime.wiring.get(EntryTabs).added.append(Tab(_l("Change"), views.ENDPOINT, kinds=(KIND.name,), place=4))
    uses = runtime.wiring.get(Uses)
    uses.of_department.append(_of_department)
    uses.of_function.append(_of_function)


def init(app: Flask) -> None:
    """The pages of initiatives."""
    runtime: Runtime = app.extensions["cxwiki"]
    kind = runtime.wiring.get(Kinds).get(KIND.name)
    for path, view, method in ROUTES:
        bind(app, kind, f"/{kind.path}{path}", f"{kind.name}.{view.__name__}", view, SIGNED_IN, method)


def _of_department(session: Session, department_id: int) -> list[Use]:
    return [
        Use(_("Groups concerned"), _count(session, ChangeGroup.department_id == department_id)),
        Use(_("Messages"), _count(session, ChangeMessage.department_id == department_id)),
    ]


def _of_function(session: Session, function_id: int) -> list[Use]:
    return [Use(_("Groups concerned"), _count(session, ChangeGroup.function_id == function_id))]


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(condition)) or 0
