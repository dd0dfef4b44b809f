"""Hand-overs: everything somebody answers for moves on the day, accepted item by item, or goes to the head."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.audit import AuditRow
from wiki.core.db import begin_write
from wiki.core.errors import Conflict, Forbidden, Invalid
from wiki.handover import moving, service
from wiki.handover.models import FINISHED, GONE, MOVED, STAYED, TO_HEAD, Handover, HandoverProtocol
from wiki.handover.protocol import is_unchanged, protocol_of
from wiki.ownership import holders
from wiki.ownership.duties import set_accountable
from wiki.ownership.queries import duties_on
from wiki.people.erasing import erase_person
from wiki.people.models import Department, DepartmentHead, FunctionHolder, Person
from wiki.people.service import actor_of

EVERYTHING = ("A:Hotline", "A:Chat", "R:Mail", "I:Laden", "function:Lotse")


def test_a_leaver_hands_everything_over_and_the_rest_goes_to_the_head(office, runtime):
    office.leave("Anna", 5)
    number = office.begin()
    assert set(office.items(number)) == set(EVERYTHING)
    office.propose(number, "Otto", "A:Hotline", "function:Lotse")
    office.propose(number, "Emma", "A:Chat", "I:Laden")
    office.answer(number, "Otto", Hotline=True, Lotse=True)
    office.answer(number, "Emma", Chat=False, Laden=True)
    with clock.frozen(clock.in_(days=5)):
        moving.run(runtime.sessions)
        assert office.accountable()["Hotline"] == ("Anna", False)
    with clock.frozen(clock.in_(days=6)):
        moving.run(runtime.sessions)
        moving.run(runtime.sessions)
        assert office.accountable() == {"Hotline": ("Otto", False), "Chat": ("Bert", True)}
        duties = {(each.letter, each.person_id) for each in office.session.scalars(duties_on(office.company.today))}
        assert duties == {("R", office.ids["Bert"]), ("I", office.ids["Emma"])}
        held = office.session.scalars(select(FunctionHolder.person_id).where(FunctionHolder.until.is_(None))).all()
        assert held == [office.ids["Otto"]]
    assert office.accountable(5)["Hotline"] == ("Anna", False)
    package = office.package(number)
    assert package.state == FINISHED
    assert [office.items(number)[each].holder_id for each in EVERYTHING[:2]] == [office.ids["Otto"], office.ids["Bert"]]
    states = {key: each.state for key, each in office.items(number).items()}
    assert states == dict.fromkeys(EVERYTHING, MOVED) | {"A:Chat": TO_HEAD, "R:Mail": TO_HEAD}
    assert is_unchanged(protocol_of(office.session, package))
    assert office.session.query(HandoverProtocol).count() == 1


def test_whoever_left_without_a_package_gets_one_on_the_day_and_only_one(office, runtime):
    office.leave("Anna", 1)
    # Nobody leads a person without a department: then it is whoever leads that of the entry.
    office.company.writing(lambda session: setattr(session.get(Person, office.ids["Anna"]), "department_id", None))
    with clock.frozen(clock.in_(days=9)):
        for _ in range(3):
            moving.run(runtime.sessions)
        assert office.accountable() == {"Hotline": ("Bert", True), "Chat": ("Bert", True)}
        assert office.session.query(HandoverProtocol).count() == 1


def test_who_stays_keeps_what_nobody_takes_and_agreed_things_move_at_once(office):
    number = office.begin(days=0, by="Anna")
    office.propose(number, "Otto", "A:Hotline", "A:Chat", by="Anna")
    office.answer(number, "Otto", Hotline=True, Chat=False)
    assert office.accountable() == {"Hotline": ("Otto", False), "Chat": ("Anna", False)}
    office.act("Anna", lambda s, a: moving.finish_now(s, a, s.get(Handover, number)))
    assert {office.items(number)[each].state for each in ("A:Chat", "R:Mail")} == {STAYED}
    assert office.package(number).state == FINISHED


def test_what_changes_meanwhile_is_taken_along(office):
    number = office.begin(days=9)

    def change(session):
        set_accountable(
            session, SYSTEM, office.places["Mail"], holders.person(office.ids["Anna"]), office.company.today
        )
        set_accountable(
            session, SYSTEM, office.places["Chat"], holders.person(office.ids["Emma"]), office.company.today
        )

    office.company.writing(change)
    office.propose(number, "Otto", "A:Hotline")
    office.answer(number, "Otto", Hotline=True)
    assert office.accountable()["Hotline"] == ("Anna", False)
    items = office.items(number)
    assert items["A:Mail"].added_at is not None
    assert items["A:Chat"].state == GONE


def test_a_package_follows_the_last_day_and_stays_secret_before_it_is_announced(office, stock):
    office.leave("Anna", 5, announced=False)
    number = office.begin()
    office.leave("Anna", 8, announced=False)
    assert office.package(number).moves_on == office.company.today + timedelta(days=9)
    stock.make("Cora", "cx_manager")
    stock.make("Rev", "auditor")
    seen = {
        name: stock.sign_in(f"{name.lower()}@example.org").get(f"/handover/{number}").status_code
        for name in ("Anna", "Bert", "Hanna", "Ada", "Cora", "Rev", "Otto")
    }
    assert seen == dict.fromkeys(("Anna", "Bert", "Hanna", "Ada"), 200) | dict.fromkeys(("Cora", "Rev", "Otto"), 404)
    office.leave("Anna", 8)
    assert stock.sign_in("cora@example.org").get(f"/handover/{number}").status_code == 200
    office.leave("Anna", None)
    assert not office.package(number).leaving


def test_a_package_begun_without_knowing_of_a_last_day_keeps_the_secret_and_stops_nothing(office, runtime):
    office.company.person("Cora", "", "cx_manager")
    number = office.begin("Anna", "Cora", 100)
    office.leave("Anna", 3, announced=False)
    assert not office.package(number).leaving
    assert office.package(number).moves_on == office.company.today + timedelta(days=100)
    with clock.frozen(clock.in_(days=4)):
        moving.run(runtime.sessions)
        assert office.package(number).state == FINISHED
        assert office.accountable() == {"Hotline": ("Bert", True), "Chat": ("Bert", True)}


def test_what_cannot_be_is_refused_and_changes_nothing(office):
    number = office.begin(days=5)
    for successor in ("Anna", ""):
        with pytest.raises(Invalid):
            office.propose(number, successor, "A:Hotline")
        office.session.rollback()
    with pytest.raises(Invalid):
        office.begin("Emma", days=-1)
    office.session.rollback()
    with pytest.raises(Conflict):
        office.begin(days=3)
    office.session.rollback()
    for by in ("Otto", "Emma"):
        with pytest.raises(Forbidden):
            office.begin("Hanna", by=by, days=3)
        office.session.rollback()
    with pytest.raises(Forbidden):
        office.answer(number, "Emma")
    assert {each.successor_id for each in office.package(number).items} == {None}


def test_a_head_hands_the_department_over_and_what_is_agreed_for_later_stays(office, runtime):
    later = office.company.today + timedelta(days=30)

    def arrange(session):
        place, bert = office.places["Laden"], holders.person(office.ids["Bert"])
        set_accountable(session, SYSTEM, place, bert, office.company.today)
        set_accountable(session, SYSTEM, place, holders.person(office.ids["Emma"]), later)

    office.company.writing(arrange)
    office.leave("Bert", 2, by="Hanna")
    number = office.begin("Bert", by="Hanna")
    office.propose(number, "Otto", "head:Team", "A:Laden", by="Hanna")
    office.answer(number, "Otto", Team=True, Laden=True)
    with clock.frozen(clock.in_(days=3)):
        moving.run(runtime.sessions)
        assert office.session.get(Department, office.ids["Team"]).head_id == office.ids["Otto"]
        assert office.session.query(DepartmentHead).count() == 3
    assert office.accountable(3)["Laden"] == ("Otto", False)
    assert office.accountable(30)["Laden"] == ("Emma", False)


def test_a_protocol_is_never_changed_and_outlives_the_name(office, runtime, stock):
    office.leave("Anna", 1)
    number = office.begin()
    with clock.frozen(clock.in_(days=2)):
        moving.run(runtime.sessions)
    office.company.writing(lambda s: erase_person(s, SYSTEM, s.get(Person, office.ids["Anna"])))
    protocol = protocol_of(office.session, office.package(number))
    assert is_unchanged(protocol)
    page = stock.sign_in("bert@example.org").get(f"/handover/{number}/protocol").text
    assert "Ehemalige Person" in page
    assert "Anna" not in page
    digests = office.session.scalars(select(AuditRow.detail).where(AuditRow.action == "system:handover:finished")).all()
    assert [each["digest"] for each in digests] == [protocol.digest]

    def tamper(session):
        session.get(HandoverProtocol, protocol.id).digest = "0" * 64

    with pytest.raises(RuntimeError):
        office.company.writing(tamper)


def test_the_job_runs_twice_at_once_while_a_successor_changes_her_mind(office, runtime):
    office.leave("Anna", 1)
    number = office.begin()
    office.propose(number, "Otto", *EVERYTHING)
    office.answer(number, "Otto", Hotline=True, Chat=True, Mail=True, Laden=True, Lotse=True)

    def decline(_turn):
        with runtime.sessions() as session:
            begin_write(session)
            otto = actor_of(session, session.get(Person, office.ids["Otto"]))
            handover = session.get(Handover, number)
            with suppress(Conflict, Forbidden):
                service.answer(session, otto, handover, {each.id: False for each in handover.items})
            session.commit()

    with clock.frozen(clock.in_(days=2)), ThreadPoolExecutor(4) as pool:
        tasks = [pool.submit(moving.run, runtime.sessions) for _ in range(2)]
        tasks += [pool.submit(decline, turn) for turn in range(2)]
        assert [each.result() for each in tasks]
        assert set(office.accountable().values()) in ({("Otto", False)}, {("Bert", True)})
    assert office.session.query(HandoverProtocol).count() == 1
    assert not any(each.is_waiting for each in office.package(number).items)
