"""What is missing or wrong about who answers for what is found, with reasons, in a fixed number of queries."""

import dataclasses
from datetime import timedelta

import pytest
from helpers import count_queries

from wiki.access.permissions import SYSTEM
from wiki.core.db import wired
from wiki.entries.models import Entry
from wiki.ownership import holders
from wiki.ownership.duties import add_duty, set_accountable, step_keys
from wiki.ownership.findings import Finding, Findings, Rule, Severity, Subject
from wiki.ownership.holders import Place
from wiki.ownership.linter import findings, of_object, overloaded, seen_by
from wiki.ownership.staff import Staff
from wiki.people.models import Absence, FunctionHolder, Person


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, most_accountable=2, most_consulted=2, most_responsible=2)


@pytest.fixture
def service(company):
    company.person("Chefin")
    company.department("Firma", "Chefin")
    company.person("Leiter")
    company.department("Service", "Leiter", "Firma")
    return company


def _accountable(company, entry_id, holder, step="", since=None):
    day = since or company.today
    company.writing(lambda session: set_accountable(session, SYSTEM, Place(entry_id, step), holder, day))


def _duty(company, entry_id, letter, holder, step=""):
    company.writing(lambda session: add_duty(session, SYSTEM, Place(entry_id, step), letter, holder, company.today))


def _found(company, day=None, entry_id=None):
    company.session.rollback()
    condition = None if entry_id is None else Entry.id == entry_id
    found = findings(company.session, day or company.today, condition)
    return [(each.rule.name, each.letter, each.subject.titles[0], each.subject.step_titles[0]) for each in found]


def test_what_must_have_somebody_accountable_and_what_need_not(service):
    service.touchpoint("Hotline", "Service")
    service.touchpoint("Portal", "Service", owned_by="partner")
    labels = [{"language": "de", "text": "Kunde", "status": "preferred"}]
    service.entry("term", "Kunde", labels=labels, definition={"de": "Wer kauft."})
    service.process("Beschwerde", "Service", "Annehmen")
    service.entry("guideline", "Kulanz", "Service")
    found = _found(service)
    vacant = ["Beschwerde", "Hotline", "Kulanz"]
    assert [title for rule, _letter, title, _step in found if rule == "vacant"] == vacant
    assert sorted(title for rule, _letter, title, _step in found if rule == "no-responsible") == vacant


def test_reasons_name_who_answers_meanwhile(service):
    anna = service.person("Anna", "Service")
    hotline, today = service.touchpoint("Hotline", "Service"), service.today
    _accountable(service, hotline, holders.person(anna))
    _duty(service, hotline, "R", holders.person(anna))
    assert _found(service) == []
    service.writing(lambda session: setattr(session.get(Person, anna), "last_day", today + timedelta(days=3)))
    assert _found(service, today + timedelta(days=3)) == []
    after = today + timedelta(days=4)
    assert [each[:2] for each in _found(service, after)] == [("gone", "A"), ("gone", "R")]
    first = findings(service.session, after)[0]
    assert [word in first.reason("de") for word in ("Anna (A)", "Leiter")] == [True, True]
    assert first.severity == Severity.GAP
    assert first.acting_id == service.ids["Leiter"]


def test_away_without_a_deputy_who_is_there(service):
    anna, bert = service.person("Anna", "Service"), service.person("Bert", "Service")
    hotline, today = service.touchpoint("Hotline", "Service"), service.today
    _accountable(service, hotline, holders.person(anna))
    _duty(service, hotline, "R", holders.department(service.ids["Service"]))
    last = today + timedelta(days=5)

    def leave(person_id, deputy_id=None):
        row = Absence(person_id=person_id, first_day=today, last_day=last, deputy_id=deputy_id)
        service.writing(lambda session: session.add(row))

    def stand_in(session):
        session.get(Person, anna).deputy_id = bert

    leave(anna)
    assert [each[0] for each in _found(service)] == ["away"]
    service.writing(stand_in)
    assert _found(service) == []
    leave(bert)
    assert [each[0] for each in _found(service)] == ["away"]
    assert _found(service, last + timedelta(days=1)) == []


