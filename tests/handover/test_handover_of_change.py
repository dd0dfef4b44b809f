"""Hand-overs of parts in initiatives and of tasks."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.outbox import Event
from wiki.handover import moving
from wiki.handover.models import ENDED, GONE, MOVED, TO_HEAD
from wiki.initiatives.models import LEAD, MEMBER, SPONSOR, Initiative, InitiativeMember
from wiki.initiatives.team import join
from wiki.people.models import Person
from wiki.people.service import actor_of
from wiki.tasks.models import DROPPED, OPEN, Task
from wiki.tasks.service import Subject, TaskData, create


@pytest.fixture
def busy(office):
    """Anna leads one initiative, sponsors and joins another, and has four tasks; one is private, one between two."""
    company = office.company
    rueckruf, laden = company.entry("initiative", "Rückruf", "Team"), company.entry("initiative", "Ladenbau", "Team")

    def give(session):
        anna = actor_of(session, session.get(Person, office.ids["Anna"]))
        for initiative, part in ((rueckruf, LEAD), (laden, SPONSOR), (laden, MEMBER)):
            join(session, SYSTEM, initiative, anna.person_id, part)
        places = (("Rückruf zusagen", SYSTEM, rueckruf), ("Schulen", SYSTEM, laden), ("Blumen", anna, None),
                  ("Bitte prüfen", SYSTEM, None))  # fmt: skip
        for title, maker, initiative in places:
            data = TaskData(title, assignee_id=anna.person_id, due=company.today + timedelta(days=20))
            create(session, maker, data, Subject(initiative))

    company.writing(give)
    return office


def _items(office, number):
    return {f"{each.sort}:{each.title_de}": each for each in office.package(number).items}


def test_parts_and_tasks_of_a_leaver_go_to_successors_or_the_head(busy, runtime):
    busy.leave("Anna", 5)
    number = busy.begin()
    found = {key for key in _items(busy, number) if key.split(":")[0] in ("lead", "sponsor", "member", "task")}
    day = (busy.company.today + timedelta(days=20)).strftime("%d.%m.%Y")
    assert found == {
        "lead:Rückruf", "sponsor:Ladenbau", "member:Ladenbau", "task:Rückruf zusagen · Rückruf",
        "task:Schulen · Ladenbau", f"task:Aufgabe außerhalb von Initiativen, fällig am {day}",
    }  # fmt: skip
    assert "Blumen" not in str(_items(busy, number))
    busy.propose(number, "Otto", "lead:Rückruf")
    busy.answer(number, "Otto", Rückruf=True)
    with clock.frozen(clock.in_(days=6)):
        for _twice in range(2):
            moving.run(runtime.sessions)
    session = busy.session
    session.rollback()
    now = select(InitiativeMember.part, InitiativeMember.person_id).where(InitiativeMember.until.is_(None))
    assert set(session.execute(now).all()) == {(LEAD, busy.ids["Otto"]), (SPONSOR, busy.ids["Bert"])}
    tasks = {each.title: (each.assignee_id, each.state) for each in session.scalars(select(Task))}
    bert, anna = busy.ids["Bert"], busy.ids["Anna"]
    assert tasks == {
        "Rückruf zusagen": (bert, OPEN), "Schulen": (bert, OPEN), "Bitte prüfen": (bert, OPEN), "Blumen": (anna, DROPPED),
    }  # fmt: skip
    states = {key: each.state for key, each in _items(busy, number).items()}
    assert (states["lead:Rückruf"], states["sponsor:Ladenbau"], states["member:Ladenbau"]) == (MOVED, TO_HEAD, ENDED)
    told = [each.name for each in session.scalars(select(Event)) if each.name in ("task.assigned", "initiative.joined")]
    assert len(told) == 4 + 3, "the hand-over alone tells of what came with it"


def test_what_is_done_or_given_to_others_meanwhile_is_left_alone(busy, runtime):
    number = busy.begin(days=3)

    def meanwhile(session):
        session.scalar(select(Task).where(Task.title == "Schulen")).state = "done"
        session.scalar(select(Initiative).where(Initiative.title_de == "Ladenbau")).stage = "stopped"
        session.scalar(select(Task).where(Task.title == "Rückruf zusagen")).assignee_id = busy.ids["Emma"]

    busy.company.writing(meanwhile)
    with clock.frozen(clock.in_(days=3)):
        moving.run(runtime.sessions)
    busy.session.rollback()
    gone = {key for key, each in _items(busy, number).items() if each.state == GONE}
    assert gone == {"sponsor:Ladenbau", "member:Ladenbau", "task:Rückruf zusagen · Rückruf", "task:Schulen · Ladenbau"}
    assert busy.session.scalar(select(Task.assignee_id).where(Task.title == "Bitte prüfen")) == busy.ids["Anna"]
