"""The shape of what people type about hand-overs."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.validators import InputRequired, Length, Optional

from wiki.people.forms import NEEDED
from wiki.people.forms_admin import IdField
from wiki.web.forms import LineField, WikiForm

TICKED, UNASKED = "ticked", "unasked"
BY_DEPARTMENT = "department:"


class BeginForm(WikiForm):
    """For whom, and from which day on."""

    person_id = IdField(_l("Whose duties"), validators=[InputRequired(NEEDED)])
    moves_on = DateField(
        _l("Others have the duties from"),
        validators=[Optional()],
        description=_l("Where a last working day is entered, it is the day after that."),
    )


class ProposeForm(WikiForm):
    """Who is to take over what."""

    scope = SelectField(_l("What"), default=TICKED)
    successor_id = IdField(_l("Who takes over"))


class AnswerForm(WikiForm):
    """A successor's word on what is declined."""

    reason = LineField(
        _l("Reason, where you decline"),
        validators=[Length(max=500)],
        description=_l("Seen by the person and by whoever settles the hand-over."),
    )
