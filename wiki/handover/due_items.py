"""What others are asked to take over, in the list of what waits for them."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.handover.models import ASKED, OPEN, Handover, HandoverItem
from wiki.people.models import Person
from wiki.tasks.due_dates import DueDate, DueSource


def _asked(session: Session, actor: Actor, _today: date, _language: str) -> Iterator[DueDate]:
    """One row a hand-over: the answer is due on the last day before it moves."""
    query = (
        select(Handover.id, Handover.moves_on, Person.name, func.count(HandoverItem.id))
        .join(HandoverItem, HandoverItem.handover_id == Handover.id)
        .join(Person, Person.id == Handover.person_id)
        .where(HandoverItem.successor_id == actor.person_id, HandoverItem.state == ASKED, Handover.state == OPEN)
        .group_by(Handover.id, Handover.moves_on, Person.name)
        .order_by(Handover.moves_on, Handover.id)
    )
    for handover_id, moves_on, name, number in session.execute(query):
        title = ngettext(
            "Take over from %(name)s: %(num)s item", "Take over from %(name)s: %(num)s items", number, name=name
        )
        url = url_for("handover.mine", handover_id=handover_id)
        note = _("Please say yes or no to each.")
        yield DueDate(
            f"handover-{handover_id}", "handover", title, url, "person-check", moves_on - timedelta(days=1), note
        )


DUE = DueSource("handover", _l("Hand-overs"), _asked)
