"""What inbox and mail say of reviews."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core.consumers import Taken
from wiki.core.matters import Matter, Told
from wiki.currency import reminders, service
from wiki.currency.reviews import SOON
from wiki.entries.models import RELEASED, Entry
from wiki.web.i18n import day as in_words


def _told(_session: Session, event: Taken) -> Iterable[Told]:
    data = {name: event.data[name] for name in ("entry_ids", "overdue", "first", "day")}
    return [Told(frozenset({int(event.data["person_id"])}), data=data)]


def _sentence(data: Mapping[str, Any], _actor: str, _title: str) -> str:
    number = len(data["entry_ids"])
    return str(ngettext("Is it still true? %(num)s entry is to be looked at again.",
                        "Is it still true? %(num)s entries are to be looked at again.", number))  # fmt: skip


def _detail(data: Mapping[str, Any]) -> str:
    first = in_words(date.fromisoformat(data["first"]))
    overdue = int(data["overdue"])
    if overdue:
        return str(ngettext("%(num)s is overdue, since %(day)s.", "%(num)s are overdue, the first since %(day)s.",
                            overdue, day=first))  # fmt: skip
    return str(_("The first by %(day)s.", day=first))


def _url(_data: Mapping[str, Any], absolute: bool) -> str:
    return url_for("currency.reviews", _external=absolute)


def _is_done(session: Session, data: Mapping[str, Any]) -> bool:
    until = date.fromisoformat(data["day"]) + SOON
    waiting = select(Entry.id).where(
        Entry.id.in_(data["entry_ids"]), Entry.status == RELEASED, Entry.next_review <= until
    )
    return session.scalar(waiting.limit(1)) is None


REVIEWS_DUE = Matter(
    "reviews-due",
    reminders.EVENT,
    "calendar-check",
    _told,
    _sentence,
    _url,
    _detail,
    _is_done,
    frozenset({service.EVENT, "entry.released"}),
)
