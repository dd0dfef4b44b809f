"""Who may speak and propose at a seam, and who answers for its departments."""

from wiki.access.permissions import Actor, Permission
from wiki.entries.models import Entry
from wiki.ownership.rights import may_assign
from wiki.ownership.staff import Staff
from wiki.seams.reading import Crossing


def answerers(staff: Staff, department_id: int | None) -> tuple[int, ...]:
    """Who accepts for the department: its head, or the next one up who is here; while that head is away, the deputy,
    too."""
    head = staff.head_above(department_id)
    if head is None:
        return ()
    deputy = staff.people.get(head.deputy_id) if head.deputy_id is not None else None
    return (head.id, deputy.id) if deputy is not None and deputy.here else (head.id,)


def may_speak(staff: Staff, actor: Actor, process: Entry, crossing: Crossing) -> bool:
    """Whether the actor may say what goes wrong at the seam, and propose an agreement: whoever may ask people to answer
    for the process, and the heads of both departments."""
    if may_assign(actor, process):
        return True
    units = [unit for unit in crossing.units if unit is not None]
    if actor.may(Permission.DUTY_ASSIGN_AREA) and any(unit.slug in actor.areas for unit in units):
        return True
    return any(actor.person_id in answerers(staff, unit.id) for unit in units)
