"""The administration's first page."""

from flask import render_template

from wiki.access.guard import current_actor
from wiki.access.rules import needs, rule
from wiki.core.db import wired
from wiki.people.admin_menu import ADMIN_PERMISSIONS, AdminMenu
from wiki.people.blueprint import blueprint
from wiki.web.transaction import db


@blueprint.get("/admin/")
@rule(needs(*ADMIN_PERMISSIONS))
def admin() -> str:
    """What can be administered, as far as the reader may, and what matters about it now."""
    return render_template("people/admin.html", groups=wired(db(), AdminMenu).groups(db(), current_actor()))
