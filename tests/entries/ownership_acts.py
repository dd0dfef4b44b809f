"""What people do about who answers for what, each in somebody else's transaction."""

import random
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.clock import company_day
from wiki.entries.models import DELETED, Entry
from wiki.ownership import holders
from wiki.ownership.duties import add_duty, end_duty, set_accountable
from wiki.ownership.holders import Place
from wiki.ownership.models import Duty
from wiki.people.models import Absence, Person


class OwnershipActs:
    """Mixed into a company that has people and chance."""

    _people: list[int]
    _chance: random.Random

    def answer_for(self, session: Session, entry: Entry) -> None:
        """Somebody answers for it from today on, or nobody does."""
        somebody = self._active(session)
        if entry.status != DELETED:
            holder = holders.person(somebody) if somebody and self._chance.random() < 0.8 else None
            set_accountable(session, SYSTEM, Place(entry.id), holder, company_day(session))

    def do_or_not(self, session: Session, entry: Entry) -> None:
        """Somebody is responsible, or no longer."""
        if entry.status == DELETED:
            return
        today = company_day(session)
        row = session.scalars(select(Duty).where(Duty.entry_id == entry.id, Duty.until.is_(None))).first()
        if row is not None and row.person_id is not None:
            end_duty(session, SYSTEM, Place(entry.id), row.letter, holders.person(row.person_id), today)
        elif somebody := self._active(session):
            add_duty(session, SYSTEM, Place(entry.id), "R", holders.person(somebody), today)

    def go_away_or_come_back(self, session: Session, _entry: Entry) -> None:
        """Somebody is away from today on, with a deputy, or back again."""
        person_id, deputy_id = self._chance.choice(self._people), self._chance.choice(self._people)
        there = session.scalars(select(Absence).where(Absence.person_id == person_id)).first()
        if there is not None:
            session.delete(there)
        elif person_id != deputy_id:
            today = company_day(session)
            last = today + timedelta(days=self._chance.randrange(9))
            session.add(Absence(person_id=person_id, first_day=today, last_day=last, deputy_id=deputy_id))

    def leave_or_stay(self, session: Session, _entry: Entry) -> None:
        """Yesterday was somebody's last day, or it was not after all."""
        person = session.get_one(Person, self._chance.choice(self._people))
        gone = person.last_day is not None
        person.last_day = None if gone else company_day(session) - timedelta(days=1)

    def _active(self, session: Session) -> int | None:
        today = company_day(session)
        found = [session.get_one(Person, each) for each in self._people]
        here = [each.id for each in found if each.active and (each.last_day is None or each.last_day >= today)]
        return self._chance.choice(here) if here else None
