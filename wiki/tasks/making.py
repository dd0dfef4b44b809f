"""“Make this a task”: offered on every entry, at every step and comment; leads to the form, filled in."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from wiki.entries.actions import Action, EntryActions
from wiki.entries.frame import Frame
from wiki.entries.models import DELETED

_LABEL, _ICON = _l("Make this a task"), "list-check"


def _of_entry(frame: Frame) -> list[Action]:
    return [_action(frame)] if _may(frame) else []


def _of_step(frame: Frame, key: str) -> list[Action]:
    return [_action(frame, step=key)] if _may(frame) else []


def _of_comment(frame: Frame, comment_id: int) -> list[Action]:
    return [_action(frame, comment=comment_id)] if _may(frame) else []


def _may(frame: Frame) -> bool:
    return frame.signed_in and frame.entry.status != DELETED and not frame.is_of_a_version


def _action(frame: Frame, step: str | None = None, comment: int | None = None) -> Action:
    return Action(_LABEL, url_for("tasks.new", entry=frame.entry.id, step=step, comment=comment), _ICON)


def offer(actions: EntryActions) -> None:
    """Tell the menus."""
    actions.providers.append(_of_entry)
    actions.at_steps.append(_of_step)
    actions.at_comments.append(_of_comment)