def test_functions_nobody_holds_departments_nobody_leads_and_too_many(service):
    job = service.function("Hotline-Leitung", "Service", "Leiter")
    service.department("Allein")
    hotline = service.touchpoint("Hotline", "Service")
    _accountable(service, hotline, holders.function(job))
    for holder in (holders.department(service.ids["Allein"]), holders.function(job), holders.person(1)):
        _duty(service, hotline, "R", holder)
    assert [each[:2] for each in _found(service)] == [("headless", "R"), ("too-many-responsible", "R")]

    def leave_it(session):
        for each in session.query(FunctionHolder):
            each.until = service.today

    service.writing(leave_it)
    rules = [each[:2] for each in _found(service)]
    assert rules == [("unheld", "A"), ("headless", "R"), ("unheld", "R"), ("too-many-responsible", "R")]


def test_steps_are_judged_while_they_are_part_of_the_released_version(service):
    anna = service.person("Anna", "Service")
    process = service.process("Beschwerde", "Service", "Annehmen", "Prüfen")
    first = step_keys(service.session, service.session.get(Entry, process))[0]
    leiter = holders.person(service.ids["Leiter"])
    _accountable(service, process, leiter)
    _accountable(service, process, holders.person(anna), first)
    _duty(service, process, "R", leiter, first)
    assert _found(service) == []
    service.writing(lambda session: setattr(session.get(Person, anna), "active", False))
    assert _found(service) == [("gone", "A", "Beschwerde", "Annehmen")]
    assert [each.subject.step_key for each in of_object(service.session, process, service.today)] == [first]


def test_too_much_for_one_counts_entries_and_is_for_those_who_oversee_and_the_person(service, stock):
    anna = service.person("Anna", "Service")
    for title in ("Eins", "Zwei", "Drei"):
        entry_id = service.touchpoint(title, "Service")
        _accountable(service, entry_id, holders.person(anna))
        _duty(service, entry_id, "C", holders.person(anna))
    process = service.process("Vier", "Service", "Annehmen")
    keys = step_keys(service.session, service.session.get(Entry, process))
    _accountable(service, process, holders.person(service.ids["Leiter"]))
    _accountable(service, process, holders.person(service.ids["Leiter"]), keys[0])
    service.session.rollback()
    day = service.today
    found = overloaded(service.session, day, Staff(service.session, day))
    assert [(each.rule.name, each.person_id, each.facts["number"]) for each in found] == [
        ("too-much-accountable", anna, 3), ("too-much-consulted", anna, 3),
    ]  # fmt: skip

    def rules(role, own=False, **changes):
        actor = dataclasses.replace(stock.actor(service.session, role), **changes)
        return {each.rule.name for each in seen_by(service.session, actor, day, own=own)}

    both = {"too-much-accountable", "too-much-consulted"}
    assert both | {"no-responsible"} == rules("cx_manager") == rules("auditor")
    assert both | {"no-responsible"} == rules("manager", areas=frozenset({"service"}))
    assert rules("manager", areas=frozenset({"other"})) == set() == rules("employee") == rules("employee", own=True)
    assert rules("employee", own=True, person_id=anna) == both


def test_others_add_findings_and_the_number_of_queries_stays(service, runtime):
    def counted():
        service.session.rollback()
        with count_queries(runtime.engine) as queries:
            findings(service.session, service.today)
        return queries.selects

    service.process("Beschwerde", "Service", "Annehmen")
    before = counted()
    for number in range(5):
        entry_id = service.touchpoint(f"Punkt {number}", "Service")
        _accountable(service, entry_id, holders.person(service.ids["Leiter"]))
        _duty(service, entry_id, "R", holders.department(service.ids["Service"]))
    assert counted() == before
    rule = Rule("seam", "Seam", Severity.RISK, "Between %(number)s", "Agree")
    extra = Finding(rule, Severity.RISK, Subject(titles=("Naht", "Seam")), facts={"number": 2})
    wired(service.session, Findings).add(lambda _session, _day, _where: [extra], rule)
    assert [each.reason("de") for each in findings(service.session, service.today) if each.rule is rule] == [
        "Between 2"
    ]
