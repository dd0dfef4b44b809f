"""The form that marks an entry as binding."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField
from wtforms.widgets import CheckboxInput

from wiki.core.text import whole_number
from wiki.people.queries import department_choices, function_choices
from wiki.reading.models import RequiredReading
from wiki.reading.requiring import LONGEST_WHY, RequiredData
from wiki.web.forms import LineField, WikiForm, options

EVERYBODY, SOME = "everybody", "departments"
NO_NUMBER = -1


class RequireForm(WikiForm):
    """Whom it binds, within how many days, for how long, and why."""

    everybody = RadioField(
        _l("Whom does it bind?"),
        choices=options(
            (
                (EVERYBODY, _l("Everybody in the company")),
                (SOME, _l("Some departments, or people with some functions")),
            )
        ),
        default=SOME,
    )
    department_ids = SelectMultipleField(
        _l("Departments"), coerce=int, option_widget=CheckboxInput(), validate_choice=False,
        description=_l("With everything below them."),
    )  # fmt: skip
    function_ids = SelectMultipleField(
        _l("Functions"), coerce=int, option_widget=CheckboxInput(), validate_choice=False,
    )  # fmt: skip
    within_days = LineField(
        _l("Days to confirm it"), default="14", render_kw={"inputmode": "numeric", "maxlength": 3},
    )  # fmt: skip
    again_months = LineField(
        _l("Confirm again after months"), render_kw={"inputmode": "numeric", "maxlength": 3},
        description=_l("Empty: a confirmation holds until a version asks again."),
    )  # fmt: skip
    why = LineField(
        _l("Why is it binding?"), render_kw={"maxlength": LONGEST_WHY},
        description=_l("Whoever is asked reads this sentence."),
    )  # fmt: skip
    verified = BooleanField(
        _l("Heads verify it"),
        description=_l("For safety and legal instruction alone: the head asks or watches, and notes that it is so."),
    )
    edits = HiddenField(default="0")

    @property
    def data_given(self) -> RequiredData:
        """What was typed; numbers that are none are refused by the service."""
        return RequiredData(
            self.everybody.data == EVERYBODY,
            tuple(self.department_ids.data or ()), tuple(self.function_ids.data or ()),
            _number(self.within_days.data, NO_NUMBER), _number(self.again_months.data, 0),
            bool(self.verified and self.verified.data),
            self.why.data or "", whole_number(self.edits.data or "") or 0,
        )  # fmt: skip


def _number(text: str | None, nothing: int) -> int:
    typed = (text or "").strip()
    if not typed:
        return nothing
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else NO_NUMBER


def require_form(
    session: Session, language: str, required: RequiredReading | None, *, verifying: bool, **given: Any
) -> RequireForm:
    """The form, filled with what holds now or with what was sent; heads verify only where that is switched on."""
    form = RequireForm(data=_as_data(required), **given)
    form.department_ids.choices = options(department_choices(session, language))
    form.function_ids.choices = options(function_choices(session, language))
    if not verifying:
        del form.verified
    return form


def _as_data(required: RequiredReading | None) -> dict[str, Any]:
    if required is None:
        return {}
    if required.ended_on is not None:
        return {"edits": str(required.edits)}
    return {
        "everybody": EVERYBODY if required.everybody else SOME,
        "department_ids": required.department_ids, "function_ids": required.function_ids,
        "within_days": str(required.within_days), "again_months": str(required.again_months or ""),
        "why": required.why, "verified": required.verified, "edits": str(required.edits),
    }  # fmt: skip
