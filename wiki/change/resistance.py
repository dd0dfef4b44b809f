"""What speaks against the change in a group, never who said it."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.change.adkar import ELEMENTS
from wiki.change.checking import UNASKED, Checks, Sure
from wiki.change.keeping import find, opened, written
from wiki.change.models import ChangeGroup, ChangeResistance
from wiki.core import clock
from wiki.core.clock import company_day
from wiki.core.text import clean_line, clean_text

LONGEST_NOTE, LONGEST_ANSWER = 2000, 1000


@dataclass(frozen=True)
class ResistanceData:
    """What is noted; `element` is the one of ADKAR it comes from, empty where nobody knows."""

    text: str
    group_id: int | None
    element: str = ""
    answer: str = ""
    done_on: date | None = None
    sure: Sure = UNASKED
    edits: int = 0


def save(session: Session, actor: Actor, initiative_id: int, data: ResistanceData, note_id: int | None = None) -> int:
    """Note a resistance, or change a note. Returns its id; Invalid says what is wrong, names of people among it."""
    note = opened(session, actor, initiative_id, ChangeResistance, note_id)
    was_done = note.done_on is not None
    _check(session, initiative_id, data, note)
    assert data.group_id is not None
    note.text, note.answer = clean_text(data.text).strip(), clean_line(data.answer)
    note.noted_at = note.noted_at or clock.now()
    note.group_id, note.element, note.done_on = data.group_id, data.element, data.done_on
    return written(session, actor, note, was_done)


def _check(session: Session, initiative_id: int, data: ResistanceData, note: ChangeResistance) -> None:
    checks, text, answer = Checks(), clean_text(data.text).strip(), clean_line(data.answer)
    checks.text("text", text, LONGEST_NOTE)
    checks.text("answer", answer, LONGEST_ANSWER, needed=False)
    checks.choice("element", data.element, ("", *ELEMENTS))
    if data.group_id is None or find(session, ChangeGroup, initiative_id, data.group_id) is None:
        checks.say("group", _("Please choose a group."))
    if data.done_on is not None and data.done_on > company_day(session):
        checks.say("done_on", _("This day is still to come."))
    checks.edits("text", data.edits, note.edits)
    checks.nobody_named(session, {"text": text, "answer": answer}, data.sure)
    checks.customer_data((text, answer), data.sure)
    checks.done()
