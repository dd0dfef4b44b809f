"""Every figure of learning, in one run: pages over the wire, jobs in the program.

A page that is added gets a line in `asked.py`.
"""

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from benchmarks.databases import Databases
from benchmarks.figures import Reading, percentiles
from benchmarks.learning.asked import asked
from benchmarks.learning.jobs import Jobs, Locks
from benchmarks.learning.students import LEARNER, Size, Students
from benchmarks.ownership import crowd
from benchmarks.ownership.crowd import Crowd
from benchmarks.ownership.timed import Company, pages
from wiki.core.db import begin_write
from wiki.missing_terms.noticing import SWITCH as SEARCHES
from wiki.people.switches import SwitchState
from wiki.reading.models import SWITCH as READING
from wiki.reading.models import ReadingRound

PEOPLE = crowd.Size(people=1000, duties=5000)


def learning(
    databases: Databases, rounds: int, tell: Callable[[str], None], size: Size | None = None,
    people: crowd.Size | None = None,
) -> list[Reading]:  # fmt: skip
    """All figures of learning."""

    def fill(session: Session) -> None:
        Crowd(session, people or PEOPLE).fill()
        Students(session, size or Size()).fill()

    with tempfile.TemporaryDirectory(prefix="cxwiki-learning-") as name:
        tell("learning: building a company …")
        with Company(databases, Path(name), fill) as company:
            locks = Locks()
            locks.watch(company.runtime.engine)
            jobs = Jobs(company, locks, tell).run()
            tell("learning: pages …")
            with company.runtime.sessions() as session:
                wanted = asked(session)
            found = pages(company, wanted, rounds, tell)
            return [*found, *jobs, _in_vain(company, rounds), _binding(company, rounds)]


def _turn(company: Company, name: str, on: bool) -> None:
    with company.runtime.sessions() as session:
        begin_write(session)
        session.execute(update(SwitchState).where(SwitchState.name == name).values(on=on))
        session.commit()


def _in_vain(company: Company, rounds: int) -> Reading:
    """Searches that find nothing: counted, against not counted."""
    wire, found = company.wire(LEARNER), []
    for on in (False, True):
        _turn(company, SEARCHES, on)
        times = [wire.get(f"/search?q=qzxw{place}vkj").seconds for place in range(3 * rounds)]
        found.append(percentiles(times[rounds:])[1])
    return Reading("in_vain", (found[1],), f"p95, counted; {found[0]:.0f} ms where the switch is off")


def _binding(company: Company, rounds: int) -> Reading:
    """Pages of entries that wait for the reader or are binding, against the same while nothing is binding."""
    with company.runtime.sessions() as session:
        ids = session.scalars(select(ReadingRound.entry_id).distinct().order_by(ReadingRound.entry_id)).all()
    paths = [f"/touchpoints/kontaktpunkt-{number}" for number in range(len(ids))]
    wire, found = company.wire(LEARNER), []
    for on in (True, False):
        _turn(company, READING, on)
        found.append(statistics.median(wire.get(path).seconds for _each in range(rounds) for path in paths) * 1000)
    detail = f"{found[0]:.1f} ms, switched off {found[1]:.1f} ms; no page kept ready"
    return Reading("binding", (found[0] / found[1],), detail)
