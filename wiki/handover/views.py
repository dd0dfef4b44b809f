"""Hand-overs: the list, a new one, the package with its successors."""

from collections.abc import Iterable
from datetime import timedelta

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import SIGNED_IN, rule
from wiki.core.clock import company_day
from wiki.core.errors import Conflict, Forbidden, Invalid, NotFound
from wiki.handover import moving, service, showing
from wiki.handover.blueprint import blueprint
from wiki.handover.forms import BY_DEPARTMENT, TICKED, UNASKED, BeginForm, ProposeForm
from wiki.handover.models import FINISHED, OPEN, Handover, HandoverItem
from wiki.handover.models import UNASKED as NOBODY_ASKED
from wiki.handover.rights import beginnable, is_successor, may_read_protocol, may_see, may_settle
from wiki.people import queries
from wiki.people.leaving import known_last_day
from wiki.people.models import Person
from wiki.web.forms import options
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of_rows
from wiki.web.shell import Item
from wiki.web.transaction import db, writing

LINES_A_PAGE = 50


@blueprint.get("/")
@rule(SIGNED_IN)
def index() -> str:
    """The hand-overs that the reader may see or has a part in."""
    page = page_of_rows(showing.lines(db(), current_actor()), LINES_A_PAGE)
    return render_template("handover/index.html", page=page, today=company_day(db()))


@blueprint.get("/new")
@rule(SIGNED_IN)
def new() -> ResponseReturnValue:
    """Begin a package: for whom and when."""
    asked = request.args.get("person", "")
    form, offered = _begin_form(formdata=None), {str(each) for each, _name in _beginnable()}
    form.person_id.data = int(asked) if asked in offered else current_actor().person_id
    person = db().get(Person, form.person_id.data)
    leaves = known_last_day(db(), current_actor(), person) if person is not None else None
    form.moves_on.data = leaves + timedelta(days=1) if leaves else None
    return _show_new(form)


@blueprint.post("/new")
@rule(SIGNED_IN)
def create() -> ResponseReturnValue:
    """Begin it."""
    form = _begin_form()
    if not form.validate_on_submit():
        return _show_new(form, 422)
    session = writing()
    person = session.get(Person, form.person_id.data)
    if person is None:
        raise NotFound(_("There is no such person, or not any more."))
    try:
        handover = service.begin(session, current_actor(), person, form.moves_on.data)
    except Invalid as error:
        form.add_problems(error.problems)
        return _show_new(form, 422)
    except Conflict as error:
        form.form_errors.append(error.message)
        return _show_new(form, 422)
    flash(_("The hand-over is begun. Propose who takes over what."), "success")
    return redirect(url_for("handover.page", handover_id=handover.id), 303)


def _begin_form(**given: object) -> BeginForm:
    form = BeginForm(**given)
    form.person_id.offer(_beginnable())
    return form


def _beginnable() -> list[tuple[int, str]]:
    people = select(Person.id, Person.name).where(beginnable(db(), current_actor())).order_by(Person.sort_key)
    return [(row.id, row.name) for row in db().execute(people)]


def _show_new(form: BeginForm, status: int = 200) -> Response:
    return make_response(render_template("handover/new.html", form=form), status)


@blueprint.get("/<int:handover_id>")
@rule(SIGNED_IN)
def page(handover_id: int) -> ResponseReturnValue:
    """A package: what is in it, who was asked, how far it is. Successors see their part."""
    handover = find(handover_id)
    if not may_see(db(), current_actor(), handover) and is_successor(db(), current_actor(), handover):
        return redirect(url_for("handover.mine", handover_id=handover_id), 302)
    if handover.state == FINISHED:
        return redirect(url_for("handover.protocol", handover_id=handover_id), 302)
    return _show(handover)


def find(handover_id: int) -> Handover:
    """The hand-over, for who may see it or has a part in it; nobody else learns whether there is one."""
    found = db().get(Handover, handover_id)
    if found is None or not may_read_protocol(db(), current_actor(), found):
        raise NotFound(_("There is no such hand-over."))
    return found


