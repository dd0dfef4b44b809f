"""Setting the second factor up, new recovery codes, doing without."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.rules import SIGNED_IN, rule
from wiki.core.errors import Invalid, TooManyRequests
from wiki.people import second_factor as factor
from wiki.people import throttle
from wiki.people.blueprint import blueprint
from wiki.people.forms import CodeForm, CurrentPasswordForm, typed
from wiki.people.rights import actor_of, needs_second_factor
from wiki.people.sessions import person_here
from wiki.people.views_profile import prove
from wiki.web.forms import WikiForm
from wiki.web.redirects import local_address
from wiki.web.runtime import settings
from wiki.web.transaction import db, keep_changes_despite_error, writing


@blueprint.get("/me/second-factor")
@rule(SIGNED_IN)
def second_factor() -> ResponseReturnValue:
    """Where the second factor stands: begin, confirm, or what there is."""
    return _show(CodeForm(), CurrentPasswordForm())


@blueprint.post("/me/second-factor/start")
@rule(SIGNED_IN)
def second_factor_start() -> ResponseReturnValue:
    """Make a secret to show as a picture and as text."""
    database, person = writing(), person_here()
    factor.begin_set_up(database, actor_of(database, person), person)
    return redirect(url_for("people.second_factor", next=request.args.get("next")), 303)


@blueprint.post("/me/second-factor")
@rule(SIGNED_IN)
def second_factor_submit() -> ResponseReturnValue:
    """Put the second factor in force with its first code and show the recovery codes, once."""
    form = CodeForm()
    if not form.validate_on_submit():
        return _show(form, CurrentPasswordForm(formdata=None), 422)
    subject = throttle.account(db(), "code", str(person_here().id))
    database = writing()
    person = person_here()
    try:
        throttle.lock(database, [subject])
        codes = factor.confirm(database, actor_of(database, person), person, typed(form.code))
    except Invalid as error:
        throttle.count_failure(database, [subject])
        keep_changes_despite_error()
        form.add_problems(error.problems)
        return _show(form, CurrentPasswordForm(formdata=None), 422)
    except TooManyRequests as error:
        return _blocked(form, CurrentPasswordForm(formdata=None), error)
    return _show_codes(codes)


@blueprint.post("/me/second-factor/codes")
@rule(SIGNED_IN)
def recovery_codes() -> ResponseReturnValue:
    """New recovery codes instead of the old ones, given the password."""
    refused = _refused_password()
    if refused is not None:
        return refused
    database, person = writing(), person_here()
    return _show_codes(factor.new_recovery_codes(database, actor_of(database, person), person))


@blueprint.post("/me/second-factor/off")
@rule(SIGNED_IN)
def second_factor_off() -> ResponseReturnValue:
    """Do without the second factor, given the password."""
    refused = _refused_password()
    if refused is not None:
        return refused
    database, person = writing(), person_here()
    factor.remove(database, actor_of(database, person), person)
    flash(_("The second factor was removed."), "success")
    return redirect(url_for("people.second_factor"), 303)


def _refused_password() -> Response | None:
    """The page again with what is wrong, unless the form holds the person's password."""
    form = CurrentPasswordForm()
    if not form.validate_on_submit():
        return _show(CodeForm(formdata=None), form, 422)
    try:
        prove(person_here(), "current", typed(form.current))
    except Invalid as error:
        form.add_problems(error.problems)
        return _show(CodeForm(formdata=None), form, 422)
    except TooManyRequests as error:
        return _blocked(form, form, error)
    return None


def _show(code_form: CodeForm, password_form: CurrentPasswordForm, status: int = 200) -> Response:
    person = person_here()
    secret = None if person.has_second_factor else factor.secret_of(db(), person)
    address = factor.address_of(secret, person, settings().brand) if secret else ""
    page = render_template(
        "people/second_factor.html",
        person=person,
        code_form=code_form,
        password_form=password_form,
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)) if secret else "",
        address=address,
        picture=factor.picture_of(address) if address else "",
        codes_left=factor.recovery_codes_left(db(), person),
        required=needs_second_factor(db(), person),
        next=request.args.get("next", ""),
    )
    return _private(make_response(page, status))


def _show_codes(codes: list[str]) -> Response:
    target = local_address(request.args.get("next")) if request.args.get("next") else url_for("people.second_factor")
    return _private(make_response(render_template("people/recovery_codes.html", codes=codes, next=target)))


def _blocked(form: WikiForm, password_form: CurrentPasswordForm, error: TooManyRequests) -> Response:
    form.form_errors.append(error.message)
    code_form = form if isinstance(form, CodeForm) else CodeForm(formdata=None)
    response = _show(code_form, password_form, 429)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
