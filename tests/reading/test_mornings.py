"""Who is asked follows the company, the versions and the days, however often and by however many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from time import sleep

import pytest
from helpers import SQLITE
from helpers_notify import work
from sqlalchemy import func, select, text

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import begin_write, is_sqlite
from wiki.core.errors import WikiError
from wiki.entries.asking_again import DEPARTMENTS, AskAgain
from wiki.entries.models import Entry, Watch
from wiki.entries.queries import lock
from wiki.entries.release import Manner
from wiki.entries.service import Edit, Intent, save
from wiki.notify.models import RELEASED, InboxItem
from wiki.ownership.staff import Staff
from wiki.people import switches
from wiki.people.models import Person
from wiki.people.service import actor_of
from wiki.reading import confirming, reminding
from wiki.reading.asking import bring_up_to_date, held
from wiki.reading.models import SWITCH, Confirmation, ReadingDuty
from wiki.reading.queries import open_duties, waiting_for
from wiki.reading.requiring import RequiredData, require

START = datetime(2031, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def service(company):
    company.department("Service")
    for name in ("Anna", "Bert"):
        company.person(name, "Service")
    company.writing(lambda session: switches.turn(session, SYSTEM, SWITCH, True))
    return company


@pytest.fixture
def process(service):
    found = service.process("Retoure", "Service", "Annehmen")
    data = RequiredData(department_ids=(service.ids["Service"],), within_days=10, again_months=1)
    with clock.frozen(START):
        service.writing(lambda session: require(session, SYSTEM, found, data))
    return found


def _actor(session, person_id):
    return actor_of(session, session.get_one(Person, person_id))


def _open(service):
    service.session.rollback()
    return {each.person_id for each in service.session.scalars(open_duties())}


def test_many_at_once_ask_and_confirm_once(service, process, runtime):
    anna, bert = service.ids["Anna"], service.ids["Bert"]
    dora = service.person("Dora", "Service")
    ready = Barrier(4)

    def ask():
        ready.wait()
        return reminding.run(runtime.sessions)

    def confirm():
        ready.wait()
        with runtime.sessions() as session:
            begin_write(session)
            try:
                confirming.confirm(session, _actor(session, anna), process, 1)
                session.commit()
            except WikiError:
                session.rollback()

    with clock.frozen(START), ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(each) for each in (ask, ask, confirm, confirm)]
        assert [each.exception() for each in jobs] == [None] * 4
    assert _open(service) == {bert, dora}
    rows = service.session.execute(select(ReadingDuty.person_id, func.count()).group_by(ReadingDuty.person_id)).all()
    assert sorted(map(tuple, rows)) == sorted([(anna, 1), (bert, 1), (dora, 1)])
    assert service.session.scalar(select(func.count()).select_from(Confirmation)) == 1


def test_who_confirms_while_a_version_is_released_waits_in_turn(service, process, runtime):
    """Both take the entry first: crosswise one of them would be thrown out."""

    def confirm():
        with runtime.sessions() as session:
            begin_write(session)
            done = confirming.confirm(session, _actor(session, service.ids["Anna"]), process, 1).number
            session.commit()
            return done

    with ThreadPoolExecutor(1) as pool:
        with runtime.sessions() as releasing:
            begin_write(releasing)
            lock(releasing, releasing.get_one(Entry, process))
            waiting = pool.submit(confirm)
            sleep(0.3)
            if not is_sqlite(releasing):
                releasing.execute(text("SET LOCAL lock_timeout = '2s'"))
            assert held(releasing, process) is not None
            releasing.commit()
        assert waiting.result() == 1


@SQLITE
def test_joining_moving_reminders_and_expiry(service, process, runtime):
    anna, bert = service.ids["Anna"], service.ids["Bert"]
    other = service.department("Lager")

    def on_day(days, act=lambda: reminding.run(runtime.sessions)):
        with clock.frozen(START + timedelta(days=days)):
            found = act()
            work(runtime)
            return found

    def items(matter, person_id):
        service.session.rollback()
        query = select(InboxItem).where(InboxItem.matter == matter, InboxItem.person_id == person_id)
        return list(service.session.scalars(query.order_by(InboxItem.id)))

    on_day(0)
    assert [each.done_at for each in items("reading_asked", anna)] == [None]
    assert on_day(1) == "0 asked, 0 reminded"
    assert on_day(7) == "0 asked, 2 reminded"
    assert on_day(7) == "0 asked, 0 reminded", "once a day"
    service.writing(lambda session: setattr(session.get(Person, bert), "department_id", other))
    dora = service.person("Dora", "Service")
    assert on_day(8) == "1 asked, 0 reminded"
    assert _open(service) == {anna, dora}
    assert items("reading_asked", bert)[0].done_at, "whoever moved is asked for nothing any more"

    def confirm():
        service.writing(lambda session: confirming.confirm(session, _actor(session, anna), process, 1))

    on_day(9, confirm)
    assert items("reading_asked", anna)[0].done_at
    assert items("reading_due", anna)[0].done_at
    assert _open(service) == {dora}
    assert on_day(21)[-10:] == "1 reminded"
    expired = clock.months_after((START + timedelta(days=9)).date(), 1)
    late = (expired - START.date()).days
    on_day(late - 1)
    assert _open(service) == {dora}
    on_day(late)
    assert _open(service) == {anna, dora}
    waiting = waiting_for(service.session, anna, expired)
    assert [(each.state(expired), each.confirmed) for each in waiting] == [("expired", 1)]
    assert waiting[0].due_on == expired + timedelta(days=10)
    service.writing(lambda session: switches.turn(session, SYSTEM, SWITCH, False))
    assert on_day(late + 30) == "switched off"
    assert Staff(service.session, START.date()).people[dora].here


@SQLITE
def test_a_version_may_concern_some_departments_alone(service, process, runtime):
    """Who moved there later needs it, too; who joins elsewhere is asked for the version before. Who is asked hears of
    the version by that alone."""
    service.department("Lager")
    carl, lead = service.person("Carl", "Lager"), service.person("Dora")
    function = service.function("Lotse", "", "Dora")
    ids = (service.ids["Service"], service.ids["Lager"])

    def confirm_all(session):
        data = RequiredData(department_ids=ids, function_ids=(function,), within_days=10, again_months=0, edits=1)
        require(session, SYSTEM, process, data)
        for each in (service.ids["Anna"], service.ids["Bert"], carl, lead):
            confirming.confirm(session, _actor(session, each), process, 1)

    def release(session):
        entry = session.get_one(Entry, process)
        content = {**entry.released.payload, "trigger": {"de": "Neu", "en": "New"}}
        wanted = AskAgain(DEPARTMENTS, (service.ids["Service"],))
        save(
            session, SYSTEM, entry, Edit(content, base_number=1, intent=Intent.RELEASE, manner=Manner(ask_again=wanted))
        )

    def morning(session):
        bring_up_to_date(session, held(session, process), Staff(session, clock.company_day(session)))

    with clock.frozen(START):
        service.writing(confirm_all)
        assert _open(service) == set()
        anna, watched = service.ids["Anna"], clock.now()
        service.writing(lambda session: session.add(Watch(person_id=anna, entry_id=process, since=watched)))
        work(runtime)
        service.writing(release)
        work(runtime)
        told = select(InboxItem.matter).where(InboxItem.person_id == anna).order_by(InboxItem.id.desc())
        assert service.session.scalars(told).first() == "reading_asked"
        assert RELEASED not in service.session.scalars(told).all()
        assert _open(service) == {service.ids["Anna"], service.ids["Bert"]}
        frida = service.person("Frida", "Lager")
        service.writing(lambda session: setattr(session.get(Person, carl), "department_id", service.ids["Service"]))
        service.writing(morning)
        assert _open(service) == {service.ids["Anna"], service.ids["Bert"], carl, frida}
        asked = {each.person_id: each.round.revision.number for each in service.session.scalars(open_duties())}
        assert (asked[carl], asked[frida]) == (2, 1)
        service.writing(lambda session: confirming.confirm(session, _actor(session, frida), process, 2))
        service.writing(morning)
        assert _open(service) == {service.ids["Anna"], service.ids["Bert"], carl}
