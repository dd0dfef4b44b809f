"""Paths, enrolments, binding entries and missing terms in the company of `benchmarks/ownership`, in a few statements.

Rows are inserted as years of use would leave them: what is measured here is reading. Always the same.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks.ownership import crowd
from benchmarks.words import Words
from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import wired
from wiki.core.text import slugify
from wiki.entries.bulk import Prepared, create_all, prepare
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.options import FIELD_OF_ACTION
from wiki.learning.models import ASSIGNED, CHECK, QUESTION, READ, TALK, TASK, Enrolment, StationDone
from wiki.missing_terms.models import MissingTerm, MissingWord, SearchMiss, TermRequest
from wiki.missing_terms.noticing import DAYS_KEPT
from wiki.missing_terms.noticing import SWITCH as SEARCHES
from wiki.missing_terms.typed import digest_of, key_of
from wiki.people.models import Department, Person, PersonRole
from wiki.people.switch_news import SwitchSeen
from wiki.people.switches import SwitchState
from wiki.reading.models import SWITCH as READING
from wiki.reading.models import Confirmation, ReadingDuty, ReadingRound, RequiredReading

LEARNER, NEWCOMER, EDITOR = "person70@example.org", "person61@example.org", "person72@example.org"
"""Follows paths and has things to confirm; is new besides; writes."""
SORTS = (READ, READ, READ, CHECK, READ, QUESTION, READ, READ, TALK, READ, READ, CHECK, READ, TASK, READ, READ, QUESTION)
FIELDS = tuple(option.value for option in FIELD_OF_ACTION.options)


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    terms: int = 7_800
    """With the crowd's touchpoints and processes 10,000 entries."""
    paths: int = 60
    stations: int = 20
    enrolments: int = 5_000
    binding: int = 40
    missing: int = 300
    searches: int = 2_000
    """Days on which something was searched for in vain, of all words together."""


