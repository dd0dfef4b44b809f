"""The next station of each path one follows, on the home page."""

from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.learning.reminding import next_stations
from wiki.tasks.piles import Pile, as_pile


def pile(session: Session, actor: Actor, language: str, today: date) -> Pile | None:
    """What the reader learns at present."""
    return as_pile(
        _("Your learning paths"), next_stations(session, actor, today, language), today, url_for("learning.mine")
    )
