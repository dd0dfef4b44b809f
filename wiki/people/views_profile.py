"""What people set about themselves: profile, password, e-mail address, all sessions."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core import mail
from wiki.core.errors import Conflict, Invalid, Problem, TooManyRequests
from wiki.people import absences, credentials, own_profile, second_factor, signing_in, throttle
from wiki.people.blueprint import blueprint
from wiki.people.forms import ChangeEmailForm, ChangePasswordForm, ProfileForm, typed
from wiki.people.models import Person
from wiki.people.passwords import check_password, hash_password, matches
from wiki.people.person_cards import cards_of
from wiki.people.rights import actor_of, needs_second_factor
from wiki.people.sessions import person_here, start_session, stop_session
from wiki.web.i18n import LANGUAGE_COOKIE, THEME_COOKIE
from wiki.web.preferences import LINKS_COOKIE
from wiki.web.runtime import settings
from wiki.web.transaction import db, keep_changes_despite_error, writing


@blueprint.get("/me")
@rule(SIGNED_IN)
def profile() -> ResponseReturnValue:
    """The own profile."""
    return _show_profile(_profile_form(obj=person_here()))


@blueprint.post("/me")
@rule(SIGNED_IN)
def profile_submit() -> ResponseReturnValue:
    """Keep the profile; what this browser had chosen for itself gives way."""
    form = _profile_form()
    if not form.validate_on_submit():
        return _show_profile(form, 422)
    data = own_profile.ProfileData(
        name=typed(form.name),
        language=typed(form.language),
        theme=typed(form.theme),
        timezone=typed(form.timezone),
        mail_preference=typed(form.mail_preference),
        keys_enabled=bool(form.keys_enabled.data),
        suggestions_enabled=bool(form.suggestions_enabled.data),
        palette_enabled=bool(form.palette_enabled.data),
        marks_terms=bool(form.marks_terms.data),
    )
    database, person = writing(), person_here()
    own_profile.change(database, actor_of(database, person), person, data)
    flash(_("Saved."), "success")
    response = redirect(url_for("people.profile"), 303)
    for cookie in (LANGUAGE_COOKIE, THEME_COOKIE, LINKS_COOKIE):
        response.delete_cookie(cookie)
    return response


def _profile_form(obj: Person | None = None) -> ProfileForm:
    form = ProfileForm(obj=obj)
    form.offer_timezones(settings().timezone)
    return form


def _show_profile(form: ProfileForm, status: int = 200) -> Response:
    person = person_here()
    page = render_template(
        "people/profile.html",
        form=form,
        person=person,
        roles=own_profile.role_names(db(), person),
        waiting_email=credentials.waiting_email(db(), person.id),
        codes_left=second_factor.recovery_codes_left(db(), person) if person.has_second_factor else 0,
        needs_second_factor=needs_second_factor(db(), person),
        coming=absences.coming(db(), person),
        cards=cards_of(db(), current_actor(), person),
    )
    return make_response(page, status)


def prove(person: Person, field: str, password: str) -> str | None:
    """The stored hash that `password` proved; `Invalid` at `field` when it is wrong, throttled like signing in."""
    subject = throttle.account(db(), "current", str(person.id))
    throttle.refuse_blocked(db(), [subject])
    stored = person.password_hash
    if matches(stored, password):
        return stored
    throttle.count_failure(writing(), [subject])
    keep_changes_despite_error()
    raise Invalid([Problem(field, _("This is not your current password."))])


@blueprint.get("/me/password")
@rule(SIGNED_IN)
def password() -> ResponseReturnValue:
    """The form for another password."""
    return _show("people/password.html", ChangePasswordForm())


@blueprint.post("/me/password")
@rule(SIGNED_IN)
def password_submit() -> ResponseReturnValue:
    """Change the password: all other sessions end, this one goes on."""
    form, person = ChangePasswordForm(), person_here()
    if not form.validate_on_submit():
        return _show("people/password.html", form, 422)
    try:
        proven = prove(person, "current", typed(form.current))
        check_password(typed(form.password), name=person.name, email=person.email)
        password_hash = hash_password(typed(form.password))
        database, person = writing(), person_here()
        credentials.change_password(database, actor_of(database, person), person, proven, password_hash)
    except Invalid as error:
        form.add_problems(error.problems)
        return _show("people/password.html", form, 422)
    except TooManyRequests as error:
        return _show_blocked("people/password.html", form, error)
    start_session(person, remember=False)
    flash(_("Your new password is in force. All other sessions have ended."), "success")
    return redirect(url_for("people.profile"), 303)


@blueprint.get("/me/email")
@rule(SIGNED_IN)
def email() -> ResponseReturnValue:
    """The form for another e-mail address."""
    return _show("people/email.html", ChangeEmailForm())


@blueprint.post("/me/email")
@rule(SIGNED_IN)
def email_submit() -> ResponseReturnValue:
    """Send a link to both addresses; nothing changes before both have confirmed."""
    form, person = ChangeEmailForm(), person_here()
    if not mail.configured(settings()):
        raise Conflict(_("This wiki sends no mail. Ask your administrator to change your address."))
    if not form.validate_on_submit():
        return _show("people/email.html", form, 422)
    try:
        prove(person, "current", typed(form.current))
        database, person = writing(), person_here()
        credentials.ask_email_change(database, actor_of(database, person), person, typed(form.email))
    except Invalid as error:
        form.add_problems(error.problems)
        return _show("people/email.html", form, 422)
    except TooManyRequests as error:
        return _show_blocked("people/email.html", form, error)
    flash(_("A message is on its way to both addresses. Confirm the change in each of them."), "info")
    return redirect(url_for("people.profile"), 303)


@blueprint.post("/me/email/drop")
@rule(SIGNED_IN)
def email_drop() -> ResponseReturnValue:
    """Forget a change of address that waits for confirmation."""
    credentials.drop_email_change(writing(), person_here())
    flash(_("The change of address was dropped."), "success")
    return redirect(url_for("people.profile"), 303)


@blueprint.post("/me/sign-out-everywhere")
@rule(SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session, this one included."""
    database, person = writing(), person_here()
    signing_in.end_all(database, actor_of(database, person), person)
    stop_session()
    flash(_("All your sessions have ended."), "success")
    return redirect(url_for("people.sign_in"), 303)


def _show(template: str, form: ChangePasswordForm | ChangeEmailForm, status: int = 200) -> Response:
    page = render_template(template, form=form, person=person_here(), can_mail=mail.configured(settings()))
    return make_response(page, status)


def _show_blocked(template: str, form: ChangePasswordForm | ChangeEmailForm, error: TooManyRequests) -> Response:
    form.form_errors.append(error.message)
    response = _show(template, form, 429)
    response.headers["Retry-After"] = str(error.retry_after)
    return response
