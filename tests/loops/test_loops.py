"""Loops as read from the rows of signals, initiatives, releases and messages."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from helpers import SQLITE, count_queries
from sqlalchemy.orm import Session

from wiki.change.messages import Audience, MessageData
from wiki.change.messages import save as save_message
from wiki.entries import queries
from wiki.entries.models import Entry
from wiki.entries.release import Manner, release
from wiki.entries.service import Edit, save
from wiki.entries.telling import Telling
from wiki.initiatives.closing import Closing, close
from wiki.initiatives.measuring import Measured
from wiki.initiatives.models import Initiative
from wiki.initiatives.service import Report, newest_report, report
from wiki.loops.fields_map import by_aspect, drawn
from wiki.loops.monthly import Month
from wiki.loops.monthly import report as monthly_report
from wiki.loops.page import read
from wiki.loops.reading import Loop, loops, of_initiatives
from wiki.people.models import Person
from wiki.people.service import actor_of
from wiki.signals.models import Signal
from wiki.signals.outcome import taken_up
from wiki.signals.service import Place, SignalData
from wiki.signals.service import report as report_signal
from wiki.signals.whys import Analysis, Because, explain

GOAL = {
    "field_of_action": "steer", "aspects": ["culture", "data"], "figure": {"de": "Rückrufe", "en": "Call-backs"},
    "unit": "share", "baseline": "60", "target": "90",
}  # fmt: skip


class Story:
    """A hotline whose promises are broken, told step by step."""

    def __init__(self, company):
        self.company, self.session = company, company.session
        company.department("Hotline")
        self.manager = company.person("Cora", "Hotline", "cx_manager")
        self.process = company.process("Beschwerde", "Hotline", "Annehmen", "Zurückrufen", field_of_action="steer")

    def actor(self):
        return actor_of(self.session, self.session.get_one(Person, self.manager))

    def do(self, act):
        return self.company.writing(lambda session: act(session, self.actor()))

    def complain(self):
        data = SignalData("complaints", "Rückrufe bleiben aus", times=23)
        self.signal = self.do(lambda s, actor: report_signal(s, actor, data, Place(self.process)).id)

    def ask_why(self):
        analysis = Analysis((Because("Niemand sieht die Antwort", "35 Vorgänge"), Because("Sie trägt keine Nummer")),
                            "Die Vorlage fehlt", self.session.get_one(Signal, self.signal).edits)  # fmt: skip
        self.do(lambda s, actor: explain(s, actor, self.signal, analysis))

    def begin(self):
        self.initiative = self.company.entry("initiative", "Zugesagt ist zugesagt", "Hotline", **GOAL)
        self.do(lambda s, actor: taken_up(s, actor, s.get_one(Signal, self.signal), self.initiative))
        self.go("running", "green", "Wir fangen an.")

    def go(self, stage, light, reason):
        seen = newest_report(self.session, self.initiative)
        said = Report(stage, light, reason, seen.id if seen else 0)
        self.do(lambda s, actor: report(s, actor, self.initiative, said))

    def change(self, telling):
        def act(session: Session, actor):
            entry = session.get_one(Entry, self.process)
            head = queries.head(session, entry.id)
            content = {**head.payload, "result": {"de": f"Version {head.number + 1}"}}
            saved = save(session, actor, entry, Edit(content, head.number))
            return release(session, actor, saved.revision, Manner(telling=telling, belongs_to=self.initiative)).id

        return self.do(act)

    def tell_customers(self):
        data = MessageData("Was wir ändern", Audience("customers"), "Brief", self.company.today,
                           done_on=self.company.today)  # fmt: skip
        self.do(lambda s, actor: save_message(s, actor, self.initiative, data))

    def end(self):
        seen = newest_report(self.session, self.initiative)
        effect = Measured(Decimal("93"), self.company.today, 205, "Vorgänge")
        self.do(lambda s, actor: close(s, actor, self.initiative, Closing("Fertig.", effect, newest=seen.id)))

    def loop(self) -> Loop:
        self.session.rollback()
        return next(each for each in loops(self.session, self.actor()) if "Zugesagt" in each.title[0])

    def page(self):
        self.session.rollback()
        entry = self.session.get_one(Initiative, self.initiative)
        return read(self.session, self.actor(), entry, "de")


@pytest.fixture
def story(company):
    return Story(company)


def test_a_loop_moves_on_with_every_step(story):
    story.complain()
    assert [(each.signal_id, each.facts.where) for each in loops(story.session, story.actor())] == [
        (story.signal, "cause")
    ]
    story.ask_why()
    assert [each.facts.where for each in loops(story.session, story.actor())] == ["initiative"]
    story.begin()
    assert story.loop().facts.where == "changed"
    story.change(Telling("nobody"))
    assert story.loop().facts.where == "told"
    story.change(Telling("departments", (story.company.ids["Hotline"],), "Ab heute gilt das Formular."))
    assert story.loop().facts.where == "effect"
    story.end()
    assert story.loop().facts.where == "recheck"
    story.go("running", "red", "Es hält nicht.")
    assert story.loop().facts.where != "complete"


def test_the_page_holds_every_link_of_the_chain(story):
    story.complain()
    story.ask_why()
    story.begin()
    story.change(Telling("departments", (story.company.ids["Hotline"],), "Ab heute gilt das Formular."))
    story.tell_customers()
    story.end()
    page = story.page()
    assert [(each.times, each.whys, each.guesses) for each in page.noticed] == [(23, 2, 1)]
    assert [each.signal.root_cause for each in page.causes] == ["Die Vorlage fehlt"]
    (changed,) = page.changed
    assert (changed.entry.id, changed.revision.number, changed.before) == (story.process, 2, 1)
    assert changed.told
    assert [unit.name_de for unit in changed.notice.departments] == ["Hotline"]
    assert [each.audience for each in page.messages] == ["customers"]
    assert [(each.sort, each.value, each.n) for each in page.measurements] == [("effect", 93.0, 205)]
    assert [each.days for each in page.rechecks] == [30, 90]
    assert page.tasks == (0, 2)


def test_who_may_not_read_what_was_changed_does_not_see_that_it_was(story, stock):
    story.complain()
    story.begin()
    story.change(Telling())
    story.do(lambda s, _actor: setattr(s.get_one(Entry, story.process), "status", "deleted"))
    employee = stock.actor(story.session, "employee")
    page = read(story.session, employee, story.session.get_one(Initiative, story.initiative), "de")
    assert page.changed == []
    assert [each.entry for each in page.noticed] == [None]


def test_the_map_says_where_nothing_happens(story):
    story.complain()
    story.begin()
    rows = {row.name: row for row in drawn(story.session, story.actor(), of_initiatives(story.session, story.actor()))}
    assert rows["steer"].cells["culture"].running == 1
    assert not rows["steer"].cells["culture"].with_effect
    assert rows["steer"].cells["goals"].is_idle
    assert rows["design"].whole.is_idle
    assert rows["steer"].processes == 1
    assert by_aspect(list(rows.values()), "data").running == 1


def test_the_month_is_told_from_what_has_a_date(story):
    story.complain()
    story.begin()
    story.change(Telling())
    story.go("running", "red", "Der Hersteller antwortet nicht.")
    month = Month(story.company.today.replace(day=1))
    told = monthly_report(story.session, story.actor(), month)
    assert (told.numbers.signals, told.numbers.running, told.numbers.changed, told.numbers.told) == (1, 1, 1, 1)
    assert told.before.signals == 0
    assert [each.reason for each in told.red] == ["Der Hersteller antwortet nicht."]
    assert monthly_report(story.session, story.actor(), month.previous).red == []


def test_months_follow_each_other():
    december = Month(date(2026, 12, 1))
    assert (december.last, december.next.code, december.previous.code) == (date(2026, 12, 31), "2027-01", "2026-11")
    assert Month(date(2028, 2, 1)).last - Month(date(2028, 2, 1)).first == timedelta(days=28)


@SQLITE
def test_lists_ask_as_often_however_many_loops_there_are(story, runtime):
    story.complain()
    story.ask_why()
    story.begin()
    asked = []
    for extra in range(2):
        story.session.rollback()
        actor = story.actor()
        with count_queries(runtime.engine) as counted:
            loops(story.session, actor)
        asked.append(counted.selects)
        for number in range(3):
            story.company.entry("initiative", f"Weitere {extra} {number}", "Hotline", **GOAL)
    assert asked[0] == asked[1] <= 8


def test_the_pages_are_there_for_everybody_signed_in(story, stock):
    story.complain()
    story.ask_why()
    story.begin()
    browser = stock.client("employee")
    for address in ("/loops/", "/loops/?where=changed", "/loops/fields?field=steer&aspect=data", "/loops/report"):
        assert "Zugesagt ist zugesagt" in browser.get(address).text or address == "/loops/report"
    assert "Zugesagt ist zugesagt" in browser.get("/loops/?format=csv").text
    page = browser.get("/initiatives/zugesagt-ist-zugesagt/loop").text
    assert "Die Vorlage fehlt" in page
    assert browser.get("/loops/report?month=2999-01").status_code == 422
    assert browser.get("/loops/report?month=gestern").status_code == 422
    assert browser.get("/loops/?where=nirgends").status_code == 200
