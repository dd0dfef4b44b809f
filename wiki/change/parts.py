"""The four lists of a change plan, as the addresses name them: each has a form, a table and a way to write it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.change import groups, keeping, messages, resistance, trainings
from wiki.change.forms import GroupForm, MessageForm, PartForm, ResistanceForm, TrainingForm
from wiki.change.models import ChangeGroup, ChangeMessage, ChangeResistance, ChangeTraining
from wiki.core.errors import NotFound

Row = ChangeGroup | ChangeMessage | ChangeTraining | ChangeResistance
Save = Callable[[Session, Actor, int, Any, int | None], int]


@dataclass(frozen=True)
class Part:
    """One list. `filled`: what the form shows of a row; `finish` where lines can be done; `done` says that they are."""

    model: Any
    form: Any
    save: Save
    filled: Callable[[Any], dict[str, Any]]
    new: Any
    change: Any
    removal: Any
    done: Any = ""

    def row(self, session: Session, initiative_id: int, row_id: int) -> Any:
        """A row of this list; NotFound where it is gone."""
        return keeping.get(session, self.model, initiative_id, row_id)

    def made_form(self, row: Row | None) -> PartForm:
        """The form as it was sent, or filled with what is known."""
        form: PartForm = self.form(data={**self.filled(row), "edits": str(row.edits)}) if row else self.form()
        return form


def _group(row: ChangeGroup) -> dict[str, Any]:
    return {
        "title": row.title, "department": _key(row.department_id), "function": _key(row.function_id),
        "people": str(row.people), "influence": str(row.influence), "interest": str(row.interest), "words": row.words,
    }  # fmt: skip


def _message(row: ChangeMessage) -> dict[str, Any]:
    audience = f"g{row.group_id}" if row.group_id else f"d{row.department_id}" if row.department_id else "c"
    sender = f"p{row.sender_id}" if row.sender_id else f"f{row.sender_function_id}" if row.sender_function_id else ""
    return {
        "text": row.text, "audience": audience, "channel": row.channel, "sender": sender,
        "planned_on": row.planned_on, "done_on": row.done_on,
    }  # fmt: skip


def _training(row: ChangeTraining) -> dict[str, Any]:
    return {
        "title": row.title, "group": _key(row.group_id), "form": row.form, "planned_on": row.planned_on,
        "done_on": row.done_on,
    }  # fmt: skip


def _resistance(row: ChangeResistance) -> dict[str, Any]:
    return {
        "text": row.text, "group": _key(row.group_id), "element": row.element, "answer": row.answer,
        "done_on": row.done_on,
    }  # fmt: skip


def _key(number: int | None) -> str:
    return str(number or "")


PARTS = {
    "groups": Part(
        ChangeGroup, GroupForm, groups.save, _group, _l("New group concerned"), _l("Change the group"),
        _l("Remove the group"),
    ),
    "messages": Part(
        ChangeMessage, MessageForm, messages.save, _message, _l("New message"), _l("Change the message"),
        _l("Remove the message"), _l("Told today."),
    ),
    "trainings": Part(
        ChangeTraining, TrainingForm, trainings.save, _training, _l("New training"), _l("Change the training"),
        _l("Remove the training"), _l("Took place today."),
    ),
    "resistance": Part(
        ChangeResistance, ResistanceForm, resistance.save, _resistance, _l("New resistance"),
        _l("Change the resistance"), _l("Remove the resistance"), _l("Settled today."),
    ),
}  # fmt: skip


def part_called(name: str) -> Part:
    """The list with this name in its address. Raises NotFound."""
    found = PARTS.get(name)
    if found is None:
        raise NotFound
    return found
