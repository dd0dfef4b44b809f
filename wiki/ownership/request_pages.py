"""What the pages of requests show of a package: the duties in it, what to do with them, what happens next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.links import entry_url
from wiki.entries.models import DELETED, Entry
from wiki.ownership.escalation import after_due
from wiki.ownership.findings import Findings
from wiki.ownership.holders import FUNCTION, PERSON, Holder, Place
from wiki.ownership.models import (
    ACCEPTED,
    ACCOUNTABLE,
    ASKED,
    COLLECTING,
    DECLINED,
    DutyRequest,
    RequestPackage,
)
from wiki.ownership.naming import Named, Names
from wiki.ownership.packages import ASSIGN, capacities, holder_of, place_of
from wiki.ownership.queries import accountable_on, of_entries
from wiki.ownership.request_words import (
    asks_you,
    changes,
    needs_answer,
    sort_of,
    state_of,
    they_ask,
    you_ask,
    you_change,
)
from wiki.ownership.staff import Somebody, Staff

_Titles = Mapping[tuple[int, str], tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One duty of a package. `former`: who is accountable until somebody else accepts; `holder` is empty where it is
    the person asked; `gone`: the entry is there no more; `again`: where who asked can ask somebody else."""

    request: DutyRequest
    title: str
    url: str
    kind: str
    step: str
    holder: Named | None
    former: Named | None
    gone: bool
    by: Named | None
    again: str = ""

    @property
    def waits(self) -> bool:
        """Whether somebody still has to say something."""
        return self.request.state == ASKED

    @property
    def state(self) -> tuple[str, str, object]:
        """Tone, sign and word."""
        return state_of(self.request)


@dataclass(frozen=True)
class Shown:
    """A package for its reader. `why`: as whom the reader may answer, else empty."""

    package: RequestPackage
    heading: str
    lines: Sequence[Line] = field(repr=False)
    why: str
    next_head: Somebody | None
    today: date
    number: int
    """How many of its requests need an answer."""

    @property
    def answered(self) -> int:
        """How many of those have one."""
        return self.number - self.open

    @property
    def open(self) -> int:
        """How many wait."""
        return sum(each.waits for each in self.lines)

    @property
    def next_day(self) -> date | None:
        """The day on which it goes to the next head."""
        return self.package.due + timedelta(days=1) if self.package.due else None

    @property
    def days_left(self) -> int | None:
        """How many days there are for the answer, today not counted."""
        return (self.package.due - self.today).days if self.package.due else None


class Desktop:
    """Shows packages to one reader: two queries more, whatever their number."""

    def __init__(
        self, session: Session, actor: Actor, staff: Staff, language: str, packages: Iterable[RequestPackage]
    ) -> None:
        self._actor, self._staff, self._language = actor, staff, language
        self._kinds = wired(session, Kinds)
        self._names = Names(staff, language)
        requests = [each for package in packages for each in package.requests]
        ids = {each.entry_id for each in requests}
        self._former = _accountable(
            session, staff.day, {each.entry_id for each in requests if each.letter == ACCOUNTABLE}
        )
        stepped = {each.entry_id for each in requests if each.step_key}
        self._steps = _step_titles(session, stepped & ids)

    def show(self, package: RequestPackage) -> Shown:
        """One package."""
        why = capacities(package, self._staff).get(self._actor.person_id or 0, "")
        lines = [self._line(each, package) for each in package.requests]
        number = sum(needs_answer(each) for each in package.requests)
        return Shown(
            package, heading(package, self._actor, self._language), lines, why if package.state != COLLECTING else "",
            after_due(package, self._staff), self._staff.day, number,
        )  # fmt: skip

    def _line(self, request: DutyRequest, package: RequestPackage) -> Line:
        entry, holder = request.entry, holder_of(request)
        by = Holder(PERSON, request.decided_by_id) if request.decided_by_id else None
        plain = by is None or by.id == package.asked_id or request.state not in (ACCEPTED, DECLINED)
        return Line(
            request, entry.title(self._language), self._url(request), str(self._kinds.of(entry).label),
            self._step(request), None if holder == Holder(PERSON, package.asked_id) else self._names.holder(holder),
            self._former_of(request), entry.status == DELETED,
            None if plain or by is None else self._names.holder(by), self._again(request, package),
        )  # fmt: skip

    def _url(self, request: DutyRequest) -> str:
        if request.entry.status == DELETED:
            return ""
        url = entry_url(self._kinds, request.entry)
        return f"{url}#step-{request.step_key}" if request.step_key else url

    def _again(self, request: DutyRequest, package: RequestPackage) -> str:
        mine = package.asker_id == self._actor.person_id and package.asked_id != package.asker_id
        if not mine or request.state != DECLINED or request.entry.status == DELETED:
            return ""
        return f"{entry_url(self._kinds, request.entry)}/ownership#ask"

    def _step(self, request: DutyRequest) -> str:
        german, english = self._steps.get((request.entry_id, request.step_key), ("", ""))
        return (german or english) if self._language == "de" else (english or german)

    def _former_of(self, request: DutyRequest) -> Named | None:
        if request.letter != ACCOUNTABLE or request.act != ASSIGN:
            return None
        former = self._former.get(place_of(request))
        return self._names.holder(former) if former is not None and former != holder_of(request) else None


def heading(package: RequestPackage, actor: Actor, language: str) -> str:
    """What the package is, in a sentence to its reader."""
    requests = [each for each in package.requests if needs_answer(each)]
    asker = package.asker.name if package.asker else ""
    asks, asked = package.asker_id == actor.person_id, package.asked_id == actor.person_id
    if not requests or package.asked_id == package.asker_id:
        own, count = asks and asked, len(package.requests)
        return (
            you_change("" if own else package.asked.name, count) if asks else changes(asker, package.asked.name, count)
        )
    letters = "".join(sorted({each.letter for each in requests}))
    title = requests[0].entry.title(language) if len({each.entry_id for each in requests}) == 1 else ""
    what = (letters, sort_of([each.entry.kind for each in requests], requests), len(requests), title)
    if asks:
        return you_ask(package.asked.name, *what)
    return asks_you(asker, *what) if asked else they_ask(asker, package.asked.name, *what)


def _accountable(session: Session, day: date, ids: set[int]) -> dict[Place, Holder]:
    found = {}
    for row in session.scalars(of_entries(accountable_on(day), ids)) if ids else ():
        if row.person_id is not None:
            found[Place(row.entry_id, row.step_key)] = Holder(PERSON, row.person_id)
        elif row.function_id is not None:
            found[Place(row.entry_id, row.step_key)] = Holder(FUNCTION, row.function_id)
    return found


def _step_titles(session: Session, ids: set[int]) -> _Titles:
    if not ids:
        return {}
    return {
        key: pair for read in wired(session, Findings).steps for key, pair in read(session, Entry.id.in_(ids)).items()
    }
