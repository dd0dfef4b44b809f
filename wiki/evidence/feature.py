"""What this folder hands to the application."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import PersonalData
from wiki.core.acts import Acts
from wiki.entries.feed_lists import FeedLists
from wiki.entries.impact import ImpactProviders
from wiki.evidence import models, on_entries, personal_data, views_list
from wiki.evidence.at_departments import lines
from wiki.evidence.blueprint import blueprint
from wiki.evidence.feed import FEED
from wiki.evidence.impact import evidence_touched
from wiki.evidence.wording import ACTS
from wiki.people.department_lines import DepartmentLines
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime
from wiki.web.shell import ShellProviders

VIEWS = (views_list,)
"""Named here because importing them adds their addresses to the blueprint."""

TABLES = (models,)
"""Named here so that the tables are known."""


def wire(runtime: Runtime) -> None:
    """Tell what is kept about people, what acts are called, what a release touches; the tab, the marks, the list."""
    personal_data.declare(runtime.wiring.get(PersonalData))
    runtime.wiring.get(Acts).add("evidence", _l("Evidence"), ACTS)
    runtime.wiring.get(ImpactProviders).providers.append(evidence_touched)
    runtime.wiring.get(FeedLists).add(FEED)
    runtime.wiring.get(DepartmentLines).providers.append(lines)
    runtime.wiring.get(ShellProviders).change.append(views_list.navigation)
    on_entries.wire(runtime)


FEATURE = Feature("evidence", blueprints=lambda _runtime: [blueprint], wire=wire, init=on_entries.init)
