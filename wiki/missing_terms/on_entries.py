"""On the pages of entries: the way to ask for a term that is missing there."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from wiki.access.guard import current_actor
from wiki.entries.actions import Action, EntryActions
from wiki.entries.frame import Frame
from wiki.entries.models import DELETED
from wiki.missing_terms.rights import may_ask

_LABEL, _ICON = _l("A term is missing here"), "question-circle"


def _of_entry(frame: Frame) -> list[Action]:
    if frame.is_of_a_version or frame.entry.status == DELETED or not may_ask(current_actor()):
        return []
    return [Action(_LABEL, url_for("missing_terms.new", at=f"{frame.kind.name}:{frame.entry.slug}"), _ICON)]


def offer(actions: EntryActions) -> None:
    """Tell the menus."""
    actions.providers.append(_of_entry)
