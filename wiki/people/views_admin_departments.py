"""Administering the tree of departments."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import needs, rule
from wiki.core.errors import Invalid, NotFound
from wiki.people import queries, structure_lists
from wiki.people.blueprint import blueprint
from wiki.people.departments import (
    DepartmentData,
    change_department,
    contents_of,
    create_department,
    delete_department,
)
from wiki.people.forms import typed
from wiki.people.forms_admin import DepartmentForm
from wiki.people.models import Department
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, writing

MANAGE = needs(Permission.DEPARTMENT_MANAGE)


def _get(department_id: int) -> Department:
    found = db().get(Department, department_id)
    if found is None:
        raise NotFound(_("There is no such department."))
    return found


@blueprint.get("/admin/departments")
@rule(MANAGE)
def admin_departments() -> str:
    """The tree, to work on; search and what is missing are in the address."""
    search, show = request.args.get("q", "")[:200], request.args.get("show", "")
    tree = queries.department_tree(db(), reader_language())
    actor = current_actor()
    return render_template(
        "people/admin_departments.html",
        tree=structure_lists.matching_departments(tree, search, show),
        total=len(tree),
        functions=structure_lists.functions_by_department(db()),
        search=search,
        show=show if show == structure_lists.HEADLESS else "",
        may_list=actor.may(Permission.PERSON_MANAGE) or actor.may(Permission.ROLE_ASSIGN),
    )


@blueprint.get("/admin/departments/new")
@rule(MANAGE)
def admin_department_new() -> ResponseReturnValue:
    """The form for a new department."""
    return _show(_offered(DepartmentForm()))


@blueprint.post("/admin/departments/new")
@rule(MANAGE)
def admin_department_create() -> ResponseReturnValue:
    """Make a department."""
    form = _offered(DepartmentForm())
    if not form.validate_on_submit():
        return _show(form, 422)
    try:
        database = writing()
        create_department(database, current_actor(), _data(form))
    except Invalid as error:
        form.add_problems(error.problems)
        return _show(form, 422)
    flash(_("The department is created."), "success")
    return redirect(url_for("people.admin_departments"), 303)


@blueprint.get("/admin/departments/<int:department_id>")
@rule(MANAGE)
def admin_department(department_id: int) -> ResponseReturnValue:
    """The form of one department."""
    department = _get(department_id)
    return _show(_offered(DepartmentForm(obj=department), department), department=department)


@blueprint.post("/admin/departments/<int:department_id>")
@rule(MANAGE)
def admin_department_submit(department_id: int) -> ResponseReturnValue:
    """Change a department or hang it elsewhere."""
    department = _get(department_id)
    form = _offered(DepartmentForm(), department)
    if not form.validate_on_submit():
        return _show(form, 422, department)
    try:
        database = writing()
        change_department(database, current_actor(), _get(department_id), _data(form))
    except Invalid as error:
        database.rollback()
        form.add_problems(error.problems)
        return _show(form, 422, _get(department_id))
    flash(_("Saved."), "success")
    return redirect(url_for("people.admin_departments"), 303)


@blueprint.get("/admin/departments/<int:department_id>/delete")
@rule(MANAGE)
def admin_department_delete(department_id: int) -> str:
    """Say what is still in the department, or ask."""
    department = _get(department_id)
    contents = contents_of(db(), department)
    return render_template("people/admin_department_delete.html", department=department, contents=contents)


@blueprint.post("/admin/departments/<int:department_id>/delete")
@rule(MANAGE)
def admin_department_delete_submit(department_id: int) -> ResponseReturnValue:
    """Remove an empty department."""
    database = writing()
    delete_department(database, current_actor(), _get(department_id))
    flash(_("The department is removed."), "success")
    return redirect(url_for("people.admin_departments"), 303)


def _offered(form: DepartmentForm, department: Department | None = None) -> DepartmentForm:
    barred = queries.subtree_ids(db(), department.id) if department else set()
    parents = queries.department_choices(db(), reader_language())
    form.parent_id.offer([each for each in parents if each[0] not in barred], empty=_("(at the top)"))
    form.head_id.offer(_heads(department), empty=_("(nobody)"))
    return form


def _heads(department: Department | None) -> list[tuple[int, str]]:
    """Active people, and the present head also when gone: changing the mailbox must not need a new head."""
    choices = queries.person_choices(db())
    head = department.head if department else None
    if head is not None and not head.active:
        choices.append((head.id, _("%(name)s (not active)", name=head.name)))
    return choices


def _data(form: DepartmentForm) -> DepartmentData:
    return DepartmentData(
        name_de=typed(form.name_de),
        name_en=typed(form.name_en),
        parent_id=form.parent_id.data,
        head_id=form.head_id.data,
        mailbox=typed(form.mailbox),
    )


def _show(form: DepartmentForm, status: int = 200, department: Department | None = None) -> Response:
    page = render_template("people/admin_department.html", form=form, department=department)
    return make_response(page, status)
