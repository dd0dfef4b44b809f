"""Signals on the pages of entries: how many are open, and the way to report one of the entry or a step."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from wiki.access.guard import current_actor
from wiki.entries.actions import Action, EntryActions
from wiki.entries.frame import Frame
from wiki.entries.models import DELETED
from wiki.entries.notices import EntryNotices, Notice
from wiki.signals.here import open_at
from wiki.signals.rights import may_report
from wiki.web.transaction import db

_LABEL, _ICON = _l("Report a signal here"), "broadcast"


def _may(frame: Frame) -> bool:
    return may_report(current_actor()) and frame.entry.status != DELETED and not frame.is_of_a_version


def _of_entry(frame: Frame) -> list[Action]:
    return [_action(frame)] if _may(frame) else []


def _of_step(frame: Frame, key: str) -> list[Action]:
    return [_action(frame, step=key)] if _may(frame) else []


def _action(frame: Frame, step: str | None = None) -> Action:
    return Action(_LABEL, url_for("signals.new", kind=frame.kind.name, entry=frame.entry.slug, step=step), _ICON)


def banners(frame: Frame) -> list[Notice]:
    """How many signals are open here, for those signed in."""
    if not frame.signed_in:
        return []
    number = sum(open_at(db(), frame.entry.id).values())
    if not number:
        return []
    title = ngettext("%(num)s open signal here", "%(num)s open signals here", number)
    url = url_for("signals.index", at=f"{frame.kind.name}:{frame.entry.slug}", show="all")
    return [Notice("info", title, icon=_ICON, links=((str(_("Look at it")), url),))]


def offer(actions: EntryActions, notices: EntryNotices) -> None:
    """Tell the menus and the banners."""
    actions.providers.append(_of_entry)
    actions.at_steps.append(_of_step)
    notices.banners.append(banners)
