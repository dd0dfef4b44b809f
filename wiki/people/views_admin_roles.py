"""Access roles given, and what each of them may do."""

from flask import render_template, request
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.rules import needs, rule
from wiki.people import roles_overview
from wiki.people.admin_menu import ADMIN_PERMISSIONS
from wiki.people.blueprint import blueprint
from wiki.web.i18n import reader_language
from wiki.web.transaction import db


@blueprint.get("/admin/roles")
@rule(needs(*ADMIN_PERMISSIONS))
def admin_roles_given() -> str:
    """Who has which role since when and from whom, and the roles side by side."""
    language = reader_language()
    roles = roles_overview.roles_in_order(db(), language)
    titles = (_("Entries and discussion"), _("People"), _("Operation"))
    wanted = request.args.get("role", "")
    return render_template(
        "people/admin_roles_given.html",
        roles=roles,
        given=roles_overview.all_given(db(), wanted if wanted in {each.slug for each in roles} else ""),
        wanted=wanted,
        groups=list(zip(titles, roles_overview.matrix(), strict=True)),
        may_manage=any(current_actor().may(each) for each in (Permission.PERSON_MANAGE, Permission.ROLE_ASSIGN)),
    )
