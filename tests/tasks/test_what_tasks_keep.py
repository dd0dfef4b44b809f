"""What tasks keep to themselves and away from everybody: titles of others, days no calendar knows, the recycle bin."""

from datetime import date

import pytest
from helpers import SQLITE

from wiki.core.errors import Conflict, Invalid
from wiki.core.outbox import Event
from wiki.entries.models import DELETED, Entry
from wiki.feeds.calendar import Calendar, calendar
from wiki.tasks.due_dates import DueDate
from wiki.tasks.models import DOING, DONE, WAITING

pytestmark = SQLITE


def test_who_is_held_up_learns_no_title_they_may_not_see(plan):
    task, private = plan.task("Ansage sprechen"), plan.task("Gehalt von Max", loose=True)
    plan.need(task, private)
    with pytest.raises(Conflict) as refused:
        plan.move(task, DOING)
    assert "Gehalt" not in str(refused.value.message)
    with pytest.raises(Conflict, match="Gehalt"):
        plan.move(task, DOING, by="Lena")


def test_nothing_is_due_when_no_calendar_ends(plan):
    for day in (date(9999, 12, 31), date(26, 11, 22)):
        with pytest.raises(Invalid):
            plan.task("Vertippt", due=day)
    last = plan.task("Zum Schluss", due=date(2100, 12, 31), repeat="yearly")
    plan.move(last, DONE)
    assert plan.client("Max").get(f"/tasks/timeline?initiative={plan.initiative}").status_code == 200
    head = Calendar("Fällig", "de", "d", "https://wiki.example.org/")
    days = (date(9999, 12, 31), date(26, 1, 1), date(2026, 12, 24))
    body = calendar(head, [DueDate(str(day), "request", "Bitte", "/", "x", day) for day in days])
    assert body.count(b"BEGIN:VEVENT") == 1


def test_tasks_go_with_their_initiative_into_the_recycle_bin(plan):
    task = plan.task("Ansage sprechen", assignee_id=plan.company.ids["Max"])
    plan.company.writing(lambda session: setattr(session.get_one(Entry, plan.initiative), "status", DELETED))
    client = plan.client("Max")
    for address in ("/tasks/", "/tasks/?assignee=me&format=csv", "/tasks/board?mine=1", "/feeds/tasks.atom"):
        assert "Ansage sprechen" not in client.get(address).text, address
    assert client.get(f"/tasks/{task}").status_code == 404


def test_another_reason_for_waiting_is_a_change_like_others(plan):
    task = plan.task("Ansage sprechen")
    plan.move(task, WAITING, waits_for="auf den Text")
    edits = plan.get(task).edits
    plan.move(task, WAITING, waits_for="auf die Stimme")
    plan.move(task, WAITING, waits_for="auf die Stimme")
    assert plan.get(task).edits == edits + 1
    assert plan.company.session.query(Event).filter_by(name="task.changed").count() == 1
