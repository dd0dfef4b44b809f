"""Holders as pages name them: the person, the function with who holds it, the department; with a link each."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from wiki.ownership.holders import DEPARTMENT, FUNCTION, Holder
from wiki.ownership.staff import Answerer, Somebody, Staff
from wiki.people.models import initials_of
from wiki.web.i18n import day as shown_day


@dataclass(frozen=True)
class Named:
    """A holder for a reader who may see names. `people`: who is behind a function or department; `note` says what is
    to be known beside: who holds it, who stands in, that nobody does."""

    key: str
    name: str
    url: str = ""
    initials: str = ""
    note: str = ""
    gap: bool = False
    """Whether nobody is behind it."""


class Names:
    """Names holders as of the day of `staff`."""

    def __init__(self, staff: Staff, language: str) -> None:
        self._staff = staff
        self._language = language

    def holder(self, holder: Holder) -> Named:
        """A person, a function or a department."""
        if holder.sort == FUNCTION:
            return self._function(holder)
        if holder.sort == DEPARTMENT:
            return self._department(holder)
        somebody = self._staff.people.get(holder.id)
        if somebody is None:
            return Named(holder.key, _("Somebody who is not there any more"), gap=True)
        url = url_for("people.person", person_id=somebody.id)
        note = self.away(somebody) if somebody.here else _("has left")
        return Named(holder.key, somebody.name, url, initials_of(somebody.name), note, not somebody.here)

    def holder_of(self, key: str) -> Named:
        """The same by the holder's key."""
        return self.holder(Holder.read(key))

    def _function(self, holder: Holder) -> Named:
        job = self._staff.functions.get(holder.id)
        if job is None:
            return Named(holder.key, _("A function that is not there any more"), gap=True)
        people = self._staff.people_of(holder)
        name = job.name(self._language)
        note = ", ".join(each.name for each in people[:3])
        if len(people) > 3:
            note = f"{note} +{len(people) - 3}"
        if len(people) == 1 and self.away(people[0]):
            note = f"{note} ({self.away(people[0])})"
        return Named(holder.key, name, "", name[:2].upper(), note or _("nobody holds it"), not people)

    def _department(self, holder: Holder) -> Named:
        unit = self._staff.departments.get(holder.id)
        if unit is None:
            return Named(holder.key, _("A department that is not there any more"), gap=True)
        name = unit.name(self._language)
        return Named(holder.key, name, url_for("people.department", slug=unit.slug), name[:2].upper())

    def away(self, somebody: Somebody) -> str:
        """Until when somebody is away and who stands in; never why."""
        if somebody.away_until is None:
            return ""
        deputy = self._staff.people.get(somebody.deputy_id or 0)
        until = shown_day(somebody.away_until)
        if deputy is None or not deputy.here:
            return str(_("away until %(day)s", day=until))
        return str(_("away until %(day)s, %(deputy)s stands in", day=until, deputy=deputy.name))

    def gap(self, found: Answerer) -> str:
        """What is missing, in a word or two; empty where nothing is."""
        words = {
            "vacant": _("Vacant"),
            "gone": _("Has left"),
            "unheld": _("Function without holder"),
        }
        return str(words.get(found.gap, ""))
