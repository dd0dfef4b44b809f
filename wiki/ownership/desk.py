"""What one person plans: all that has to be known to judge wishes, read once however many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.clock import company_day
from wiki.core.errors import Forbidden, Invalid, NotFound, Problem
from wiki.entries.models import DELETED, Entry
from wiki.ownership.duties import check, step_keys
from wiki.ownership.holders import FUNCTION, PERSON, Holder, Place
from wiki.ownership.models import (
    ACCOUNTABLE,
    ASKED,
    COLLECTING,
    INFORMED,
    LETTERS,
    PLANNED,
    Duty,
    DutyRequest,
    RequestPackage,
)
from wiki.ownership.packages import ASSIGN, END, holder_of, lock_functions, place_of, whom_to_ask
from wiki.ownership.queries import accountable_on, duties_on, of_entries
from wiki.ownership.rights import may_assign
from wiki.ownership.staff import Staff


@dataclass(frozen=True)
class Wish:
    """A change that somebody wants: that `holder` takes on `letter` at `place`, or (`act` end) does it no longer; from
    `since` on, empty for the day of the answer."""

    place: Place
    letter: str
    holder: Holder
    act: str = ASSIGN
    since: date | None = None

    @classmethod
    def of(cls, request: DutyRequest) -> "Wish":
        """What a request wants."""
        return cls(place_of(request), request.letter, holder_of(request), request.act, request.since)

    @property
    def cell(self) -> tuple[Place, str, str]:
        """What it is about, whether it is to begin or to end."""
        return self.place, self.letter, self.holder.key


Cells = set[tuple[Place, str, str]]


@dataclass
class Desk:
    """Open it with `Desk.at`; `plan` changes what is planned, `judge` only says whether a wish can be."""

    session: Session
    actor: Actor
    asker_id: int
    today: date
    staff: Staff
    entries: dict[int, Entry]
    packages: dict[int, RequestPackage]
    """What the actor puts together, by who is to be asked."""
    waiting: dict[Place, list[DutyRequest]]
    """What others or the actor have been asked and not answered yet."""
    planned: dict[Place, list[DutyRequest]]
    """What stands in the packages, by what it is about."""
    _in_force: dict[date, Cells] = field(default_factory=dict)
    _checked: set[tuple[str, str, date]] = field(default_factory=set)
    _steps: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def at(cls, session: Session, actor: Actor, wishes: Sequence[Wish], *, to_judge: bool = False) -> "Desk":
        """The actor's desk with everything about the entries of `wishes`. Lock the asker before. `to_judge`: nothing is
        planned at it, and what is planned already is not read."""
        if actor.person_id is None:
            raise Forbidden(_("Please sign in to continue."))
        lock_functions(session, [wish.holder for wish in wishes])
        ids = {wish.place.entry_id for wish in wishes}
        today = company_day(session)
        entries = select(Entry).where(Entry.id.in_(ids)).options(joinedload(Entry.released))
        collecting = (
            select(RequestPackage)
            .outerjoin(RequestPackage.requests)
            .where(RequestPackage.asker_id == actor.person_id, RequestPackage.state == COLLECTING)
            .options(contains_eager(RequestPackage.requests))
            .order_by(RequestPackage.id.desc(), DutyRequest.id)
            .execution_options(populate_existing=True)
        )
        waiting = (
            select(DutyRequest)
            .where(DutyRequest.state == ASKED, DutyRequest.entry_id.in_(ids))
            .options(joinedload(DutyRequest.package).joinedload(RequestPackage.asked))
        )
        packages = {} if to_judge else {each.asked_id: each for each in session.scalars(collecting).unique()}
        return cls(
            session, actor, actor.person_id, today, Staff(session, today),
            {each.id: each for each in session.scalars(entries)}, packages, _by_place(session.scalars(waiting)),
            _by_place(each for package in packages.values() for each in package.requests),
        )  # fmt: skip

    def judge(self, wish: Wish) -> None:
        """Raise Forbidden, Invalid or NotFound where the wish cannot be."""
        entry = self.entries.get(wish.place.entry_id)
        if entry is None or entry.status == DELETED:
            raise NotFound(_("There is no such entry any more."))
        if not may_assign(self.actor, entry):
            raise Forbidden(_("You may not say who answers for this entry."))
        self._judge_step(wish, entry)
        day = wish.since or self.today
        if wish.act == END:
            self._judge_end(wish, day)
            return
        key = (wish.letter, wish.holder.key, day)
        if key not in self._checked:
            check(self.session, wish.letter, wish.holder, day)
            self._checked.add(key)
        if wish.cell in self._cells(day):
            raise Invalid([Problem("holder", _("This is so already."))])
        self._judge_waiting(wish)

    def _judge_step(self, wish: Wish, entry: Entry) -> None:
        if not wish.place.step_key:
            return
        if entry.id not in self._steps:
            self._steps[entry.id] = step_keys(self.session, entry)
        if wish.place.step_key not in self._steps[entry.id]:
            raise NotFound(_("There is no such step any more."))

    def _judge_end(self, wish: Wish, day: date) -> None:
        if wish.letter not in LETTERS:
            raise Invalid([Problem("letter", _("Please choose R, A, C or I."))])
        if day < self.today:
            raise Invalid([Problem("since", _("This day is past: duties end today or later."))])
        if wish.cell not in self._cells(day):
            raise Invalid([Problem("holder", _("This has ended already."))])

    def _judge_waiting(self, wish: Wish) -> None:
        """A duty is asked of one person at a time: two who both accept an accountability would surprise each other."""
        for other in self.waiting.get(wish.place, ()):
            same = (wish.place, other.letter, other.holder_key) == wish.cell
            if same or wish.letter == other.letter == ACCOUNTABLE:
                name = other.package.asked.name
                raise Invalid([Problem("holder", _("%(name)s has been asked and has not answered yet.", name=name))])

    def _cells(self, day: date) -> Cells:
        if day not in self._in_force:
            held = self.session.scalars(of_entries(accountable_on(day), self.entries))
            found = {
                (Place(row.entry_id, row.step_key), ACCOUNTABLE, _key(row.person_id, row.function_id)) for row in held
            }
            duties = self.session.scalars(duties_on(day).where(Duty.entry_id.in_(list(self.entries))))
            found |= {(Place(row.entry_id, row.step_key), row.letter, row.holder_key) for row in duties}
            self._in_force[day] = found
        return self._in_force[day]

    def asked_id(self, wish: Wish) -> int:
        """Who is to be asked. What needs no answer and has nobody to be told is the asker's own affair."""
        person = whom_to_ask(self.staff, wish.holder)
        if person is not None:
            return person.id
        if wish.act == END or wish.letter == INFORMED:
            return self.asker_id
        raise Invalid([Problem("holder", _("There is nobody who could answer for this: no holder and no head."))])

    def refusal(self, wish: Wish) -> Forbidden | Invalid | NotFound | None:
        """Why the wish cannot be planned, None when it can; nothing is changed."""
        same = self._planned_as(wish)
        try:
            if same is None or same.act == wish.act:
                self.judge(wish)
                self.asked_id(wish)
        except (Forbidden, Invalid, NotFound) as error:
            return error
        return None

    def _planned_as(self, wish: Wish) -> DutyRequest | None:
        """What is planned about the same letter of the same holder."""
        here = self.planned.get(wish.place, ())
        return next((each for each in here if (each.letter, each.holder_key) == wish.cell[1:]), None)

    def plan(self, wish: Wish) -> DutyRequest | None:
        """Put one wish on the desk; None where it takes back what was planned."""
        here, same = self.planned.get(wish.place, []), self._planned_as(wish)
        if same is not None and same.act != wish.act:
            self.drop(same)
            return None
        self.judge(wish)
        if same is not None:
            same.since = wish.since
            return same
        if wish.letter == ACCOUNTABLE:
            rivals = [each for each in here if each.letter == ACCOUNTABLE]
            successor = next((each for each in rivals if each.act == ASSIGN), None)
            if wish.act == END and successor is not None:
                return successor  # whoever is named ends it by accepting; until then the former holder stays
            for each in rivals:
                self.drop(each)
        return self._add(wish)

    def _add(self, wish: Wish) -> DutyRequest:
        asked_id = self.asked_id(wish)
        package = self.packages.get(asked_id)
        if package is None:
            package = RequestPackage(asker_id=self.asker_id, asked_id=asked_id, made_at=clock.now())
            self.packages[asked_id] = package
            self.session.add(package)
        request = DutyRequest(
            entry_id=wish.place.entry_id, step_key=wish.place.step_key, letter=wish.letter, act=wish.act,
            holder_key=wish.holder.key, since=wish.since, state=PLANNED, **wish.holder.columns,
        )  # fmt: skip
        package.requests.append(request)
        self.planned.setdefault(wish.place, []).append(request)
        return request

    def drop(self, request: DutyRequest) -> None:
        """Take a planned request off the desk, with its package when that is empty then."""
        package = request.package
        self.planned[place_of(request)].remove(request)
        package.requests.remove(request)
        if not package.requests:
            self.packages.pop(package.asked_id, None)
            self.session.delete(package)


def _by_place(requests: Iterable[DutyRequest]) -> dict[Place, list[DutyRequest]]:
    found: dict[Place, list[DutyRequest]] = {}
    for each in requests:
        found.setdefault(place_of(each), []).append(each)
    return found


def _key(person_id: int | None, function_id: int | None) -> str:
    if person_id is not None:
        return Holder(PERSON, person_id).key
    return Holder(FUNCTION, function_id).key if function_id is not None else ""
