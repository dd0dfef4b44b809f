"""Releases of binding entries: whether a version is confirmed again, by whom; and what a change of them touches."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.entries.asking_again import AS_USUAL, DEPARTMENTS, EVERYBODY, NOBODY, AskAgain
from wiki.entries.impact import ImpactLine
from wiki.entries.models import Entry, Revision
from wiki.ownership.groups import FEWEST
from wiki.ownership.staff import Staff
from wiki.people.switches import is_on
from wiki.reading.asking import Asking, bring_up_to_date, held, open_round
from wiki.reading.models import SWITCH, ReadingRound, RequiredReading
from wiki.reading.queries import confirmations_of, people_asked


def binding(session: Session, entries: Sequence[Entry]) -> list[int]:
    """Which of the entries people confirm."""
    ids = [each.id for each in entries]
    if not ids or not is_on(session, SWITCH):
        return []
    query = select(RequiredReading.entry_id)
    return list(session.scalars(query.where(RequiredReading.entry_id.in_(ids), RequiredReading.ended_on.is_(None))))


def ask(session: Session, actor: Actor, revision: Revision, wanted: AskAgain, message: str) -> None:
    """Ask for the version that was just released, as its releaser chose; nobody where it is not binding."""
    if not is_on(session, SWITCH):
        return
    required = held(session, revision.entry_id)
    if required is None or required.ended_on is not None:
        return
    usual = NOBODY if revision.minor else EVERYBODY
    choice = usual if wanted.choice == AS_USUAL else wanted.choice
    if choice == NOBODY:
        return
    units = wanted.department_ids if choice == DEPARTMENTS else ()
    open_round(session, required, revision, Asking(actor.person_id, message, units))
    bring_up_to_date(session, required, Staff(session, company_day(session)), actor.person_id)


def is_asked(session: Session, revision: Revision) -> bool:
    """Whether people are asked to confirm this version."""
    query = select(ReadingRound.id).where(ReadingRound.revision_id == revision.id)
    return is_on(session, SWITCH) and session.scalar(query.limit(1)) is not None


def touched(session: Session, _actor: Actor, entries: Sequence[Entry]) -> list[ImpactLine]:
    """How many people have confirmed the entries, and how many are asked to; of fewer than five no number is told."""
    ids = binding(session, entries)
    if not ids:
        return []
    done = confirmations_of(session, ids)
    asked = len(set(session.scalars(people_asked(ids))))
    lines = [ImpactLine(_("binding: fewer than five people have confirmed it"), 1)] if done < FEWEST else []
    if done >= FEWEST:
        text = ngettext("%(num)s person has confirmed it", "%(num)s people have confirmed it", done)
        lines.append(ImpactLine(text, done))
    if asked >= FEWEST:
        text = ngettext("%(num)s person is asked to confirm it", "%(num)s people are asked to confirm it", asked)
        lines.append(ImpactLine(text, asked))
    return lines
