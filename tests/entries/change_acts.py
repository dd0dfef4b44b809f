"""What people do about signals, evidence and initiatives, each in a transaction of its own; each act says at which
page it may show."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.core.clock import company_day
from wiki.core.db import begin_write, wired
from wiki.entries import payload as payloads
from wiki.entries import queries
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.release import Manner, content_of, release
from wiki.entries.service import Edit, Intent, create, save
from wiki.evidence import service as evidence
from wiki.evidence.models import SORTS, Evidence
from wiki.initiatives.closing import Closing, check_again, close
from wiki.initiatives.measuring import Measured, measure
from wiki.initiatives.models import CHECKING, LIGHTS, PLANNED, RUNNING, Initiative, Recheck
from wiki.initiatives.service import Report, newest_report, report
from wiki.signals import service as signals
from wiki.signals import triage
from wiki.signals.models import OPEN, Signal
from wiki.web.runtime import Runtime

PROCESS, TOUCHPOINT, INITIATIVE = "/processes/rueckruf", "/touchpoints/hotline", "/initiatives/zugesagt"
PAGES = (PROCESS, TOUCHPOINT, INITIATIVE, "/initiatives/")
_STEPS = [{"key": key, "lane": "frontstage", "title": {"de": key, "en": key}} for key in ("anrufen", "zusagen")]
_FIGURE = {"figure": {"de": "Anteil"}, "unit": "share", "baseline": "50", "target": "80"}


class ChangeActs:
    """A process, a touchpoint and an initiative about both, and what becomes of them."""

    def __init__(self, runtime: Runtime, chance: random.Random) -> None:
        self._runtime = runtime
        self._chance = chance
        self._at: dict[str, int] = {}
        with runtime.sessions() as session:
            begin_write(session)
            for path, content in (
                (PROCESS, {"title": {"de": "Rückruf"}, "steps": _STEPS}),
                (TOUCHPOINT, {"title": {"de": "Hotline"}}),
                (INITIATIVE, {"title": {"de": "Zugesagt"}, "touchpoints": ["hotline"], "processes": ["rueckruf"]} | _FIGURE),
            ):  # fmt: skip
                self._at[path] = self._make(session, path, content)
            session.commit()

    @staticmethod
    def _make(session: Session, path: str, content: dict[str, Any]) -> int:
        kinds, (folder, slug) = wired(session, Kinds), path.strip("/").split("/")
        kind = next(kinds.get(name) for name in kinds.names if kinds.get(name).path == folder)
        cleaned, problems = payloads.clean(kind, content)
        assert not problems, problems
        return create(session, SYSTEM, kind, Edit(cleaned, intent=Intent.RELEASE), slug).entry.id

    def acts(self) -> list[Callable[[Session], str]]:
        """Every sort of act at least once, in an order of chance; what needs another one first comes after it."""
        first = [self.report_signal, self.write_evidence, self.go_on, self.report_signal, self.measure]
        then = [
            self.decide,
            self.decide,
            self.take_up,
            self.drop_evidence,
            self.write_evidence,
            self.release_for,
            self.go_on,
        ]
        self._chance.shuffle(first)
        self._chance.shuffle(then)
        return [*first, *then, self.finish, self.check_again, self.finish, self.check_again]

    def do(self, act: Callable[[Session], str]) -> str:
        """Do it; returns the page."""
        with self._runtime.sessions() as session, force_locale("de"):
            begin_write(session)
            path = act(session)
            session.commit()
            return path

    def report_signal(self, session: Session) -> str:
        path = self._chance.choice([PROCESS, TOUCHPOINT])
        step = self._chance.choice(["", "anrufen", "zusagen"]) if path == PROCESS else ""
        data = signals.SignalData("complaints", "Niemand ruft zurück")
        signals.report(session, SYSTEM, data, signals.Place(self._at[path], step))
        return path

    def decide(self, session: Session) -> str:
        found = self._open_signal(session)
        self._chance.choice([
            lambda: triage.answer(session, SYSTEM, found.id, "Das soll so sein.", found.edits),
            lambda: triage.examine(session, SYSTEM, found.id, found.edits),
        ])()  # fmt: skip
        return self._path_of(found)

    def take_up(self, session: Session) -> str:
        found = self._open_signal(session)
        signals.taken_up(session, SYSTEM, found, self._at[INITIATIVE])
        return self._path_of(found)

    def _open_signal(self, session: Session) -> Signal:
        found = session.scalars(select(Signal).where(Signal.state.in_(OPEN)).order_by(Signal.id)).first()
        if found is None:
            self.report_signal(session)
            return self._open_signal(session)
        return found

    def _path_of(self, signal: Signal) -> str:
        return next(path for path, number in self._at.items() if number == signal.entry_id)

    def write_evidence(self, session: Session) -> str:
        path = self._chance.choice([PROCESS, TOUCHPOINT])
        sort, day = self._chance.choice(SORTS), company_day(session)
        data = evidence.EvidenceData(sort, "Register", day, "fair", "zusagen" if path == PROCESS else "")
        evidence.add(session, SYSTEM, self._at[path], data)
        return path

    def drop_evidence(self, session: Session) -> str:
        found = session.scalars(select(Evidence).order_by(Evidence.id)).first()
        if found is None:
            return self.write_evidence(session)
        evidence.remove(session, SYSTEM, found.id, found.edits)
        return next(path for path, number in self._at.items() if number == found.entry_id)

    def go_on(self, session: Session) -> str:
        """It begins, or another light is lit."""
        entry, seen = self._initiative(session)
        if entry.stage in (PLANNED, RUNNING):
            report(session, SYSTEM, entry.id, Report(RUNNING, self._chance.choice(LIGHTS), "Es geht voran.", seen))
        return INITIATIVE

    def measure(self, session: Session) -> str:
        measure(session, SYSTEM, self._at[INITIATIVE], self._value(session))
        return INITIATIVE

    def finish(self, session: Session) -> str:
        entry, seen = self._initiative(session)
        if entry.stage == RUNNING:
            close(session, SYSTEM, entry.id, Closing("Eingeführt.", self._value(session), newest=seen))
        return INITIATIVE

    def check_again(self, session: Session) -> str:
        """The effect holds, or the initiative is opened again."""
        entry, _seen = self._initiative(session)
        waiting = select(Recheck).where(Recheck.outcome == "").order_by(Recheck.due)
        if entry.stage == CHECKING:
            check_again(session, SYSTEM, entry.id, session.scalars(waiting).first().id, self._value(session))  # type: ignore[union-attr]
        return INITIATIVE

    def release_for(self, session: Session) -> str:
        """A new version of the process, brought about by the initiative."""
        entry = session.get_one(Entry, self._at[PROCESS])
        head = queries.head(session, entry.id)
        assert head is not None
        content = dict(content_of(wired(session, Kinds).of(entry), head))
        content["summary"] = {"de": f"Stand {self._chance.randrange(10**6)}"}
        saved = save(session, SYSTEM, entry, Edit(content, head.number, intent=Intent.DRAFT))
        assert saved.revision is not None
        release(session, SYSTEM, saved.revision, replace(Manner(), belongs_to=self._at[INITIATIVE]))
        return PROCESS

    def _initiative(self, session: Session) -> tuple[Initiative, int]:
        newest = newest_report(session, self._at[INITIATIVE])
        return session.get_one(Initiative, self._at[INITIATIVE]), newest.id if newest else 0

    def _value(self, session: Session) -> Measured:
        return Measured(Decimal(self._chance.randrange(40, 100)), company_day(session), 90, "Register")
