"""The way from a learning path to cards of its words."""

from flask import url_for
from flask_babel import gettext as _

from wiki.entries.actions import Action
from wiki.entries.frame import Frame
from wiki.entries.models import RELEASED
from wiki.games.decks import PATH
from wiki.learning.kind import KIND


def offer(frame: Frame) -> list[Action]:
    """In the menu of a released path."""
    if frame.entry.kind != KIND.name or frame.entry.status != RELEASED:
        return []
    return [Action(_("Practise its words"), url_for("games.cards", deck=f"{PATH}:{frame.entry.slug}"), "lightbulb")]
