"""A small office in which somebody answers for things, for tests of hand-overs."""

from datetime import timedelta

from wiki.access.permissions import SYSTEM
from wiki.handover import moving, service
from wiki.handover.models import Handover
from wiki.ownership import holders
from wiki.ownership.duties import add_duty, set_accountable
from wiki.ownership.holders import Place
from wiki.ownership.queries import accountable_on
from wiki.people import leaving
from wiki.people.models import Person
from wiki.people.service import actor_of


class Office:
    """Hanna leads Service and Bert the team below; Anna of the team answers for four things, Otto works beside her."""

    def __init__(self, company):
        self.company, self.session, self.ids = company, company.session, company.ids
        for name, roles in (("Hanna", ["manager"]), ("Bert", ["manager"]), ("Ada", ["administrator"])):
            company.person(name, "", *roles)
        company.department("Service", "Hanna")
        company.department("Team", "Bert", "Service")
        for name in ("Anna", "Otto", "Emma"):
            company.person(name, "Team")
        self.places = {each: Place(company.touchpoint(each, "Team")) for each in ("Hotline", "Chat", "Mail", "Laden")}
        company.function("Lotse", "Team", "Anna")

        def give(session):
            session.get(Person, self.ids["Bert"]).department_id = self.ids["Team"]
            anna = holders.person(self.ids["Anna"])
            for each in ("Hotline", "Chat"):
                set_accountable(session, SYSTEM, self.places[each], anna, company.today)
            add_duty(session, SYSTEM, self.places["Mail"], "R", anna, company.today)
            add_duty(session, SYSTEM, self.places["Laden"], "I", anna, company.today)

        company.writing(give)

    def act(self, name, what):
        """`what(session, actor)` by this person, in a transaction of its own."""
        return self.company.writing(
            lambda session: what(session, actor_of(session, session.get(Person, self.ids[name])))
        )

    def leave(self, name, days, by="Bert", **more):
        day = None if days is None else self.company.today + timedelta(days=days)
        more.setdefault("announced", True)
        self.act(by, lambda s, a: leaving.set_last_day(s, a, s.get(Person, self.ids[name]), day, **more))

    def begin(self, name="Anna", by="Bert", days=None):
        day = None if days is None else self.company.today + timedelta(days=days)
        return self.act(by, lambda s, a: service.begin(s, a, s.get(Person, self.ids[name]), day).id)

    def package(self, number):
        self.session.rollback()
        return self.session.get(Handover, number)

    def items(self, number):
        return {each.key.split(":")[0] + ":" + each.title_de: each for each in self.package(number).items}

    def propose(self, number, successor, *keys, by="Bert"):
        chosen = [self.items(number)[each].id for each in keys]
        return self.act(
            by, lambda s, a: service.propose(s, a, s.get(Handover, number), chosen, self.ids.get(successor))
        )

    def answer(self, number, name, **answers):
        def act(session, actor):
            mine = {each.title_de: each.id for each in session.get(Handover, number).items if each.successor_id}
            found = session.get(Handover, number)
            service.answer(session, actor, found, {mine[key]: value for key, value in answers.items()}, "keine Zeit")
            moving.move_accepted(session, found)

        self.act(name, act)

    def accountable(self, day=0):
        self.session.rollback()
        rows = self.session.scalars(accountable_on(self.company.today + timedelta(days=day))).all()
        names = {number: name for name, number in self.ids.items() if name not in ("Service", "Team", "Lotse")}
        titles = {place.entry_id: title for title, place in self.places.items()}
        return {titles[row.entry_id]: (names.get(row.person_id), row.acting) for row in rows}
