"""The form with which several tasks are changed."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField
from wtforms.validators import Optional

from wiki.tasks.bulk import NOBODY, NONE, Wish
from wiki.tasks.wording import CATEGORIES, STATES
from wiki.web.forms import WikiForm, options

LEAVE = _l("– as it is –")


class BulkForm(WikiForm):
    """What is to be different; what is left empty stays."""

    assignee = SelectField(_l("Who does it"), id="bulk-assignee", default="")
    due = DateField(_l("Due"), id="bulk-due", validators=[Optional()])
    without_due = BooleanField(_l("Without a day"), id="bulk-without-due")
    state = SelectField(_l("State"), id="bulk-state", choices=options([("", LEAVE), *STATES.items()]), default="")
    category = SelectField(
        _l("Category"), id="bulk-category", default="",
        choices=options([("", LEAVE), (NONE, _l("None")), *CATEGORIES.items()]),
    )  # fmt: skip

    @staticmethod
    def people(choices: list[tuple[int, str]]) -> list[Any]:
        """The people a form offers, as choices."""
        return options([("", LEAVE), (NOBODY, _("Nobody yet")), *((str(number), name) for number, name in choices)])

    def wish(self) -> Wish:
        """What was typed, for the service."""
        return Wish(
            self.assignee.data or "", self.due.data, bool(self.without_due.data), self.state.data or "",
            self.category.data or "",
        )  # fmt: skip
