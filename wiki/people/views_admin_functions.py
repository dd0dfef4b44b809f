"""Administering functions and their holders."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import needs, rule
from wiki.core.errors import Invalid, NotFound
from wiki.people import functions, queries, structure_lists
from wiki.people.blueprint import blueprint
from wiki.people.forms import typed
from wiki.people.forms_admin import FunctionForm, HolderForm
from wiki.people.functions import FunctionData
from wiki.people.models import Function, Person
from wiki.web.i18n import reader_language
from wiki.web.transaction import db, writing

MANAGE = needs(Permission.FUNCTION_MANAGE)


def _get(function_id: int) -> Function:
    found = db().get(Function, function_id)
    if found is None:
        raise NotFound(_("There is no such function."))
    return found


@blueprint.get("/admin/functions")
@rule(MANAGE)
def admin_functions() -> str:
    """Every function with its holders; search and what is vacant are in the address."""
    search, show = request.args.get("q", "")[:200], request.args.get("show", "")
    found = queries.all_functions(db())
    return render_template(
        "people/admin_functions.html",
        functions=structure_lists.matching_functions(found, search, show),
        total=len(found),
        search=search,
        show=show if show in (structure_lists.VACANT, structure_lists.HELD) else "",
    )


@blueprint.get("/admin/functions/new")
@rule(MANAGE)
def admin_function_new() -> ResponseReturnValue:
    """The form for a new function."""
    return _show(_offered(FunctionForm()))


@blueprint.post("/admin/functions/new")
@rule(MANAGE)
def admin_function_create() -> ResponseReturnValue:
    """Make a function and go on to its holders."""
    form = _offered(FunctionForm())
    if not form.validate_on_submit():
        return _show(form, 422)
    try:
        database = writing()
        function = functions.create_function(database, current_actor(), _data(form))
    except Invalid as error:
        form.add_problems(error.problems)
        return _show(form, 422)
    flash(_("The function is created. Say who holds it."), "success")
    return redirect(url_for("people.admin_function", function_id=function.id), 303)


@blueprint.get("/admin/functions/<int:function_id>")
@rule(MANAGE)
def admin_function(function_id: int) -> ResponseReturnValue:
    """One function and its holders."""
    function = _get(function_id)
    return _show(_offered(FunctionForm(obj=function)), function=function)


@blueprint.post("/admin/functions/<int:function_id>")
@rule(MANAGE)
def admin_function_submit(function_id: int) -> ResponseReturnValue:
    """Change a function."""
    form = _offered(FunctionForm())
    if not form.validate_on_submit():
        return _show(form, 422, _get(function_id))
    try:
        database = writing()
        functions.change_function(database, current_actor(), _get(function_id), _data(form))
    except Invalid as error:
        database.rollback()
        form.add_problems(error.problems)
        return _show(form, 422, _get(function_id))
    flash(_("Saved."), "success")
    return redirect(url_for("people.admin_function", function_id=function_id), 303)


@blueprint.post("/admin/functions/<int:function_id>/holders")
@rule(MANAGE)
def admin_holder_add(function_id: int) -> ResponseReturnValue:
    """Let somebody hold the function."""
    holder_form = _holder_form()
    if not holder_form.validate_on_submit():
        return _show_holders(function_id, holder_form)
    try:
        database = writing()
        person = database.get(Person, holder_form.person_id.data)
        if person is None:
            raise NotFound(_("There is no such person."))
        functions.add_holder(database, current_actor(), _get(function_id), person)
    except Invalid as error:
        holder_form.add_problems(error.problems)
        return _show_holders(function_id, holder_form)
    return redirect(url_for("people.admin_function", function_id=function_id), 303)


@blueprint.post("/admin/functions/<int:function_id>/holders/<int:person_id>/remove")
@rule(MANAGE)
def admin_holder_remove(function_id: int, person_id: int) -> ResponseReturnValue:
    """Take the function from somebody."""
    database = writing()
    functions.remove_holder(database, current_actor(), _get(function_id), person_id)
    return redirect(url_for("people.admin_function", function_id=function_id), 303)


@blueprint.get("/admin/functions/<int:function_id>/delete")
@rule(MANAGE)
def admin_function_delete(function_id: int) -> str:
    """Say what removing the function touches."""
    function = _get(function_id)
    touched = functions.touched_by_removal(db(), function)
    return render_template("people/admin_function_delete.html", function=function, touched=touched)


@blueprint.post("/admin/functions/<int:function_id>/delete")
@rule(MANAGE)
def admin_function_delete_submit(function_id: int) -> ResponseReturnValue:
    """Remove a function."""
    database = writing()
    functions.delete_function(database, current_actor(), _get(function_id))
    flash(_("The function is removed."), "success")
    return redirect(url_for("people.admin_functions"), 303)


def _offered(form: FunctionForm) -> FunctionForm:
    form.department_id.offer(queries.department_choices(db(), reader_language()), empty=_("(none)"))
    return form


def _holder_form() -> HolderForm:
    form = HolderForm()
    form.person_id.offer(queries.person_choices(db()), empty=_("Choose a person"))
    return form


def _data(form: FunctionForm) -> FunctionData:
    return FunctionData(
        name_de=typed(form.name_de),
        name_en=typed(form.name_en),
        department_id=form.department_id.data,
        single_holder=bool(form.single_holder.data),
    )


def _show_holders(function_id: int, holder_form: HolderForm) -> Response:
    function = _get(function_id)
    return _show(_offered(FunctionForm(formdata=None, obj=function)), 422, function, holder_form)


def _show(
    form: FunctionForm, status: int = 200, function: Function | None = None, holder_form: HolderForm | None = None
) -> Response:
    if function is not None and holder_form is None:
        holder_form = HolderForm(formdata=None)
        holder_form.person_id.offer(queries.person_choices(db()), empty=_("Choose a person"))
    page = render_template("people/admin_function.html", form=form, function=function, holder_form=holder_form)
    return make_response(page, status)
