"""What lies open on somebody's desk as items of a hand-over: drafts and reviews to finish, requests to answer."""

from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from wiki.core import clock
from wiki.entries.models import DELETED, IN_REVIEW, WORKING, Entry, Revision, Watch
from wiki.handover.models import HandoverItem
from wiki.handover.sources import Found, Source, Transfer
from wiki.ownership.models import ASKED, OPEN, RequestPackage

_NEW = ("Neuer Eintrag, noch nicht freigegeben", "New entry, not released yet")


def _find_drafts(session: Session, person_id: int, _day: date) -> list[Found]:
    """Entries with a version of the person's that is not released. What was never released is not named here: its
    title is for those who may read it."""
    query = (
        select(Entry)
        .join(Revision, Revision.entry_id == Entry.id)
        .where(Revision.author_id == person_id, Revision.state.in_((WORKING, IN_REVIEW)), Entry.status != DELETED)
        .where(Revision.number == Entry.latest_number)
        .order_by(Entry.id)
    )
    found = []
    for each in session.scalars(query):
        german, english = (each.title("de"), each.title("en")) if each.released_id else _NEW
        found.append(Found(f"draft:{each.id}", german, english, each.id, department=each.department))
    return found


def _find_requests(session: Session, person_id: int, _day: date) -> list[Found]:
    query = (
        select(RequestPackage)
        .options(selectinload(RequestPackage.requests))
        .where(RequestPackage.asked_id == person_id, RequestPackage.state == OPEN)
        .order_by(RequestPackage.id)
    )
    found = []
    for each in session.scalars(query):
        count = sum(request.state == ASKED for request in each.requests)
        titles = (f"{count} Anfragen", f"{count} requests") if count != 1 else ("1 Anfrage", "1 request")
        found.append(Found(f"request:{each.id}", *titles, ref_id=each.id))
    return found


def _watch_draft(session: Session, item: HandoverItem, transfer: Transfer) -> None:
    """The successor hears of what happens to the draft; what was written stays the author's."""
    if transfer.holder_id is None or item.entry_id is None or transfer.acting:
        return
    if session.get(Watch, (transfer.holder_id, item.entry_id)) is None:
        session.add(Watch(person_id=transfer.holder_id, entry_id=item.entry_id, reason="chosen", since=clock.now()))
        session.flush()


def _nobody_needed(_session: Session, _item: HandoverItem, _person_id: int, _day: date) -> bool:
    return False


SOURCES = (
    Source(
        "draft", _l("Drafts and versions in review"), "pencil", _find_drafts, _watch_draft, _nobody_needed,
        _l("Whoever takes one sees to it that it is finished or given up."),
    ),
    Source(
        "request", _l("Requests not answered yet"), "inbox", _find_requests,
        help=_l("For information: from the day on they go to the next head."),
    ),
)  # fmt: skip
