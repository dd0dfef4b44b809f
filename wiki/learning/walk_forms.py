"""The shape of what a learner types about a path they follow."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from wiki.core.text import whole_number
from wiki.web.forms import WikiForm, options


class EditsForm(WikiForm):
    """A button that says what its presser had before the eyes."""

    edits = HiddenField()

    @property
    def seen(self) -> int:
        """The count of changes the page was made with."""
        return whole_number(self.edits.data or "")


class MentorForm(EditsForm):
    """Who accompanies the learner."""

    mentor = SelectField(_l("Who accompanies you"), coerce=int, validate_choice=False)

    def offer(self, people: Sequence[tuple[int, str]], nobody: str) -> None:
        """Choose among these; 0 is nobody."""
        self.mentor.choices = options([(0, nobody), *people])

    @property
    def chosen(self) -> int | None:
        """The person's id."""
        return self.mentor.data or None
