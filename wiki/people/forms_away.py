"""The shape of what people type about deputies, days away and last days."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField
from wtforms.validators import InputRequired, Optional

from wiki.people.forms import NEEDED
from wiki.people.forms_admin import IdField
from wiki.web.forms import WikiForm


class AbsenceForm(WikiForm):
    """Days away and who stands in."""

    first_day = DateField(_l("First day"), validators=[InputRequired(NEEDED)])
    last_day = DateField(_l("Last day"), validators=[InputRequired(NEEDED)])
    deputy_id = IdField(_l("Deputy for these days"))


class DeputyForm(WikiForm):
    """The standing deputy."""

    deputy_id = IdField(
        _l("Standing deputy"),
        id="standing-deputy",
        description=_l("Stands in whenever nobody else is named for the days away."),
    )


class LastDayForm(WikiForm):
    """The last working day of somebody who leaves."""

    last_day = DateField(
        _l("Last working day"),
        id="leaving-day",
        validators=[Optional()],
        description=_l("Leave it empty when there is none."),
    )
    announced = BooleanField(
        _l("Announced: everybody may know"),
        description=_l("Until then only the heads above, the administration and the person see it."),
    )
