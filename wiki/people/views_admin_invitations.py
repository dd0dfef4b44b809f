"""Administering invitations: the list, sending again, taking back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.rules import rule
from wiki.core import mail
from wiki.people import invitations
from wiki.people.blueprint import blueprint
from wiki.people.views_admin_people import MANAGE, PEOPLE_A_PAGE, get_person
from wiki.web.paging import page_of
from wiki.web.runtime import settings
from wiki.web.transaction import db, writing


@blueprint.get("/admin/invitations")
@rule(MANAGE)
def admin_invitations() -> str:
    """Who is invited and has not chosen a password yet."""
    page = page_of(db(), invitations.invited(), PEOPLE_A_PAGE)
    return render_template(
        "people/admin_invitations.html",
        page=page,
        invitations=invitations.with_links(db(), page.rows),
        by_mail=mail.configured(settings()),
    )


@blueprint.post("/admin/people/<int:person_id>/withdraw")
@rule(MANAGE)
def admin_withdraw(person_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    database = writing()
    person = get_person(person_id)
    invitations.withdraw(database, current_actor(), person)
    flash(_("The invitation of %(name)s is withdrawn.", name=person.name), "success")
    return redirect(url_for("people.admin_invitations"), 303)
