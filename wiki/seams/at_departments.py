"""The seams a department shares with its neighbours, on its page."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.people.department_lines import Line
from wiki.people.models import Department, Function
from wiki.processes.models import Process, ProcessStep
from wiki.seams.listing import OPEN, Asked, narrowed, numbers
from wiki.seams.reading import Among
from wiki.seams.standing import standing
from wiki.touchpoints.models import Touchpoint


def lines(session: Session, actor: Actor, department: Department) -> list[Line]:
    """How many seams it has with other departments, and how many of them are open."""
    if not actor.signed_in:
        return []
    within = narrowed(standing(session, among=_taking_part(department)), Asked(OPEN, frozenset({department.id})))
    found = numbers([each for each in within if each.crossing.joins_departments])
    if not found.total:
        return []
    note = _("%(open)s open of %(total)s", open=found.open, total=found.total)
    return [Line(str(_("Seams with neighbours")), url_for("seams.index", department=department.slug), str(note))]


def _taking_part(department: Department) -> Among:
    """The processes that belong to the department, or a step of which does."""
    functions = select(Function.slug).where(Function.department_id == department.id)
    touchpoints = select(Touchpoint.slug).where(Touchpoint.department == department.slug)
    steps = select(ProcessStep.process_id).where(
        or_(ProcessStep.function.in_(functions), ProcessStep.touchpoint.in_(touchpoints))
    )
    return select(Process.id).where(or_(Process.department == department.slug, Process.id.in_(steps)))
