"""The list "My tasks" over several rooms, ticking off, the pile on the home page, and who is told of tasks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from helpers import SQLITE, count_queries
from helpers_notify import content, work
from sqlalchemy import select, update

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.outbox import Event
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, create
from wiki.handover.models import Handover, HandoverItem
from wiki.initiatives.models import LEAD, InitiativeMember, Milestone
from wiki.notify.models import InboxItem
from wiki.ownership.models import DutyRequest, RequestPackage
from wiki.people.models import Person
from wiki.people.service import actor_of
from wiki.tasks import service
from wiki.tasks.due_dates import LATER, NO_DAY, OVERDUE, WEEK, DueDate, everything_due
from wiki.tasks.models import DONE, DROPPED, OPEN, Task, TaskNeed
from wiki.tasks.reminding import DUE, GONE, remind
from wiki.tasks.values import Move, Seen, Subject, TaskData


@pytest.fixture
def team(company):
    """Lena leads the initiative "Rückruf", Milo is in its team."""
    for name in ("Lena", "Milo"):
        company.person(name)
    entry = company.ids["Rückruf"] = company.entry("initiative", "Rückruf")

    def join(session):
        for name, part in (("Lena", LEAD), ("Milo", "member")):
            session.add(
                InitiativeMember(initiative_id=entry, person_id=company.ids[name], part=part, since=company.today)
            )

    company.writing(join)
    return company


def _actor(company, name):
    return actor_of(company.session, company.session.get(Person, company.ids[name]))


def _task(company, title, *, by="Lena", to="Milo", due=None, initiative="Rückruf"):
    def make(session):
        data = TaskData(
            title, assignee_id=company.ids.get(to), due=None if due is None else company.today + timedelta(due)
        )
        return service.create(session, _actor(company, by), data, Subject(company.ids.get(initiative))).id

    return company.writing(make)


def _move(company, name, task_id, state):
    company.writing(lambda session: service.move(session, _actor(company, name), task_id, Move(state)).id)


def _english(client):
    client.set_cookie("cxwiki_language", "en")
    return client


def _told(team, runtime):
    """(person, matter, whether settled) of everything in the inboxes, after the worker's round."""
    work(runtime)
    team.session.rollback()
    names = {team.ids[name]: name for name in ("Lena", "Milo")}
    items = team.session.scalars(select(InboxItem).order_by(InboxItem.id))
    return [(names[each.person_id], each.matter, each.done_at is not None) for each in items]


@SQLITE
def test_days_fall_into_groups(company):
    for day, group in (
        (company.today - timedelta(1), OVERDUE), (company.today, WEEK), (company.today + timedelta(7), WEEK), (company.today + timedelta(8), LATER),
        (None, NO_DAY),
    ):  # fmt: skip
        assert DueDate("a", "task", "A", "/", "x", day).group(company.today) == group


