"""What this folder hands to the application."""

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from wiki.access.guard import current_actor
from wiki.core.about_people import PersonalData
from wiki.core.acts import Acts
from wiki.core.matters import Matters
from wiki.entries.impact import ImpactProviders
from wiki.ownership.findings import Findings
from wiki.people.department_lines import DepartmentLines
from wiki.processes.seam_marks import SeamMarks
from wiki.seams import personal_data, views, views_list
from wiki.seams.at_departments import lines
from wiki.seams.blueprint import blueprint
from wiki.seams.findings import NOT_AGREED, not_agreed
from wiki.seams.impact import agreements_touched
from wiki.seams.kept import KeptSeams
from wiki.seams.marks import marks
from wiki.seams.matters import MATTERS
from wiki.seams.wording import ACTS
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime
from wiki.web.shell import Item, ShellProviders

VIEWS = (views, views_list)
"""Named here because importing them adds their addresses to the blueprint."""


def _navigation() -> list[Item]:
    if not current_actor().signed_in:
        return []
    is_here = (request.endpoint or "").startswith("seams.")
    return [Item(_("Seams"), url_for("seams.index"), "arrow-left-right", current=is_here, place=7)]


def wire(runtime: Runtime) -> None:
    """Tell what is kept about people, what people are told, what a release touches; lead there from processes."""
    wiring = runtime.wiring
    wiring.add(KeptSeams())
    personal_data.declare(wiring.get(PersonalData))
    wiring.get(Acts).add("seams", _l("Seams"), ACTS)
    wiring.get(Matters).add(*MATTERS)
    wiring.get(DepartmentLines).providers.append(lines)
    wiring.get(ImpactProviders).providers.append(agreements_touched)
    wiring.get(SeamMarks).of = marks
    wiring.get(Findings).add(not_agreed, NOT_AGREED)
    wiring.get(ShellProviders).ownership.append(_navigation)


FEATURE = Feature("seams", blueprints=lambda _runtime: [blueprint], wire=wire)
