"""Departments: the tree, heads, mailboxes, what is in them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write
from wiki.core.errors import Conflict, Invalid
from wiki.people import functions, queries, service
from wiki.people.departments import DepartmentData, change_department, create_department, delete_department
from wiki.people.functions import FunctionData
from wiki.people.models import Department, Person
from wiki.people.uses import Use, Uses


def _move(change, ids, name, parent):
    data = DepartmentData(name, parent_id=ids[parent] if parent else None)
    change(lambda session: change_department(session, SYSTEM, session.get(Department, ids[name]), data))


def test_the_tree_in_the_order_of_names(tree, session):
    found = [(node.depth, node.department.name("de")) for node in queries.department_tree(session)]
    assert found == [(0, "Ärzteservice"), (0, "Service"), (1, "Hotline"), (2, "Nachtschicht")]


def test_choices_are_indented(tree, session):
    assert queries.department_choices(session, "de")[2] == (tree["Hotline"], "\u2003Hotline")
    assert queries.department_choices(session, "en")[0][1] == "Ärzteservice (en)"


def test_slugs_are_of_the_german_name_and_stay(tree, session, change):
    department = session.get(Department, tree["Ärzteservice"])
    assert department.slug == "aerzteservice"
    data = DepartmentData("Umbenannt")
    change(lambda each: change_department(each, SYSTEM, each.get(Department, tree["Ärzteservice"]), data))
    session.rollback()
    assert session.get(Department, tree["Ärzteservice"]).slug == "aerzteservice"


def test_slugs_of_equal_names_differ(change):
    slugs = [
        change(lambda session: create_department(session, SYSTEM, DepartmentData("Neu")).slug) for _number in range(3)
    ]
    assert slugs == ["neu", "neu-2", "neu-3"]
    assert change(lambda session: create_department(session, SYSTEM, DepartmentData("New")).slug) == "new-2"


@pytest.mark.parametrize("parent", ["Service", "Hotline", "Nachtschicht"])
def test_no_department_lies_below_itself(tree, change, parent):
    with pytest.raises(Invalid) as refusal:
        _move(change, tree, "Service", parent)
    assert refusal.value.problems[0].where == "parent_id"


def test_a_department_moves_with_what_is_below(tree, change, session):
    _move(change, tree, "Hotline", "Ärzteservice")
    assert queries.subtree_ids(session, tree["Ärzteservice"]) == {
        tree[n] for n in ("Ärzteservice", "Hotline", "Nachtschicht")
    }


def test_two_moves_at_the_same_moment_close_no_circle(tree, runtime, session):
    def move(pair):
        name, parent = pair
        with runtime.sessions() as each:
            begin_write(each)
            try:
                change_department(
                    each, SYSTEM, each.get(Department, tree[name]), DepartmentData(name, parent_id=tree[parent])
                )
            except Invalid:
                return False
            each.commit()
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(move, [("Service", "Ärzteservice"), ("Ärzteservice", "Service")])) == [False, True]
    assert len(queries.department_tree(session)) == 4


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (DepartmentData("", ""), "name_de"),
        (DepartmentData("!!!"), "name_de"),
        (DepartmentData("x" * 201), "name_de"),
        (DepartmentData("A", mailbox="nonsense"), "mailbox"),
        (DepartmentData("A", parent_id=999), "parent_id"),
        (DepartmentData("A", head_id=999), "head_id"),
    ],
)
def test_what_cannot_be_is_refused(change, data, where):
    with pytest.raises(Invalid) as refusal:
        change(lambda session: create_department(session, SYSTEM, data))
    assert where in [problem.where for problem in refusal.value.problems]


def test_a_full_department_is_not_removed_and_says_what_is_in_it(tree, change, stock, session, runtime):
    emil = stock.make("Emil Leser")
    change(lambda each: setattr(each.get(Person, emil), "department_id", tree["Hotline"]))
    change(lambda each: functions.create_function(each, SYSTEM, FunctionData("Agent", department_id=tree["Hotline"])))
    runtime.wiring.get(Uses).of_department.append(lambda _session, _id: [Use("Processes", 3), Use("Terms", 0)])
    with pytest.raises(Conflict) as refusal:
        change(lambda each: delete_department(each, SYSTEM, each.get(Department, tree["Hotline"])))
    said = str(refusal.value.message)
    assert "1 department below it, 1 person, 1 function, 3 Processes" in said
    assert "Terms" not in said


def test_an_empty_department_is_removed(tree, change, session, signed_in, acts):
    browser = signed_in("administrator")
    path = f"/admin/departments/{tree['Nachtschicht']}/delete"
    assert browser.post(path).status_code == 303
    assert session.get(Department, tree["Nachtschicht"]) is None
    full = f"/admin/departments/{tree['Service']}/delete"
    assert "is not empty" in browser.get(full).text
    assert browser.post(full, page="/me").status_code == 409
    assert len(acts("department:deleted")) == 1


def test_departments_through_the_pages(signed_in, stock, session):
    browser = signed_in("administrator")
    emil = stock.make("Emil Leser")
    fields = {
        "name_de": "Kundenservice",
        "name_en": "Customer service",
        "head_id": str(emil),
        "mailbox": "service@example.org",
    }
    assert browser.post("/admin/departments/new", **fields).status_code == 303
    department = session.scalars(select(Department)).one()
    assert (department.slug, department.head_id) == ("kundenservice", emil)
    path = f"/admin/departments/{department.id}"
    bad = browser.post(path, **(fields | {"mailbox": "nonsense"}))
    assert bad.status_code == 422
    assert 'value="nonsense"' in bad.text
    assert browser.post(path, **(fields | {"name_de": "Service", "head_id": ""})).status_code == 303
    session.rollback()
    assert session.scalars(select(Department)).one().head_id is None


def test_the_present_head_stays_choosable_after_leaving(signed_in, stock, change, session):
    emil = stock.make("Emil Leser")
    made = change(lambda each: create_department(each, SYSTEM, DepartmentData("Service", head_id=emil)).id)
    change(lambda each: service.deactivate_person(each, SYSTEM, each.get(Person, emil)))
    assert "Emil Leser (not active)" in signed_in("administrator").get(f"/admin/departments/{made}").text


def test_names_are_for_who_is_signed_in(browser, signed_in, stock, change):
    emil = stock.make("Emil Leser")

    def arrange(session):
        made = create_department(
            session, SYSTEM, DepartmentData("Service", head_id=emil, mailbox="service@example.org")
        )
        function = functions.create_function(session, SYSTEM, FunctionData("Agentin", department_id=made.id))
        functions.add_holder(session, SYSTEM, function, session.get(Person, emil))
        session.get(Person, emil).department_id = made.id

    change(arrange)
    for path in ("/departments/", "/departments/service"):
        outside, inside = browser.get(path).text, signed_in("editor").get(path).text
        assert "service@example.org" in outside
        assert "Emil Leser" not in outside
        assert "Emil Leser" in inside
    assert "Agentin" in browser.get("/departments/service").text
    assert browser.get("/people/").location.startswith("/login")
    assert browser.get(f"/people/{emil}").location.startswith("/login")


@pytest.mark.parametrize("changed", [{"public_read": False}])
def test_a_closed_wiki_shows_no_departments(browser):
    assert browser.get("/departments/").location == "/login?next=/departments/"


def test_what_is_not_there(signed_in):
    browser = signed_in("administrator")
    for path in (
        "/departments/nowhere",
        "/people/99",
        "/roles/emperor",
        "/admin/people/99",
        "/admin/departments/99",
        "/admin/functions/99",
    ):
        assert browser.get(path).status_code == 404
