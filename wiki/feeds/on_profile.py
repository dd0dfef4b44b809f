"""The box in one's own profile that leads to one's feed addresses."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.feeds.models import FeedAddress
from wiki.people.models import Person
from wiki.people.person_cards import PersonCard


def cards(session: Session, actor: Actor, person: Person) -> list[PersonCard]:
    """How many addresses one has; nothing on the pages of others."""
    if actor.person_id != person.id:
        return []
    number = session.scalar(select(func.count(FeedAddress.id)).where(FeedAddress.person_id == person.id)) or 0
    text = (
        ngettext("%(num)s private address", "%(num)s private addresses", number)
        if number
        else _("Follow lists in a feed reader, due dates in a calendar")
    )
    return [PersonCard(_("Feeds and calendar"), ((text, url_for("feeds.own")),))]