def test_everything_that_waits_stands_in_one_list(app, team, stock, csrf, runtime):
    late, open_one = _task(team, "Texte umschreiben", due=-3), _task(team, "Ohne Tag")
    _task(team, "Für Lena", to="Lena")
    _task(team, "Privat", by="Milo", initiative="")
    team.writing(lambda session: session.execute(update(Entry).values(next_review=team.today - timedelta(1))))
    with app.test_request_context():
        found = everything_due(team.session, _actor(team, "Milo"), "de", team.today)
    assert [(each.title, each.note) for each in found] == [
        ("Texte umschreiben", "Rückruf"), ("Ohne Tag", "Rückruf"), ("Privat", ""),
    ]  # fmt: skip
    client = _english(stock.sign_in("milo@example.org"))
    page = client.get("/tasks/mine").text
    assert page.index("Overdue") < page.index("Texte umschreiben") < page.index("Without a day") < page.index("Privat")
    assert "Für Lena" not in page
    with count_queries(runtime.engine) as before:
        client.get("/tasks/mine")
    for number in range(5):
        _task(team, f"Noch eine {number}", due=number)
    with count_queries(runtime.engine) as after:
        assert "Noch eine 4" in client.get("/tasks/mine").text
    assert after.selects == before.selects
    home = client.get("/").text
    assert "Your tasks" in home
    assert "Texte umschreiben" in home
    token = csrf(page)
    assert client.post(f"/tasks/mine/{late}/done", data={"csrf_token": token}).status_code == 303
    page = client.get("/tasks/mine").text
    assert page.index("Done in the last two weeks") < page.index("Texte umschreiben</a>")
    assert client.post(f"/tasks/mine/{late}/open", data={"csrf_token": token}).status_code == 303
    assert team.session.get(Task, late).state == OPEN
    assert "To do again: Texte umschreiben" in client.get("/tasks/mine").text
    assert "Texte umschreiben" in client.get("/tasks/mine.csv?sort=task").text
    assert "Texte umschreiben" not in client.get("/tasks/mine?sort=request").text
    assert (
        client.post(f"/tasks/mine/{open_one}/done", data={"csrf_token": token, "sort": "task", "page": "x"}).status_code
        == 303
    )
    stranger = stock.client("employee")
    assert stranger.post(
        f"/tasks/mine/{late}/done", data={"csrf_token": csrf(stranger.get("/me").text)}
    ).status_code in (403, 404)


def test_what_waits_for_another_task_says_so_and_is_not_ticked(team, stock, csrf, runtime):
    first, second = _task(team, "Zuerst", to="Lena"), _task(team, "Danach")
    team.writing(lambda session: session.add(TaskNeed(task_id=second, needs_id=first)))
    client = _english(stock.sign_in("milo@example.org"))
    page = client.get("/tasks/mine").text
    assert "Needs first: Zuerst" in page
    assert f"/tasks/mine/{second}/done" not in page
    sent = client.post(f"/tasks/mine/{second}/done", data={"csrf_token": csrf(page)}, follow_redirects=True)
    assert "It waits for" in sent.text
    assert team.session.get(Task, second).state == OPEN
    third = _task(team, "Auch zuerst", to="Lena")
    team.writing(lambda session: session.add(TaskNeed(task_id=second, needs_id=third)))
    _move(team, "Lena", first, DONE)
    assert ("Milo", "task_assigned", False) in _told(team, runtime)
    assert "task_ready" not in {each[1] for each in _told(team, runtime)}
    _move(team, "Lena", third, DROPPED)
    assert _told(team, runtime)[-1] == ("Milo", "task_ready_dropped", False)


def test_who_gets_a_task_is_told_until_it_is_done_or_somebody_elses(team, runtime):
    own, given, passed = _task(team, "Selbst", by="Milo"), _task(team, "Bitte machen"), _task(team, "Bitte auch")
    assert _told(team, runtime) == [("Milo", "task_assigned", False)] * 2
    item = team.session.scalars(select(InboxItem)).first()
    assert (item.data["task"], item.data["note"]) == (given, "Bitte machen")
    _move(team, "Milo", own, DONE)
    assert _told(team, runtime) == [("Milo", "task_assigned", False)] * 2
    _move(team, "Milo", given, DONE)
    assert _told(team, runtime) == [("Milo", "task_assigned", True), ("Milo", "task_assigned", False)]

    def pass_on(session):
        task = session.get(Task, passed)
        data = replace(service.data_of(task), assignee_id=team.ids["Lena"])
        service.change(session, _actor(team, "Milo"), passed, data, Seen(task.edits))

    team.writing(pass_on)
    assert _told(team, runtime)[1:] == [("Milo", "task_assigned", True), ("Lena", "task_assigned", False)]


