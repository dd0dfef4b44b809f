"""Releases and initiatives: what a release belongs to, and which initiatives a change of entries concerns."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core import clock
from wiki.entries.belonging import Offers
from wiki.entries.impact import ImpactLine
from wiki.entries.models import RELEASED, Entry, EntryLink, Revision
from wiki.entries.rights import readable
from wiki.initiatives.models import LIVE, Initiative, InitiativeChange, InitiativeSeam
from wiki.initiatives.rights import joined_by
from wiki.initiatives.service import hold, record


def about(entry_ids: Sequence[int]) -> ColumnElement[bool]:
    """Whether an initiative is about one of these entries: names it, or a seam of it."""
    links = select(EntryLink.source_id).where(EntryLink.target_id.in_(entry_ids))
    seams = select(InitiativeSeam.initiative_id).where(InitiativeSeam.entry_id.in_(entry_ids))
    return or_(Initiative.id.in_(links), Initiative.id.in_(seams))


def under_way() -> ColumnElement[bool]:
    """Whether an initiative is released and neither closed nor stopped."""
    return (Initiative.status == RELEASED) & Initiative.stage.in_(LIVE)


def not_over() -> ColumnElement[bool]:
    """A condition on `Entry`: an initiative that has not begun, goes on, or whose effect is checked again."""
    return Entry.id.in_(select(Initiative.__table__.c.id).where(Initiative.__table__.c.stage.in_(LIVE)))


def touched(session: Session, actor: Actor, entries: Sequence[Entry]) -> list[ImpactLine]:
    """The initiatives under way that are about the entries."""
    ids = [each.id for each in entries]
    query = select(Initiative).where(under_way(), readable(actor), about(ids), Initiative.id.not_in(ids))
    found = tuple(session.scalars(query.order_by(Initiative.sort_de, Initiative.id)))
    text = ngettext(
        "%(num)s initiative under way is about it", "%(num)s initiatives under way are about it", len(found)
    )
    return [ImpactLine(text, len(found), found)]


def offered(session: Session, actor: Actor, entries: Sequence[Entry], language: str) -> Offers:
    """What a release of the entries may belong to: those about them first, then one's own, then what else goes on."""
    ids = [each.id for each in entries]
    query = select(Initiative, about(ids), Initiative.id.in_(joined_by(actor))).where(
        under_way(), readable(actor), Initiative.id.not_in(ids)
    )
    groups: dict[str, list[tuple[int, str]]] = {_("About this"): [], _("Yours"): [], _("Others under way"): []}
    near, own, rest = groups.values()
    for initiative, is_near, is_own in session.execute(query):
        (near if is_near else own if is_own else rest).append((initiative.id, initiative.title(language)))
    return [(label, sorted(rows, key=lambda row: row[1])) for label, rows in groups.items() if rows]


def tie(session: Session, actor: Actor, revision: Revision, initiative_id: int) -> bool:
    """The initiative brought the version about: said by whoever releases it, who need not take part. False for what is
    no longer under way."""
    going = select(Initiative.id).where(Initiative.id == initiative_id, under_way(), readable(actor))
    if initiative_id == revision.entry_id or session.scalar(going) is None:
        return False
    initiative = hold(session, initiative_id)
    session.add(
        InitiativeChange(
            initiative_id=initiative.id, entry_id=revision.entry_id, revision_id=revision.id, added_at=clock.now(),
            added_by_id=actor.person_id,
        )
    )  # fmt: skip
    session.flush()
    record(session, actor, initiative, "tied", entry=revision.entry_id, version=revision.number)
    return True
