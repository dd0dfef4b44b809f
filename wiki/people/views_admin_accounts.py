"""What is done to one account: a fresh link, off and on, the second factor, erasure."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.access.rules import rule
from wiki.people import queries, second_factor, service
from wiki.people.blueprint import blueprint
from wiki.people.erasing import erase_person
from wiki.people.models import Person
from wiki.people.rights import require_manage
from wiki.people.views_admin_people import MANAGE, after_link, get_person, page_url
from wiki.web.transaction import db, writing

UseCase = Callable[[Session, Actor, Person], None]


def _act(person_id: int, use_case: UseCase, message: str) -> ResponseReturnValue:
    database = writing()
    use_case(database, current_actor(), get_person(person_id))
    flash(message, "success")
    return redirect(url_for("people.admin_person", person_id=person_id), 303)


@blueprint.post("/admin/people/<int:person_id>/link")
@rule(MANAGE)
def admin_link(person_id: int) -> ResponseReturnValue:
    """A fresh invitation, or a link to a new password."""
    database = writing()
    person = get_person(person_id)
    return after_link(person, service.send_link(database, current_actor(), person, page_url()))


@blueprint.post("/admin/people/<int:person_id>/deactivate")
@rule(MANAGE)
def admin_deactivate(person_id: int) -> ResponseReturnValue:
    """End the account for now."""
    return _act(person_id, service.deactivate_person, _("The account is deactivated; its sessions have ended."))


@blueprint.post("/admin/people/<int:person_id>/reactivate")
@rule(MANAGE)
def admin_reactivate(person_id: int) -> ResponseReturnValue:
    """Let the person sign in again."""
    return _act(person_id, service.reactivate_person, _("The account is active again."))


@blueprint.post("/admin/people/<int:person_id>/second-factor/off")
@rule(MANAGE)
def admin_second_factor_off(person_id: int) -> ResponseReturnValue:
    """Remove the second factor of who lost the phone and the recovery codes."""
    return _act(person_id, _remove_factor, _("The second factor was removed."))


def _remove_factor(session: Session, actor: Actor, person: Person) -> None:
    require_manage(session, actor, person)
    second_factor.remove(session, actor, person)


@blueprint.get("/admin/people/<int:person_id>/erase")
@rule(MANAGE)
def admin_erase(person_id: int) -> ResponseReturnValue:
    """Say what erasing touches, before it is done."""
    person = get_person(person_id)
    held = queries.functions_of(db(), [person.id]).get(person.id, [])
    return render_template("people/admin_erase.html", person=person, functions=held)


@blueprint.post("/admin/people/<int:person_id>/erase")
@rule(MANAGE)
def admin_erase_submit(person_id: int) -> ResponseReturnValue:
    """Erase name, address and credentials."""
    return _act(person_id, erase_person, _("Name, address and credentials are erased."))
