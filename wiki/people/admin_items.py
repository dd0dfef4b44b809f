"""The cards of people and structure on the administration's first page."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from wiki.access.permissions import Permission
from wiki.people import admin_numbers
from wiki.people.admin_menu import ADMIN_PERMISSIONS, PEOPLE, PROTECTION, STRUCTURE, AdminItem, Fact
from wiki.people.switches import all_standing

ACCOUNTS = (Permission.PERSON_MANAGE, Permission.ROLE_ASSIGN)


def own_items() -> list[AdminItem]:
    """The cards of this folder."""
    return [*_people(), *_structure(), *_protection()]


def _people() -> list[AdminItem]:
    return [
        AdminItem(
            PEOPLE,
            _("Accounts"),
            _("Give roles, deactivate, erase."),
            url_for("people.admin_people"),
            "people",
            ACCOUNTS,
            _account_facts,
        ),
        AdminItem(
            PEOPLE,
            _("Invitations"),
            _("Who has not chosen a password yet."),
            url_for("people.admin_invitations"),
            "envelope",
            (Permission.PERSON_MANAGE,),
            _invitation_facts,
        ),
        AdminItem(
            PEOPLE,
            _("Access roles"),
            _("What each role may do, and who holds it."),
            url_for("people.admin_roles_given"),
            "shield-check",
            ADMIN_PERMISSIONS,
            _role_facts,
        ),
    ]


def _structure() -> list[AdminItem]:
    return [
        AdminItem(
            STRUCTURE,
            _("Departments"),
            _("The tree, heads and mailboxes."),
            url_for("people.admin_departments"),
            "building",
            (Permission.DEPARTMENT_MANAGE,),
            _department_facts,
        ),
        AdminItem(
            STRUCTURE,
            _("Functions"),
            _("Job roles and who holds them."),
            url_for("people.admin_functions"),
            "person-badge",
            (Permission.FUNCTION_MANAGE,),
            _function_facts,
        ),
    ]


def _protection() -> list[AdminItem]:
    return [
        AdminItem(
            PROTECTION,
            _("Switches"),
            _("What could watch people: off until it is switched on."),
            url_for("people.admin_switches"),
            "toggle-on",
            (Permission.SYSTEM_MANAGE, Permission.AUDIT_READ),
            _switch_facts,
        ),
    ]


def _account_facts(session: Session) -> list[Fact]:
    numbers = admin_numbers.people_numbers(session)
    found = [Fact(ngettext("%(num)s active", "%(num)s active", numbers.active), url=_list(state="active"))]
    if numbers.without_department:
        text = ngettext("%(num)s without a department", "%(num)s without a department", numbers.without_department)
        found.append(Fact(text, "warn", _list(department="-")))
    if numbers.without_factor:
        text = ngettext(
            "%(num)s with great rights and no second factor",
            "%(num)s with great rights and no second factor",
            numbers.without_factor,
        )
        found.append(Fact(text, "warn", _list(state="unprotected")))
    return found


def _list(**filters: str) -> str:
    return url_for("people.admin_people", **filters)  # type: ignore[arg-type]


def _invitation_facts(session: Session) -> list[Fact]:
    number, dead = admin_numbers.invitation_numbers(session)
    if not number:
        return [Fact(_("none open"), "good")]
    url = url_for("people.admin_invitations")
    found = [Fact(ngettext("%(num)s open", "%(num)s open", number), url=url)]
    if dead:
        found.append(Fact(ngettext("%(num)s expired", "%(num)s expired", dead), "warn", url))
    return found


def _role_facts(session: Session) -> list[Fact]:
    number = admin_numbers.people_numbers(session).administrators
    text = ngettext("%(num)s administrator", "%(num)s administrators", number)
    if number == 1:
        return [Fact(_("one administrator alone: nobody can stand in"), "warn")]
    return [Fact(text, "good" if number else "bad")]


def _department_facts(session: Session) -> list[Fact]:
    number, headless = admin_numbers.department_numbers(session)
    found = [Fact(ngettext("%(num)s department", "%(num)s departments", number))]
    if headless:
        text = ngettext("%(num)s without a head", "%(num)s without a head", headless)
        found.append(Fact(text, "warn", url_for("people.admin_departments", show="headless")))
    return found


def _function_facts(session: Session) -> list[Fact]:
    number, vacant = admin_numbers.function_numbers(session)
    found = [Fact(ngettext("%(num)s function", "%(num)s functions", number))]
    if vacant:
        text = ngettext("%(num)s vacant", "%(num)s vacant", vacant)
        found.append(Fact(text, "warn", url_for("people.admin_functions", show="vacant")))
    return found


def _switch_facts(session: Session) -> list[Fact]:
    labels = [str(each.switch.label) for each in all_standing(session) if each.on]
    if not labels:
        return [Fact(_("all off"), "good")]
    return [Fact(_("on: %(switches)s", switches=", ".join(labels)))]
