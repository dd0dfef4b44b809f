"""What heads find elsewhere: on a path that it can be given, on the page of one of their people what is finished."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from wiki.access.guard import current_actor
from wiki.access.permissions import Actor
from wiki.entries.actions import SHARE, Action
from wiki.entries.frame import Frame
from wiki.entries.models import RELEASED
from wiki.learning.kind import KIND
from wiki.learning.oversight import is_head, learners, may_give, own_people
from wiki.people.models import Person
from wiki.people.person_cards import PersonCard


def offer(frame: Frame) -> list[Action]:
    """Give this path to people."""
    entry = frame.entry
    if entry.kind != KIND.name or entry.status != RELEASED or not may_give(current_actor()):
        return []
    return [Action(_("Give to people …"), url_for("learning.give", path=entry.id), "people", SHARE)]


def card(session: Session, actor: Actor, person: Person) -> list[PersonCard]:
    """How many paths are open and finished, for the head."""
    if not is_head(actor) or session.scalar(own_people(session, actor).where(Person.id == person.id)) is None:
        return []
    learner = learners(session, [person])[0]
    parts = [
        ngettext("%(num)s path open", "%(num)s paths open", len(learner.open)),
        ngettext("%(num)s path completed", "%(num)s paths completed", len(learner.done)),
    ]
    words = ", ".join(parts) if learner.open or learner.done else _("Give a path …")
    return [PersonCard(_("Learning"), ((words, url_for("learning.person", person_id=person.id)),))]
