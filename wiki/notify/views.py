"""The inbox page."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import to_user_timezone
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from wiki.access.guard import current_actor
from wiki.access.rules import SIGNED_IN, rule
from wiki.core import clock
from wiki.core.errors import NotFound, NotSignedIn
from wiki.notify import inbox as service
from wiki.notify import queries
from wiki.notify.models import InboxItem
from wiki.notify.wording import ShownItem, Wording
from wiki.web.i18n import day, reader_language
from wiki.web.redirects import local_address
from wiki.web.transaction import db, writing

blueprint = Blueprint("notify", __name__, url_prefix="/inbox")

PER_PAGE = 50
UNREAD = "unread"


def inbox_count() -> int:
    """The number at the bell; nothing when the database has failed, so that the page saying so can be shown."""
    person_id = current_actor().person_id
    try:
        return queries.unread_count(db(), person_id) if person_id is not None else 0
    except SQLAlchemyError:
        return 0


def _me() -> int:
    person_id = current_actor().person_id
    if person_id is None:
        raise NotSignedIn(_("Please sign in to continue."))
    return person_id


@blueprint.get("")
@rule(SIGNED_IN)
def inbox() -> ResponseReturnValue:
    """What happened that concerns the reader, by day."""
    session, person_id = db(), _me()
    only_unread = request.args.get("show") == UNREAD
    query = queries.items(person_id, only_unread=only_unread)
    total = queries.count(session, query)
    pages = max(1, ceil(total / PER_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    found = list(session.scalars(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)))
    return render_template(
        "notify/inbox.html",
        days=list(_by_day(session, found)),
        newest=_newest(session, person_id) if page > 1 or only_unread else max((each.id for each in found), default=0),
        only_unread=only_unread,
        unread=queries.unread_count(session, person_id),
        total=total,
        page=page,
        pages=pages,
        here=_here(page, only_unread),
        page_url=lambda number: _here(number, only_unread),
    )


def _newest(session: Session, person_id: int) -> int:
    found = session.scalars(queries.items(person_id).limit(1)).first()
    return found.id if found else 0


def _here(page: int, only_unread: bool) -> str:
    return url_for("notify.inbox", page=page if page > 1 else None, show=UNREAD if only_unread else None)


def _by_day(session: Session, items: list[InboxItem]) -> Iterator[tuple[str, list[ShownItem]]]:
    wording = Wording(session, current_actor(), reader_language(), items)
    by_day: dict[date, list[ShownItem]] = {}
    for item in items:
        by_day.setdefault(to_user_timezone(item.created_at).date(), []).append(wording.show(item))
    today = to_user_timezone(clock.now()).date()
    for when, shown in by_day.items():
        yield _day_name(when, today), shown


def _day_name(when: date, today: date) -> str:
    if when == today:
        return str(_("Today"))
    return str(_("Yesterday")) if when == today - timedelta(days=1) else day(when)


@blueprint.post("/<int:item_id>/open")
@rule(SIGNED_IN)
def open_item(item_id: int) -> ResponseReturnValue:
    """Mark one item as read and go where it leads."""
    session = writing()
    item = _own(session, item_id)
    service.mark_read(session, item.person_id, [item.id])
    shown = Wording(session, current_actor(), reader_language(), [item]).show(item)
    return redirect(shown.url or url_for("notify.inbox"), 303)


@blueprint.post("/<int:item_id>/read")
@rule(SIGNED_IN)
def read_item(item_id: int) -> ResponseReturnValue:
    """Mark one item as read."""
    session = writing()
    item = _own(session, item_id)
    service.mark_read(session, item.person_id, [item.id])
    return _back()


def _own(session: Session, item_id: int) -> InboxItem:
    item = queries.find_item(session, _me(), item_id)
    if item is None:
        raise NotFound
    return item


@blueprint.post("/read")
@rule(SIGNED_IN)
def read_all() -> ResponseReturnValue:
    """Mark everything as read that was there when the page was made."""
    until = request.form.get("until", 0, type=int)
    service.mark_all_read(writing(), _me(), min(max(until, 0), 2**31 - 1))
    return _back()


def _back() -> Response:
    wanted = request.form.get("next")
    return redirect(local_address(wanted) if wanted else url_for("notify.inbox"), 303)
