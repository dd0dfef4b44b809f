"""A path is followed station after station, begins by itself once, rests, changes under way, and is finished."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from conftest import csrf_of
from helpers import SQLITE, count_queries
from helpers_notify import matters, work
from sqlalchemy import func, select

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, NotFound
from wiki.entries import payload as payloads
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, save
from wiki.learning import enrolling, reminding, starting, taking
from wiki.learning.changed import news_of
from wiki.learning.models import Answer, Enrolment, StationDone
from wiki.learning.reminding import next_stations
from wiki.learning.touched import touched
from wiki.learning.walk import bare_walk
from wiki.notify.models import InboxItem
from wiki.people.functions import add_holder
from wiki.people.models import Function, Person
from wiki.people.rights import actor_of
from wiki.tasks.models import DONE, Task
from wiki.tasks.service import Move, move

TERM = {
    "labels": [{"language": "de", "text": "Kontaktpunkt", "status": "preferred"}],
    "definition": {"de": "Ort, an dem Kunden auf uns treffen"},
}
READ = {"key": "read", "entry": "term:kontaktpunkt", "within_days": 2}
TALK = {"key": "talk", "sort": "talk", "title": {"de": "Reden", "en": "Talk"}, "within_days": 5}
TASK = {"key": "task", "sort": "task", "title": {"de": "Zuhören", "en": "Listen"}, "text": {"en": "Half a day."}}
ASK = {
    "key": "ask", "sort": "question", "title": {"de": "Frage", "en": "Question"}, "text": {"en": "Who answers?"},
    "right": {"en": "The hotline"}, "wrong": {"en": "Nobody"}, "why": {"en": "Because."},
}  # fmt: skip


class Paths:
    """Anna follows a path; Max accompanies her."""

    def __init__(self, company):
        self.company = company
        for name in ("Anna", "Max"):
            company.person(name)
        company.entry("term", "Kontaktpunkt", **TERM)

    def path(self, title, *stations, **content):
        self.company.ids[title] = self.company.entry("learning_path", title, stations=list(stations), **content)
        return self.company.ids[title]

    def actor(self, name):
        self.company.session.rollback()
        return actor_of(self.company.session, self.company.session.get_one(Person, self.company.ids[name]))

    def doing(self, name, act, *arguments):
        actor = self.actor(name)
        return self.company.writing(lambda session: act(session, actor, *arguments))

    def do(self, enrolment_id, *keys):
        for key in keys:
            self.doing("Anna", taking.do, enrolment_id, key, "en")

    def begin(self, title, name="Anna"):
        return self.doing(
            name, lambda session, actor, path: enrolling.begin(session, actor, path).id, self.company.ids[title]
        )

    def walk(self, enrolment_id):
        self.company.session.rollback()
        return bare_walk(self.company.session, self.company.session.get_one(Enrolment, enrolment_id), "en")

    def rewrite(self, title, *stations):
        """A new version of a path."""

        def change(session):
            entry = session.get_one(Entry, self.company.ids[title])
            kind = wired(session, Kinds).of(entry)
            content, problems = payloads.clean(kind, {**entry.released.payload, "stations": list(stations)})
            assert not problems
            save(session, SYSTEM, entry, Edit(content, entry.latest_number, intent=Intent.RELEASE))

        self.company.writing(change)


@pytest.fixture
def paths(company):
    return Paths(company)


def follow(browser, page, label_of_form, **more):
    """Press the button of the form that is sent to an address ending so."""
    action = next(each for each in page.text.split('action="')[1:] if each.split('"')[0].endswith(label_of_form))
    return browser.post(action.split('"')[0], data={"csrf_token": csrf_of(page.text), **more})


@SQLITE
def test_station_after_station_to_the_end(paths, runtime):
    company, session = paths.company, paths.company.session
    paths.path("First days", READ, TALK, TASK, ASK, minutes=15)
    browser = company.stock.sign_in("anna@example.org")
    browser.get("/preferences?language=en")
    mine = browser.get("/learning/")
    assert "First days" in mine.text
    assert "about 15 minutes" in mine.text
    here = follow(browser, mine, "/learning/begin", path=str(company.ids["First days"])).location
    enrolment_id = int(here.rsplit("/", 1)[1])
    assert "Station 1 of 4" in browser.get(here).text
    station = browser.get(f"{here}/stations/read")
    assert "Ort, an dem Kunden" in station.text
    assert "/glossary/kontaktpunkt" in station.text
    answer = follow(browser, station, "/stations/read/done")
    assert (answer.status_code, answer.location) == (303, f"{here}/stations/talk#station")
    mentor = browser.post(
        f"{here}/mentor", data={"csrf_token": csrf_of(station.text), "mentor": company.ids["Anna"], "edits": 1}
    )
    assert mentor.status_code == 422
    assert "Nobody accompanies themselves" in mentor.text
    paths.doing("Anna", enrolling.choose_mentor, enrolment_id, company.ids["Max"], 1)  # what is done counts nowhere
    beside = company.stock.sign_in("max@example.org")
    assert "Anna" in beside.get("/learning/").text
    assert beside.get(here).status_code == 200
    assert beside.get(f"{here}/stations/talk").status_code == 404
    follow(browser, browser.get(f"{here}/stations/talk"), "/stations/talk/done")
    follow(browser, browser.get(f"{here}/stations/task"), "/stations/task/task")
    task = session.scalars(select(Task)).one()
    assert (task.title, task.text, task.assignee_id) == ("Listen", "Half a day.", company.ids["Anna"])
    paths.doing("Anna", move, task.id, Move(DONE))
    work(runtime)
    assert [each.is_done for each in paths.walk(enrolment_id).stops] == [True, True, True, False]
    assert "First days: 3 of 4 done" in browser.get("/tasks/mine").text
    question = browser.get(f"{here}/stations/ask")
    with pytest.raises(Conflict):
        paths.do(enrolment_id, "ask")
    shown = taking.sheet_at(session, paths.walk(enrolment_id), "ask", "en").shown
    sent = {"question": shown.key, "chosen": shown.right}
    answered = browser.get(follow(browser, question, "/answer", **sent).location)
    assert "That is right." in answered.text
    session.rollback()
    assert session.scalar(select(func.count(Answer.id))) == 1
    assert follow(browser, answered, "/stations/ask/done").location == f"{here}#finished"
    assert follow(browser, answered, "/stations/ask/done").location == f"{here}#finished"
    end = browser.get(here)
    assert "You have finished this path." in end.text
    assert "What was done" in end.text
    session.rollback()
    assert session.scalar(select(func.count(Answer.id))) == 0
    assert session.get_one(Enrolment, enrolment_id).completed_number == 1
    assert session.scalar(select(func.count()).select_from(StationDone)) == 4
    work(runtime)
    assert matters(session, company.ids["Max"]) == ["learning_accompanied", "learning_completed"]
    assert beside.get(here).status_code == 404, "who accompanied sees no more than that it is finished"
    assert "Completed" in browser.get("/learning/").text


def test_a_path_begins_by_itself_once(paths, runtime):
    """For who is new, for functions, departments with those below, and roles; never again once it was left."""
    company, session = paths.company, paths.company.session
    company.department("Service")
    company.department("Night", above="Service")
    company.person("Nora", "Night")
    company.person("Rita", "", "editor")
    company.function("Adviser", "", "Max", single=False)
    for title, whom in {
        "All new": {"for_newcomers": True},
        "New in service": {"for_newcomers": True, "departments": ["service"]},
        "Service": {"departments": ["service"]}, "Advising": {"functions": ["adviser"]}, "Editing": {"roles": ["editor"]},
    }.items():  # fmt: skip
        paths.path(title, TALK, **whom)

    def join(name, day):
        company.writing(lambda session: setattr(session.get_one(Person, company.ids[name]), "joined_on", day))

    def followed():
        session.rollback()
        rows = session.scalars(select(Enrolment).order_by(Enrolment.id))
        return sorted((each.person.name, each.title_en, each.reason) for each in rows)

    join("Anna", company.today - timedelta(days=90))
    join("Nora", company.today - timedelta(days=89))
    rows = touched(session, paths.actor("Rita"), [session.get_one(Entry, company.ids["Service"])])
    assert [(each.count, "weniger als fünf" in each.text) for each in rows] == [(1, True)]
    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(lambda _turn: starting.start_due(runtime.sessions), range(2))) >= 5
    work(runtime)
    new = [("Nora", "All new", "newcomer"), ("Nora", "New in service", "newcomer")]
    assert followed() == [
        ("Max", "Advising", "function"), *new, ("Nora", "Service", "department"), ("Rita", "Editing", "role"),
    ]  # fmt: skip
    nora = paths.actor("Nora")
    company.writing(lambda session: enrolling.leave(session, nora, _of(session, "Nora", "Service").id, 1))
    join("Anna", company.today)
    company.writing(
        lambda session: add_holder(session, SYSTEM, _function(session), session.get_one(Person, company.ids["Anna"]))
    )
    work(runtime)
    assert [each[1:] for each in followed() if each[0] == "Anna"] == [("Advising", "function"), ("All new", "newcomer")]
    assert starting.start_due(runtime.sessions) == 0
    assert matters(session, company.ids["Nora"]) == ["learning_given"] * 3


def test_days_reminders_and_rest(paths, runtime, app):
    company, session = paths.company, paths.company.session
    zone = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 3, 2, 12, tzinfo=zone)
    with clock.frozen(start):
        paths.path("First days", READ, TALK, TASK)
        first = paths.begin("First days")
        assert paths.begin("First days") == first
        assert [each.due for each in paths.walk(first).stops] == [start.date() + timedelta(days=n) for n in (2, 5)] + [
            None
        ]
        assert company.writing(lambda session: reminding.remind(session, company.today)) == 1
        assert company.writing(lambda session: reminding.remind(session, company.today)) == 0
        work(runtime)
        assert matters(session, company.ids["Anna"]) == ["learning_due"]
    with clock.frozen(start + timedelta(days=4)):
        assert company.writing(lambda session: reminding.remind(session, company.today)) == 1
        paths.doing("Anna", enrolling.pause, first, 1)
        assert company.writing(lambda session: reminding.remind(session, company.today + timedelta(days=9))) == 0
        with app.test_request_context():
            assert list(next_stations(session, paths.actor("Anna"), company.today, "en")) == []
    with clock.frozen(start + timedelta(days=14)):
        with pytest.raises(Conflict):
            paths.doing("Anna", enrolling.resume, first, 1)
        paths.doing("Anna", enrolling.resume, first, 2)
        assert paths.walk(first).due == start.date() + timedelta(days=12)
        paths.do(first, "read", "talk")
        work(runtime)
        assert session.scalar(select(func.count(InboxItem.id)).where(InboxItem.done_at.is_(None))) == 0
        paths.doing("Anna", enrolling.choose_mentor, first, company.ids["Max"], 3)
        company.writing(lambda session: setattr(session.get_one(Person, company.ids["Max"]), "active", False))
        company.writing(lambda session: reminding.remind(session, company.today))
        work(runtime)
        assert session.get_one(Enrolment, first).mentor_id is None
        assert matters(session, company.ids["Anna"])[-1] == "learning_unaccompanied"
        with pytest.raises(Invalid):
            paths.doing("Anna", enrolling.choose_mentor, first, company.ids["Max"], 5)


@SQLITE
def test_a_path_that_changes_under_way(paths):
    company, session = paths.company, paths.company.session
    paths.path("First days", READ, TALK)
    first = paths.begin("First days")
    paths.do(first, "talk")
    paths.rewrite("First days", {**TALK, "key": "other"}, TASK)
    walk = paths.walk(first)
    found = news_of(session, walk, "en")
    assert ([each.title for each in found.added], list(found.gone)) == (["Talk", "Listen"], ["kontaktpunkt", "Talk"])
    assert (walk.done, [each.station for each in walk.bygone]) == (0, ["talk"])
    with pytest.raises(NotFound):
        paths.do(first, "read")
    paths.do(first, "other")
    assert not news_of(session, paths.walk(first), "en")
    with pytest.raises(Conflict):
        paths.doing("Anna", taking.close, first, "en")
    paths.rewrite("First days", {**TALK, "key": "other"})
    browser = company.stock.sign_in("anna@example.org")
    page = browser.get(f"/learning/{first}")
    assert follow(browser, page, "/close").status_code == 303
    assert paths.walk(first).enrolment.completed_number == 3
    second = paths.begin("First days")
    company.writing(lambda session: setattr(session.get_one(Entry, company.ids["First days"]), "status", "deleted"))
    assert second != first
    assert browser.get(f"/learning/{second}").status_code == 200
    assert follow(browser, browser.get(f"/learning/{second}/leave"), "/leave", edits="1").location == "/learning/"
    company.function("Adviser", "", "Anna")
    steps = [{"lane": "frontstage", "title": {"en": "Greet", "de": "Grüßen"}, "function": "adviser"}]
    company.entry("process", "Advice", steps=steps)
    own = follow(browser, browser.get("/learning/"), "/learning/begin", path="own").location
    assert "/stations/process-" in browser.get(own).text
    for number in range(4):
        paths.path(f"More {number}", READ, TALK)
    with count_queries(session.get_bind()) as few:
        browser.get("/learning/")
    for number in range(4):
        paths.begin(f"More {number}")
    with count_queries(session.get_bind()) as many:
        browser.get("/learning/")
    assert many.selects <= few.selects + 4


def _function(session):
    return session.scalars(select(Function)).one()


def _of(session, name, title):
    query = select(Enrolment).join(Person, Person.id == Enrolment.person_id)
    return session.scalars(query.where(Person.name == name, Enrolment.title_en == title)).one()