class Students:
    """Fills a company that is there already."""

    def __init__(self, session: Session, size: Size) -> None:
        self._session, self._size = session, size
        self._chance = random.Random(9)
        self._words = Words(random.Random(10))
        self._now = clock.now()
        self._today = self._now.date()
        self._labels: list[str] = []

    def fill(self) -> None:
        """Everything; the caller commits."""
        self._people = list(self._session.scalars(select(Person).order_by(Person.id)))
        self._units = list(self._session.scalars(select(Department).order_by(Department.id)))
        self._switch_on()
        self._name_some()
        terms = self._create(self._terms())
        self._create(self._paths([each.slug for each in terms]))
        self._enrol()
        self._bind()
        self._miss(terms)

    def _create(self, items: Iterator[Prepared]) -> list[Entry]:
        return create_all(self._session, SYSTEM, list(items), released=True, action="import").entries

    def _switch_on(self) -> None:
        for name in (READING, SEARCHES):
            self._session.add(SwitchState(name=name, on=True, changed_at=self._now, changes=1))
        self._session.flush()
        told = {"changes": 1}
        seen = [{"person_id": each.id, "name": name, **told} for each in self._people for name in (READING, SEARCHES)]
        self._session.execute(insert(SwitchSeen), seen)

    def _name_some(self) -> None:
        """One in twenty-five is new; one writes."""
        for number, each in enumerate(self._people):
            if number % 25 == 11:
                each.joined_on = self._today - timedelta(days=number % 80)
            if each.email == EDITOR:
                each.roles.append(PersonRole(role="editor", given_at=self._now))
        self._session.flush()

    def _both(self, length: int) -> dict[str, str]:
        return {code: self._words.text(code, length, []).rstrip(".") for code in ("de", "en")}

    def _terms(self) -> Iterator[Prepared]:
        kind, slugs = wired(self._session, Kinds).get("term"), []
        for number in range(self._size.terms):
            words = [self._words.label("de"), self._words.label("en"), self._words.label("de"), self._words.label("en")]
            self._labels.append(words[0])
            rows = [
                {"language": ("de", "en")[place % 2], "text": text, "status": "preferred" if place < 2 else "admitted"}
                for place, text in enumerate(words)
            ]
            content = {"labels": rows, "field_of_action": FIELDS[number % len(FIELDS)], "definition": self._both(14)}
            if number > 20:
                content["broader"] = [{"entry": slugs[number // 8], "relation": "generic"}]
                content["related"] = [slugs[number - 3]]
            if number % 10 == 9:
                content["confused_with"] = [{"entry": slugs[number - 2], "difference": self._both(12)}]
            slugs.append(f"begriff-{number}-{slugify(words[0])}"[:80])
            yield prepare(kind, slugs[-1], content)

    def _paths(self, terms: list[str]) -> Iterator[Prepared]:
        kind = wired(self._session, Kinds).get("learning_path")
        for number in range(self._size.paths):
            content: dict[str, Any] = {
                "title": {code: self._words.label(code) for code in ("de", "en")}, "summary": self._both(20),
                "minutes": 60, "field_of_action": FIELDS[number % len(FIELDS)],
                "stations": [self._station(place, number, terms) for place in range(self._size.stations)],
            }  # fmt: skip
            if number == 0:
                content["for_newcomers"] = True
            elif number % 3 == 0:
                content["departments"] = [self._units[number % len(self._units)].slug]
            elif number % 3 == 1:
                content["functions"] = [f"funktion-{number % 5}"]
            yield prepare(kind, f"pfad-{number}", content)

    def _station(self, place: int, path: int, terms: list[str]) -> dict[str, Any]:
        sort = SORTS[place % len(SORTS)]
        station: dict[str, Any] = {"key": f"station-{place}", "sort": sort, "within_days": 5 + place * 3}
        if sort == READ:
            others = (f"term:{self._chance.choice(terms)}",) * 4 + (f"process:prozess-{path % 5}",)
            return station | {"entry": self._chance.choice(others)}
        station |= {"title": self._both(4), "text": self._both(20)}
        if sort == QUESTION:
            wrong = {code: "\n".join(self._words.text(code, 6, []) for _each in range(3)) for code in ("de", "en")}
            return station | {"right": self._both(6), "wrong": wrong, "why": self._both(15)}
        return station | ({"questions": 5} if sort == CHECK else {})

    def _enrol(self) -> None:
        """Each person follows some paths; two of three are finished, the others some way along."""
        query = select(Entry).where(Entry.kind == "learning_path").order_by(Entry.id)
        paths = list(self._session.scalars(query))
        rows = []
        for number in range(self._size.enrolments):
            person, turn = self._people[number % len(self._people)], number // len(self._people)
            path = paths[(number * 7 + turn * 13) % len(paths)]
            started = self._today - timedelta(days=7 * turn + number % 30 + 1)
            rows.append({
                "person_id": person.id, "path_id": path.id, "title_de": path.title_de, "title_en": path.title_en,
                "reason": ASSIGNED, "started_on": started, "created_at": self._now, "seen_number": 1,
                "mentor_id": self._people[(number + 3) % len(self._people)].id if number % 4 == 0 else None,
                "completed_at": None if turn < 2 else self._now - timedelta(days=turn),
                "completed_number": 0 if turn < 2 else 1,
            })  # fmt: skip
        self._session.execute(insert(Enrolment), rows)
        many = {row.id: self._size.stations if row.completed_at else row.id % 14
                for row in self._session.execute(select(Enrolment.id, Enrolment.completed_at))}  # fmt: skip
        done = [{"enrolment_id": key, "station": f"station-{place}", "title_de": "x", "title_en": "x",
                 "done_at": self._now} for key, number in many.items() for place in range(number)]  # fmt: skip
        self._session.execute(insert(StationDone), done)

    def _bind(self) -> None:
        """A third of them bind everybody, the others an area; of ten who are asked nine have confirmed."""
        query = select(Entry).where(Entry.kind == "touchpoint").order_by(Entry.id).limit(self._size.binding)
        asked_on, due_on = self._today - timedelta(days=40), self._today - timedelta(days=26)
        for number, entry in enumerate(self._session.scalars(query)):
            area = self._units[1 + number % crowd.AREAS]
            everybody = number % 3 == 0
            self._session.add(RequiredReading(
                entry_id=entry.id, everybody=everybody, department_ids=[] if everybody else [area.id],
                function_ids=[], since=asked_on, why=self._words.text("de", 8, []),
            ))  # fmt: skip
            asked = ReadingRound(
                entry_id=entry.id, revision_id=entry.released_id, asked_on=asked_on, due_on=due_on, department_ids=[]
            )
            self._session.add(asked)
            self._session.flush()
            people = [each for each in self._people if each.last_day is None and (everybody or self._is_in(each, area))]
            self._ask(entry, asked, people)

    def _is_in(self, person: Person, area: Department) -> bool:
        unit = next((each for each in self._units if each.id == person.department_id), None)
        return unit is not None and area.id in (unit.id, unit.parent_id)

    def _ask(self, entry: Entry, asked: ReadingRound, people: list[Person]) -> None:
        duties = [{"round_id": asked.id, "person_id": each.id, "asked_on": asked.asked_on, "due_on": asked.due_on}
                  for each in people]  # fmt: skip
        self._session.execute(insert(ReadingDuty), duties)
        ids = select(ReadingDuty.person_id, ReadingDuty.id).where(ReadingDuty.round_id == asked.id)
        of_person = dict(self._session.execute(ids).tuples().all())
        self._session.execute(insert(Confirmation), [
            {"duty_id": of_person[each.id], "person_id": each.id, "pseudonym": each.pseudonym, "entry_id": entry.id,
             "revision_id": entry.released_id, "number": 1, "title_de": entry.title_de, "title_en": entry.title_en,
             "confirmed_at": self._now - timedelta(days=30)}
            for each in people if (each.id + entry.id) % 10
        ])  # fmt: skip

    def _miss(self, terms: list[Entry]) -> None:
        """Half of the words are spelt like a label with a slip, the others are like nothing."""
        rows = []
        for number in range(self._size.missing):
            label = self._labels[number * 7 % len(self._labels)]
            word = label[:3] + label[4:] + "n" if number % 2 else self._words.label("de")
            rows.append(MissingTerm(word=word, language="de", created_at=self._now, changed_at=self._now))
            folded = key_of(word)
            digest = digest_of(self._session, folded)
            rows[-1].words.append(MissingWord(
                text=word, language="de", folded=folded, digest=digest, slug=slugify(word), from_search=number % 3 > 0,
            ))  # fmt: skip
            if number % 3 == 0:
                by, place = self._people[number].id, terms[number % len(terms)].id
                rows[-1].requests.append(
                    TermRequest(word=word, language="de", asked_at=self._now, asked_by_id=by, place_id=place)
                )
        self._session.add_all(rows)
        self._session.flush()
        digests = [row.words[0].digest for row in rows]
        days = {(digests[number % len(digests)], number // len(digests) * 5 % DAYS_KEPT): number % 9 + 1
                for number in range(self._size.searches)}  # fmt: skip
        counted = [{"digest": digest, "day": self._today - timedelta(days=back), "times": times}
                   for (digest, back), times in days.items()]  # fmt: skip
        self._session.execute(insert(SearchMiss), counted)
