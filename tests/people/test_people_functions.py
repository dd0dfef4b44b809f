"""Functions and who holds them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write
from wiki.core.errors import Conflict, Forbidden, Invalid
from wiki.people import functions, service
from wiki.people.departments import DepartmentData, change_department, create_department, delete_department
from wiki.people.functions import FunctionData
from wiki.people.models import Department, Function, FunctionHolder, Person
from wiki.people.uses import Use, Uses


def test_functions_and_holders_through_the_pages(signed_in, stock, session, acts):
    browser, emil = signed_in("administrator"), stock.make("Emil Leser")
    answer = browser.post("/admin/functions/new", name_de="Hotline-Agent", name_en="Hotline agent")
    assert answer.status_code == 303
    path = answer.location
    assert browser.post(f"{path}/holders", page=path, person_id=str(emil)).status_code == 303
    assert "Emil Leser" in browser.get("/admin/functions").text
    assert (
        "Hotline agent" in browser.get(f"/people/{emil}").text or "Hotline-Agent" in browser.get(f"/people/{emil}").text
    )
    assert browser.post(f"{path}/holders", page=path, person_id="").status_code == 422
    assert browser.post(f"{path}/holders/{emil}/remove", page=path).status_code == 303
    assert session.scalars(select(FunctionHolder)).all() == []
    assert browser.post(f"{path}/delete").status_code == 303
    assert [len(acts(f"function:{act}")) for act in ("created", "holder_added", "holder_removed", "deleted")] == [
        1,
        1,
        1,
        1,
    ]


def test_one_person_alone(change, stock, agent):
    emil, rita = stock.make("Emil Leser"), stock.make("Rita")

    def add(person):
        change(lambda each: functions.add_holder(each, SYSTEM, each.get(Function, agent), each.get(Person, person)))

    add(emil)
    add(emil)
    add(rita)
    alone = FunctionData("Agent", single_holder=True)
    with pytest.raises(Invalid):
        change(lambda each: functions.change_function(each, SYSTEM, each.get(Function, agent), alone))
    change(lambda each: functions.remove_holder(each, SYSTEM, each.get(Function, agent), rita))
    change(lambda each: functions.change_function(each, SYSTEM, each.get(Function, agent), alone))
    with pytest.raises(Invalid):
        add(rita)


def test_two_holders_at_the_same_moment_are_one(runtime, change, stock, session):
    made = change(lambda each: functions.create_function(each, SYSTEM, FunctionData("Leitung", single_holder=True)).id)
    people = [stock.make("Emil Leser"), stock.make("Rita")]

    def add(person):
        with runtime.sessions() as each:
            begin_write(each)
            try:
                functions.add_holder(each, SYSTEM, each.get(Function, made), each.get(Person, person))
            except Invalid:
                return False
            each.commit()
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(add, people)) == [False, True]


def test_a_used_function_stays(change, agent, runtime):
    runtime.wiring.get(Uses).of_function.append(lambda _session, _id: [Use("Steps", 2)])
    with pytest.raises(Conflict, match="2 Steps"):
        change(lambda each: functions.delete_function(each, SYSTEM, each.get(Function, agent)))


def test_someone_who_left_holds_nothing_new(change, stock, agent):
    emil = stock.make("Emil Leser")
    change(lambda each: service.deactivate_person(each, SYSTEM, each.get(Person, emil)))
    with pytest.raises(Invalid):
        change(lambda each: functions.add_holder(each, SYSTEM, each.get(Function, agent), each.get(Person, emil)))


def test_the_services_ask_for_the_right(session, stock, tree, agent):
    nobody = stock.actor(session, "editor")
    department, function = tree["Service"], agent
    begin_write(session)
    for use_case in (
        lambda: create_department(session, nobody, DepartmentData("A")),
        lambda: change_department(session, nobody, session.get(Department, department), DepartmentData("A")),
        lambda: delete_department(session, nobody, session.get(Department, department)),
        lambda: functions.create_function(session, nobody, FunctionData("A")),
        lambda: functions.change_function(session, nobody, session.get(Function, function), FunctionData("A")),
        lambda: functions.delete_function(session, nobody, session.get(Function, function)),
        lambda: functions.remove_holder(session, nobody, session.get(Function, function), 1),
    ):
        with pytest.raises(Forbidden):
            use_case()
