"""What the forms offer to choose from."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from wiki.change.models import ChangeGroup
from wiki.change.reading import group_parts, team_of
from wiki.people.models import Department, Function, Person

Choice = tuple[str, str]


class Offer:
    """Groups of an initiative, departments, functions and people, named in the reader's language."""

    def __init__(self, session: Session, initiative_id: int, language: str) -> None:
        self._session = session
        self._initiative_id = initiative_id
        self._language = language

    @property
    def departments(self) -> list[Choice]:
        """All of them."""
        found = self._session.scalars(select(Department).order_by(Department.sort_key))
        return [(str(each.id), each.name(self._language)) for each in found]

    @property
    def functions(self) -> list[Choice]:
        """All of them."""
        found = self._session.scalars(select(Function).order_by(Function.sort_key))
        return [(str(each.id), each.name(self._language)) for each in found]

    @property
    def groups(self) -> list[Choice]:
        """Those of the initiative."""
        query = (
            select(ChangeGroup)
            .where(ChangeGroup.initiative_id == self._initiative_id)
            .options(*group_parts())
            .order_by(ChangeGroup.id)
        )
        return [(str(each.id), each.name(self._language)) for each in self._session.scalars(query)]

    @property
    def audiences(self) -> list[Any]:
        """Groups, customers, departments."""
        found = [SelectChoice("", "–")]
        found += [SelectChoice(f"g{key}", name, optgroup=_("Groups concerned")) for key, name in self.groups]
        found.append(SelectChoice("c", _("Customers"), optgroup=_("Outside")))
        found += [SelectChoice(f"d{key}", name, optgroup=_("Departments")) for key, name in self.departments]
        return found

    def senders(self, chosen: str = "") -> list[Any]:
        """The team, functions, everybody; who has left only where `chosen` already."""
        found = [SelectChoice("", "–")]
        team = {each.person_id: each.person.name for each in team_of(self._session, self._initiative_id)}
        found += [SelectChoice(f"p{key}", name, optgroup=_("Team")) for key, name in team.items()]
        found += [SelectChoice(f"f{key}", name, optgroup=_("Functions")) for key, name in self.functions]
        here = Person.active | (Person.id == _person(chosen))
        people = self._session.execute(select(Person.id, Person.name).where(here).order_by(Person.sort_key))
        found += [SelectChoice(f"p{key}", name, optgroup=_("People")) for key, name in people if key not in team]
        return found


def _person(chosen: str) -> int:
    number = chosen[1:]
    return int(number) if chosen[:1] == "p" and number.isascii() and number.isdigit() and len(number) < 10 else 0
