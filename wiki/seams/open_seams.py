"""What upper floors and checks ask about seams: those without an agreement, and the worst of some departments."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from wiki.seams.kept import all_now
from wiki.seams.listing import OPEN, WITHOUT, Asked, Numbers, narrowed, numbers, shown
from wiki.seams.standing import Standing


def open_seams(session: Session, departments: Collection[int] = ()) -> list[Standing]:
    """Seams between two departments without an agreement in force, the worst first; of all departments, or of those
    (ids) on either side. `len` of it is the number; `wording.in_two` says each in two lines, `address.url_of` leads to
    it."""
    asked = Asked(WITHOUT, frozenset(departments))
    return shown(narrowed(all_now(session), asked), asked)


def worst_seams(session: Session, departments: Collection[int] = (), most: int = 5) -> tuple[list[Standing], Numbers]:
    """The worst open seams of some departments (none named: of all) and how many there are; for dashboards."""
    asked = Asked(OPEN, frozenset(departments))
    within = narrowed(all_now(session), asked)
    return shown(within, asked)[:most], numbers(within)
