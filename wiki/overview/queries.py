"""What the home page shows."""

from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor, Permission
from wiki.entries.models import IN_REVIEW, RELEASED, EditDraft, Entry, Revision
from wiki.entries.queries import waiting_for_review
from wiki.entries.rights import readable

MOST = 6


def newest() -> Select[tuple[Entry]]:
    """What was released last; of what came in together (an import), each kind in turn."""
    released = Entry.released_at.desc()
    turn = func.row_number().over(partition_by=Entry.kind, order_by=(released, Entry.id.desc()))
    query = select(Entry).where(Entry.status == RELEASED)
    return query.order_by(released, turn, Entry.id.desc()).limit(MOST)


def term_of_the_day(session: Session, day: date) -> Entry | None:
    """One released term, another one each day, the same for everybody."""
    terms = (Entry.kind == "term", Entry.status == RELEASED)
    number = session.scalar(select(func.count()).select_from(Entry).where(*terms)) or 0
    if not number:
        return None
    place = (day.toordinal() * 7919) % number
    return session.scalar(select(Entry).where(*terms).order_by(Entry.id).offset(place).limit(1))


def waiting_for(actor: Actor) -> Select[tuple[Revision]]:
    """What this person should decide on; own proposals for those who may not."""
    query = waiting_for_review().limit(MOST)
    if actor.may(Permission.ENTRY_RELEASE):
        return query
    return query.where(Revision.author_id == actor.person_id, Revision.state == IN_REVIEW)


def unsaved_of(session: Session, actor: Actor) -> list[tuple[EditDraft, Entry]]:
    """What this person typed and did not save, with its entry."""
    if actor.person_id is None:
        return []
    drafts = list(session.scalars(select(EditDraft).where(EditDraft.person_id == actor.person_id)))
    ids = [int(each.entry_key) for each in drafts if each.entry_key.isdigit()]
    query = select(Entry).where(Entry.id.in_(ids), readable(actor))
    entries = {each.id: each for each in session.scalars(query)} if ids else {}
    pairs = [(each, entries.get(int(each.entry_key))) for each in drafts if each.entry_key.isdigit()]
    return [(draft, entry) for draft, entry in pairs if entry is not None]
