"""The administration's first page."""

from flask import render_template, url_for
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import needs, rule
from wiki.core.db import wired
from wiki.people.admin_menu import ADMIN_PERMISSIONS, AdminItem, AdminMenu
from wiki.people.blueprint import blueprint
from wiki.web.transaction import db


@blueprint.get("/admin/")
@rule(needs(*ADMIN_PERMISSIONS))
def admin() -> str:
    """What can be administered, as far as the reader may."""
    return render_template("people/admin.html", items=wired(db(), AdminMenu).items(current_actor()))


def own_items() -> list[AdminItem]:
    """The cards of this folder."""
    return [
        AdminItem(
            _("People"),
            _("Invite, give roles, deactivate."),
            url_for("people.admin_people"),
            "people",
            (Permission.PERSON_MANAGE, Permission.ROLE_ASSIGN),
        ),
        AdminItem(
            _("Departments"),
            _("The tree, heads and mailboxes."),
            url_for("people.admin_departments"),
            "building",
            (Permission.DEPARTMENT_MANAGE,),
        ),
        AdminItem(
            _("Functions"),
            _("Job roles and who holds them."),
            url_for("people.admin_functions"),
            "person-badge",
            (Permission.FUNCTION_MANAGE,),
        ),
        AdminItem(
            _("Access roles"), _("What each role may do."), url_for("people.roles"), "shield-check", ADMIN_PERMISSIONS
        ),
    ]
