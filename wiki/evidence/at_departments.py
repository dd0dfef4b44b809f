"""What the processes and touchpoints of a department rest on, on its page."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.evidence.listing import ALL, ALONE, Asked, numbers
from wiki.evidence.reading import old_before
from wiki.people.department_lines import Line
from wiki.people.models import Department


def lines(session: Session, actor: Actor, department: Department) -> list[Line]:
    """How many steps and touchpoints rest on the employees' view alone; nothing while nobody has written anything."""
    if not actor.signed_in:
        return []
    asked = Asked(departments=frozenset({department.slug}))
    found = numbers(session, asked, old_before(company_day(session)))
    if not found[ALONE]:
        return []
    note = _("%(alone)s of %(total)s", alone=found[ALONE], total=found[ALL])
    url = url_for("evidence.index", department=department.slug)
    return [Line(str(_("Resting on the employees' view alone")), url, str(note))]
