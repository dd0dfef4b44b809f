"""What inbox and mail say of what is to be confirmed."""

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
from wiki.people.switches import TURNED_OFF, is_on
from wiki.reading import reminding
from wiki.reading.asking import ASKED, ENDED
from wiki.reading.confirming import CONFIRMED
from wiki.reading.models import SWITCH, Confirmation, ReadingDuty, ReadingRound, RequiredReading
from wiki.reading.queries import open_duties
from wiki.reading.verifying import VERIFIED
from wiki.web.i18n import day as in_words

_AT_ONCE = 500


def _asked(session: Session, event: Taken) -> Iterable[Told]:
    """Each person for themselves: the day may be another, and some know an earlier version."""
    asked = session.get(ReadingRound, int(event.data["round_id"]))
    required = session.get(RequiredReading, asked.entry_id) if asked is not None else None
    if asked is None or required is None or not is_on(session, SWITCH):
        return
    knowing = set(session.scalars(select(Confirmation.person_id).where(Confirmation.entry_id == asked.entry_id)))
    note = asked.message or required.why
    ids, own = [int(each) for each in event.data["duties"]], {}
    columns = open_duties().with_only_columns(ReadingDuty.id, ReadingDuty.person_id, ReadingDuty.due_on)
    for start in range(0, len(ids), _AT_ONCE):
        for row in session.execute(columns.where(ReadingDuty.id.in_(ids[start : start + _AT_ONCE]))):
            again = row.person_id in knowing
            own[row.person_id] = {"duty": row.id, "day": row.due_on.isoformat(), "again": again}
    yield Told(frozenset(own), event.actor_id, {"entry": asked.entry_id, "note": note}, own)


def _asked_words(data: Mapping[str, Any], _name: str, title: str) -> str:
    when = in_words(date.fromisoformat(data["day"]))
    if data["again"]:
        return str(
            _("“%(title)s” is to be confirmed again by %(day)s: see what changed for you", title=title, day=when)
        )
    return str(_("Please confirm by %(day)s that you have read “%(title)s”", title=title, day=when))


def _url(data: Mapping[str, Any], absolute: bool) -> str:
    return url_for("reading.page", entry_id=data["entry"], _external=absolute)


def _is_done(session: Session, data: Mapping[str, Any]) -> bool:
    return not is_on(session, SWITCH) or session.scalar(open_duties().where(ReadingDuty.id == data["duty"])) is None


def _due(session: Session, event: Taken) -> Iterable[Told]:
    if not is_on(session, SWITCH):
        return []
    data = {name: event.data[name] for name in ("person", "duties", "first", "overdue")}
    return [Told(frozenset({int(event.data["person"])}), data=data)]


def _due_words(data: Mapping[str, Any], _name: str, _title: str) -> str:
    number = len(data["duties"])
    return str(ngettext("%(num)s entry waits for your confirmation", "%(num)s entries wait for your confirmation",
                        number))  # fmt: skip


def _due_detail(data: Mapping[str, Any]) -> str:
    first, overdue = in_words(date.fromisoformat(data["first"])), int(data["overdue"])
    if overdue:
        return str(ngettext("%(num)s is overdue, since %(day)s.", "%(num)s are overdue, the first since %(day)s.",
                            overdue, day=first))  # fmt: skip
    return str(_("The first by %(day)s.", day=first))


def _list(_data: Mapping[str, Any], absolute: bool) -> str:
    return url_for("reading.index", _external=absolute)


def _are_done(session: Session, data: Mapping[str, Any]) -> bool:
    if not is_on(session, SWITCH):
        return True
    return session.scalar(open_duties().where(ReadingDuty.id.in_(data["duties"])).limit(1)) is None


def _verified(_session: Session, event: Taken) -> Iterable[Told]:
    yield Told(frozenset({int(event.data["person"])}), event.actor_id)


def _verified_words(_data: Mapping[str, Any], name: str, title: str) -> str:
    return str(_("%(name)s has verified that you know “%(title)s”", name=name or _("Your head"), title=title))


def _own_list(_data: Mapping[str, Any], absolute: bool) -> str:
    return url_for("reading.confirmed", _external=absolute)


CLOSING = frozenset({CONFIRMED, ENDED, TURNED_OFF})
MATTERS = (
    Matter(
        "reading_asked", ASKED, "journal-check", _asked, _asked_words, _url, is_done=_is_done, closing_events=CLOSING,
        keyed_by="duty",
    ),
    Matter(
        "reading_due", reminding.DUE, "clock-history", _due, _due_words, _list, _due_detail, _are_done, CLOSING,
        "person",
    ),
    Matter.news(VERIFIED, "shield-check", _verified, _verified_words, _own_list),
)  # fmt: skip
