"""Changing, moving, finishing and tying tasks: what holds whoever is faster."""

from datetime import date, timedelta

import pytest
from helpers import SQLITE
from sqlalchemy import select

from wiki.core import clock
from wiki.core.clock import company_day
from wiki.core.consumers import Taken
from wiki.core.errors import Conflict, Forbidden, Invalid, NotFound
from wiki.tasks import checklist, service, talking
from wiki.tasks.columns import COLUMNS, column_of, in_column
from wiki.tasks.models import DOING, DONE, DROPPED, OPEN, WAITING, Task
from wiki.tasks.repeating import next_due
from wiki.tasks.talk_matters import COMMENTED
from wiki.tasks.values import Seen, TaskData


def _change(plan, who, task_id, seen, **values):
    present = service.data_of(plan.get(task_id))
    fields = {**vars(present), **values}
    return plan.doing(who, service.change, task_id, TaskData(**fields), seen)


def _seen(plan, task_id):
    task = plan.get(task_id)
    return Seen(task.edits, service.data_of(task).prints)


def test_both_changes_stay_where_they_are_of_different_fields(plan):
    task = plan.task("Ansage neu sprechen", items=("Text", "Stimme"))
    seen, before = _seen(plan, task), service.data_of(plan.get(task))
    plan.doing("Max", checklist.tick, task, plan.get(task).items[0].id, done=True)
    _change(plan, "Lena", task, seen, due=date(2027, 1, 8))
    typed = TaskData(**{**vars(before), "title": "Ansage kürzen", "items": ("Stimme", "Text", "Länge")})
    plan.doing("Carla", service.change, task, typed, seen)
    found = plan.get(task)
    assert (found.title, found.due) == ("Ansage kürzen", date(2027, 1, 8))
    assert [(each.text, each.done_at is not None) for each in found.items] == [
        ("Stimme", False),
        ("Text", True),
        ("Länge", False),
    ]
    with pytest.raises(service.Clash) as clash:
        plan.doing("Lena", service.change, task, TaskData(**{**vars(before), "title": "Ansage löschen"}), seen)
    assert clash.value.fields == ["title"]
    assert clash.value.present.title == "Ansage kürzen"
    assert plan.get(task).title == "Ansage kürzen"


@SQLITE
def test_what_is_wrong_is_said_at_its_field(plan):
    plan.company.session.rollback()
    with pytest.raises(Invalid) as wrong:
        plan.task(
            " ", category="x", repeat="weekly", starts=date(2027, 1, 2), items=("a" * 301,),
            assignee_id=plan.company.stock.make("Gustav"), ask_about_data=True, text="Ruf 030 1234567 an",
        )  # fmt: skip
    assert {each.where for each in wrong.value.problems} == {"title", "category", "repeat", "items", "no_customer_data"}
    with pytest.raises(Invalid, match=r"^due: "):
        plan.task("Zu früh", starts=date(2027, 1, 2), due=date(2027, 1, 1))
    with pytest.raises(Invalid, match=r"^assignee: "):
        plan.task("Für andere", by="Olga", loose=True, assignee_id=plan.company.ids["Max"])
    gone = plan.company.ids["Olga"]
    task = plan.task("Für Olga", assignee_id=gone)
    plan.company.writing(lambda session: setattr(plan.get_person(session, gone), "active", False))
    _change(plan, "Lena", task, _seen(plan, task), title="Noch für Olga")
    with pytest.raises(Invalid, match=r"^assignee: "):
        plan.task("Wieder für Olga", assignee_id=gone)


def test_what_needs_another_is_held_up_until_that_is_done(plan):
    first, second, third = (plan.task(each) for each in ("Eins", "Zwei", "Drei"))
    plan.need(second, first)
    plan.need(third, second)
    for task, needed in ((first, third), (second, second), (first, 99_999)):
        with pytest.raises(Invalid):
            plan.need(task, needed)
    with pytest.raises(Invalid, match="„Drei“ → „Zwei“ → „Eins“"):
        plan.need(first, third)
    session = plan.company.session
    assert column_of(session, plan.get(second)) == WAITING
    for state in (OPEN, DOING, DONE):
        with pytest.raises(Conflict, match="„Eins“"):
            plan.move(second, state)
    plan.move(first, DONE)
    assert column_of(session, plan.get(second)) == OPEN
    assert column_of(session, plan.get(third)) == WAITING
    plan.move(second, DROPPED)
    columns = {each: list(session.scalars(select(Task.title).where(in_column(each)))) for each in COLUMNS}
    assert columns == {OPEN: ["Drei"], DOING: [], WAITING: [], DONE: ["Eins"]}


