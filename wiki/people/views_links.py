"""Pages behind links that work once: set up, invitation, reset, confirmation of an address.

The link itself only shows a form; the POST acts. Such pages send no Referer and are kept nowhere.
"""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.rules import PUBLIC, rule
from wiki.core import mail
from wiki.core.db import wired
from wiki.core.errors import Invalid, TooManyRequests
from wiki.people import credentials, service, throttle
from wiki.people.arriving import Arrival
from wiki.people.blueprint import blueprint
from wiki.people.forms import ForgotForm, NewPasswordForm, SetUpForm, TokenForm, typed
from wiki.people.links import EMAIL_NEW, EMAIL_OLD, INVITE, RESET, SETUP, DeadLink, Purpose, get_link
from wiki.people.passwords import check_password, hash_password
from wiki.people.service import PersonData
from wiki.people.sessions import current_person, stop_session
from wiki.people.views_session import enter
from wiki.web.runtime import settings
from wiki.web.transaction import db, writing

ENDPOINTS = {INVITE.name: "people.invite_submit", RESET.name: "people.reset_submit"}


@blueprint.get("/setup")
@rule(PUBLIC)
def setup() -> ResponseReturnValue:
    """The form that makes the first administrator."""
    form = SetUpForm(token=request.args.get("token", ""), language=settings().default_language)
    try:
        get_link(db(), typed(form.token), SETUP)
    except DeadLink:
        return _dead()
    return _private("people/set_up.html", 200, form=form)


@blueprint.post("/setup")
@rule(PUBLIC)
def setup_submit() -> ResponseReturnValue:
    """Make the first administrator and sign in."""
    form = SetUpForm()
    try:
        get_link(db(), typed(form.token), SETUP)
        if not form.validate_on_submit():
            return _private("people/set_up.html", 422, form=form)
        data = PersonData(typed(form.name), typed(form.email), language=typed(form.language))
        check_password(typed(form.password), name=data.name, email=data.email)
        password_hash = hash_password(typed(form.password))
        person = service.set_up(writing(), typed(form.token), data, password_hash)
    except DeadLink:
        return _dead()
    except Invalid as error:
        form.add_problems(error.problems)
        return _private("people/set_up.html", 422, form=form)
    return enter(person, "")


@blueprint.get("/invite")
@rule(PUBLIC)
def invite() -> ResponseReturnValue:
    """The form of an invitation."""
    return _choose(INVITE, NewPasswordForm(token=request.args.get("token", "")))


@blueprint.post("/invite")
@rule(PUBLIC)
def invite_submit() -> ResponseReturnValue:
    """Accept an invitation: keep the password and sign in."""
    return _choose_submit(INVITE)


@blueprint.get("/reset")
@rule(PUBLIC)
def reset() -> ResponseReturnValue:
    """The form for a new password."""
    return _choose(RESET, NewPasswordForm(token=request.args.get("token", "")))


@blueprint.post("/reset")
@rule(PUBLIC)
def reset_submit() -> ResponseReturnValue:
    """Keep the new password; signing in follows, with the second factor where there is one."""
    return _choose_submit(RESET)


def _choose(purpose: Purpose, form: NewPasswordForm, status: int = 200) -> Response:
    try:
        person = credentials.person_behind(db(), typed(form.token), purpose)
    except DeadLink:
        return _dead()
    if purpose is INVITE:
        title = _("Welcome, %(name)s", name=person.name)
        text = _("Choose the password of your account %(email)s.", email=person.email)
    else:
        title = _("Choose a new password")
        text = _("All sessions of your account %(email)s end.", email=person.email)
    parts = {"title": title, "text": text, "email": person.email, "action": url_for(ENDPOINTS[purpose.name])}
    return _private("people/choose_password.html", status, form=form, **parts)


def _choose_submit(purpose: Purpose) -> ResponseReturnValue:
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return _choose(purpose, form, 422)
    try:
        person = credentials.person_behind(db(), typed(form.token), purpose)
        check_password(typed(form.password), name=person.name, email=person.email)
        password_hash = hash_password(typed(form.password))
        person = credentials.choose_password(writing(), typed(form.token), purpose, password_hash)
    except DeadLink:
        return _dead()
    except Invalid as error:
        form.add_problems(error.problems)
        return _choose(purpose, form, 422)
    if purpose is INVITE:
        return enter(person, wired(db(), Arrival).address())
    stop_session()
    flash(_("Your new password is in force. Sign in with it."), "success")
    return redirect(url_for("people.sign_in"), 303)


@blueprint.get("/confirm-email")
@rule(PUBLIC)
def confirm_email() -> ResponseReturnValue:
    """Ask before an address is confirmed: mail scanners open links, too."""
    token = request.args.get("token", "")
    try:
        link = get_link(db(), token, EMAIL_OLD, EMAIL_NEW)
    except DeadLink:
        return _dead()
    return _private("people/confirm_email.html", 200, form=TokenForm(token=token), email=link.email)


@blueprint.post("/confirm-email")
@rule(PUBLIC)
def confirm_email_submit() -> ResponseReturnValue:
    """Confirm at one of the two addresses."""
    form = TokenForm()
    if not form.validate_on_submit():
        return _dead()
    try:
        done = credentials.confirm_email(writing(), typed(form.token))
    except DeadLink:
        return _dead()
    if done:
        flash(_("The new address is in force. Sign in with it."), "success")
        return redirect(url_for("people.sign_in"), 303)
    flash(_("Confirmed here. The change waits for the link sent to the other address."), "info")
    return redirect(url_for("people.profile") if current_person() else url_for("people.sign_in"), 303)


@blueprint.get("/forgot")
@rule(PUBLIC)
def forgot() -> ResponseReturnValue:
    """Ask for a link to a new password."""
    return _show_forgot(ForgotForm())


@blueprint.post("/forgot")
@rule(PUBLIC)
def forgot_submit() -> ResponseReturnValue:
    """Send the link where there is such an account; the answer is the same in any case."""
    form = ForgotForm()
    if not mail.configured(settings()):
        return redirect(url_for("people.forgot"), 303)
    if not form.validate_on_submit():
        return _show_forgot(form, 422)
    email = service.fold_email(typed(form.email))
    database = writing()
    subjects = [
        throttle.account(database, "forgot", email),
        throttle.address(database, "forgot", request.remote_addr or ""),
    ]
    try:
        throttle.count_failure(database, subjects)
    except TooManyRequests as error:
        form.form_errors.append(error.message)
        response = _show_forgot(form, 429)
        response.headers["Retry-After"] = str(error.retry_after)
        return response
    credentials.ask_reset(database, email)
    return redirect(url_for("people.forgot_sent"), 303)


@blueprint.get("/forgot/sent")
@rule(PUBLIC)
def forgot_sent() -> ResponseReturnValue:
    """What happens next."""
    return render_template(
        "people/message.html",
        title=_("Check your mailbox"),
        text=_("If there is an account with this address, a message is on its way to it. Its link works for one hour."),
        action=_("Sign in"),
        url=url_for("people.sign_in"),
    )


def _show_forgot(form: ForgotForm, status: int = 200) -> Response:
    page = render_template("people/forgot.html", form=form, can_mail=mail.configured(settings()))
    return make_response(page, status)


def _dead() -> Response:
    error = DeadLink()
    return _private(
        "people/message.html",
        error.status,
        title=_("This link does not work any more"),
        text=_("It was used already, replaced by a newer one, or is too old. Ask for a new one."),
        action=_("Forgot your password?"),
        url=url_for("people.forgot"),
    )


def _private(template: str, status: int, **values: object) -> Response:
    response = make_response(render_template(template, **values), status)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
