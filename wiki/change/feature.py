"""What this folder hands to the application."""

from flask_babel import lazy_gettext as _l

from wiki.change import models, personal_data
from wiki.change.blueprint import blueprint
from wiki.change.wording import ACTS
from wiki.core.about_people import PersonalData
from wiki.core.acts import Acts
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime

VIEWS = ()
"""Named here because importing them adds their addresses to the blueprint."""

TABLES = (models,)
"""Named here so that the tables are known."""


def wire(runtime: Runtime) -> None:
    """Tell what is kept about people, and what the acts are called."""
    personal_data.declare(runtime.wiring.get(PersonalData))
    runtime.wiring.get(Acts).add("change", _l("Change management"), ACTS)


FEATURE = Feature("change", blueprints=lambda _runtime: [blueprint], wire=wire)
