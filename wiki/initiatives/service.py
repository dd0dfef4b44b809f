"""How an initiative goes, written down by those who steer it. Works inside a writing transaction and flushes.

Every use case holds the row of the initiative first, so that two who act at once wait in turn.
"""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import audit, changes, clock, outbox
from wiki.core.clock import company_day
from wiki.core.errors import Conflict, Invalid, NotFound, Problem
from wiki.core.text import clean_text
from wiki.entries.cleaning import MISSING
from wiki.entries.models import DELETED, RELEASED
from wiki.entries.queries import lock
from wiki.entries.rights import demand
from wiki.initiatives.models import (
    CHECKING,
    CLOSED,
    GREEN,
    LIGHTS,
    PLANNED,
    RUNNING,
    STAGES,
    STOPPED,
    Initiative,
    InitiativeReport,
)
from wiki.initiatives.reopening import leave_checking
from wiki.initiatives.rights import may_steer, takes_part

LONGEST_REASON = 2000
STEPS = {
    PLANNED: (RUNNING, PLANNED, STOPPED),
    RUNNING: (RUNNING, STOPPED),
    CHECKING: (CHECKING, RUNNING),
    CLOSED: (RUNNING,),
    STOPPED: (RUNNING, STOPPED),
}
"""Where a report may lead from each stage; being done is said by closing alone, which asks for the effect."""
LIT = (RUNNING, CHECKING)
"""The stages in which the traffic light says something."""


@dataclass(frozen=True)
class Report:
    """What somebody reports. `newest`: the id of the newest report its author has seen, 0 for none."""

    stage: str
    light: str
    reason: str
    newest: int = 0


def hold(session: Session, initiative_id: int) -> Initiative:
    """The initiative, held against others until the transaction ends. Raises NotFound."""
    found = session.get(Initiative, initiative_id)
    if found is None or found.status == DELETED:
        raise NotFound
    lock(session, found)
    return found


def steered(session: Session, actor: Actor, initiative_id: int) -> Initiative:
    """The same, for who steers it. Raises Forbidden."""
    found = hold(session, initiative_id)
    demand(may_steer(session, actor, found.id), _("Here its lead, its sponsor and the CX manager have a say."))
    return found


def joined(session: Session, actor: Actor, initiative_id: int) -> Initiative:
    """The same, for who takes part in it."""
    found = hold(session, initiative_id)
    demand(takes_part(session, actor, found.id), _("Here the team of the initiative has a say."))
    return found


def report(session: Session, actor: Actor, initiative_id: int, data: Report) -> InitiativeReport:
    """Write down how it goes. Raises Invalid; where somebody else has reported meanwhile, too."""
    initiative = steered(session, actor, initiative_id)
    reason = clean_text(data.reason).strip()
    problems = [*_problems(initiative, data, reason), *overtaken(session, initiative, data.newest)]
    if problems:
        raise Invalid(problems)
    if data.stage != PLANNED:
        demand_released(initiative)
    before = initiative.stage
    if before in (CHECKING, CLOSED) and data.stage == RUNNING:
        leave_checking(session, actor, initiative)
    made = written(session, actor, initiative, data.stage, data.light if data.stage in LIT else "", reason)
    record(session, actor, initiative, "reopened" if before in (CHECKING, CLOSED) and data.stage == RUNNING
           else "reported", stage=made.stage, light=made.light, before=before, note=reason)  # fmt: skip
    return made


def start(session: Session, actor: Actor, initiative_id: int, reason: str) -> InitiativeReport:
    """Begin: the first report, with a green light."""
    seen = newest_report(session, initiative_id)
    return report(session, actor, initiative_id, Report(RUNNING, GREEN, reason, seen.id if seen else 0))


def written(
    session: Session, actor: Actor, initiative: Initiative, stage: str, light: str, reason: str
) -> InitiativeReport:
    """Add a report and bring the initiative's own columns in line with it."""
    today = company_day(session)
    made = InitiativeReport(
        initiative_id=initiative.id, stage=stage, light=light, reason=reason, at=clock.now(), by_id=actor.person_id
    )
    session.add(made)
    if initiative.stage != stage or initiative.stage_since is None:
        initiative.stage_since = today
    initiative.stage, initiative.light = stage, light
    session.flush()
    return made


def newest_report(session: Session, initiative_id: int) -> InitiativeReport | None:
    """The last report."""
    query = select(InitiativeReport).where(InitiativeReport.initiative_id == initiative_id)
    return session.scalar(query.order_by(InitiativeReport.id.desc()).limit(1))


def overtaken(session: Session, initiative: Initiative, seen: int) -> list[Problem]:
    """What speaks against a report whose author has not seen the newest one."""
    newest = newest_report(session, initiative.id)
    if seen == (newest.id if newest else 0):
        return []
    words = _("Somebody else has reported meanwhile. Yours is still here; what they wrote stands above.")
    return [Problem("reason", words)]


def demand_released(initiative: Initiative) -> None:
    """Raise Conflict for a draft: what it is to reach has to be settled first."""
    if initiative.status != RELEASED:
        raise Conflict(_("Please release the initiative first, so that everybody knows what it is to bring about."))


def record(session: Session, actor: Actor, initiative: Initiative, verb: str, **detail: object) -> None:
    """Audit row, event, and the mark on the pages that show the initiative."""
    audit.append(session, actor.pseudonym, f"web:initiative:{verb}", f"entry:{initiative.id}", **detail)
    outbox.record(session, f"initiative.{verb}", actor_id=actor.person_id, entry_id=initiative.id, **detail)
    changes.mark(session, [initiative.id])


def _problems(initiative: Initiative, data: Report, reason: str) -> list[Problem]:
    problems = []
    if data.stage not in STAGES or data.stage not in STEPS[initiative.stage]:
        problems.append(Problem("stage", _("This stage cannot follow the present one. Please choose from the list.")))
    if data.stage in LIT and data.light not in LIGHTS:
        problems.append(Problem("light", _("Please choose a light.")))
    if not reason:
        problems.append(Problem("reason", MISSING))
    if len(reason) > LONGEST_REASON:
        problems.append(Problem("reason", _("Use at most %(number)s characters.", number=LONGEST_REASON)))
    return problems
