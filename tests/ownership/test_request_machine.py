"""Whatever people do in whatever order, requests stay in order: each act happens wholly or not at all."""

import random
from datetime import timedelta

from asking import NO, YES, House
from sqlalchemy import select

from wiki.core import clock
from wiki.core.errors import WikiError
from wiki.ownership import escalation, holders, requests
from wiki.ownership.models import Duty, DutyRequest, RequestPackage
from wiki.ownership.packages import holder_of, place_of
from wiki.ownership.planning import plan, send, unplan
from wiki.ownership.requests import TAKE_OVER, Answer

STEPS, SEED = 60, 2


class Story:
    """Random acts of the people of a house, and what must be true after each."""

    def __init__(self, house, runtime, seed):
        self.house, self.runtime, self.dice = house, runtime, random.Random(seed)
        self.now, self.refused = clock.now(), 0
        self.accountable = {}

    def one_of(self, table, *conditions):
        self.house.session.rollback()
        ids = list(self.house.session.scalars(select(table.id).where(*conditions).order_by(table.id)))
        return self.dice.choice(ids) if ids else 1

    def plan(self):
        h = self.house
        holder = holders.person(self.dice.choice((h.anna, h.bert, h.head, h.rita)))
        act = self.dice.choice(("assign", "assign", "end"))
        asker = self.dice.choice((h.rita, h.head, h.anna))
        h.as_(asker, plan, self.dice.choice(h.places), self.dice.choice("AARCI"), holder, act=act)

    def unplan(self):
        self.house.as_(self.house.rita, unplan, self.one_of(DutyRequest, DutyRequest.state == "planned"))

    def send(self):
        package = self.one_of(RequestPackage, RequestPackage.state == "collecting")
        asker = self.house.package(package)
        self.house.as_(asker.asker_id if asker else self.house.rita, send, package)

    def answer(self):
        package = self.one_of(RequestPackage, RequestPackage.state != "collecting")
        found = self.house.package(package)
        who = self.dice.choice((self.house.head, self.house.boss, found.asked_id if found else self.house.anna))
        ids = [each.id for each in found.requests] if found else [1]
        some = [each for each in ids if self.dice.random() < 0.7]
        said = {each: self.dice.choice((YES, YES, NO, NO, Answer(TAKE_OVER))) for each in some}
        self.house.as_(who, requests.answer, package, said)

    def withdraw(self):
        who = self.dice.choice((self.house.rita, self.house.head))
        self.house.as_(who, requests.withdraw, self.one_of(RequestPackage))

    def pass_on(self):
        package = self.one_of(RequestPackage, RequestPackage.escalated_to_id.is_not(None))
        asked = self.one_of(DutyRequest, DutyRequest.package_id == package, DutyRequest.state == "asked")
        head = self.dice.choice((self.house.head, self.house.boss))
        self.house.as_(head, requests.pass_on, package, [asked], self.house.bert)

    def time_passes(self):
        self.now += timedelta(days=self.dice.randint(1, 6))
        with clock.frozen(self.now):
            escalation.run(self.runtime.sessions)

    def snapshot(self):
        session = self.house.session
        session.rollback()
        asked = {
            each.id: (each.state, each.holder_key, each.package_id) for each in session.scalars(select(DutyRequest))
        }
        packages = {each.id: each.state for each in session.scalars(select(RequestPackage))}
        duties = {(each.id, each.until) for each in session.scalars(select(Duty))}
        return asked, packages, duties, self.in_force()

    def in_force(self):
        return {place: holder for place, holder in self.house.accountable().items() if holder}

    def step(self):
        acts = (self.plan, self.plan, self.plan, self.unplan, self.send, self.send, self.answer, self.answer,
                self.withdraw, self.pass_on, self.time_passes)  # fmt: skip
        with clock.frozen(self.now):
            before = self.snapshot()
        try:
            with clock.frozen(self.now):
                self.dice.choice(acts)()
        except WikiError:
            self.refused += 1
            with clock.frozen(self.now):
                assert self.snapshot() == before
        with clock.frozen(self.now):
            self.check(before)

    def check(self, before):
        requests_, packages, _duties, in_force = self.snapshot()
        states = {number: {each[0] for each in requests_.values() if each[2] == number} for number in packages}
        for number, state in packages.items():
            assert (state == "collecting") == (states[number] == {"planned"}), (state, states)
            assert (state == "open") == ("asked" in states[number])
        rows = list(self.house.session.scalars(select(DutyRequest)))
        waiting = [place_of(each) for each in rows if each.letter == "A" and each.state == "asked"]
        assert len(waiting) == len(set(waiting)), "two are asked to be accountable for the same"
        news = [each for each in rows if each.state == "accepted" and before[0].get(each.id, ("",))[0] != "accepted"]
        for each in news:
            if each.letter == "A":
                self.accountable[each.entry_id] = holder_of(each).id if each.act == "assign" else None
        assert in_force == {place: holder for place, holder in self.accountable.items() if holder}


def test_every_story_ends_in_order(company, runtime):
    story = Story(House(company), runtime, SEED)
    for _step in range(STEPS):
        story.step()
    said = {state for state, _holder, _package in story.snapshot()[0].values()}
    assert len(said & {"accepted", "declined", "withdrawn"}) > 1
    assert 0 < story.refused < STEPS
