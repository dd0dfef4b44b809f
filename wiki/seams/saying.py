"""What people say about a seam: what goes wrong there, and whether what the customer said is carried over."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, changes, clock, outbox
from wiki.core.clock import company_day
from wiki.core.errors import Conflict, Invalid, NotFound, Problem
from wiki.core.text import clean_text
from wiki.entries.cleaning import overtaken
from wiki.entries.models import Entry
from wiki.entries.rights import demand
from wiki.ownership.duties import lock_object
from wiki.ownership.holders import Place
from wiki.ownership.staff import Staff
from wiki.seams.models import CAUSES, CONTEXTS, UNKNOWN, Seam
from wiki.seams.reading import Crossing, Step
from wiki.seams.rights import may_speak
from wiki.seams.standing import known_places

MOST_NOTES = 2000


@dataclass(frozen=True)
class At:
    """Where a seam is: the process and the keys of its two steps."""

    entry_id: int
    from_key: str
    to_key: str

    @property
    def place(self) -> tuple[int, str, str]:
        """As `Crossing.place`."""
        return self.entry_id, self.from_key, self.to_key


@dataclass(frozen=True)
class Saying:
    """What is said; `edits` is how often it had been said when the form was opened."""

    causes: tuple[str, ...]
    context: str = UNKNOWN
    notes: str = ""
    edits: int = 0


@dataclass(frozen=True)
class Locked:
    """A seam that nobody else changes until the transaction ends."""

    entry: Entry
    crossing: Crossing
    staff: Staff


def lock(session: Session, at: At) -> Locked:
    """The seam at `at`. Raises NotFound without such a process, Conflict where the process has changed."""
    entry = lock_object(session, Place(at.entry_id))
    crossing = known_places(session, entry.id).get(at.place)
    if crossing is None:
        raise Conflict(_("The process has changed: nothing changes hands between these steps any more."))
    return Locked(entry, crossing, Staff(session, company_day(session)))


def demand_speaking(actor: Actor, locked: Locked) -> None:
    """Raise Forbidden for who has no say here."""
    demand(
        may_speak(locked.staff, actor, locked.entry, locked.crossing),
        _("Here the heads of both departments have a say, and whoever may assign duties at this process."),
    )


def row_at(session: Session, at: At) -> Seam | None:
    """What was ever said about the seam."""
    query = select(Seam).where(Seam.entry_id == at.entry_id, Seam.from_key == at.from_key, Seam.to_key == at.to_key)
    return session.scalar(query)


def row_of(session: Session, at: At, crossing: Crossing) -> Seam:
    """The row of the seam, made where there is none, with what its steps are called now."""
    row = row_at(session, at)
    if row is None:
        row = Seam(entry_id=at.entry_id, from_key=at.from_key, to_key=at.to_key, causes=[], context=UNKNOWN, edits=0)
        session.add(row)
    row.called = {"from": _called(crossing.before), "to": _called(crossing.after)}
    session.flush()
    return row


def _called(step: Step) -> dict[str, str]:
    return {"de": step.title.de, "en": step.title.en}


def say(session: Session, actor: Actor, at: At, saying: Saying) -> Seam:
    """Write down what goes wrong at a seam. Raises Invalid where somebody else has said something meanwhile."""
    locked = lock(session, at)
    demand_speaking(actor, locked)
    notes = clean_text(saying.notes)
    row = row_of(session, at, locked.crossing)
    problems = [*_problems(saying, notes), *overtaken(saying.edits, row.edits, "notes")]
    if problems:
        raise Invalid(problems)
    row.causes = [each for each in CAUSES if each in saying.causes]
    row.context, row.notes, row.edits = saying.context, notes, row.edits + 1
    row.told_at, row.told_by_id = clock.now(), actor.person_id
    session.flush()
    record(session, actor, at, "told", causes=row.causes, context=row.context)
    return row


def _problems(saying: Saying, notes: str) -> list[Problem]:
    problems = []
    if not set(saying.causes) <= set(CAUSES):
        problems.append(Problem("causes", _("Please choose among the causes.")))
    if saying.context not in CONTEXTS:
        problems.append(Problem("context", _("Please choose one of the answers.")))
    if len(notes) > MOST_NOTES:
        problems.append(Problem("notes", _("Use at most %(number)s characters.", number=MOST_NOTES)))
    return problems


def record(session: Session, actor: Actor, at: At, act: str, **detail: object) -> None:
    """Audit, event and mark of something that happened at a seam."""
    words = {"from": at.from_key, "to": at.to_key, **detail}
    audit.append(session, actor.pseudonym, f"web:seam:{act}", f"entry:{at.entry_id}", **words)
    outbox.record(session, f"seam.{act}", actor_id=actor.person_id, entry_id=at.entry_id, **words)
    changes.mark(session, [at.entry_id])


def existing(session: Session, at: At) -> Seam:
    """The row of a seam that something was said about. Raises NotFound."""
    row = row_at(session, at)
    if row is None:
        raise NotFound(_("Nothing has been agreed here yet."))
    return row
