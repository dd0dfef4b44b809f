"""The communication plan: who tells whom what, where and when, and whether it was done."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.change.checking import UNASKED, Checks, Sure
from wiki.change.keeping import find, opened, written
from wiki.change.models import AUDIENCES, CUSTOMERS, DEPARTMENT, GROUP, ChangeGroup, ChangeMessage
from wiki.core.clock import company_day
from wiki.core.text import clean_line, clean_text
from wiki.people.models import Department, Function, Person

LONGEST_MESSAGE, LONGEST_CHANNEL = 1000, 120


@dataclass(frozen=True)
class Audience:
    """Who is told: a group concerned, a department, or customers."""

    sort: str = ""
    id: int | None = None


@dataclass(frozen=True)
class Sender:
    """Who tells: a person, or whoever holds a function."""

    person_id: int | None = None
    function_id: int | None = None


@dataclass(frozen=True)
class MessageData:
    """What is planned; `done_on` where it has been done already."""

    text: str
    audience: Audience
    channel: str
    planned_on: date | None
    sender: Sender = Sender()
    done_on: date | None = None
    sure: Sure = UNASKED
    edits: int = 0


def save(session: Session, actor: Actor, initiative_id: int, data: MessageData, message_id: int | None = None) -> int:
    """Plan a message, or change one. Returns its id; Invalid says what is wrong."""
    message = opened(session, actor, initiative_id, ChangeMessage, message_id)
    was_done = message.done_on is not None
    _check(session, initiative_id, data, message)
    assert data.planned_on is not None
    message.text, message.channel = clean_text(data.text).strip(), clean_line(data.channel)
    message.audience, message.planned_on, message.done_on = data.audience.sort, data.planned_on, data.done_on
    message.group_id = data.audience.id if data.audience.sort == GROUP else None
    message.department_id = data.audience.id if data.audience.sort == DEPARTMENT else None
    message.sender_id, message.sender_function_id = data.sender.person_id, data.sender.function_id
    return written(session, actor, message, was_done)


def _check(session: Session, initiative_id: int, data: MessageData, message: ChangeMessage) -> None:
    checks, text, channel = Checks(), clean_text(data.text).strip(), clean_line(data.channel)
    checks.text("text", text, LONGEST_MESSAGE)
    checks.text("channel", channel, LONGEST_CHANNEL)
    if not _is_known(session, initiative_id, data.audience):
        checks.say("audience", _("Please choose who is told."))
    if data.planned_on is None:
        checks.say("planned_on", _("Please choose a day."))
    if data.done_on is not None and data.done_on > company_day(session):
        checks.say("done_on", _("This day is still to come."))
    _check_sender(session, data.sender, message, checks)
    checks.edits("text", data.edits, message.edits)
    checks.customer_data((text, channel), data.sure)
    checks.done()


def _is_known(session: Session, initiative_id: int, audience: Audience) -> bool:
    if audience.sort not in AUDIENCES:
        return False
    if audience.sort == CUSTOMERS:
        return audience.id is None
    if audience.id is None:
        return False
    if audience.sort == GROUP:
        return find(session, ChangeGroup, initiative_id, audience.id) is not None
    return session.get(Department, audience.id) is not None


def _check_sender(session: Session, sender: Sender, message: ChangeMessage, checks: Checks) -> None:
    """Somebody who has left stays where they were named before."""
    if sender.person_id is not None and sender.person_id != message.sender_id:
        person = session.get(Person, sender.person_id)
        if person is None or not person.active:
            checks.say("sender", _("This person no longer works here. Please choose somebody else."))
    if sender.function_id is not None and session.get(Function, sender.function_id) is None:
        checks.say("sender", _("This function does not exist any more."))
