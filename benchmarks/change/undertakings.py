"""500 initiatives, 20,000 tasks and 5,000 signals in the company of `benchmarks/ownership`, in a few statements.

Rows are inserted as years of use would leave them: what is measured here is reading. Always the same.
"""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from benchmarks.words import Words
from wiki.access.permissions import SYSTEM
from wiki.change.models import CUSTOMERS, ChangeMessage
from wiki.core import clock
from wiki.core.db import wired
from wiki.entries.bulk import Prepared, create_all, prepare
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.options import FIELD_OF_ACTION
from wiki.initiatives.fields import ASPECTS
from wiki.initiatives.models import (
    CHECKING,
    CLOSED,
    EFFECT,
    LEAD,
    LIGHTS,
    MEMBER,
    PLANNED,
    RUNNING,
    STOPPED,
    Initiative,
    InitiativeChange,
    InitiativeMember,
    InitiativeReport,
    Measurement,
)
from wiki.people.models import Person
from wiki.signals.models import EXAMINED, NEW, SORTS, TAKEN_UP, Sighting, Signal
from wiki.tasks.models import CATEGORIES, DOING, DONE, OPEN, WAITING, Task, TaskNeed

STAGES = (RUNNING,) * 6 + (PLANNED,) * 2 + (CHECKING, CLOSED, CLOSED, STOPPED)
STATES = (OPEN,) * 4 + (DOING, WAITING) + (DONE,) * 4


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    initiatives: int = 500
    tasks: int = 20_000
    signals: int = 5_000
    board: int = 400
    """Tasks of the first initiative, whose board is asked for."""


class Undertakings:
    """Fills a company that is there already."""

    def __init__(self, session: Session, size: Size) -> None:
        self._session, self._size = session, size
        self._chance = random.Random(7)
        self._words = Words(random.Random(8))
        self._now = clock.now()
        self._today = self._now.date()
        self._people = list(session.scalars(select(Person.id).where(Person.active).order_by(Person.id)))
        query = select(Entry.id, Entry.released_id).where(Entry.kind.in_(("process", "touchpoint")))
        self._places = [(row[0], row[1]) for row in session.execute(query.order_by(Entry.id))]

    def fill(self) -> None:
        """Everything; the caller commits."""
        made = create_all(self._session, SYSTEM, list(self._initiatives()), released=True, action="import").entries
        self._ids = [each.id for each in made]
        self._go_on()
        self._add_tasks()
        self._add_signals()

    def _initiatives(self) -> list[Prepared]:
        kind = wired(self._session, Kinds).get("initiative")
        fields = [option.value for option in FIELD_OF_ACTION.options]
        aspects = [option.value for option in ASPECTS.options]
        return [
            prepare(kind, f"initiative-{number}", {
                "title": {code: self._words.label(code) for code in ("de", "en")},
                "summary": {code: self._words.text(code, 20, []) for code in ("de", "en")},
                "field_of_action": fields[number % len(fields)], "aspects": sorted(self._chance.sample(aspects, 2)),
                "figure": {"de": "Anteil", "en": "Share"}, "unit": "share", "baseline": "50", "target": "80",
            })
            for number in range(self._size.initiatives)
        ]  # fmt: skip

    def _go_on(self) -> None:
        """Stages, reports, teams, effects, changed versions and messages."""
        reports, members, values, changes, messages = [], [], [], [], []
        for number, key in enumerate(self._ids):
            stage, light = STAGES[number % len(STAGES)], LIGHTS[number % len(LIGHTS)] if number % 3 else "green"
            values_of = {"stage": stage, "light": light, "stage_since": self._today - timedelta(days=number % 200)}
            self._session.execute(
                update(Initiative.__table__).where(Initiative.__table__.c.id == key).values(**values_of)  # type: ignore[arg-type,attr-defined]
            )
            reports += [self._report(key, stage, light, back) for back in (40, 10)]
            people = self._chance.sample(self._people, 5)
            members += [{"initiative_id": key, "person_id": each, "part": LEAD if place == 0 else MEMBER,
                         "since": self._today} for place, each in enumerate(people)]  # fmt: skip
            if stage in (CHECKING, CLOSED):
                values.append({"initiative_id": key, "sort": EFFECT, "measured_on": self._today, "value": 82.0, "n": 90,
                               "source": "x", "recorded_at": self._now})  # fmt: skip
            for entry_id, revision_id in self._chance.sample(self._places, 2):
                changes.append({"initiative_id": key, "entry_id": entry_id, "revision_id": revision_id,
                                "added_at": self._now})  # fmt: skip
            messages.append({"initiative_id": key, "text": "x", "audience": CUSTOMERS, "channel": "x",
                             "planned_on": self._today, "done_on": self._today if number % 2 else None})  # fmt: skip
        for model, rows in ((InitiativeReport, reports), (InitiativeMember, members), (Measurement, values),
                            (InitiativeChange, changes), (ChangeMessage, messages)):  # fmt: skip
            self._session.execute(insert(model), rows)

    def _report(self, key: int, stage: str, light: str, back: int) -> dict[str, Any]:
        at = self._now - timedelta(days=back)
        return {
            "initiative_id": key,
            "stage": stage,
            "light": light,
            "reason": self._words.text("de", 12, []),
            "at": at,
        }

    def _add_tasks(self) -> None:
        rows = []
        for number in range(self._size.tasks):
            first = number < self._size.board
            state = STATES[number % len(STATES)]
            due = self._today + timedelta(days=self._chance.randrange(-60, 120))
            rows.append({
                "title": f"{self._words.label('de')} {number}", "state": state, "rank": float(number),
                "category": CATEGORIES[number % len(CATEGORIES)], "assignee_id": self._chance.choice(self._people),
                "starts": due - timedelta(days=14), "due": due, "created_at": self._now, "changed_at": self._now,
                "initiative_id": self._ids[0 if first else number % len(self._ids)],
                "finished_at": self._now - timedelta(days=number % 300) if state == DONE else None,
            })  # fmt: skip
        self._session.execute(insert(Task), rows)
        ids = list(self._session.scalars(select(Task.id).order_by(Task.id)))
        pairs = [{"task_id": ids[number], "needs_id": ids[number - 1]} for number in range(1, len(ids), 5)]
        self._session.execute(insert(TaskNeed), pairs)

    def _add_signals(self) -> None:
        rows = []
        for number in range(self._size.signals):
            taken = number % 5 > 1
            rows.append({
                "sort": SORTS[number % len(SORTS)], "language": "de", "title": f"{self._words.label('de')} {number}",
                "entry_id": self._chance.choice(self._places)[0], "reported_at": self._now - timedelta(hours=number),
                "state": TAKEN_UP if taken else (NEW, EXAMINED)[number % 2],
                "root_cause": self._words.text("de", 15, []) if number % 3 else "",
                "initiative_id": self._ids[number % len(self._ids)] if taken else None,
            })  # fmt: skip
        self._session.execute(insert(Signal), rows)
        ids = list(self._session.scalars(select(Signal.id)))
        seen = [{"signal_id": each, "seen_from": self._today, "seen_until": self._today, "times": 3,
                 "told_at": self._now} for each in ids for _twice in range(2)]  # fmt: skip
        self._session.execute(insert(Sighting), seen)