def test_the_order_is_kept_and_who_was_faster_is_told(plan):
    one, two, three = (plan.task(each) for each in ("1", "2", "3"))

    def order(state=OPEN):
        plan.company.session.rollback()
        return list(plan.company.session.scalars(select(Task.title).where(Task.state == state).order_by(Task.rank)))

    plan.move(three, OPEN, after_id=0)
    assert order() == ["3", "1", "2"]
    for _ in range(15):  # as often as floating point would not bear without numbering anew
        plan.move(two, OPEN, after_id=three)
        plan.move(one, OPEN, after_id=three)
    assert order() == ["3", "1", "2"]
    plan.move(two, DOING, seen=OPEN, waits_for="nichts")
    with pytest.raises(Conflict, match="Läuft"):
        plan.move(two, WAITING, seen=OPEN)
    plan.move(two, WAITING, seen=DOING, waits_for="Freigabe")
    assert plan.get(two).waits_for == "Freigabe"
    plan.move(one, WAITING, after_id=two)
    plan.move(three, WAITING, after_id=two)
    assert order(WAITING) == ["2", "3", "1"]
    with pytest.raises(Forbidden):
        plan.move(one, DONE, by="Olga")


def test_finishing_one_of_a_series_makes_the_next_once(plan):
    today = company_day(plan.company.session)
    task = plan.task(
        "Wartezeit melden",
        repeat="weekly",
        starts=today - timedelta(days=20),
        due=today - timedelta(days=17),
        items=("Zahl",),
        assignee_id=plan.company.ids["Max"],
    )
    plan.doing("Max", checklist.tick, task, plan.get(task).items[0].id, done=True)
    for _ in range(2):
        plan.move(task, DONE)
        plan.move(task, OPEN)
    plan.doing("Max", service.finish, plan.get(task))
    plan.doing("Max", service.finish, plan.get(task))
    following = plan.company.session.scalars(select(Task).where(Task.follows_id == task)).all()
    assert [(each.due, each.starts, each.state, each.assignee_id) for each in following] == [
        (today + timedelta(days=4), today + timedelta(days=1), OPEN, plan.company.ids["Max"])
    ]
    assert [(each.text, each.done_at) for each in following[0].items] == [("Zahl", None)]


@pytest.mark.parametrize(
    ("repeat", "due", "wanted", "today", "following"),
    [
        ("monthly", date(2027, 1, 31), 31, date(2027, 1, 31), date(2027, 2, 28)),
        ("monthly", date(2027, 2, 28), 31, date(2027, 1, 31), date(2027, 3, 31)),
        ("yearly", date(2028, 2, 29), 29, date(2030, 5, 1), date(2031, 2, 28)),
        ("weekly", date(2027, 1, 4), 4, date(2027, 1, 20), date(2027, 1, 25)),
        ("quarterly", date(2027, 1, 4), 4, date(2026, 1, 1), date(2027, 4, 4)),
    ],
)
def test_the_next_day_of_a_series(repeat, due, wanted, today, following):
    assert next_due(repeat, due, wanted, today) == following


@SQLITE
def test_who_sees_nothing_says_nothing(plan):
    task = plan.task("Nur für mich", by="Max", loose=True)
    for act in (lambda: plan.doing("Olga", talking.say, task, "Hallo"), lambda: plan.move(task, DONE, by="Olga")):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(Invalid, match="030 1234567"):
        plan.doing("Max", talking.say, task, "Ruf 030 1234567 an")
    shared = plan.task("Für alle", assignee_id=plan.company.ids["Olga"])
    for who in ("Max", "Carla"):
        last = plan.doing(who, talking.say, shared, "Wie steht es?")
    event = Taken(
        1, 1, "task.commented", clock.now(), plan.company.ids["Carla"], None, {"task": shared, "comment": last.id}, 1
    )
    told = [person for each in COMMENTED.told(plan.company.session, event) for person in each.person_ids]
    assert sorted(told) == sorted(plan.company.ids[name] for name in ("Lena", "Max", "Olga"))
    said = plan.doing("Max", talking.say, task, "Ruf 030 1234567 an", no_customer_data=True)
    plan.doing("Max", talking.take_back, task, said.id)
    plan.doing("Max", talking.take_back, task, said.id)
