"""The part of a form that asks whom a change tells and, for a release, what it belongs to."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries import asking_again
from wiki.entries.asking_again import AskAgain, AskingAgain
from wiki.entries.belonging import Belonging
from wiki.entries.impact import Concerned
from wiki.entries.models import TELL_DEPARTMENTS, TELL_NOBODY, TELL_WATCHERS, Entry
from wiki.entries.release import Manner
from wiki.entries.telling import LONGEST_MESSAGE, Telling
from wiki.people.queries import department_choices
from wiki.web.forms import LineField, WikiForm, options
from wiki.web.i18n import reader_language

NOTHING = 0

_ASKED = options(
    (
        (asking_again.AS_USUAL, _l("Everybody it binds, unless the change is minor")),
        (asking_again.EVERYBODY, _l("Everybody it binds")),
        (asking_again.DEPARTMENTS, _l("Whoever it binds in some departments")),
        (asking_again.NOBODY, _l("Nobody: what was confirmed still holds")),
    )
)


class TellForm(WikiForm):
    """Whom to tell. The names keep clear of those of the kinds' fields, so that it can stand within their form."""

    tell = RadioField(
        _l("Who is told?"),
        choices=options(
            (
                (TELL_WATCHERS, _l("Those who watch")),
                (TELL_DEPARTMENTS, _l("Those who watch, and whole departments")),
                (TELL_NOBODY, _l("Nobody")),
            )
        ),
        default=TELL_WATCHERS,
    )
    tell_departments = SelectMultipleField(_l("Departments to tell"), coerce=int, option_widget=CheckboxInput())
    tell_message = LineField(
        _l("In your words"),
        validators=[Length(max=LONGEST_MESSAGE)],
        description=_l("What those who are told read beneath. Empty: what was changed."),
        render_kw={"maxlength": LONGEST_MESSAGE},
    )
    belongs_to = SelectField(_l("Belongs to the initiative"), coerce=int, default=NOTHING)

    ask_again = RadioField(
        _l("Who confirms again that they have read it?"),
        choices=_ASKED,
        default=asking_again.AS_USUAL,
        description=_l("This entry is binding. Those who are asked see what changed since they confirmed it."),
    )
    ask_departments = SelectMultipleField(_l("Departments that confirm"), coerce=int, option_widget=CheckboxInput())

    nearest: tuple[int, ...] = ()
    """The departments concerned; they are offered first."""

    def validate_tell_departments(self, field: SelectMultipleField) -> None:
        """At least one where departments are told."""
        if self.tell.data == TELL_DEPARTMENTS and not field.data:
            raise ValidationError(_l("Please choose at least one department."))

    def validate_ask_departments(self, field: SelectMultipleField) -> None:
        """At least one where departments are asked."""
        if self.ask_again.data == asking_again.DEPARTMENTS and not field.data:
            raise ValidationError(_l("Please choose at least one department."))

    @property
    def asking(self) -> AskAgain:
        """Who is to confirm it."""
        if "ask_again" not in self:
            return AskAgain()
        choice = self.ask_again.data or asking_again.AS_USUAL
        return AskAgain(choice, tuple(self.ask_departments.data or ()) if choice == asking_again.DEPARTMENTS else ())

    @property
    def telling(self) -> Telling:
        """What was chosen."""
        departments = tuple(self.tell_departments.data or ()) if self.tell.data == TELL_DEPARTMENTS else ()
        return Telling(self.tell.data or TELL_WATCHERS, departments, self.tell_message.data or "")

    def manner(self, note: str = "") -> Manner:
        """How to release."""
        return Manner(note, self.telling, self.belongs_to.data or None, self.asking)

    @property
    def has_errors(self) -> bool:
        """Whether something has to be mended."""
        return any(field.errors for field in self)


def tell_form(
    session: Session,
    actor: Actor,
    entries: Sequence[Entry],
    *,
    belonging: bool = True,
    minor: bool | None = None,
    **given: Any,
) -> TellForm:
    """The form for a change of these entries, filled with what was sent. `belonging`: whether it is a release, which
    can be part of an initiative and asks people to confirm; `minor`: whether the change is, None where that is still
    open."""
    language = reader_language()
    form = TellForm(**given)
    form.nearest = tuple(wired(session, Concerned).departments(session, entries))
    chosen = department_choices(session, language)
    form.tell_departments.choices = options(
        sorted(((value, label.strip()) for value, label in chosen if value in form.nearest), key=lambda each: each[1])
        + [each for each in chosen if each[0] not in form.nearest]
    )
    _ask(form, minor, belonging and any(wired(session, AskingAgain).binding(session, entries)))
    if not belonging:
        del form.belongs_to
        return form
    offers = wired(session, Belonging).offered(session, actor, entries, language)
    form.belongs_to.choices = {"": options([(NOTHING, _l("None"))])} | {
        str(label): options(rows) for label, rows in offers
    }
    return form


def _ask(form: TellForm, minor: bool | None, is_binding: bool) -> None:
    """Ask who confirms it, where it is binding; what is usual is said plainly where the size of the change is known."""
    if not is_binding:
        del form.ask_again, form.ask_departments
        return
    form.ask_departments.choices = form.tell_departments.choices
    if minor is None:
        return
    form.ask_again.choices = _ASKED[1:]
    if form.ask_again.data == asking_again.AS_USUAL:
        form.ask_again.data = asking_again.NOBODY if minor else asking_again.EVERYBODY
