"""Agreements at seams: proposed by one side, in force once both departments have accepted, changed by a newer one.

What was agreed stays in force until both have accepted the new version; nothing is ever overwritten.
"""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.core.clock import company_day
from wiki.core.errors import Conflict, Invalid, Problem
from wiki.core.text import LANGUAGES, clean_line, clean_text
from wiki.entries.rights import demand
from wiki.seams.models import ACCEPTED, DECLINED, FROM, PROPOSED, REPLACED, SIDES, Seam, SeamAgreement
from wiki.seams.rights import answerers
from wiki.seams.saying import At, Locked, demand_speaking, existing, lock, record, row_of

MOST_WHAT, MOST_FORM, MOST_BY_WHEN, MOST_REASON, MOST_HOURS = 1000, 500, 300, 500, 24 * 366


@dataclass(frozen=True)
class Terms:
    """Who hands what, in which form, by when; `newest` is the number of the newest version its author has seen."""

    what: str
    form: str = ""
    by_when: str = ""
    hours: int | None = None
    language: str = "de"
    newest: int = 0


def propose(session: Session, actor: Actor, at: At, terms: Terms) -> SeamAgreement:
    """Propose an agreement, or a change of the one in force. Who leads a side accepts for it by proposing."""
    locked = lock(session, at)
    demand_speaking(actor, locked)
    row = row_of(session, at, locked.crossing)
    terms = _cleaned(terms)
    newest = row.agreements[-1] if row.agreements else None
    problems = [*_problems(terms), *_misplaced(locked), *_overtaken(newest, terms)]
    if problems:
        raise Invalid(problems)
    changes_one = any(each.state == ACCEPTED and each.until is None for each in row.agreements)
    for each in row.agreements:
        if each.state == PROPOSED:
            each.state = REPLACED
    session.flush()
    made = _made(session, actor, row, locked, terms, newest.number + 1 if newest else 1)
    own = [side for side in SIDES if actor.person_id in answerers(locked.staff, made.department_id(side))]
    for side in own:
        _accept(session, actor, made, side)
    record(session, actor, at, "proposed", agreement=made.id, number=made.number, change=changes_one, accepted=own)
    if made.state == ACCEPTED:
        record(session, actor, at, "agreed", agreement=made.id, number=made.number)
    return made


def accept(session: Session, actor: Actor, at: At, number: int, side: str) -> SeamAgreement:
    """Accept version `number` for a side. Raises Conflict when another version is proposed by now."""
    waiting = _waiting(session, actor, at, number, side)
    if not waiting.accepted(side):
        _accept(session, actor, waiting, side)
        act = "agreed" if waiting.state == ACCEPTED else "accepted"
        record(session, actor, at, act, agreement=waiting.id, number=number, side=side)
    return waiting


def decline(session: Session, actor: Actor, at: At, number: int, side: str, reason: str) -> SeamAgreement:
    """Refuse version `number` for a side; the reason is told to the others."""
    waiting = _waiting(session, actor, at, number, side)
    reason = clean_text(reason).strip()
    if not reason:
        raise Invalid([Problem("reason", _("Please say why, so that the other side can propose something better."))])
    if len(reason) > MOST_REASON:
        raise Invalid([Problem("reason", _("Use at most %(number)s characters.", number=MOST_REASON))])
    waiting.state, waiting.reason = DECLINED, reason
    waiting.declined_at, waiting.declined_by_id = clock.now(), actor.person_id
    session.flush()
    record(session, actor, at, "declined", agreement=waiting.id, number=number, side=side, note=reason)
    return waiting


def _waiting(session: Session, actor: Actor, at: At, number: int, side: str) -> SeamAgreement:
    """The proposal the actor answers for `side`, judged within the lock."""
    locked = lock(session, at)
    if side not in SIDES:
        raise Invalid([Problem("side", _("Please choose a department."))])
    row = existing(session, at)
    found = next((each for each in row.agreements if each.state == PROPOSED), None)
    if found is None or found.number != number:
        raise Conflict(_("This version is not up for an answer any more. Please look at what is proposed now."))
    if (found.from_department_id, found.to_department_id) != _departments(locked):
        raise Conflict(_("Other departments meet here by now. Please propose the agreement anew."))
    demand(
        actor.person_id in answerers(locked.staff, found.department_id(side)),
        _("The head of this department answers, or the deputy while the head is away."),
    )
    return found


def _accept(session: Session, actor: Actor, made: SeamAgreement, side: str) -> None:
    """Note the acceptance; within one department it is that of both sides. The last one puts the version in force."""
    now = clock.now()
    one_department = made.from_department_id == made.to_department_id
    if side == FROM or one_department:
        made.from_accepted_at, made.from_accepted_by_id = now, actor.person_id
    if side != FROM or one_department:
        made.to_accepted_at, made.to_accepted_by_id = now, actor.person_id
    session.flush()
    if made.state == PROPOSED and all(made.accepted(each) for each in SIDES):
        _put_in_force(session, made)


def _put_in_force(session: Session, made: SeamAgreement) -> None:
    today = company_day(session)
    former = select(SeamAgreement).where(
        SeamAgreement.seam_id == made.seam_id, SeamAgreement.state == ACCEPTED, SeamAgreement.until.is_(None)
    )
    for each in session.scalars(former):
        each.until = today
    session.flush()
    made.state, made.since = ACCEPTED, today
    session.flush()


def _made(session: Session, actor: Actor, row: Seam, locked: Locked, terms: Terms, number: int) -> SeamAgreement:
    first, second = _departments(locked)
    made = SeamAgreement(
        seam_id=row.id, number=number, state=PROPOSED, language=terms.language, what=terms.what, form=terms.form,
        by_when=terms.by_when, hours=terms.hours, from_department_id=first, to_department_id=second,
        proposed_at=clock.now(), proposed_by_id=actor.person_id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    session.expire(row, ["agreements"])
    return made


def _departments(locked: Locked) -> tuple[int | None, int | None]:
    first, second = (unit.id if unit is not None else None for unit in locked.crossing.units)
    return first, second


def _cleaned(terms: Terms) -> Terms:
    language = terms.language if terms.language in LANGUAGES else LANGUAGES[0]
    what = clean_text(terms.what).strip()
    return Terms(what, clean_line(terms.form), clean_line(terms.by_when), terms.hours, language, terms.newest)


def _problems(terms: Terms) -> list[Problem]:
    problems = []
    if not terms.what:
        problems.append(Problem("what", _("Please write who hands over what.")))
    for where, text, most in (
        ("what", terms.what, MOST_WHAT), ("form", terms.form, MOST_FORM), ("by_when", terms.by_when, MOST_BY_WHEN),
    ):  # fmt: skip
        if len(text) > most:
            problems.append(Problem(where, _("Use at most %(number)s characters.", number=most)))
    if terms.hours is not None and not 1 <= terms.hours <= MOST_HOURS:
        problems.append(Problem("hours", _("Please write whole hours, from 1 to %(most)s.", most=MOST_HOURS)))
    return problems


def _misplaced(locked: Locked) -> list[Problem]:
    if all(unit is not None for unit in locked.crossing.units):
        return []
    words = _("Not both sides have a department: name one at the function, the touchpoint or the process first.")
    return [Problem("departments", words)]


def _overtaken(newest: SeamAgreement | None, terms: Terms) -> list[Problem]:
    if terms.newest == (newest.number if newest else 0):
        return []
    words = _("Another version was proposed meanwhile. Please look at it above; yours is still here.")
    return [Problem("what", words)]
