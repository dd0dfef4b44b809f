"""Requests: what I am asked, what I ask, what I put together, what is asked in my area; one package to read."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor, Permission
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.entries.telling_form import TellForm
from wiki.ownership import planning
from wiki.ownership import request_queries as queries
from wiki.ownership.blueprint import blueprint
from wiki.ownership.models import RequestPackage
from wiki.ownership.packages import answer_by
from wiki.ownership.request_forms import SendForm
from wiki.ownership.request_pages import Desktop, Shown
from wiki.ownership.request_telling import tell_about, touched_by
from wiki.ownership.rights import oversees_anything
from wiki.ownership.staff import Staff
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of
from wiki.web.shell import Item
from wiki.web.transaction import db

PER_PAGE = 25
ANSWERED, LATE = "answered", "late"
"""States a list can be narrowed to, beside what waits."""


def desk_of(session: Session, actor: Actor, package_id: int) -> Shown:
    """The package with this number for its reader. Raises NotFound."""
    staff = Staff(session, company_day(session))
    package = queries.visible(session, actor, staff, package_id)
    return Desktop(session, actor, staff, reader_language(), [package]).show(package)


@blueprint.get("/requests")
@rule(SIGNED_IN)
def requests() -> ResponseReturnValue:
    """Lists of packages; whose and in which state is in the address."""
    return list_page(request.args.get("show", ""))


def list_page(chosen: str, form: SendForm | None = None, tell: TellForm | None = None) -> str:
    """The list `chosen`, else the first with something in it; `form` and `tell` hold what was typed to go with what is
    sent."""
    session, actor = db(), current_actor()
    staff = Staff(session, company_day(session))
    lists = _lists(actor, staff)
    counts = {name: _count(session, _waiting(name, condition)) for name, condition in lists.items()}
    if chosen not in lists:
        chosen = next((name for name in lists if counts[name]), queries.TO_ME)
    state = request.args.get("state", "") if chosen != queries.PLANNED else ""
    department = request.args.get("department", "") if chosen == queries.AREA else ""
    page = page_of(session, queries.packages(_narrowed(chosen, lists[chosen], state, department)), PER_PAGE)
    desktop = Desktop(session, actor, staff, reader_language(), page.rows)
    planned = planning.planned(session, actor) if chosen == queries.PLANNED else []
    return render_template(
        "ownership/requests.html",
        page=page,
        shown=[desktop.show(each) for each in page.rows],
        chosen=chosen,
        state=state if state in (ANSWERED, LATE) else "",
        department=department,
        departments=_departments(staff, actor) if chosen == queries.AREA else [],
        form=form or SendForm(formdata=None, due=answer_by(session, staff.day)),
        tell=tell or (tell_about(session, actor, planned, formdata=None) if planned else None),
        impact=touched_by(session, actor, planned),
        tabs_=_tabs(lists, chosen, counts),
    )


def _lists(actor: Actor, staff: Staff) -> dict[str, ColumnElement[bool]]:
    found = {
        queries.TO_ME: queries.to_me(actor, staff.day),
        queries.PLANNED: queries.planned_by_me(actor),
        queries.FROM_ME: queries.from_me(actor),
    }
    if oversees_anything(actor):
        found[queries.AREA] = queries.in_area(actor)
    return found


def _waiting(name: str, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return condition if name == queries.PLANNED else condition & queries.by_state(answered=False)


def _narrowed(name: str, condition: ColumnElement[bool], state: str, department: str) -> ColumnElement[bool]:
    found = condition & queries.by_state(answered=True) if state == ANSWERED else _waiting(name, condition)
    if state == LATE:
        found &= queries.with_a_head()
    return found & queries.about_department(department) if department else found


def _departments(staff: Staff, actor: Actor) -> list[tuple[str, str]]:
    """The departments whose requests the actor sees, for a select."""
    everywhere, language = actor.may(Permission.OWNERSHIP_OVERSEE), reader_language()
    seen = [each for each in staff.departments.values() if everywhere or each.slug in actor.areas]
    return [("", _("All departments")), *((each.slug, each.name(language)) for each in seen)]


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(RequestPackage.id)).where(condition)) or 0


def _tabs(
    lists: dict[str, ColumnElement[bool]], chosen: str, counts: dict[str, int]
) -> list[tuple[str, str, bool, int | None]]:
    words = {
        queries.TO_ME: _("To me"),
        queries.PLANNED: _("Ready to send"),
        queries.FROM_ME: _("From me"),
        queries.AREA: _("In my area"),
    }
    return [
        (words[name], url_for("ownership.requests", show=name), name == chosen, counts[name] or None) for name in lists
    ]


def navigation() -> list[Item]:
    """The line in the navigation, for those who can be asked."""
    if not current_actor().signed_in:
        return []
    here = (request.endpoint or "") in ("ownership.requests", "ownership.request_page")
    return [Item(_("Requests"), url_for("ownership.requests"), "person-check", current=here, place=4)]
