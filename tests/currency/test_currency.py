"""Still true: one click moves the next review on, for those who are asked; never backwards, never twice a day."""

import calendar
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from helpers import count_queries
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import func, select

from wiki.access.permissions import SYSTEM
from wiki.config import ConfigurationError, Settings
from wiki.core import clock
from wiki.core.audit import AuditRow
from wiki.core.db import begin_write
from wiki.core.errors import Conflict, Forbidden
from wiki.core.outbox import Event
from wiki.currency.asking import asked_about
from wiki.currency.models import Verification
from wiki.currency.reminders import remind, stage_of
from wiki.currency.reviews import reviews
from wiki.currency.service import advanced, still_true, still_true_for_several
from wiki.entries.models import Entry, Revision
from wiki.ownership import holders
from wiki.ownership.duties import set_accountable
from wiki.ownership.holders import Place
from wiki.people.models import Absence, Person
from wiki.people.service import actor_of

DAYS = some.dates(date(2024, 1, 1), date(2060, 12, 31))


@given(DAYS, some.lists(some.tuples(some.integers(0, 40), some.integers(1, 60)), max_size=12))
def test_the_next_review_always_advances(day, acts):
    current = None
    for later, months in acts:
        day += timedelta(days=later)
        following = advanced(day, months, current)
        assert following > day
        assert current is None or following > current
        wished = clock.months_after(day, months)
        last = calendar.monthrange(wished.year, wished.month)[1]
        assert wished.day in (day.day, last)
        assert following >= wished
        current = following


@given(DAYS, some.integers(-400, 400))
def test_each_stage_comes_once_and_in_order(due, start):
    seen = []
    for n in range(45):
        stage = stage_of(due, due + timedelta(days=start + n))
        if stage and stage not in seen[-1:]:
            seen.append(stage)
    assert len(seen) == len(set(seen))
    rank = {"month": 0, "week": 1, "day": 2}
    assert seen == sorted(seen, key=lambda each: (rank.get(each, 3), each))


@pytest.fixture
def service(company):
    company.person("Leiter")
    company.department("Service", "Leiter")
    company.person("Anna", "Service")
    company.person("Bert", "Service")
    return company


def _actor(company, name):
    company.session.rollback()
    return actor_of(company.session, company.session.get(Person, company.ids[name]))


def _hotline(company, accountable="Anna"):
    entry_id = company.touchpoint("Hotline", "Service")
    if accountable:
        holder = holders.person(company.ids[accountable])
        company.writing(lambda session: set_accountable(session, SYSTEM, Place(entry_id), holder, company.today))
    return entry_id


def _due(company, entry_id, day):
    company.writing(lambda session: setattr(session.get(Entry, entry_id), "next_review", day))


def test_one_record_no_revision_and_a_later_day(service):
    entry_id, today = _hotline(service), service.today
    _due(service, entry_id, today - timedelta(days=40))
    anna = _actor(service, "Anna")
    versions = select(func.count()).select_from(Revision)
    before = service.session.scalar(versions)
    done = service.writing(lambda session: still_true(session, anna, entry_id))
    assert done.is_new
    entry = service.session.get(Entry, entry_id)
    assert entry.next_review == clock.months_after(today, entry.review_months) == done.record.next_review
    assert service.session.scalar(versions) == before
    again = service.writing(lambda session: still_true(session, anna, entry_id))
    assert (again.is_new, again.record.id) == (False, done.record.id)
    acts = select(func.count()).select_from(AuditRow).where(AuditRow.action == "wiki:entry:verified")
    assert service.session.scalar(acts) == 1


def test_two_at_once_are_one(service, runtime):
    entry_id = _hotline(service)
    actors = [_actor(service, "Anna"), SYSTEM, _actor(service, "Anna"), SYSTEM]

    ready = Barrier(len(actors))

    def confirm(actor):
        with runtime.sessions() as session:
            session.execute(select(Entry.id))
            session.rollback()
            ready.wait(20)
            begin_write(session)
            is_new = still_true(session, actor, entry_id).is_new
            session.commit()
            return is_new

    with ThreadPoolExecutor(len(actors)) as pool:
        assert sorted(pool.map(confirm, actors)) == [False, False, False, True]
    service.session.rollback()
    assert service.session.scalar(select(func.count()).select_from(Verification)) == 1


