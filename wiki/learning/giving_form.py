"""The shape of giving a path to people."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import BooleanField, DateField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from wiki.access.permissions import Actor, Permission
from wiki.learning.assigning import Giving
from wiki.learning.oversight import givable, paths
from wiki.people.forms import NEEDED
from wiki.people.forms_admin import IdField
from wiki.people.models import Person
from wiki.people.queries import department_choices, departments_by_slug
from wiki.web.forms import WikiForm, options


class _People(SelectMultipleField):
    """Check boxes, one a person."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class GivingForm(WikiForm):
    """Which path, for whom, from when on, accompanied by whom."""

    path = IdField(_l("Learning path"), validators=[InputRequired(NEEDED)])
    person = _People(_l("For"), coerce=int)
    more = IdField(_l("One more person"))
    department = IdField(_l("Everybody in"), description=_l("With the departments below it."))
    begins = DateField(_l("Begins on"), validators=[Optional()], description=_l("Empty: today."))
    mentor = IdField(
        _l("Mentor"), description=_l("Accompanies them, sees how far they are, and is told of it. May stay empty.")
    )
    again = BooleanField(_l("Also for those who have finished it before"))

    @property
    def giving(self) -> Giving:
        """What is asked for."""
        people = set(self.person.data or ()) | ({self.more.data} - {None})
        return Giving(
            self.path.data, frozenset(people), self.department.data, self.begins.data, self.mentor.data,
            bool(self.again.data),
        )  # fmt: skip


def giving_form(session: Session, actor: Actor, language: str, chosen: Sequence[int], **given: Any) -> GivingForm:
    """The form with everything to choose from; `chosen` are the people it begins with."""
    form = GivingForm(**given)
    people = [(each.id, each.name) for each in session.scalars(givable(session, actor))]
    wanted = set(chosen)
    form.person.choices = options([row for row in people if row[0] in wanted])
    form.more.offer([row for row in people if row[0] not in wanted])
    form.path.offer([(each.id, each.title(language)) for each in paths(session, language)])
    form.department.offer(_departments(session, actor, language))
    everybody = select(Person.id, Person.name).where(Person.active).order_by(Person.sort_key, Person.id)
    form.mentor.offer([(each.id, each.name) for each in session.execute(everybody)], _l("Nobody"))
    return form


def _departments(session: Session, actor: Actor, language: str) -> list[tuple[int, str]]:
    choices = department_choices(session, language)
    if actor.may(Permission.LEARNING_OVERSEE):
        return choices
    own = {each.id for each in departments_by_slug(session, actor.areas).values()}
    return [(number, name) for number, name in choices if number in own]
