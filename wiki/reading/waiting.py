"""What is to be confirmed, in "My tasks" and the calendar of the person."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.people.switches import is_on
from wiki.reading.models import SWITCH
from wiki.reading.queries import waiting_for
from wiki.tasks.due_dates import DueDate, DueSource
from wiki.tasks.piles import Pile, as_pile

SORT = "reading"


def _find(session: Session, actor: Actor, today: date, language: str) -> Iterator[DueDate]:
    if actor.person_id is None or not is_on(session, SWITCH):
        return
    for each in waiting_for(session, actor.person_id, today):
        url, note = url_for("reading.page", entry_id=each.entry.id), each.message or each.why
        yield DueDate(
            f"reading-{each.duty_id}", SORT, _("Confirm: %(title)s", title=each.entry.title(language)), url,
            "journal-check", each.due_on, note,
        )  # fmt: skip


def pile(session: Session, actor: Actor, language: str, today: date) -> Pile:
    """The same as a pile of the home page, with the way to the list."""
    return as_pile(_("To confirm"), _find(session, actor, today, language), today, url_for("reading.index"))


SOURCE = DueSource(SORT, _l("To confirm"), _find)
