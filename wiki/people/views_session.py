"""Signing in, in one step or two, and out."""

from flask import g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.rules import PUBLIC, SIGNED_IN, rule
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import TooManyRequests
from wiki.people import signing_in, throttle
from wiki.people.blueprint import blueprint
from wiki.people.forms import CodeForm, SignInForm, typed
from wiki.people.models import Person
from wiki.people.rights import needs_second_factor
from wiki.people.sessions import current_person, start_session, stop_session
from wiki.web.kept_forms import KeptForms
from wiki.web.redirects import local_address
from wiki.web.transaction import db, keep_changes_despite_error, writing

PENDING = "second_step"
PENDING_SECONDS = 300


@blueprint.get("/login")
@rule(PUBLIC)
def sign_in() -> ResponseReturnValue:
    """The sign-in form; who is signed in already goes on."""
    wanted = request.args.get("next", "")
    if current_person() is not None:
        return redirect(local_address(wanted), 303)
    return _show(SignInForm(next=wanted))


@blueprint.post("/login")
@rule(PUBLIC)
def sign_in_submit() -> ResponseReturnValue:
    """Check the password; sign in, or ask for the code."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _show(form, 422)
    try:
        person = _check_password(typed(form.email), typed(form.password))
    except TooManyRequests as error:
        return _show_blocked(form, error)
    if person is None:
        keep_changes_despite_error()
        form.form_errors.append(_("E-mail address and password do not belong together."))
        return _show(form, 422)
    _keep_form(person, form)
    if person.has_second_factor:
        return _ask_code(person, bool(form.remember.data), typed(form.next))
    return _enter(person, bool(form.remember.data), typed(form.next))


def sign_in_again(path: str, packed: str) -> Response:
    """The answer to a form sent after the session had ended: sign in, and what was typed is still there."""
    form = SignInForm(formdata=None, next=path, kept=packed)
    form.form_errors.append(_("Your session has ended. What you typed is kept: sign in, and go on where you were."))
    return _show(form, 401)


def _keep_form(person: Person, form: SignInForm) -> None:
    packed = typed(form.kept)
    if packed:
        database = writing()
        path = typed(form.next).removeprefix(request.script_root)
        wired(database, KeptForms).keep(database, person.id, path, packed)


def _check_password(email: str, password: str) -> Person | None:
    subjects = signing_in.password_subjects(db(), email, request.remote_addr or "")
    throttle.refuse_blocked(db(), subjects)
    checked = signing_in.check(db(), email, password)
    return signing_in.decide(writing(), checked, subjects)


def _ask_code(person: Person, remember: bool, wanted: str) -> Response:
    session.clear()
    session[PENDING] = {
        "person": person.id,
        "epoch": person.session_epoch,
        "at": int(clock.now().timestamp()),
        "remember": remember,
        "next": wanted[:2000],
    }
    return redirect(url_for("people.second_step"), 303)


def _enter(person: Person, remember: bool, wanted: str) -> Response:
    signing_in.begin(writing(), person)
    return enter(person, wanted, remember=remember)


def enter(person: Person, wanted: str, *, remember: bool = False) -> Response:
    """Start the session and go on: to `wanted`, by way of the second factor where one is due."""
    start_session(person, remember=remember)
    target = local_address(wanted)
    if needs_second_factor(db(), person):
        target = url_for("people.second_factor", next=target)
    return redirect(target, 303)


def _pending_person() -> Person | None:
    """Who gave the right password a moment ago and now owes the code."""
    pending = session.get(PENDING)
    if not pending or pending["at"] + PENDING_SECONDS < clock.now().timestamp():
        session.pop(PENDING, None)
        return None
    person = db().get(Person, pending["person"])
    still_valid = person is not None and person.active and person.session_epoch == pending["epoch"]
    return person if still_valid else None


@blueprint.get("/login/code")
@rule(PUBLIC)
def second_step() -> ResponseReturnValue:
    """Ask for the code of the second factor."""
    if _pending_person() is None:
        return redirect(url_for("people.sign_in"), 303)
    return _show_code(CodeForm())


@blueprint.post("/login/code")
@rule(PUBLIC)
def second_step_submit() -> ResponseReturnValue:
    """Check the code and sign in."""
    form, person = CodeForm(), _pending_person()
    if person is None:
        return redirect(url_for("people.sign_in"), 303)
    if not form.validate_on_submit():
        return _show_code(form, 422)
    database = writing()
    person = _pending_person()
    if person is None:
        return redirect(url_for("people.sign_in"), 303)
    subjects = signing_in.code_subjects(database, person, request.remote_addr or "")
    try:
        right = signing_in.decide_code(database, person, typed(form.code), subjects)
    except TooManyRequests as error:
        form.form_errors.append(error.message)
        return _with_wait(_show_code(form, 429), error)
    if not right:
        keep_changes_despite_error()
        form.code.errors = [_("This code is not right, or was used before.")]
        return _show_code(form, 422)
    pending = session[PENDING]
    return _enter(person, bool(pending["remember"]), pending["next"])


@blueprint.post("/logout")
@rule(SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End this session, also for a copy of its cookie."""
    key, database = g.ticket.key, writing()
    signing_in.end(database, current_actor(), key)
    stop_session()
    return redirect(url_for("overview.home"), 303)


def _show(form: SignInForm, status: int = 200) -> Response:
    return make_response(render_template("people/sign_in.html", form=form), status)


def _show_code(form: CodeForm, status: int = 200) -> Response:
    return make_response(render_template("people/second_step.html", form=form), status)


def _show_blocked(form: SignInForm, error: TooManyRequests) -> Response:
    form.form_errors.append(error.message)
    return _with_wait(_show(form, 429), error)


def _with_wait(response: Response, error: TooManyRequests) -> Response:
    response.headers["Retry-After"] = str(error.retry_after)
    return response
