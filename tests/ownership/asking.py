"""A house in which people ask each other to answer for touchpoints."""

from sqlalchemy import select

from wiki.core.outbox import Event
from wiki.ownership import holders, requests
from wiki.ownership.holders import Place
from wiki.ownership.models import RequestPackage
from wiki.ownership.planning import Wish, plan_many, send
from wiki.ownership.queries import accountable_on
from wiki.ownership.requests import ACCEPT, DECLINE, Answer
from wiki.people.models import Person
from wiki.people.service import actor_of

YES, NO = Answer(ACCEPT), Answer(DECLINE, "Keine Zeit")


class House:
    """A department with its head, two people and three touchpoints; `rita` may ask anybody."""

    def __init__(self, company):
        self.company = company
        self.boss = company.person("Chefin", "", "manager")
        company.department("Firma", "Chefin")
        self.head = company.person("Leiter", "", "manager")
        company.department("Service", "Leiter", "Firma")
        for name, department in (("Chefin", "Firma"), ("Leiter", "Service")):
            self.change(company.ids[name], department_id=company.ids[department])
        self.anna, self.bert = company.person("Anna", "Service"), company.person("Bert", "Service")
        self.rita = company.person("Rita", "", "cx_manager")
        self.places = [Place(company.touchpoint(each, "Service")) for each in ("Hotline", "Chat", "Brief")]

    names = ("Anna", "Bert", "Leiter", "Chefin", "Rita")

    @property
    def session(self):
        return self.company.session

    def change(self, person_id, **values):
        def act(session):
            for name, value in values.items():
                setattr(session.get(Person, person_id), name, value)

        self.company.writing(act)

    def as_(self, person_id, service, *arguments, **more):
        """Do `service(session, actor, …)` as this person."""

        def run(session):
            return service(session, actor_of(session, session.get(Person, person_id)), *arguments, **more)

        try:
            found = self.company.writing(run)
        except Exception:
            self.session.rollback()
            raise
        return found

    def ask(self, person_id, letter="A", places=None, asker=None):
        """Plan and send; returns the package's id."""
        wishes = [Wish(each, letter, holders.person(person_id)) for each in places or self.places]
        made = self.as_(asker or self.rita, plan_many, wishes)
        package_id = made[0].package_id
        self.as_(asker or self.rita, send, package_id, "Bitte", "2 Stunden")
        return package_id

    def package(self, package_id):
        self.session.rollback()
        return self.session.get(RequestPackage, package_id)

    def states(self, package_id):
        return [each.state for each in self.package(package_id).requests]

    def answer(self, person_id, package_id, *verdicts):
        ids = [each.id for each in self.package(package_id).requests]
        given = dict(zip(ids, verdicts, strict=False))
        return self.as_(person_id, requests.answer, package_id, given)

    def accountable(self):
        self.session.rollback()
        rows = self.session.scalars(accountable_on(self.company.today)).all()
        return {row.entry_id: row.person_id or row.function_id for row in rows}

    def events(self):
        self.session.rollback()
        return list(
            self.session.scalars(select(Event.name).where(Event.name.startswith("request.")).order_by(Event.id))
        )