def test_who_is_asked_and_who_may_confirm(service, stock):
    entry_id, today = _hotline(service), service.today

    def asked():
        service.session.rollback()
        found = asked_about(service.session, service.session.get(Entry, entry_id), today)
        return found.person and found.person.name

    def may(actor):
        begin_write(service.session)
        try:
            still_true(service.session, actor, entry_id)
        except Forbidden:
            return False
        finally:
            service.session.rollback()
        return True

    def mays():
        return {name for name in ("Anna", "Bert", "Leiter") if may(_actor(service, name))}

    assert (asked(), mays()) == ("Anna", {"Anna"})
    away = Absence(person_id=service.ids["Anna"], first_day=today, last_day=today)
    service.writing(lambda session: session.add(away))
    assert (asked(), mays()) == ("Leiter", {"Anna", "Leiter"})
    service.writing(lambda session: setattr(session.get(Absence, away.id), "deputy_id", service.ids["Bert"]))
    assert (asked(), mays()) == ("Bert", {"Anna", "Bert"})
    service.writing(lambda session: setattr(session.get(Person, service.ids["Anna"]), "active", False))
    assert (asked(), mays()) == ("Leiter", {"Leiter"})
    assert not may(stock.actor(service.session, "employee"))
    assert may(stock.actor(service.session, "editor"))


def test_what_is_not_released_cannot_be_confirmed_and_several_are_counted(service):
    first, second = _hotline(service), service.touchpoint("Filiale", "Service")
    service.writing(lambda session: setattr(session.get(Entry, first), "status", "archived"))
    anna = _actor(service, "Anna")
    with pytest.raises(Conflict):
        service.writing(lambda session: still_true(session, SYSTEM, first))
    service.session.rollback()
    done = service.writing(lambda session: still_true_for_several(session, anna, [first, second, 4711]))
    assert (done.confirmed, done.already, done.refused) == (0, 0, 3)
    done = service.writing(lambda session: still_true_for_several(session, SYSTEM, [second, second]))
    assert (done.confirmed, done.already, done.refused) == (1, 0, 0)


def test_reminders_are_bundled_go_out_once_and_to_who_is_asked_that_day(service):
    editor = service.person("Edith", "Service", "editor")
    first, second = _hotline(service), _hotline(service)
    term = service.entry("persona", "Erika")
    today = service.today
    for entry_id in (first, second, term):
        _due(service, entry_id, today + timedelta(days=30))

    def told(day):
        service.writing(lambda session: remind(session, day))
        rows = service.session.scalars(select(Event).where(Event.name == "review.due")).all()
        return [(e.data["person_id"], e.data["entry_ids"]) for e in rows if e.data["day"] == day.isoformat()]

    anna = service.ids["Anna"]
    assert told(today) == [(anna, [first, second]), (editor, [term])]
    assert len(told(today)) == 2
    assert told(today + timedelta(days=1)) == []
    day = today + timedelta(days=23)
    away = Absence(person_id=anna, first_day=day, last_day=day, deputy_id=service.ids["Bert"])
    service.writing(lambda session: session.add(away))
    assert told(day) == [(service.ids["Bert"], [first, second]), (editor, [term])]
    service.writing(lambda session: still_true(session, SYSTEM, second))
    assert told(today + timedelta(days=30)) == [(anna, [first]), (editor, [term])]
    overdue = [len(told(today + timedelta(days=30 + n))) for n in range(1, 22)]
    assert overdue.count(2) == 3
    assert set(overdue) == {0, 2}


def test_lists_ask_a_fixed_number_of_questions(service, runtime):
    def counted():
        service.session.rollback()
        with count_queries(runtime.engine) as queries:
            reviews(service.session, service.today)
        return queries.selects

    _hotline(service)
    before = counted()
    for _each in range(4):
        _hotline(service)
    assert counted() == before


def test_kinds_have_times_of_their_own_unless_an_entry_says_otherwise():
    settings = Settings(review_months=6, review_months_of="guideline=24, process=3")
    assert [settings.review_months_for(each) for each in ("guideline", "process", "term")] == [24, 3, 6]
    for wrong in ("guideline", "guideline=soon", "guideline=0", "guideline=61"):
        with pytest.raises(ConfigurationError):
            Settings(review_months_of=wrong)
