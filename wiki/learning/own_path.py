"""The path through one's own steps: the processes in which somebody is responsible or accountable, in the order of the
customer's way, before each the terms its steps speak of.

It is worked out when it is shown and never stored; the keys of its stations hold while the entries do.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectin_polymorphic

from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.entries.annotating import Place
from wiki.entries.fields import Payload
from wiki.entries.kinds import Kinds
from wiki.entries.models import RELEASED, Entry
from wiki.entries.options import PHASES
from wiki.glossary.mentions.dictionary import Dictionary
from wiki.glossary.mentions.keeping import Labels
from wiki.glossary.mentions.marking import mentions
from wiki.glossary.mentions.reading import read
from wiki.learning.models import CHECK, READ
from wiki.learning.own_words import WHOLE, at_touchpoint, has_stayed, part_in, spoken_of
from wiki.learning.prerequisites import above, in_order
from wiki.learning.stations import Station, stations_of
from wiki.ownership.history import of_person
from wiki.ownership.models import ACCOUNTABLE, RESPONSIBLE
from wiki.people.models import Function, FunctionHolder
from wiki.processes.models import Process, ProcessStep
from wiki.touchpoints.models import Touchpoint

PROCESS, TOUCHPOINT, TERM = "process", "touchpoint", "term"
MOST = 59
"""Stations beyond which no more terms are told."""
MOST_TERMS = 4
"""Terms before one process."""
QUESTIONS = 5
_ORDER = {option.value: place for place, option in enumerate(PHASES.options)}


@dataclass
class _Own:
    """What somebody has to do with one entry: letters by the key of the step, `WHOLE` for all of it."""

    letters: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, letter: str) -> None:
        """Accountable weighs more."""
        if self.letters.get(key) != ACCOUNTABLE:
            self.letters[key] = letter


def own_stations(session: Session, person_id: int) -> tuple[Station, ...]:
    """The stations for a person today; none for somebody who has no part in any step."""
    return stations_of({"stations": own_rows(session, person_id)})


def own_rows(session: Session, person_id: int) -> list[dict[str, Any]]:
    """The same as the content of a path would have them. A fixed number of queries."""
    owned = _owned(session, person_id)
    entries = _entries(session, owned)
    kinds = wired(session, Kinds)
    payloads = {
        each.id: kinds.of(each).read(each.released.payload, each.released.schema_version)
        for each in entries
        if each.released is not None
    }
    processes = sorted((each for each in entries if each.kind == PROCESS), key=_on_the_way)
    touchpoints = [each for each in entries if each.kind == TOUCHPOINT and owned[each.id].letters.get(WHOLE)]
    rows = _in_order(session, list(_with_terms(session, processes, payloads, owned)))
    rows += [_row(each, at_touchpoint(owned[each.id].letters[WHOLE])) for each in touchpoints]
    if any(row["entry"].startswith(f"{TERM}:") for row in rows):
        rows.append({"key": "what-has-stayed", "sort": CHECK, "title": has_stayed(), "questions": QUESTIONS})
    return rows


def _owned(session: Session, person_id: int) -> dict[int, _Own]:
    today = company_day(session)
    found: dict[int, _Own] = {}
    for each in of_person(session, person_id):
        if each.letter in (ACCOUNTABLE, RESPONSIBLE) and each.holds_on(today):
            found.setdefault(each.place.entry_id, _Own()).add(each.place.step_key, each.letter)
    # Who does a step according to its process is responsible for it, whether or not the register says so.
    doing = select(ProcessStep.process_id, ProcessStep.key).join(Function, Function.slug == ProcessStep.function)
    doing = doing.join(FunctionHolder, FunctionHolder.function_id == Function.id).where(
        FunctionHolder.person_id == person_id,
        FunctionHolder.since <= today,
        or_(FunctionHolder.until.is_(None), FunctionHolder.until > today),
    )
    for process_id, key in session.execute(doing):
        found.setdefault(process_id, _Own()).add(key, RESPONSIBLE)
    return found


def _entries(session: Session, owned: Mapping[int, _Own]) -> list[Entry]:
    if not owned:
        return []
    query = select(Entry).where(Entry.id.in_(owned), Entry.status == RELEASED, Entry.kind.in_((PROCESS, TOUCHPOINT)))
    query = query.options(joinedload(Entry.released), selectin_polymorphic(Entry, [Process, Touchpoint]))
    return list(session.scalars(query.order_by(Entry.sort_de, Entry.id)))


def _on_the_way(process: Entry) -> tuple[int, str, str, int]:
    """Where a process stands on the customer's way: by its first phase, then by number and title."""
    phases: Sequence[str] = getattr(process, "phases", ())
    first = min((_ORDER[each] for each in phases if each in _ORDER), default=len(_ORDER))
    return first, getattr(process, "number", ""), process.sort_de, process.id


def _with_terms(
    session: Session, processes: Sequence[Entry], payloads: Mapping[int, Payload], owned: Mapping[int, _Own]
) -> Iterator[dict[str, Any]]:
    """Each process with the terms that come up in its own steps and were not told before."""
    known = wired(session, Labels).of(session)
    spoken = {each.id: _spoken_of(known, each, _own_steps(payloads[each.id], owned[each.id])) for each in processes}
    terms = _terms(session, {term for found in spoken.values() for term in found})
    told: set[int] = set()
    left = MOST - len(processes)
    for each in processes:
        new = [term for term in spoken[each.id] if term in terms and term not in told][: min(MOST_TERMS, left)]
        told.update(new)
        left -= len(new)
        yield from (_row(terms[term], spoken_of(each)) for term in new)
        yield _row(each, part_in(payloads[each.id], owned[each.id].letters))


def _own_steps(payload: Payload, own: _Own) -> list[Payload]:
    steps = payload.get("steps", ())
    return [step for step in steps if WHOLE in own.letters or step["key"] in own.letters]


def _spoken_of(dictionary: Dictionary, process: Entry, steps: Iterable[Payload]) -> list[int]:
    """The concepts that the steps mention, those mentioned most first."""
    place = Place(process.id, process.field_of_action, process.department)
    found: Counter[int] = Counter()
    for step in steps:
        for value in step.values():
            for language, text in value.items() if isinstance(value, Mapping) else ():
                for _found, forms in mentions(dictionary, read(escape(text, quote=False)), place, language):
                    found.update({form.concept for form in forms} if len(forms) == 1 else ())
    return [concept for concept, _number in found.most_common()]


def _terms(session: Session, ids: Iterable[int]) -> dict[int, Entry]:
    wanted = set(ids)
    if not wanted:
        return {}
    return {
        each.id: each for each in session.scalars(select(Entry).where(Entry.id.in_(wanted), Entry.status == RELEASED))
    }


def _in_order(session: Session, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    stations = stations_of({"stations": rows})
    terms = [int(each.key.rpartition("-")[2]) if each.kind == TERM else None for each in stations]
    if not any(terms):
        return rows
    return [rows[place] for place in in_order(stations, terms, above(session))]


def _row(entry: Entry, text: dict[str, str]) -> dict[str, Any]:
    return {"key": f"{entry.kind}-{entry.id}", "sort": READ, "entry": f"{entry.kind}:{entry.slug}", "text": text}
