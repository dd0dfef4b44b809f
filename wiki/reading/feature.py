"""What this folder hands to the application."""

from wiki.core.about_people import PersonalData
from wiki.reading import models, personal_data
from wiki.reading.blueprint import blueprint
from wiki.web.feature import Feature
from wiki.web.runtime import Runtime

TABLES = (models,)
"""Named here so that the tables are known."""


def wire(runtime: Runtime) -> None:
    """Tell what is kept about people."""
    personal_data.declare(runtime.wiring.get(PersonalData))


FEATURE = Feature("reading", blueprints=lambda _runtime: [blueprint], wire=wire)
