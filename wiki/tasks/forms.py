"""The forms of a task."""

import json
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, SelectField
from wtforms.validators import Optional

from wiki.core.text import whole_number
from wiki.people.forms_admin import IdField
from wiki.tasks.checking import LONGEST_TEXT, LONGEST_TITLE
from wiki.tasks.talking import LONGEST
from wiki.tasks.values import SHOWN, Seen, TaskData
from wiki.tasks.wording import CATEGORIES, REPEATS
from wiki.web.forms import LineField, ProseField, WikiForm, options


class TaskForm(WikiForm):
    """What a task says. `edits` and `prints` are what the form was shown of it."""

    title = LineField(_l("What is to be done?"), render_kw={"maxlength": LONGEST_TITLE, "required": True})
    text = ProseField(_l("More about it"), render_kw={"rows": 5, "maxlength": LONGEST_TEXT})
    items = ProseField(
        _l("Checklist"), render_kw={"rows": 4}, description=_l("One item a line. Ticks stay with items that stay.")
    )
    initiative = IdField(_l("Initiative"))
    assignee = IdField(_l("Who does it"))
    category = SelectField(_l("Category"), choices=options([("", "–"), *CATEGORIES.items()]), validate_choice=False)
    starts = DateField(_l("Begins"), validators=[Optional()])
    due = DateField(_l("Due"), validators=[Optional()])
    repeat = SelectField(
        _l("Repeats"), choices=options(REPEATS.items()), validate_choice=False,
        description=_l("As soon as it is done, the next one is made."),
    )  # fmt: skip
    no_customer_data = BooleanField(_l("These are no customer data"))
    edits = HiddenField(default="0")
    prints = HiddenField(default="{}")

    def show(self, data: TaskData, edits: int) -> None:
        """Fill in what the task says now."""
        for name in ("title", "text", "category", "starts", "due", "repeat"):
            self[name].data = getattr(data, name)
        self.assignee.data, self.items.data = data.assignee_id, "\n".join(data.items)
        self.note_seen(data, edits)

    def note_seen(self, data: TaskData, edits: int) -> None:
        """Keep what is shown, so that a later save tells what others changed meanwhile."""
        self.edits.data, self.prints.data = str(edits), json.dumps(data.prints)

    @property
    def asks_about_data(self) -> bool:
        """Whether the author has to say something about what looks like customer data."""
        return bool(self.no_customer_data.errors or self.no_customer_data.data)

    def task_data(self) -> TaskData:
        """What was typed, for the service."""
        return TaskData(
            self.title.data or "", self.text.data or "", self.category.data or "", self.assignee.data,
            self.starts.data, self.due.data, self.repeat.data or "", tuple((self.items.data or "").splitlines()),
            ask_about_data=not self.no_customer_data.data,
        )  # fmt: skip

    def seen(self) -> Seen:
        """What the form was shown."""
        return Seen(whole_number(self.edits.data or ""), _prints(self.prints.data or ""))


def _prints(text: str) -> dict[str, str]:
    try:
        found: Any = json.loads(text)
    except ValueError:
        return {}
    return {name: str(found[name]) for name in SHOWN if name in found} if isinstance(found, dict) else {}


class MoveForm(WikiForm):
    """Moving a task to another column."""

    state = HiddenField(default="")
    seen = HiddenField(default="")
    after = HiddenField()
    waits_for = LineField(_l("What holds it up?"), render_kw={"maxlength": 300})


class ItemForm(WikiForm):
    """A further item of the checklist."""

    item = LineField(_l("Add an item"), render_kw={"maxlength": 300})
    no_customer_data = BooleanField(_l("These are no customer data"), id="item-no-customer-data")


class NeedForm(WikiForm):
    """A task that has to be done first."""

    needs = LineField(
        _l("Another task that has to be done first"), render_kw={"list": "needable", "autocomplete": "off"},
        description=_l("Its number or a part of its title."),
    )  # fmt: skip


class CommentForm(WikiForm):
    """What somebody says about the task."""

    text = ProseField(
        _l("Your comment"), id="comment-text", render_kw={"rows": 3, "maxlength": LONGEST},
        description=_l("Write [[ to link an entry. Names and data of customers do not belong here."),
    )  # fmt: skip
    no_customer_data = BooleanField(_l("These are no customer data"), id="comment-no-customer-data")
