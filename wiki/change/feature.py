"""What this folder hands to the application."""

from flask_babel import lazy_gettext as _l

from wiki.change import concerned, models, on_initiatives, personal_data, views_overview, waiting
from wiki.change.blueprint import blueprint
from wiki.change.wording import ACTS
from wiki.core.about_people import PersonalData
from wiki.core.acts import Acts
from wiki.entries.impact import Concerned, ImpactProviders
from wiki.tasks.due_dates import DueSources
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime
from wiki.web.shell import ShellProviders

VIEWS = (views_overview,)
"""Named here because importing them adds their addresses to the blueprint."""

TABLES = (models,)
"""Named here so that the tables are known."""


def wire(runtime: Runtime) -> None:
    """Tell what is kept about people, what the acts are called and whom a release concerns; lead there from
    initiatives."""
    wiring = runtime.wiring
    personal_data.declare(wiring.get(PersonalData))
    wiring.get(ImpactProviders).providers.append(concerned.groups_touched)
    wiring.get(Concerned).providers.append(concerned.departments)
    wiring.get(Acts).add("change", _l("Change management"), ACTS)
    wiring.get(ShellProviders).change.append(views_overview.navigation)
    wiring.get(DueSources).sources.append(waiting.SOURCE)
    on_initiatives.wire(runtime)


FEATURE = Feature("change", blueprints=lambda _runtime: [blueprint], wire=wire, init=on_initiatives.init)
