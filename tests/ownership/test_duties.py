"""Duties in force: at most one accountable at any moment, dated, audited; nobody and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.core.audit import AuditRow
from wiki.core.db import begin_write
from wiki.core.errors import Invalid, NotFound
from wiki.entries.models import Entry
from wiki.ownership import holders
from wiki.ownership.duties import add_duty, end_duty, set_accountable, step_keys
from wiki.ownership.holders import Place
from wiki.ownership.models import Accountability, Duty
from wiki.ownership.queries import accountable_on, duties_on
from wiki.ownership.staff import Staff
from wiki.people.models import Person


def _set(company, place, holder, since):
    company.writing(lambda session: set_accountable(session, SYSTEM, place, holder, since))


def _who(company, day):
    company.session.rollback()
    rows = company.session.scalars(accountable_on(day)).all()
    return {(row.entry_id, row.step_key): row.person_id or row.function_id for row in rows}


def test_the_next_row_ends_the_one_before(company):
    anna, bert = company.person("Anna"), company.person("Bert")
    place, today = Place(company.touchpoint("Hotline")), company.today
    _set(company, place, holders.person(anna), today)
    _set(company, place, holders.person(bert), today + timedelta(days=10))
    days = [_who(company, today + timedelta(days=n)).get((place.entry_id, "")) for n in (-1, 0, 9, 10, 400)]
    assert days == [None, anna, anna, bert, bert]


def test_what_is_agreed_now_replaces_what_was_planned_for_later(company):
    anna, bert = company.person("Anna"), company.person("Bert")
    place, today = Place(company.touchpoint("Hotline")), company.today
    _set(company, place, holders.person(bert), today + timedelta(days=10))
    _set(company, place, holders.person(anna), today + timedelta(days=3))
    assert _who(company, today + timedelta(days=30)) == {(place.entry_id, ""): anna}


def test_two_at_once_are_one(company, runtime):
    people = [company.person(f"Person {number}") for number in range(6)]
    place, today = Place(company.touchpoint("Hotline")), company.today

    def claim(person_id):
        with runtime.sessions() as session:
            begin_write(session)
            set_accountable(session, SYSTEM, place, holders.person(person_id), today)
            session.commit()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(claim, people))
    company.session.rollback()
    rows = company.session.scalars(select(Accountability)).all()
    assert len(rows) == 1
    assert rows[0].person_id in people
    acts = company.session.scalars(select(AuditRow.action).where(AuditRow.action.like("%duty%"))).all()
    assert acts == ["system:duty:assigned"] * 6


def test_a_step_has_an_accountable_of_its_own(company):
    anna = company.person("Anna")
    process = company.process("Beschwerde", "", "Annehmen", "Prüfen")
    entry = company.session.get(Entry, process)
    first = step_keys(company.session, entry)[0]
    _set(company, Place(process, first), holders.person(anna), company.today)
    assert _who(company, company.today) == {(process, first): anna}
    with pytest.raises(NotFound):
        _set(company, Place(process, "no-such-step"), holders.person(anna), company.today)


@pytest.mark.parametrize("case", ["gone", "leaving", "past", "team", "department"])
def test_what_cannot_be_is_refused_and_changes_nothing(company, case):
    anna = company.person("Anna")
    company.department("Service")
    today = company.today
    holder, since = holders.person(anna), today
    if case == "gone":
        company.writing(lambda session: setattr(session.get(Person, anna), "active", False))
    if case == "leaving":
        company.writing(lambda session: setattr(session.get(Person, anna), "last_day", today))
        company.writing(lambda session: setattr(session.get(Person, anna), "leaving_announced", True))
        since = today + timedelta(days=1)
    if case == "past":
        since = today - timedelta(days=1)
    if case == "team":
        holder = holders.function(company.function("Hotline-Agent", "Service", single=False))
    if case == "department":
        holder = holders.department(company.ids["Service"])
    place = Place(company.touchpoint("Hotline"))
    with pytest.raises(Invalid):
        _set(company, place, holder, since)
    company.session.rollback()
    assert company.session.scalars(select(Accountability)).all() == []


def test_responsible_consulted_and_informed_begin_and_end_by_the_day(company):
    anna = company.person("Anna")
    company.department("Service", "Anna")
    place, today = Place(company.touchpoint("Hotline", "Service")), company.today
    service = holders.department(company.ids["Service"])
    company.writing(lambda session: add_duty(session, SYSTEM, place, "R", holders.person(anna), today))
    company.writing(lambda session: add_duty(session, SYSTEM, place, "R", holders.person(anna), today))
    company.writing(lambda session: add_duty(session, SYSTEM, place, "I", service, today))
    later = today + timedelta(days=5)
    company.writing(lambda session: end_duty(session, SYSTEM, place, "R", holders.person(anna), later))
    company.session.rollback()

    def on(day):
        return sorted((each.letter, each.holder_key) for each in company.session.scalars(duties_on(day)))

    assert on(today) == [("I", service.key), ("R", f"p{anna}")]
    assert on(later) == [("I", service.key)]


def test_a_duty_that_had_not_begun_never_was(company):
    anna = holders.person(company.person("Anna"))
    place, today = Place(company.touchpoint("Hotline")), company.today
    company.writing(lambda session: add_duty(session, SYSTEM, place, "C", anna, today))
    company.writing(lambda session: end_duty(session, SYSTEM, place, "C", anna, today))
    assert company.session.scalars(select(Duty)).all() == []


def test_a_duty_that_is_to_end_ends_sooner_or_goes_on_as_one(company):
    place, today = Place(company.touchpoint("Hotline")), company.today
    anna = holders.person(company.person("Anna"))

    def rows(act, day):
        company.writing(lambda session: act(session, SYSTEM, place, "R", anna, today + timedelta(days=day)))
        company.session.rollback()
        found = company.session.scalars(select(Duty).order_by(Duty.since))
        return [((each.since - today).days, each.until and (each.until - today).days) for each in found]

    assert rows(add_duty, 0) == [(0, None)]
    assert rows(end_duty, 10) == [(0, 10)]
    assert rows(end_duty, 3) == [(0, 3)]
    assert rows(add_duty, 8) == [(0, 3), (8, None)]
    assert rows(add_duty, 0) == [(0, None)]
    assert rows(add_duty, 5) == [(0, None)]
    assert rows(end_duty, 0) == []
    written = select(AuditRow.action).where(AuditRow.subject == f"entry:{place.entry_id}")
    acts = [each.split(":")[-1] for each in company.session.scalars(written.where(AuditRow.action.contains(":duty:")))]
    assert sorted(acts) == ["assigned"] * 3 + ["ended"] * 3  # the last but one changed nothing


def test_a_last_day_that_is_not_announced_is_not_told_by_a_refusal(company):
    place, today = Place(company.touchpoint("Hotline")), company.today
    anna = company.person("Anna")

    def leave(day, announced):
        def act(session):
            person = session.get(Person, anna)
            person.last_day, person.leaving_announced = today + timedelta(days=day), announced

        company.writing(act)

    leave(3, announced=False)
    _set(company, place, holders.person(anna), today + timedelta(days=10))
    for day, announced in ((3, True), (-1, False)):
        leave(day, announced)
        with pytest.raises(Invalid):
            _set(company, place, holders.person(anna), today + timedelta(days=10))
        company.session.rollback()


def test_who_answers_when_somebody_left_or_nobody_was_named(company):
    company.person("Chefin")
    company.department("Firma", "Chefin")
    company.person("Leiter")
    company.department("Service", "Leiter", "Firma")
    anna = company.person("Anna", "Service")
    today = company.today
    place = Place(company.touchpoint("Hotline", "Service"))
    _set(company, place, holders.person(anna), today)

    def row(day):
        return company.session.scalar(accountable_on(day))

    def answers(day):
        company.session.rollback()
        found = Staff(company.session, day).answerer(row(day), "service")
        return found.person and found.person.name, found.acting, found.gap

    assert answers(today) == ("Anna", False, "")
    company.writing(lambda session: setattr(session.get(Person, anna), "last_day", today + timedelta(days=3)))
    assert answers(today + timedelta(days=3)) == ("Anna", False, "")
    assert answers(today + timedelta(days=4)) == ("Leiter", True, "gone")
    company.writing(lambda session: setattr(session.get(Person, company.ids["Leiter"]), "last_day", today))
    assert answers(today + timedelta(days=4)) == ("Chefin", True, "gone")
    _set(company, place, None, today)
    assert answers(today) == ("Leiter", True, "vacant")


def test_a_function_answers_through_whoever_holds_it_on_the_day(company):
    company.person("Anna")
    company.department("Service")
    lead = company.function("Serviceleitung", "Service", "Anna")
    place = Place(company.touchpoint("Hotline", "Service"))
    _set(company, place, holders.function(lead), company.today)
    found = Staff(company.session, company.today).answerer(company.session.scalar(accountable_on(company.today)))
    assert (found.person.name, found.function.id, found.gap) == ("Anna", lead, "")
