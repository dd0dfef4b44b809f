"""The shape of what administrators type about people, departments and functions."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from wiki.people.forms import LANGUAGE_CHOICES, NEEDED
from wiki.web.forms import LineField, WikiForm, options


def number_or_none(value: Any) -> int | None:
    """A select's value: a row's id, nothing for the empty choice."""
    return int(value) if value not in (None, "", "None") else None


class IdField(SelectField):
    """A select of rows, the empty choice first; `offer` fills it."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, coerce=number_or_none, **kwargs)

    def offer(self, rows: list[tuple[int, str]], empty: str = "–") -> None:
        """Fill in the rows to choose from."""
        self.choices = options([("", empty), *rows])


class RolesField(SelectMultipleField):
    """Check boxes, one an access role."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PersonForm(WikiForm):
    """What the administration keeps about a person."""

    name = LineField(_l("Name"), validators=[InputRequired(NEEDED), Length(max=200)])
    email = LineField(
        _l("E-mail address"),
        validators=[InputRequired(NEEDED), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"},
    )
    department_id = IdField(_l("Department"))
    joined_on = DateField(
        _l("First working day"),
        validators=[Optional()],
        description=_l("For whoever is new: learning paths for newcomers begin on this day. Otherwise leave it empty."),
    )
    language = SelectField(_l("Language"), choices=LANGUAGE_CHOICES)


class InviteForm(PersonForm):
    """A person to invite, with the first roles."""

    roles = RolesField(_l("Access roles"))


class RolesForm(WikiForm):
    """The access roles of a person."""

    roles = RolesField(_l("Access roles"))


class DepartmentForm(WikiForm):
    """A department."""

    name_de = LineField(_l("Name in German"), validators=[Length(max=200)])
    name_en = LineField(_l("Name in English"), validators=[Length(max=200)])
    parent_id = IdField(_l("Below"))
    head_id = IdField(_l("Head"))
    mailbox = LineField(
        _l("Mailbox"),
        validators=[Length(max=254)],
        description=_l("Shown to everybody, also to readers who are not signed in."),
        render_kw={"type": "email", "autocapitalize": "off", "spellcheck": "false"},
    )


class FunctionForm(WikiForm):
    """A function."""

    name_de = LineField(_l("Name in German"), validators=[Length(max=200)])
    name_en = LineField(_l("Name in English"), validators=[Length(max=200)])
    department_id = IdField(_l("Department"))
    single_holder = BooleanField(
        _l("One person alone holds it"), description=_l("Only such a function can be accountable for something.")
    )


class HolderForm(WikiForm):
    """A person who is to hold a function."""

    person_id = IdField(_l("Person"), validators=[InputRequired(NEEDED)])
