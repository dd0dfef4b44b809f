"""Random hand-overs over every day: never two who are accountable, never an object that had somebody without anybody."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wiki.access.permissions import SYSTEM, Actor
from wiki.core import clock
from wiki.core.clock import company_day
from wiki.core.db import begin_write
from wiki.core.errors import Conflict, Forbidden, Invalid, NotFound
from wiki.handover import moving, service
from wiki.handover.models import (
    ACCEPTED,
    ASKED,
    DECLINED,
    MOVED,
    OPEN,
    STAYED,
    TO_HEAD,
    UNASKED,
    Handover,
    HandoverItem,
)
from wiki.handover.planner import Wish, plan
from wiki.ownership.queries import accountable_on
from wiki.ownership.staff import Staff
from wiki.people import leaving
from wiki.people.models import Person

REFUSED = (Conflict, Forbidden, Invalid, NotFound)
STATES = (UNASKED, ASKED, ACCEPTED, DECLINED)
PEOPLE, PLACES = range(6), range(4)
"""Person 0 leads the house and stays; the head of each other is the next lower number who is there."""

packages = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.integers(0, 25),
        st.booleans(),
        st.lists(st.tuples(st.sampled_from(STATES), st.sampled_from(PEOPLE)), min_size=4, max_size=4),
    ),
    max_size=9,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(last_days=st.lists(st.integers(0, 30), min_size=5, max_size=5), late=st.integers(0, 3), begun=packages)
def test_the_plan_loses_nothing_and_doubles_nothing_on_any_day(last_days, late, begun):
    until = {0: 999} | {number + 1: day for number, day in enumerate(last_days)}
    rows = {place: {0: 1 + place} for place in PLACES}

    def here(person, day):
        return day <= until[person]

    def head(person, day):
        return next(each for each in reversed(range(person)) if here(each, day)) if person else None

    def holder(place, day):
        return rows[place][max(since for since in rows[place] if since <= day)]

    for day in range(36):
        if day % (late + 1) == 0:
            due = [(each, until[each] + 1, True, [(UNASKED, 0)] * 4) for each in PEOPLE if until[each] < day]
            planned = [(who, until[who] + 1 if left else on, left, items) for who, on, left, items in begun]
            for who, _on, left, items in [each for each in planned if each[1] <= day] + due:
                held = [place for place in PLACES if holder(place, day) == who]
                wishes = [Wish(str(place), *items[place], head_id=head(who, day)) for place in held]
                moves = plan(wishes, leaver_id=who, leaving=left, is_here=lambda each, day=day: here(each, day))
                assert [move.key for move in moves] == [wish.key for wish in wishes]
                for move, wish in zip(moves, wishes, strict=True):
                    assert move.result in {MOVED, TO_HEAD, STAYED}
                    assert move.result != MOVED or (wish.state == ACCEPTED and here(move.holder_id, day))
                    assert move.holder_id is not None
                    rows[int(move.key)][day] = move.holder_id
            assert late or all(here(holder(place, day), day) for place in PLACES)
        for place in PLACES:
            answers = holder(place, day)
            assert here(answers, day) or here(head(answers, day), day)


often = {"leave": 2, "begin": 2, "agree": 5, "propose": 1, "answer": 2, "retract": 1, "call off": 1, "days": 5}
acts = st.lists(
    st.tuples(
        st.sampled_from([act for act, weight in often.items() for _ in range(weight)]),
        st.integers(0, 4),
        st.integers(0, 9),
        st.booleans(),
    ),
    min_size=8,
    max_size=30,
)


class Days:
    """Runs random acts in a transaction that is thrown away; `past` keeps who was accountable when the day was today."""

    def __init__(self, office):
        self.session, self.past, self.ahead = office.session, {}, 0
        self.places = list(office.places.values())
        self.people = [office.ids[each] for each in ("Anna", "Otto", "Emma", "Bert", "Hanna")]

    def holders(self, day):
        found = self.session.scalars(accountable_on(day)).all()
        assert len({(row.entry_id, row.step_key) for row in found}) == len(found)
        return {(row.entry_id, row.step_key): row for row in found}

    def do(self, act, who, number, flag):
        """One act in a savepoint: what is refused leaves nothing behind."""
        point = self.session.begin_nested()
        try:
            getattr(self, act.replace(" ", "_"))(self.people[who], number, flag)
            point.commit()
        except REFUSED:
            point.rollback()

    def _open(self, number):
        found = self.session.query(Handover).filter_by(state=OPEN).order_by(Handover.id).all()
        return found[number % len(found)] if found else None

    def leave(self, person_id, number, flag):
        if person_id == self.people[-1]:
            return  # somebody leads the house
        day = None if number == 9 else company_day(self.session) + timedelta(days=number)
        leaving.set_last_day(self.session, SYSTEM, self.session.get(Person, person_id), day, announced=flag)

    def begin(self, person_id, number, _flag):
        day = company_day(self.session) + timedelta(days=number)
        service.begin(self.session, SYSTEM, self.session.get(Person, person_id), day)

    def propose(self, person_id, number, flag):
        found = self._open(number)
        if found is not None:
            items = [each.id for each in found.items]
            service.propose(self.session, SYSTEM, found, items if flag else items[number % 3 :: 3], person_id)

    def answer(self, person_id, number, flag):
        found = self._open(number)
        if found is not None:
            actor = Actor(person_id, self.session.get(Person, person_id).pseudonym, frozenset())
            mine = [each.id for each in found.items if each.successor_id == person_id]
            service.answer(self.session, actor, found, dict.fromkeys(mine, flag or number > 2))
            moving.move_accepted(self.session, found)

    def agree(self, person_id, number, flag):
        self.propose(person_id, number, flag)
        self.answer(person_id, number, True)

    def retract(self, _person_id, number, _flag):
        found = self._open(number)
        if found is not None:
            service.retract(self.session, SYSTEM, found, [each.id for each in found.items[number % 4 :]])

    def call_off(self, _person_id, number, flag):
        found = self._open(number)
        if found is not None:
            (service.withdraw if flag else moving.finish_now)(self.session, SYSTEM, found)

    def work(self):
        """The due job."""
        for each in moving.due(self.session):
            moving.carry_out(self.session, service.lock(self.session, each))

    def check(self, day):
        done = self.session.query(HandoverItem).filter(HandoverItem.done_on.is_not(None))
        assert all(item.handover.moves_on <= item.done_on for item in done)
        staff, rows = Staff(self.session, day), self.holders(day)
        for place in self.places[:2]:
            row = rows[place.entry_id, place.step_key]
            assert staff.answerer(row, "team").person is not None, (day, row.person_id)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_day_is_without_somebody_and_no_day_of_the_past_changes(office):
    @settings(
        max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
    )  # fmt: skip
    @given(acts)
    def run(steps):
        session, start = office.session, clock.now()
        begin_write(session)
        days = Days(office)
        try:
            for act, who, number, flag in [*steps, ("days", 0, 9, True)]:
                with clock.frozen(start + timedelta(days=days.ahead)):
                    if act != "days":
                        days.do(act, who, number, flag)
                        continue
                for _ in range(number % 4 + 1):
                    with clock.frozen(start + timedelta(days=days.ahead)):
                        if flag:
                            days.work()
                        day = company_day(session)
                        days.past[day] = {place: row.person_id for place, row in days.holders(day).items()}
                        days.check(day)
                    days.ahead += 1
            for day, known in days.past.items():
                assert {place: row.person_id for place, row in days.holders(day).items()} == known
            for ahead in range(0, 40, 7):
                days.check(day + timedelta(days=ahead))
        finally:
            session.rollback()

    run()
