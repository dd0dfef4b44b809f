"""Messages that wait to be told by somebody: a sort of row in "My tasks"."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.change.models import ChangeMessage
from wiki.core.text import shorten
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.initiatives.models import LIVE, Initiative
from wiki.people.models import FunctionHolder
from wiki.tasks.due_dates import DueDate, DueSource

MESSAGE = "message"
LONGEST = 120


def messages_due(session: Session, actor: Actor, _today: date, language: str) -> Iterator[DueDate]:
    """What the actor, or whoever holds a function of theirs, is still to tell for initiatives under way."""
    held = select(FunctionHolder.function_id).where(
        FunctionHolder.person_id == actor.person_id, FunctionHolder.until.is_(None)
    )
    mine = or_(ChangeMessage.sender_id == actor.person_id, ChangeMessage.sender_function_id.in_(held))
    query = (
        select(ChangeMessage, Initiative)
        .join(Initiative, Initiative.id == ChangeMessage.initiative_id)
        .where(mine, ChangeMessage.done_on.is_(None), Initiative.stage.in_(LIVE), readable(actor))
        .order_by(ChangeMessage.planned_on, Entry.id)
    )
    for message, initiative in session.execute(query):
        url = url_for("initiative.change", slug=initiative.slug, _anchor="messages")
        note = initiative.title(language)
        title = shorten(message.text, LONGEST)
        yield DueDate(f"message-{message.id}", MESSAGE, title, url, "megaphone", message.planned_on, note)


SOURCE = DueSource(MESSAGE, _l("Messages to tell"), messages_due)
