"""Calendar, timeline, and what offers to be made a task."""

from datetime import date, timedelta

from helpers import SQLITE, count_queries

from wiki.core import clock
from wiki.entries.models import Comment, Entry
from wiki.initiatives.models import LEAD, InitiativeMember, Milestone
from wiki.people.models import Person
from wiki.people.service import actor_of
from wiki.tasks import service
from wiki.tasks.calendar import MOST_A_DAY, Day, Mark, month_of
from wiki.tasks.models import DONE, TaskNeed
from wiki.tasks.timeline import Item, Scale, arrows, drawing
from wiki.tasks.values import Move, Subject, TaskData

NOVEMBER = date(2026, 11, 1)


def _plan(company):
    """Lena leads "Rückruf" with three tasks, one after the other, and a milestone."""
    company.person("Lena")
    entry = company.ids["Rückruf"] = company.entry("initiative", "Rückruf")

    def make(session):
        session.add(
            InitiativeMember(initiative_id=entry, person_id=company.ids["Lena"], part=LEAD, since=company.today)
        )
        session.add(Milestone(initiative_id=entry, title="Erste Rückrufe", due=date(2026, 11, 20)))
        session.flush()
        actor = actor_of(session, session.get(Person, company.ids["Lena"]))
        days = ((date(2026, 11, 2), date(2026, 11, 6)), (date(2026, 11, 9), date(2026, 11, 13)), (None, None))
        ids = [
            service.create(
                session,
                actor,
                TaskData(f"Schritt {number}", assignee_id=actor.person_id, starts=starts, due=due),
                Subject(entry),
            ).id
            for number, (starts, due) in enumerate(days, 1)
        ]
        session.add(TaskNeed(task_id=ids[1], needs_id=ids[0]))
        return ids

    return company.writing(make)


def test_a_month_shows_tasks_and_milestones_one_may_see(company, stock, runtime):
    first, _second, _third = _plan(company)
    lena = stock.sign_in("lena@example.org")
    page = lena.get("/tasks/calendar?month=2026-11&initiative=rueckruf").text
    for there in (
        "Schritt 1",
        "Schritt 2",
        "Erste Rückrufe",
        f'href="/tasks/{first}"',
        "month=2026-10",
        "month=2026-12",
    ):
        assert there in page, there
    assert "Schritt 3" not in page
    assert "Schritt 1" in lena.get("/tasks/calendar?month=2026-11").text
    other = stock.client("employee")
    assert "Schritt 1" not in other.get("/tasks/calendar?month=2026-11").text
    assert "Schritt 1" in other.get("/tasks/calendar?month=2026-11&whose=all").text
    assert other.get("/tasks/calendar?initiative=gibt-es-nicht").status_code == 404
    for rubbish in ("0000-00", "99999", "2026-13", "'", "2101-01"):
        assert other.get("/tasks/calendar", query_string={"month": rubbish, "whose": rubbish}).status_code == 200
    with count_queries(runtime.engine) as counted:
        other.get("/tasks/calendar?month=2026-11&whose=all")
    before = counted.selects
    company.ids["Zweite"] = company.entry("initiative", "Zweite")
    company.writing(
        lambda session: session.add(Milestone(initiative_id=company.ids["Zweite"], title="Mehr", due=NOVEMBER))
    )
    other.get("/tasks/calendar?month=2026-11&whose=all")
    with count_queries(runtime.engine) as counted:
        assert "Mehr" in other.get("/tasks/calendar?month=2026-11&whose=all").text
    assert counted.selects == before
    company.writing(lambda session: setattr(session.get(Entry, company.ids["Rückruf"]), "status", "deleted"))
    assert "Schritt 1" not in other.get("/tasks/calendar?month=2026-11&whose=all").text
    assert "Schritt 1" not in lena.get("/tasks/calendar?month=2026-11").text


def test_the_timeline_draws_what_the_table_says(company, stock):
    first, _second, _third = _plan(company)
    lena = stock.sign_in("lena@example.org")
    company.writing(
        lambda session: (
            service.move(session, actor_of(session, session.get(Person, company.ids["Lena"])), first, Move(DONE)).id
        )
    )
    page = lena.get("/tasks/timeline?initiative=rueckruf").text
    drawing_of, table = page[page.index('<svg class="tl"') : page.index("tl-legend")], page[page.index("tl-legend") :]
    for title in ("Schritt 1", "Schritt 2", "Erste Rückrufe"):
        assert title in drawing_of
        assert title in table
    assert "Schritt 3" not in drawing_of
    assert "Schritt 3" in table
    assert "marker-end" in drawing_of
    assert "Schritt 1" not in lena.get("/tasks/timeline?initiative=rueckruf&show=open").text.split("tl-legend")[0]
    assert lena.get("/tasks/timeline").status_code == 200
    assert lena.get("/tasks/timeline?initiative=nichts").status_code == 404
    company.entry("initiative", "Leer")
    assert lena.get("/tasks/timeline?initiative=leer").status_code == 200


@SQLITE
def test_days_become_places_and_needs_become_arrows(app):
    with app.test_request_context():
        early = Item(1, "a", "/", "done", date(2026, 11, 2), date(2026, 11, 6))
        late = Item(2, "b", "/", "open", date(2026, 11, 9), date(2026, 11, 13), needs=(1, 99))
        at_once = Item(3, "c", "/", "open", None, date(2026, 11, 3), needs=(2,))
        drawn = drawing([late, early, at_once, Item(4, "d", "/", "open")], [], date(2026, 11, 10))
        assert [each.item.title for each in drawn.bars] == ["a", "c", "b"]
        assert drawn.bars[0].end < drawn.bars[2].x
        assert drawn.bars[1].width == 0
        assert drawn.bars[1].look == "late"
        assert len(arrows(drawn.bars)) == 2
        assert drawing([], [], date(2026, 11, 10)) is None
        for years in (0.02, 0.2, 1, 3, 30):
            scale = Scale(NOVEMBER, NOVEMBER + timedelta(days=int(365 * years)))
            places = [each[0] for each in scale.ticks()]
            assert 1 <= len(places) <= 16, years
            assert places == sorted(places)


@SQLITE
def test_a_day_folds_what_has_no_room(app):
    marks = [Mark("task", str(number), "/") for number in range(9)]
    assert (len(Day(NOVEMBER, True, marks).first), len(Day(NOVEMBER, True, marks).rest)) == (MOST_A_DAY, 9 - MOST_A_DAY)
    assert not Day(NOVEMBER, True, marks[: MOST_A_DAY + 1]).rest
    assert month_of("2026-02", NOVEMBER) == date(2026, 2, 1)


def test_every_page_step_and_comment_offers_to_make_it_a_task(company, stock):
    company.person("Lena")
    number = company.process("Entstörung", "", "Anruf annehmen")
    lena = stock.sign_in("lena@example.org")
    page = lena.get("/processes/entstoerung").text
    assert f'href="/tasks/new?entry={number}"' in page
    assert f"/tasks/new?entry={number}&amp;step=" in page
    assert "/tasks/new" not in stock._app.test_client().get("/processes/entstoerung").text

    def say(session):
        said = Comment(
            entry_id=number, author_id=company.ids["Lena"], text="Stimmt das?", on_revision=1, created_at=clock.now()
        )
        session.add(said)
        session.flush()
        return said.id

    comment = company.writing(say)
    address = f"/tasks/new?entry={number}&amp;comment={comment}"
    assert address in lena.get("/processes/entstoerung/discussion").text
    assert "Entstörung" in lena.get(address.replace("&amp;", "&")).text
