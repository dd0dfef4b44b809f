"""The seams a department shares with its neighbours, on its page."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.people.department_lines import Line
from wiki.people.models import Department
from wiki.seams.kept import all_now
from wiki.seams.listing import OPEN, Asked, narrowed, numbers


def lines(session: Session, actor: Actor, department: Department) -> list[Line]:
    """How many seams it has with other departments, and how many of them are open."""
    if not actor.signed_in:
        return []
    within = narrowed(all_now(session), Asked(OPEN, frozenset({department.id})))
    found = numbers([each for each in within if each.crossing.joins_departments])
    if not found.total:
        return []
    note = _("%(open)s open of %(total)s", open=found.open, total=found.total)
    return [Line(str(_("Seams with neighbours")), url_for("seams.index", department=department.slug), str(note))]
