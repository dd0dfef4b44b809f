"""Deputies, days away, last days: dated, without reasons, told to those who may know."""

from datetime import timedelta

import pytest

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.errors import Conflict, Forbidden, Invalid
from wiki.people import absences, housekeeping, leaving
from wiki.people.absences import AbsenceData
from wiki.people.models import Absence, Person
from wiki.people.service import actor_of, deactivate_person


@pytest.fixture
def staff(company):
    """Hanna leads Service, Bert leads the team below; Anna and Otto work there, Zoe elsewhere."""
    for name, roles in (("Hanna", ["manager"]), ("Bert", ["manager"]), ("Ada", ["administrator"])):
        company.person(name, "", *roles)
    company.department("Service", "Hanna")
    company.department("Team", "Bert", "Service")
    company.department("Sales")
    for name, where in (("Anna", "Team"), ("Otto", "Team"), ("Zoe", "Sales")):
        company.person(name, where)
    return company


def _as(staff, name, act):
    def run(session):
        person = session.get(Person, staff.ids[name])
        return act(session, actor_of(session, person))

    return staff.writing(run)


def _person(session, staff, name):
    return session.get(Person, staff.ids[name])


def _enter(staff, who, first, last, deputy="", by=""):
    days = [staff.today + timedelta(days=each) for each in (first, last)]
    data = AbsenceData(*days, staff.ids.get(deputy))
    _as(
        staff,
        by or who,
        lambda session, actor: absences.add_absence(session, actor, _person(session, staff, who), data),
    )


def _leave(staff, who, by, days, announced=False):
    day = None if days is None else staff.today + timedelta(days=days)
    _as(
        staff,
        by,
        lambda session, actor: leaving.set_last_day(
            session, actor, _person(session, staff, who), day, announced=announced
        ),
    )


@pytest.mark.parametrize(
    ("who", "first", "last", "deputy", "field", "word"),
    [
        ("Anna", 3, 2, "", "last_day", "before"),
        ("Anna", -9, -8, "", "last_day", "past"),
        ("Anna", 10, 12, "", "first_day", "entered already"),
        ("Anna", 1, 5, "Anna", "deputy_id", "themselves"),
        ("Anna", 1, 5, "Otto", "deputy_id", "away then, too"),
        ("Anna", 1, 5, "Zoe", "deputy_id", "has left"),
    ],
)
def test_what_cannot_be_is_refused_with_a_hint(staff, who, first, last, deputy, field, word):
    _enter(staff, "Anna", 8, 10)
    _enter(staff, "Otto", 5, 6)
    staff.writing(lambda session: deactivate_person(session, SYSTEM, _person(session, staff, "Zoe")))
    with pytest.raises(Invalid) as refused:
        _enter(staff, who, first, last, deputy)
    staff.session.rollback()
    assert [(each.where, word in str(each.message)) for each in refused.value.problems] == [(field, True)]
    assert staff.session.query(Absence).count() == 2


def test_heads_enter_for_their_subtree_and_nobody_for_others(staff):
    _enter(staff, "Anna", 0, 2, "Otto", by="Hanna")
    for by in ("Otto", "Zoe"):
        with pytest.raises(Forbidden):
            _enter(staff, "Anna", 20, 21, by=by)
        staff.session.rollback()
    with pytest.raises(Forbidden):
        _enter(staff, "Zoe", 20, 21, by="Hanna")
    staff.session.rollback()
    found = absences.stand_in(staff.session, _person(staff.session, staff, "Anna"))
    assert (found.deputy.name, found.until) == ("Otto", staff.today + timedelta(days=2))


def test_days_already_past_stay_and_old_ones_are_forgotten(staff):
    _enter(staff, "Anna", 0, 9)
    with clock.frozen(clock.in_(days=3)):
        _as(
            staff,
            "Anna",
            lambda session, actor: absences.remove_absence(
                session, actor, _person(session, staff, "Anna"), session.query(Absence).one().id
            ),
        )
        assert staff.session.query(Absence).one().last_day == staff.today - timedelta(days=1)
    staff.session.rollback()
    with clock.frozen(clock.in_(days=400)):
        staff.writing(housekeeping.clear)
    assert staff.session.query(Absence).count() == 0


def test_a_last_day_is_a_matter_of_heads_until_announced(staff, stock):
    _leave(staff, "Anna", "Bert", 20)
    shown = (staff.today + timedelta(days=20)).strftime("%d.%m.%Y")
    clients = {
        name: stock.sign_in(f"{name.lower()}@example.org") for name in ("Bert", "Hanna", "Ada", "Otto", "Anna", "Zoe")
    }
    address = f"/people/{staff.ids['Anna']}"
    knows = {name for name, each in clients.items() if shown in each.get(address).text}
    assert knows == {"Bert", "Hanna", "Ada", "Anna"}
    assert {name for name, each in clients.items() if each.get(f"{address}/away").status_code == 200} == knows
    _leave(staff, "Anna", "Bert", 20, announced=True)
    assert all(shown in each.get(address).text for each in clients.values())
    with pytest.raises(Forbidden):
        _leave(staff, "Anna", "Anna", 30)


def test_a_last_day_moves_until_it_is_over_and_ends_no_account(staff):
    with pytest.raises(Invalid):
        _leave(staff, "Anna", "Bert", -1)
    staff.session.rollback()
    _leave(staff, "Anna", "Bert", 5)
    _leave(staff, "Anna", "Ada", 2)
    with clock.frozen(clock.in_(days=3)):
        with pytest.raises(Conflict):
            _leave(staff, "Anna", "Ada", 9)
        staff.session.rollback()
        assert [staff.writing(leaving.tell_of_left) for _ in range(2)] == [1, 0]
        assert _person(staff.session, staff, "Anna").active


def test_the_page_keeps_what_was_typed_and_lists_what_is_entered(staff, stock, csrf):
    client = stock.sign_in("anna@example.org")
    address = f"/people/{staff.ids['Anna']}/away"
    token = csrf(client.get(address).text)
    first, last = staff.today + timedelta(days=5), staff.today + timedelta(days=3)
    typed = {"csrf_token": token, "first_day": first.isoformat(), "last_day": last.isoformat()}
    wrong = client.post(address, data=typed)
    assert wrong.status_code == 422
    assert first.isoformat() in wrong.text
    right = client.post(address, data=typed | {"last_day": first.isoformat(), "deputy_id": staff.ids["Otto"]})
    assert right.status_code == 303
    assert "Otto" in client.get(address).text
    assert first.strftime("%d.%m.%Y") in client.get("/me").text
    staff.session.rollback()
    number = staff.session.query(Absence).one().id
    assert client.post(f"{address}/remove", data={"csrf_token": token, "absence": number}).status_code == 303
    others = stock.sign_in("otto@example.org")
    assert (
        others.post(f"{address}/remove", data={"csrf_token": csrf(others.get("/me").text), "absence": 1}).status_code
        == 403
    )
