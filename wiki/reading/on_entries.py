"""What read confirmation adds to the pages of entries: the way to mark them as binding, the banner for whom an entry
waits, the line that says that it is known. Nothing at all while it is switched off."""

from datetime import date

from flask import g, url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, case, exists, func, select
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.core.clock import company_day
from wiki.entries.actions import Action, EntryActions
from wiki.entries.frame import Frame
from wiki.entries.models import RELEASED
from wiki.entries.notices import EntryNotices, Notice, Trust
from wiki.people.switches import SwitchState, is_on
from wiki.reading.models import SWITCH, Confirmation, ReadingDuty, ReadingRound, RequiredReading
from wiki.reading.queries import last_confirmed, open_duty
from wiki.reading.requiring import may_require
from wiki.web.front.readers import ENTRY, PERSON, Personal
from wiki.web.i18n import day as in_words
from wiki.web.transaction import db


def offer(actions: EntryActions, notices: EntryNotices, personal: Personal) -> None:
    """Register everything."""
    actions.providers.append(_actions)
    notices.banners.append(_banners)
    notices.trust.append(_trust)
    personal.variants["reading_known"] = select(_known()).scalar_subquery()
    personal.apart["reading_asked"] = select(_is_asked()).scalar_subquery()


def _is_on() -> ColumnElement[bool]:
    return exists().where(SwitchState.name == SWITCH, SwitchState.on)


def _is_binding(entry_id: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(RequiredReading.entry_id == entry_id, RequiredReading.ended_on.is_(None))


def _known() -> ColumnElement[int]:
    """0 while it is off, 1 where nothing is binding, else 2 and the number of the version the reader has confirmed:
    pages are kept apart by this."""
    number = select(func.coalesce(func.max(Confirmation.number), 0)).where(
        Confirmation.person_id == PERSON, Confirmation.entry_id == ENTRY
    )
    return case((~_is_on(), 0), (~_is_binding(ENTRY), 1), else_=2 + number.scalar_subquery())


def _is_asked() -> ColumnElement[int]:
    """1 where the reader is asked: the page with the day is made for this person alone."""
    answered = exists().where(Confirmation.duty_id == ReadingDuty.id)
    asked = select(ReadingDuty.id).join(ReadingRound, ReadingRound.id == ReadingDuty.round_id)
    asked = asked.where(
        ReadingDuty.person_id == PERSON, ReadingRound.entry_id == ENTRY, ReadingDuty.ended_on.is_(None), ~answered
    )
    return case((and_(_is_on(), asked.exists()), 1), else_=0)


def _binds(session: Session, entry_id: int) -> bool:
    """Whether readers have to do with it here, asked once a page."""
    known: dict[int, bool] = g.setdefault("reading_binds", {})
    if entry_id not in known:
        binding = exists().where(RequiredReading.entry_id == entry_id, RequiredReading.ended_on.is_(None))
        known[entry_id] = bool(session.scalar(select(and_(_is_on(), binding))))
    return known[entry_id]


def _actions(frame: Frame) -> list[Action]:
    """Marking as binding, for whoever may."""
    if frame.entry.status != RELEASED or not may_require(current_actor(), frame.entry) or not is_on(db(), SWITCH):
        return []
    return [Action(_("Read confirmation"), url_for("reading.require", entry_id=frame.entry.id), "journal-check")]


def _banners(frame: Frame) -> list[Notice]:
    """That the reader is asked to confirm it, until when and why; who knows an earlier version sees what changed."""
    person_id, entry = current_actor().person_id, frame.entry
    if person_id is None or not _binds(db(), entry.id):
        return []
    duty = open_duty(db(), person_id, entry.id)
    if duty is None:
        return []
    required, known = db().get(RequiredReading, entry.id), last_confirmed(db(), person_id, entry.id)
    late, when = duty.due_on < company_day(db()), in_words(duty.due_on)
    title = _("Please confirm by %(day)s that you have read this.", day=when)
    if late:
        title = _("Your confirmation was due on %(day)s.", day=when)
    lines = [each for each in (duty.round.message, required.why if required else "") if each]
    label = _("Read and confirm") if known is None else _("See what changed, and confirm")
    links = ((label, url_for("reading.page", entry_id=entry.id)),)
    return [Notice("warning" if late else "info", title, tuple(lines), "journal-check", links=links)]


def _trust(frame: Frame, _revision_id: int, day: date | None) -> list[Trust]:
    """That the reader knows this version, or an earlier one that still holds."""
    person_id, entry = current_actor().person_id, frame.entry
    if person_id is None or day is not None or not _binds(db(), entry.id):
        return []
    known = last_confirmed(db(), person_id, entry.id)
    if known is None or open_duty(db(), person_id, entry.id) is not None:
        return []
    return [Trust(_("You have confirmed version %(number)s", number=known.number), icon="journal-check")]
