"""Planned hand-overs on the page of a person and in the own profile, for those who may know."""

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.handover.models import ASKED, OPEN, Handover, HandoverItem
from wiki.handover.rights import may_begin, visible
from wiki.people.models import Person
from wiki.people.person_cards import PersonCard
from wiki.web.i18n import day


def cards(session: Session, actor: Actor, person: Person) -> list[PersonCard]:
    """What is planned for the person; for oneself also what others propose to hand over."""
    query = select(Handover).join(Person, Person.id == Handover.person_id).where(visible(session, actor))
    planned = session.scalars(query.where(Handover.person_id == person.id, Handover.state == OPEN)).all()
    lines = [_planned(each) for each in planned]
    if actor.person_id == person.id:
        lines += [_asked(each) for each in _asking(session, person)]
    if not lines and person.active and may_begin(session, actor, person):
        lines.append((_("Begin a hand-over"), url_for("handover.new", person=person.id)))
    return [PersonCard(_("Hand-over"), tuple(lines))] if lines else []


def _planned(handover: Handover) -> tuple[str, str]:
    text = _("Duties move after %(day)s", day=day(handover.moves_on - timedelta(days=1)))
    return text, url_for("handover.page", handover_id=handover.id)


def _asking(session: Session, person: Person) -> list[Handover]:
    asked = select(HandoverItem.handover_id).where(HandoverItem.successor_id == person.id, HandoverItem.state == ASKED)
    return list(session.scalars(select(Handover).where(Handover.id.in_(asked), Handover.state == OPEN)))


def _asked(handover: Handover) -> tuple[str, str]:
    text = _("Asked to take over from %(name)s", name=handover.person.name)
    return text, url_for("handover.mine", handover_id=handover.id)
