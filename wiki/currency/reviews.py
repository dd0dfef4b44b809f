"""Which entries are to be looked at again, until when, and who is asked: lists, numbers and reminders draw on this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor, Permission
from wiki.core.db import wired
from wiki.currency.asking import Asked, asked_of, might_be_asked_about
from wiki.currency.models import Verification
from wiki.entries.models import RELEASED, Entry
from wiki.ownership.findings import Findings
from wiki.ownership.models import Accountability
from wiki.ownership.queries import accountable_on
from wiki.ownership.rights import oversees, oversees_anything
from wiki.ownership.shared_staff import shared_staff

SOON = timedelta(days=30)
"""So long before its day a review is due soon."""
MINE, AREA, ALL = "mine", "area", "all"
"""Whose reviews a list shows: what the person is asked about · the area they oversee · everything."""


@dataclass(frozen=True)
class Review:
    """A review that comes up or is overdue, with who is asked on that day."""

    entry_id: int
    kind: str
    slug: str
    titles: tuple[str, str]
    department: str
    next_review: date
    asked: Asked
    is_overdue: bool

    def title(self, language: str) -> str:
        """The entry's title in `language`, else in the other one."""
        pair = self.titles if language == "de" else self.titles[::-1]
        return pair[0] or pair[1] or self.slug


def reviews(
    session: Session, day: date, until: date | None = None, entries: ColumnElement[bool] | None = None
) -> list[Review]:
    """The reviews of released entries until a day (None: all) as they stand on `day`, the oldest first; a fixed number
    of queries, and one alone where there is none."""
    chosen = (Entry.status == RELEASED) & Entry.next_review.is_not(None) & (true() if entries is None else entries)
    if until is not None:
        chosen &= Entry.next_review <= until
    expected = wired(session, Findings).expected().label("expected")
    columns = (Entry.id, Entry.kind, Entry.slug, Entry.title_de, Entry.title_en, Entry.department, Entry.next_review)
    rows = session.execute(select(*columns, expected).where(chosen).order_by(Entry.next_review, Entry.id)).all()
    if not rows:
        return []
    whole = Accountability.entry_id.in_(select(Entry.id).where(chosen)) & (Accountability.step_key == "")
    accountable = {each.entry_id: each for each in session.scalars(accountable_on(day).where(whole))}
    staff = shared_staff(session, day)
    return [
        Review(
            row.id, row.kind, row.slug, (row.title_de, row.title_en), row.department, row.next_review,
            asked_of(staff, accountable.get(row.id), row.department, expected=bool(row.expected)),
            row.next_review < day,
        )
        for row in rows
    ]  # fmt: skip


def is_asked(actor: Actor, review: Review) -> bool:
    """Whether this person is the one asked; where nobody in particular is, everybody who releases."""
    if review.asked.person is None:
        return actor.may(Permission.ENTRY_RELEASE)
    return review.asked.person.id == actor.person_id


def may_confirm_review(actor: Actor, review: Review) -> bool:
    """Whether this person may say that the entry is still true."""
    return actor.may(Permission.ENTRY_RELEASE) or actor.person_id in review.asked.person_ids


def scopes(actor: Actor) -> list[str]:
    """Whose reviews this person may see lists of."""
    sees_all = actor.may(Permission.ENTRY_RELEASE) or actor.may(Permission.OWNERSHIP_OVERSEE)
    found = [MINE]
    if oversees_anything(actor) and not actor.may(Permission.OWNERSHIP_OVERSEE):
        found.append(AREA)
    return [*found, ALL] if sees_all else found


def of_scope(session: Session, actor: Actor, day: date, scope: str, until: date | None = None) -> list[Review]:
    """The reviews of one of `scopes`."""
    if scope == MINE:
        narrowed = None if actor.may(Permission.ENTRY_RELEASE) else might_be_asked_about(session, actor)
        return [each for each in reviews(session, day, until, narrowed) if is_asked(actor, each)]
    return reviews(session, day, until, oversees(actor) if scope == AREA else None)


def held_on(session: Session, revision_id: int, day: date) -> Verification | None:
    """The verification of this version that held on `day`: the last one until then."""
    query = select(Verification).where(Verification.revision_id == revision_id, Verification.day <= day)
    return session.scalar(query.options(joinedload(Verification.person)).order_by(Verification.day.desc()).limit(1))


def numbers(found: Sequence[Review], day: date) -> tuple[int, int]:
    """(overdue, due soon) among these, for dashboards."""
    overdue = sum(each.is_overdue for each in found)
    return overdue, sum(not each.is_overdue and each.next_review <= day + SOON for each in found)
