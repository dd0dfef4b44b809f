"""What an entry's page says of its currency: the banner of an overdue review, who confirmed it last, the button."""

from dataclasses import dataclass
from datetime import date

from flask import g, url_for
from flask_babel import gettext as _

from wiki.access.guard import current_actor
from wiki.access.permissions import Permission
from wiki.core import clock
from wiki.currency.asking import Asked, asked_about, may_confirm
from wiki.currency.models import Verification
from wiki.currency.reviews import held_on
from wiki.entries.frame import Frame
from wiki.entries.models import RELEASED, Entry
from wiki.entries.notices import Notice, Press, Trust
from wiki.web.i18n import day as in_words
from wiki.web.runtime import settings
from wiki.web.transaction import db


@dataclass(frozen=True)
class _Standing:
    """What the page needs to know, asked once."""

    today: date
    verified: Verification | None
    may_confirm: bool

    @property
    def is_done(self) -> bool:
        """Whether somebody confirmed it today."""
        return self.verified is not None and self.verified.day == self.today


def _standing(entry: Entry) -> _Standing:
    known: dict[int, _Standing] = g.setdefault("currency_of", {})
    if entry.id not in known:
        today = clock.today(settings().timezone)
        verified = held_on(db(), entry.released_id, today) if entry.released_id else None
        may = entry.status == RELEASED and may_confirm(db(), current_actor(), entry, today)
        known[entry.id] = _Standing(today, verified, may)
    return known[entry.id]


def banners(frame: Frame) -> list[Notice]:
    """That a review is overdue, whom to ask, and the button for those who may say that it still holds."""
    entry = frame.entry
    if not frame.review_overdue:
        return []
    standing = _standing(entry)
    lines = [_("It holds until somebody changes it, but nobody has looked at it since. If something is wrong, please say so.")]  # fmt: skip # noqa: E501
    if frame.signed_in:
        asked = asked_about(db(), entry, standing.today)
        lines = [_asked_in_words(asked), *lines] if asked.person else lines
    links = ((_("Look through it and edit"), frame.url("edit")),) if frame.may_write else ()
    title = _("Its review was due on %(day)s.", day=in_words(entry.next_review))
    presses = (_press(entry, is_main=True),) if standing.may_confirm else ()
    return [Notice("warning", title, tuple(lines), "clock-history", presses, links)]


def _asked_in_words(asked: Asked) -> str:
    name = asked.person.name if asked.person else ""
    if asked.person is not None and asked.person.id == current_actor().person_id:
        return str(_("You are asked: is it still true?"))
    if asked.instead_of is not None and asked.acting:
        return str(_("Ask %(name)s while %(other)s is away.", name=name, other=asked.instead_of.name))
    if asked.instead_of is not None:
        return str(_("Ask %(name)s, who stands in for %(other)s.", name=name, other=asked.instead_of.name))
    if asked.acting:
        return str(_("Ask %(name)s, who answers for it for the time being.", name=name))
    return str(_("Ask %(name)s, who is accountable.", name=name))


def trust(frame: Frame, revision_id: int, day: date | None) -> list[Trust]:
    """Who found it still true, and when; names for those signed in."""
    if day is not None:
        verified = held_on(db(), revision_id, day)
        return [Trust(_verified_in_words(frame, verified))] if verified else []
    standing = _standing(frame.entry)
    text = _verified_in_words(frame, standing.verified) if standing.verified else ""
    may_now = standing.may_confirm and not standing.is_done and not frame.review_overdue
    press = _press(frame.entry) if may_now else None
    return [Trust(text, press=press)] if text or press else []


def _verified_in_words(frame: Frame, verified: Verification) -> str:
    when = in_words(verified.day)
    if frame.signed_in and current_actor().may(Permission.PERSON_READ) and verified.person is not None:
        return str(_("Confirmed by %(name)s on %(day)s", name=verified.person.name, day=when))
    return str(_("Confirmed on %(day)s", day=when))


def _press(entry: Entry, *, is_main: bool = False) -> Press:
    hint = _("You have looked through it and nothing has to be changed. The next review moves on.")
    return Press(_("Still true"), url_for("currency.still_true", entry_id=entry.id), "check2", is_main, str(hint))