@blueprint.post("/<int:handover_id>/propose")
@rule(SIGNED_IN)
def propose(handover_id: int) -> ResponseReturnValue:
    """Ask somebody to take over what is ticked, everything nobody was asked for, or what belongs to a department; or
    take proposals back."""
    handover = _settled_by_actor(handover_id)
    items = showing.items_of(db(), handover)
    form = _propose_form(handover, items)
    ticked = {int(each) for each in request.form.getlist("item") if each.isdecimal() and len(each) < 12}
    if not form.validate_on_submit():
        return _show(handover, 422, form=form, ticked=ticked)
    taking_back = request.form.get("act") == "retract"
    try:
        session = writing()
        handover = service.lock(session, handover_id)
        if taking_back:
            service.retract(session, current_actor(), handover, ticked)
        else:
            chosen = _chosen(showing.items_of(session, handover), str(form.scope.data), ticked)
            service.propose(session, current_actor(), handover, chosen, form.successor_id.data)
            moving.move_accepted(session, handover)
    except Invalid as error:
        form.add_problems(error.problems)
        return _show(find(handover_id), 422, form=form, ticked=ticked)
    flash(_("The proposals are taken back.") if taking_back else _("Asked."), "success")
    return redirect(url_for("handover.page", handover_id=handover_id), 303)


def _chosen(items: Iterable[HandoverItem], scope: str, ticked: set[int]) -> set[int]:
    if scope == TICKED:
        return ticked
    open_ones = [each for each in items if each.state == NOBODY_ASKED]
    if scope == UNASKED:
        return {each.id for each in open_ones}
    return {each.id for each in open_ones if each.department == scope.removeprefix(BY_DEPARTMENT)}


def _settled_by_actor(handover_id: int) -> Handover:
    handover = find(handover_id)
    if not may_settle(db(), current_actor(), handover):
        raise Forbidden(_("A hand-over is settled by the person, a head above, the administration or a CX manager."))
    return handover


@blueprint.post("/<int:handover_id>/withdraw")
@rule(SIGNED_IN)
def withdraw(handover_id: int) -> ResponseReturnValue:
    """Call the package off."""
    find(handover_id)
    session = writing()
    service.withdraw(session, current_actor(), find(handover_id))
    flash(_("The hand-over is called off. Nothing moves."), "success")
    return redirect(url_for("handover.index"), 303)


@blueprint.post("/<int:handover_id>/finish")
@rule(SIGNED_IN)
def finish(handover_id: int) -> ResponseReturnValue:
    """Finish the package of somebody who stays."""
    find(handover_id)
    session = writing()
    moving.finish_now(session, current_actor(), find(handover_id))
    flash(_("The hand-over is finished."), "success")
    return redirect(url_for("handover.protocol", handover_id=handover_id), 303)


def navigation() -> list[Item]:
    """The line of the navigation, for those who see hand-overs of others; everybody else comes by inbox and profile."""
    if not any(current_actor().may(each) for each in _LOOKING):
        return []
    current = request.blueprint == blueprint.name
    return [Item(_("Hand-overs"), url_for("handover.index"), "journal-check", current=current, place=5)]


_LOOKING = (
    Permission.PERSON_MANAGE_AREA, Permission.PERSON_MANAGE, Permission.DUTY_ASSIGN, Permission.OWNERSHIP_OVERSEE,
)  # fmt: skip


def _propose_form(handover: Handover, items: Iterable[HandoverItem], **given: object) -> ProposeForm:
    form = ProposeForm(**given)
    slugs = {each.department for each in items if each.department and each.state == NOBODY_ASKED}
    found = queries.departments_by_slug(db(), slugs)
    named = sorted((each.name(reader_language()), slug) for slug, each in found.items())
    of_departments = [
        (f"{BY_DEPARTMENT}{slug}", _("What belongs to “%(department)s”", department=name)) for name, slug in named
    ]
    everything = [(TICKED, _("What is ticked")), (UNASKED, _("Everything nobody was asked for"))]
    form.scope.choices = options([*everything, *of_departments])
    people = [each for each in queries.person_choices(db()) if each[0] != handover.person_id]
    form.successor_id.offer(people, _("Please choose"))
    return form


def _show(
    handover: Handover, status: int = 200, *, form: ProposeForm | None = None, ticked: Iterable[int] = ()
) -> Response:
    items = showing.items_of(db(), handover)
    settles = handover.state == OPEN and may_settle(db(), current_actor(), handover)
    html = render_template(
        "handover/page.html",
        handover=handover,
        groups=showing.groups(db(), items, reader_language()),
        progress=showing.progress(db(), items),
        changes=showing.changes_since(db(), handover, items, reader_language()),
        form=form or _propose_form(handover, items, formdata=None),
        ticked=set(ticked),
        settles=settles,
        may_finish=settles and not handover.leaving and handover.moves_on <= company_day(db()),
        last_day=handover.moves_on - timedelta(days=1),
    )
    return make_response(html, status)
