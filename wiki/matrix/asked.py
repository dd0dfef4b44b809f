"""What the address asks of the matrix."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import String, cast, true
from werkzeug.datastructures import MultiDict

from wiki.config import Settings
from wiki.core import clock
from wiki.core.text import whole_number
from wiki.entries.as_of import asked_day
from wiki.entries.kinds import Kind
from wiki.entries.list_filters import Filter
from wiki.entries.models import Entry
from wiki.entries.options import PHASES
from wiki.matrix.columns import DEPARTMENT, WAYS, in_tree
from wiki.ownership.staff import Staff
from wiki.touchpoints.fields import CHANNEL
from wiki.touchpoints.models import Touchpoint

TOUCHPOINT, PROCESS = "touchpoint", "process"
KINDS = (TOUCHPOINT, PROCESS)
GAPS = "gaps"
_INDENT = "\u2003"


@dataclass(frozen=True)
class View:
    """What is shown, beside the filters of the rows. `past`: the day asked for when it is not today."""

    kind: str = TOUCHPOINT
    by: str = DEPARTMENT
    steps: bool = False
    columns: str = ""
    """Slug of the department whose columns are shown, with everything below it; empty for all."""
    columns_page: int = 1
    past: date | None = None
    refused_day: str = ""
    """Why the day that was typed cannot be asked for."""

    def kept(self, **changes: str) -> dict[str, str]:
        """What the address says of this view, with `changes`; what goes without saying is left out."""
        said = {
            "kind": self.kind if self.kind != TOUCHPOINT else "",
            "by": self.by if self.by != DEPARTMENT else "",
            "steps": "1" if self.steps else "",
            "columns": self.columns,
            "cols": str(self.columns_page) if self.columns_page > 1 else "",
            "as_of": self.past.isoformat() if self.past else "",
            **changes,
        }
        return {name: value for name, value in said.items() if value}


def view_of(arguments: MultiDict[str, str], settings: Settings) -> View:
    """The view of an address; what makes no sense is left aside, a day that cannot be is told."""
    kind = arguments.get("kind", TOUCHPOINT)
    by = arguments.get("by", DEPARTMENT)
    day, refused = asked_day(arguments.get("as_of", ""), settings)
    return View(
        kind if kind in KINDS else TOUCHPOINT,
        by if by in WAYS else DEPARTMENT,
        kind == PROCESS and arguments.get("steps") == "1",
        arguments.get("columns", "")[:100],
        max(1, whole_number(arguments.get("cols", ""))),
        day if day < clock.today(settings.timezone) else None,
        refused,
    )


def filters_of(kind: Kind, staff: Staff, language: str, *, gaps: bool) -> list[Filter]:
    """What the rows can be narrowed by; a department stands for everything below it. `gaps`: the reader may see lists
    of them; they are found in memory, not by the condition."""
    model: Any = kind.model
    phases = tuple((option.value, option.label) for option in PHASES.options)
    found = [Filter("phases", PHASES.label, phases, lambda value: cast(model.phases, String).like(f'%"{value}"%'))]
    units = in_tree(staff)
    if units:
        depths = _depths(staff)
        options = tuple((each.slug, _INDENT * depths[each.id] + each.name(language)) for each in units)
        below = {each.slug: [staff.departments[one].slug for one in staff.below(each.id)] for each in units}
        found.append(Filter("department", _l("Department"), options, lambda slug: Entry.department.in_(below[slug])))
    if kind.name == TOUCHPOINT:
        channels = tuple((option.value, option.label) for option in CHANNEL.options)
        found.append(Filter("channel", CHANNEL.label, channels, lambda value: Touchpoint.channel == value))
    if gaps:
        found.append(Filter("show", _l("Show"), ((GAPS, _("Only with gaps")),), lambda _value: true()))
    return found


def _depths(staff: Staff) -> Mapping[int, int]:
    depths: dict[int, int] = {}
    for unit in in_tree(staff):
        depths[unit.id] = depths.get(unit.parent_id, -1) + 1 if unit.parent_id is not None else 0
    return depths
