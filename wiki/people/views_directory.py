"""Looking up: people, departments, access roles."""

from flask import render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.access.roles import Roles
from wiki.access.rules import READER, SIGNED_IN, needs, rule
from wiki.core import markdown
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.people import absences, leaving, queries
from wiki.people.blueprint import blueprint
from wiki.people.department_lines import DepartmentLines
from wiki.people.models import Department, Person
from wiki.people.own_profile import roles_of
from wiki.people.permission_names import in_words
from wiki.people.person_cards import cards_of
from wiki.people.rights import may_manage
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of
from wiki.web.shell import Item
from wiki.web.transaction import db

PEOPLE_A_PAGE = 50


@blueprint.get("/people/")
@rule(needs(Permission.PERSON_READ))
def directory() -> str:
    """The people, by name, with search and department filter."""
    search, slug = request.args.get("q", "")[:200], request.args.get("department", "")
    department = queries.find_department(db(), slug) if slug else None
    within = queries.subtree_ids(db(), department.id) if department else None
    page = page_of(db(), queries.directory(search, within), PEOPLE_A_PAGE)
    tree = queries.department_tree(db(), reader_language())
    return render_template(
        "people/directory.html",
        page=page,
        functions=queries.functions_of(db(), [each.id for each in page.rows]),
        search=search,
        department=department,
        departments=[(each.department.slug, _indented(each)) for each in tree],
    )


def _indented(node: queries.Node) -> str:
    return queries.INDENT * node.depth + node.department.name(reader_language())


@blueprint.get("/people/<int:person_id>")
@rule(needs(Permission.PERSON_READ))
def person(person_id: int) -> str:
    """One person: department, functions, access roles. Who has left is seen by who manages people."""
    found = db().get(Person, person_id)
    if found is None or not (found.active or current_actor().may(Permission.PERSON_MANAGE)):
        raise NotFound(_("There is no such person, or not any more."))
    return render_template(
        "people/person.html",
        person=found,
        functions=queries.functions_of(db(), [found.id]).get(found.id, []),
        roles=roles_of(db(), found),
        may_manage=may_manage(db(), current_actor(), found),
        may_enter_away=absences.may_enter(db(), current_actor(), found),
        stand_in=absences.stand_in(db(), found),
        last_day=leaving.known_last_day(db(), current_actor(), found),
        cards=cards_of(db(), current_actor(), found),
    )


@blueprint.get("/departments/")
@rule(READER)
def departments() -> str:
    """The tree of departments; heads are named to who may see names."""
    tree = queries.department_tree(db(), reader_language())
    may_add = current_actor().may(Permission.DEPARTMENT_MANAGE)
    return render_template("people/departments.html", tree=tree, may_see_names=_may_see_names(), may_add=may_add)


@blueprint.get("/departments/<slug>")
@rule(READER)
def department(slug: str) -> str:
    """One department: where it lies, its mailbox and functions; names only for who may see them."""
    found = queries.find_department(db(), slug)
    if found is None:
        raise NotFound(_("There is no such department."))
    names = _may_see_names()
    tree = queries.department_tree(db(), reader_language())
    page = page_of(db(), queries.directory("", {found.id}), PEOPLE_A_PAGE) if names else None
    return render_template(
        "people/department.html",
        department=found,
        above=_above(found),
        below=[each for each in tree if each.department.parent_id == found.id],
        functions=queries.functions_in(db(), found.id),
        page=page,
        may_see_names=names,
        lines=wired(db(), DepartmentLines).of(db(), current_actor(), found),
        acts=wired(db(), DepartmentLines).acts(db(), current_actor(), found),
    )


def _above(department: Department) -> list[Department]:
    """The departments above, from the top down."""
    found: list[Department] = []
    while department.parent is not None:
        department = department.parent
        found.insert(0, department)
    return found


def _may_see_names() -> bool:
    return current_actor().signed_in and current_actor().may(Permission.PERSON_READ)


@blueprint.get("/roles/")
@rule(SIGNED_IN)
def roles() -> str:
    """The access roles: what each is for."""
    found = sorted(wired(db(), Roles).by_slug.values(), key=lambda each: each.name(reader_language()))
    return render_template("people/roles.html", roles=found)


@blueprint.get("/roles/<slug>")
@rule(SIGNED_IN)
def role(slug: str) -> str:
    """One access role: duties, permissions and who has it."""
    found = wired(db(), Roles).by_slug.get(slug)
    if found is None:
        raise NotFound(_("There is no such access role."))
    holders = queries.holders_of_role(db(), slug) if _may_see_names() else []
    # The text comes from a file of the program and is sanitised all the same.
    text = Markup(markdown.render(found.texts[reader_language()]))  # noqa: S704
    allowed = in_words(found.permissions)
    return render_template("people/role.html", role=found, text=text, allowed=allowed, holders=holders)


def governance_items() -> list[Item]:
    """The lines of the navigation: departments for every reader, people and roles for who may see them."""
    here = request.endpoint or ""
    items = []
    if _may_see_names():
        items.append(Item(_("People"), url_for("people.directory"), "people", current=here in _PEOPLE))
    items.append(Item(_("Departments"), url_for("people.departments"), "building", current=here in _DEPARTMENTS))
    if current_actor().signed_in:
        items.append(Item(_("Access roles"), url_for("people.roles"), "key", current=here in _ROLES))
    return items


_PEOPLE = ("people.directory", "people.person")
_DEPARTMENTS = ("people.departments", "people.department")
_ROLES = ("people.roles", "people.role")
