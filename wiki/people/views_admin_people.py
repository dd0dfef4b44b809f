"""Administering people: list, invitation, one account."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.roles import Roles
from wiki.access.rules import needs, rule
from wiki.core.db import wired
from wiki.core.errors import Invalid, NotFound
from wiki.people import accounts_list, invitations, queries, roles_overview, second_factor, service
from wiki.people.blueprint import blueprint
from wiki.people.forms import typed
from wiki.people.forms_admin import InviteForm, PersonForm, RolesForm
from wiki.people.models import Person
from wiki.people.rights import EMPLOYEE, may_manage
from wiki.people.roles_given import set_roles
from wiki.people.service import PersonData
from wiki.web.forms import options
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of
from wiki.web.redirects import same_view
from wiki.web.runtime import settings
from wiki.web.transaction import db, writing

PEOPLE_A_PAGE = 50
MANAGE = needs(Permission.PERSON_MANAGE)
ASSIGN = needs(Permission.ROLE_ASSIGN)
EITHER = needs(Permission.PERSON_MANAGE, Permission.ROLE_ASSIGN)


def get_person(person_id: int) -> Person:
    """The person with this id, from the session as it stands; `NotFound` otherwise."""
    found = db().get(Person, person_id)
    if found is None:
        raise NotFound(_("There is no such person."))
    return found


@blueprint.get("/admin/people")
@rule(EITHER)
def admin_people() -> ResponseReturnValue:
    """Every account, with filters; `format=csv` for a spreadsheet."""
    wanted, role_names = accounts_list.asked(request.args), dict([*role_choices(), (EMPLOYEE, "")])
    if request.args.get("format") == "csv":
        return _as_csv(accounts_list.as_csv(db(), wanted, role_names, reader_language()))
    page = page_of(db(), accounts_list.accounts(db(), wanted), PEOPLE_A_PAGE)
    return render_template(
        "people/admin_people.html",
        page=page,
        wanted=wanted,
        roles=role_choices(),
        role_names=role_names,
        departments=[(each.department.slug, _indented(each)) for each in _tree()],
        sort_url=lambda column: same_view(sort=wanted.sort_text(column), page=None),
        csv_url=same_view(format="csv", page=None),
        may_invite=current_actor().may(Permission.PERSON_MANAGE),
    )


def _as_csv(text: str) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="people.csv"', "Cache-Control": "no-store"}
    return Response(text, mimetype="text/csv", headers=headers)


def _indented(node: queries.Node) -> str:
    return queries.INDENT * node.depth + node.department.name(reader_language())


def _tree() -> list[queries.Node]:
    return queries.department_tree(db(), reader_language())


def role_choices() -> list[tuple[str, str]]:
    """(slug, name) of every role that is given; nobody is given to be an employee."""
    roles = [each for each in wired(db(), Roles).by_slug.values() if each.slug != EMPLOYEE]
    return sorted(((each.slug, each.name(reader_language())) for each in roles), key=lambda choice: choice[1])


@blueprint.get("/admin/people/invite")
@rule(MANAGE)
def invite_person() -> ResponseReturnValue:
    """The form for an invitation."""
    return _show_invite(_offered(InviteForm(language=settings().default_language)))


@blueprint.post("/admin/people/invite")
@rule(MANAGE)
def invite_person_submit() -> ResponseReturnValue:
    """Invite: the link goes out by mail, or is shown here, once."""
    form = _offered(InviteForm())
    if not form.validate_on_submit():
        return _show_invite(form, 422)
    try:
        database = writing()
        invited = service.invite_person(database, current_actor(), _data(form), set(form.roles.data or []), page_url())
    except Invalid as error:
        form.add_problems(error.problems)
        return _show_invite(form, 422)
    return after_link(invited.person, invited.link)


def page_url() -> str:
    """How a link begins that is shown on the page to who will hand it on."""
    return settings().base_url or request.url_root


def after_link(person: Person, link: str | None) -> Response:
    """Say that the link went out by mail, or show it, this once."""
    if link is None:
        flash(_("A message with the link is on its way to %(email)s.", email=person.email), "success")
        return redirect(url_for("people.admin_person", person_id=person.id), 303)
    response = make_response(render_template("people/admin_link.html", person=person, link=link))
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _offered(form: PersonForm) -> PersonForm:
    form.department_id.offer(queries.department_choices(db(), reader_language()))
    if isinstance(form, InviteForm):
        form.roles.choices = options(role_choices() if current_actor().may(Permission.ROLE_ASSIGN) else [])
    return form


def _data(form: PersonForm) -> PersonData:
    joined_on = form.joined_on.data
    return PersonData(typed(form.name), typed(form.email), form.department_id.data, typed(form.language), joined_on)


def _show_invite(form: PersonForm, status: int = 200) -> Response:
    return make_response(render_template("people/admin_invite.html", form=form), status)


@blueprint.get("/admin/people/<int:person_id>")
@rule(EITHER)
def admin_person(person_id: int) -> ResponseReturnValue:
    """One account."""
    return _show_person(get_person(person_id))


@blueprint.post("/admin/people/<int:person_id>")
@rule(MANAGE)
def admin_person_submit(person_id: int) -> ResponseReturnValue:
    """Change name, address, department, first working day or language."""
    form = _offered(PersonForm())
    if not form.validate_on_submit():
        return _show_person(get_person(person_id), 422, form=form)
    try:
        database = writing()
        service.edit_person(database, current_actor(), get_person(person_id), _data(form))
    except Invalid as error:
        database.rollback()
        form.add_problems(error.problems)
        return _show_person(get_person(person_id), 422, form=form)
    flash(_("Saved."), "success")
    return redirect(url_for("people.admin_person", person_id=person_id), 303)


@blueprint.post("/admin/people/<int:person_id>/roles")
@rule(ASSIGN)
def admin_roles_submit(person_id: int) -> ResponseReturnValue:
    """Give and take roles."""
    form = RolesForm()
    form.roles.choices = options(role_choices())
    if not form.validate_on_submit():
        return _show_person(get_person(person_id), 422, roles_form=form)
    database = writing()
    set_roles(database, current_actor(), get_person(person_id), set(form.roles.data or []))
    flash(_("The access roles are changed."), "success")
    return redirect(url_for("people.admin_person", person_id=person_id), 303)


def _show_person(
    person: Person, status: int = 200, *, form: PersonForm | None = None, roles_form: RolesForm | None = None
) -> Response:
    if form is None:
        form = _offered(PersonForm(formdata=None, obj=person))
    if roles_form is None:
        roles_form = RolesForm(formdata=None, roles=[each.role for each in person.roles])
        roles_form.roles.choices = options(role_choices())
    page = render_template(
        "people/admin_person.html",
        person=person,
        form=form,
        roles_form=roles_form,
        may_manage=may_manage(db(), current_actor(), person),
        may_assign=current_actor().may(Permission.ROLE_ASSIGN),
        codes_left=second_factor.recovery_codes_left(db(), person),
        functions=queries.functions_of(db(), [person.id]).get(person.id, []),
        given=roles_overview.given_to(db(), person),
        role_names=dict(role_choices()),
        invitation=invitations.with_links(db(), [person])[0] if person.invited else None,
    )
    return make_response(page, status)