def test_everybody_is_reminded_once_of_what_is_due(team, runtime):
    _task(team, "Vorbei", due=-1)
    soon = _task(team, "Morgen", due=1)
    _task(team, "Später", due=9)
    _task(team, "Ohne Tag")
    _task(team, "Niemandes", to="nobody", due=-1)
    assert team.writing(lambda session: remind(session, team.today)) == 2
    assert team.writing(lambda session: remind(session, team.today)) == 0
    event = team.session.scalars(select(Event).where(Event.name == DUE)).one()
    assert (event.data["person_id"], event.data["count"], event.data["overdue"]) == (team.ids["Milo"], 2, 1)
    assert team.writing(lambda session: remind(session, team.today + timedelta(2))) == 1
    team.writing(
        lambda session: session.execute(update(Task).where(Task.id == soon).values(due=team.today + timedelta(2)))
    )
    assert team.writing(lambda session: remind(session, team.today)) == 1
    assert [each[1] for each in _told(team, runtime)].count("task_due") == 3


def test_who_leads_hears_that_somebody_is_gone(team, runtime, stock):
    left = _task(team, "Liegt herum")
    _task(team, "Schon fertig")
    _task(team, "Allein meins", by="Milo", initiative="")
    team.writing(
        lambda session: session.execute(
            update(Person).where(Person.id == team.ids["Milo"]).values(last_day=team.today - timedelta(1))
        )
    )
    assert team.writing(lambda session: remind(session, team.today)) == 2
    assert _told(team, runtime)[-1] == ("Lena", "task_orphaned", False)
    assert team.session.scalars(select(Event).where(Event.name == GONE)).one().data["count"] == 2
    assert team.writing(lambda session: remind(session, team.today)) == 0
    lena = _english(stock.sign_in("lena@example.org"))
    assert "Milo is gone" in lena.get("/tasks/board").text
    assert "Liegt herum" in lena.get("/tasks/?assignee=gone").text
    assert "Milo (works here no longer)" in lena.get("/tasks/timeline?initiative=rueckruf").text
    assert "no longer works here" in lena.get(f"/tasks/{left}").text
    _move(team, "Lena", left, DROPPED)
    team.writing(lambda session: session.execute(update(Person).values(active=False, last_day=None)))
    assert team.writing(lambda session: remind(session, team.today)) == 0


def test_milestones_hand_overs_requests_and_decisions_wait_too(app, team):
    team.person("Rita", "", "editor")
    soon, now = team.today + timedelta(3), clock.now()

    def ask(session):
        package = RequestPackage(
            asker_id=team.ids["Rita"],
            asked_id=team.ids["Lena"],
            state="open",
            due=soon,
            made_at=now,
            sent_on=team.today,
        )
        handover = Handover(person_id=team.ids["Milo"], moves_on=soon, begun_at=now)
        session.add_all((package, handover, Milestone(initiative_id=team.ids["Rückruf"], title="Läuft", due=soon)))
        session.flush()
        session.add(
            DutyRequest(
                package_id=package.id,
                entry_id=team.ids["Rückruf"],
                letter="A",
                act="assign",
                holder_key="person:1",
                state="asked",
                person_id=team.ids["Lena"],
            )
        )
        session.add(
            HandoverItem(
                handover_id=handover.id,
                sort="duty",
                key="a",
                title_de="A",
                title_en="A",
                state="asked",
                successor_id=team.ids["Lena"],
            )
        )
        kind = wired(session, Kinds).get("term")
        create(session, SYSTEM, kind, Edit(content("Neu"), intent=Intent.REVIEW))

    team.writing(ask)
    with app.test_request_context():
        lena = everything_due(team.session, _actor(team, "Lena"), "de", team.today)
        milo = everything_due(team.session, _actor(team, "Milo"), "de", team.today)
        rita = everything_due(team.session, _actor(team, "Rita"), "de", team.today)
    assert {(each.sort, each.day) for each in lena} == {
        ("milestone", soon), ("request", soon), ("handover", soon - timedelta(1)),
    }  # fmt: skip
    assert milo == []
    assert [each.sort for each in rita] == ["decision"]
    assert len({each.key for each in lena}) == len(lena)
